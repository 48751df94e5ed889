"""Forms of HR's work on people and units."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.forms.fields import DayField
from people.models import EmployeeStatus, Headship, Position, RoleKind, Unit


class EmployeeFilter(forms.Form):
    """What to look for in the list."""

    q = forms.CharField(label=_("Nama atau NIP"), required=False, max_length=100)
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Unit kerja"),
        required=False,
        queryset=Unit.objects.none(),
        empty_label=_("Semua unit"),
        to_field_name="code",
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Semua status")), *EmployeeStatus.choices]
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What to narrow people.queries.directory by; nothing where the address makes no sense."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return {
            "text": wanted.get("q", "").strip(),
            "unit": wanted.get("unit"),
            "status": wanted.get("status", ""),
        }


class DatedForm(forms.Form):
    """A deed that counts from a day."""

    on = DayField(label=_("Mulai tanggal (TMT)"))


class UnitForm(DatedForm):
    """A deed that names a unit in force."""

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Unit kerja"), queryset=Unit.objects.none(), empty_label=_("Pilih unit")
    )
    field_order: tuple[str, ...] = ("unit",)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.on(day).order_by("name")  # type: ignore[attr-defined]


class TransferForm(UnitForm):
    """Where someone goes, in which position, from when."""

    position = forms.ModelChoiceField(
        label=_("Jabatan"),
        queryset=Position.objects.order_by("name"),
        empty_label=_("Pilih jabatan"),
        help_text=_("Jabatan yang belum ada ditambahkan di data induk."),
    )
    field_order = ("unit", "position", "on")


class EndForm(forms.Form):
    """The last day of something."""

    on = DayField(label=_("Hari terakhir"))


class RevokeForm(forms.Form):
    """The first day without a role."""

    on = DayField(label=_("Tidak berlaku lagi mulai"))


class HeadshipForm(UnitForm):
    """Whom to lead, as head or acting head, from when to when."""

    acting = forms.BooleanField(label=_("Sebagai pelaksana tugas/harian (Plt./Plh.)"), required=False)
    until = DayField(label=_("Sampai tanggal"), required=False, help_text=_("Boleh kosong."))
    field_order = ("unit", "acting", "on", "until")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        head = Headship.objects.on(day).filter(unit=OuterRef("pk"), acting=False).values("employee__name")
        units: Any = self.fields["unit"]
        units.queryset = units.queryset.annotate(head_name=Subquery(head[:1]))
        units.label_from_instance = _with_head


def _with_head(unit: Any) -> str:
    """A unit and who heads it now, so that nobody is replaced unseen."""
    if not unit.head_name:
        return str(unit)
    return f"{unit} · " + gettext("Kepala: %(name)s") % {"name": unit.head_name}


class RoleForm(UnitForm):
    """Which role, for which unit, from when to when."""

    kind = forms.ChoiceField(label=_("Peran"), choices=RoleKind.choices)
    until = DayField(label=_("Sampai tanggal"), required=False, help_text=_("Boleh kosong."))
    field_order = ("kind", "unit", "on", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = False
        self.fields["unit"].help_text = _("Hanya untuk petugas survei; peran lain tanpa unit.")

    def clean_kind(self) -> RoleKind:
        """The kind as the domain names it."""
        return RoleKind(self.cleaned_data["kind"])


class MergeForm(DatedForm):
    """Into which unit, from when."""

    into: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Digabung ke"), queryset=Unit.objects.none(), empty_label=_("Pilih unit")
    )
    field_order = ("into", "on")

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.on(day).exclude(pk=unit.pk).order_by("name")
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """The table, and from when what it says counts."""

    file = forms.FileField(
        label=_("Berkas .xlsx atau .csv"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    effective_on = DayField(
        label=_("Tanggal mulai bila kosong di berkas"),
        help_text=_("Dipakai untuk baris yang kolom tmt atau mulai-nya kosong."),
    )
