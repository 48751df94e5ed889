"""Forms of HR's pages on links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Unit
from surveys.invitations.issuing import MOST_AT_ONCE
from surveys.models import Service


class UnitChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Units with their code."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name and code."""
        return f"{obj.name} ({obj.code})"


class ClientForm(forms.Form):
    """A system to be registered."""

    name = forms.CharField(
        label=_("Nama sistem"), max_length=80, help_text=_("Misalnya: Antrean Disdukcapil, SIMRS RSUD.")
    )
    units = UnitChoices(label=_("Unit kerja"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple)
    per_minute = forms.IntegerField(label=_("Permintaan per menit"), min_value=1, max_value=6_000, initial=60)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        self.helper = fields_only()


class LinksForm(forms.Form):
    """How many links of which unit and service."""

    unit = forms.CharField(label=_("Kode unit"), max_length=20)
    service = forms.CharField(
        label=_("Kode jenis layanan"), max_length=40, required=False, help_text=_("Boleh kosong: seluruh unit.")
    )
    count = forms.IntegerField(label=_("Jumlah tautan"), min_value=1, max_value=MOST_AT_ONCE, initial=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()

    def clean(self) -> dict[str, Any]:
        """Find the unit and service."""
        data: dict[str, Any] = super().clean() or {}
        unit = Unit.objects.without_tree_fields().filter(code=data.get("unit", "").strip()).first()
        if unit is None:
            self.add_error("unit", _("Tidak ada unit dengan kode ini."))
            return data
        code = data.get("service", "").strip()
        service = Service.objects.filter(unit=unit, code=code).first() if code else None
        if code and service is None:
            self.add_error("service", _("Unit ini tidak mempunyai layanan dengan kode ini."))
        return {**data, "found_unit": unit, "found_service": service}
