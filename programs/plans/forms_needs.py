"""Forms of needs: which to list, and whose to state."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Employee, Grade, Unit
from people.numbers import plain
from programs.forms import NeedForm
from programs.models import CompetencyKind, Gap, Need

# Names that a browser offers while typing; a longer list only slows a phone.
MOST_SUGGESTIONS = 200


class NeedFilter(forms.Form):
    """Which needs to count or list; every field may be empty."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), required=False, coerce=int, empty_value=None)
    jenis = forms.ChoiceField(
        label=_("Jenis kompetensi"), required=False, choices=[("", _("Semua kompetensi")), *CompetencyKind.choices]
    )
    kesenjangan = forms.TypedChoiceField(
        label=_("Kesenjangan"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Semua ukuran")), *Gap.choices],
    )
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Unit kerja"),
        required=False,
        queryset=Unit.objects.none(),
        empty_label=_("Semua unit"),
        to_field_name="code",
    )
    golongan: "forms.ModelChoiceField[Grade]" = forms.ModelChoiceField(
        label=_("Golongan"),
        required=False,
        queryset=Grade.objects.order_by("scheme", "level", "pk"),
        empty_label=_("Semua golongan"),
    )
    cari = forms.CharField(label=_("Kemampuan atau nama"), required=False, max_length=100)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = Need.objects.visible_to(access).order_by("-year").values_list("year", flat=True).distinct()
        self.fields["tahun"].choices = [("", _("Semua tahun")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        units = Unit.objects.without_tree_fields().filter(needs__isnull=False)
        if not access.is_hr:
            units = units.filter(pk__in=access.headed_unit_ids)
        self.fields["unit"].queryset = units.distinct().order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def has_wishes(self) -> bool:
        """Whether something is asked for, so that the page shows the filled form."""
        return any(self.data.get(name) for name in self.fields)

    def wish(self) -> dict[str, Any]:
        """What to look for, as `gaps.needs_found` wants it; what cannot be understood is left out."""
        self.is_valid()
        found = self.cleaned_data
        grade = found.get("golongan")
        return {
            "year": found.get("tahun"),
            "kind": found.get("jenis", ""),
            "gap": found.get("kesenjangan"),
            "unit": found.get("unit"),
            "grade": grade.pk if grade else None,
            "text": found.get("cari", ""),
        }


class StateForForm(NeedForm):
    """A gap that a head or HR states for somebody else."""

    person = forms.CharField(
        label=_("Pegawai"),
        max_length=150,
        help_text=_("Nama lengkap atau NIP."),
        widget=forms.TextInput(attrs={"list": "orang", "autocomplete": "off"}),
    )
    field_order = ("person", "competency", "kind", "gap", "year")

    class Meta(NeedForm.Meta):
        labels = {"competency": _("Kemampuan apa yang perlu ditingkatkan?")}

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = Employee.objects.visible_to(access)

    def suggestions(self) -> list[str]:
        """Names to offer while typing."""
        return list(self.people.order_by("name", "pk").values_list("name", flat=True)[:MOST_SUGGESTIONS])

    def clean_person(self) -> str:
        """Find the one person meant, among those whom the visitor may see."""
        text = self.cleaned_data["person"].strip()
        number = plain(text)
        by_number = self.people.filter(number=number) if number.isdigit() else self.people.filter(name__iexact=text)
        found = list(by_number.order_by("pk")[:2])
        if not found:
            raise forms.ValidationError(_("Tidak ada pegawai bernama atau ber-NIP itu di unit Anda. Periksa ejaannya."))
        if len(found) > 1:
            raise forms.ValidationError(_("Beberapa pegawai bernama sama. Ketik NIP-nya."))
        self.instance.employee = found[0]
        return str(text)
