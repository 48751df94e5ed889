"""The catalogue's filters: every field may be empty, and what cannot be read is left out with a word beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms import day_input
from programs.models import CompetencyKind, LearningPath, TrainingType
from programs.offers.search import CITY, ONLINE, PARTNER, Wish

FOLDED = ("bentuk", "jalur", "kompetensi", "tempat", "mulai", "sampai", "jp_dari", "jp_sampai")
PLACES = [("", _("Semua tempat")), (CITY, _("Gedung kota")), (PARTNER, _("Tempat mitra")), (ONLINE, _("Daring"))]


def _hours(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=2000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Tulis angka, misalnya 8.")},
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=day_input(), error_messages={"invalid": _("Pilih sebuah tanggal.")}
    )


class CatalogueForm(forms.Form):
    """What a visitor looks for."""

    cari = forms.CharField(label=_("Cari"), required=False, max_length=100)
    bentuk = forms.ChoiceField(label=_("Bentuk"), required=False)
    jalur = forms.ChoiceField(label=_("Jalur"), required=False, choices=[("", _("Semua jalur")), *LearningPath.choices])
    kompetensi = forms.ChoiceField(
        label=_("Kompetensi"), required=False, choices=[("", _("Semua kompetensi")), *CompetencyKind.choices]
    )
    tempat = forms.ChoiceField(label=_("Tempat"), required=False, choices=PLACES)
    mulai = _day(_("Mulai paling awal"))
    sampai = _day(_("Mulai paling akhir"))
    jp_dari = _hours(_("JP paling sedikit"))
    jp_sampai = _hours(_("JP paling banyak"))
    buka = forms.BooleanField(label=_("Hanya yang pendaftarannya dibuka"), required=False)
    bisa = forms.BooleanField(label=_("Hanya yang dapat saya ikuti"), required=False)

    def __init__(self, *args: Any, forms_of_learning: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, _(name)) for code, name in forms_of_learning]
        self.fields["bentuk"].choices = [("", _("Semua bentuk")), *named]  # type: ignore[attr-defined]
        for name, bound in self.fields.items():
            kind = "form-select" if isinstance(bound, forms.ChoiceField) else "form-control"
            known = name in self.errors if self.is_bound else False
            bound.widget.attrs["class"] = f"{kind} is-invalid" if known else kind

    def wish(self) -> Wish:
        """What to look for; fields that could not be read ask nothing."""
        self.is_valid()
        seen = self.cleaned_data
        return Wish(
            text=seen.get("cari", ""),
            form=seen.get("bentuk", ""),
            path=seen.get("jalur", ""),
            competency=seen.get("kompetensi", ""),
            hours_from=seen.get("jp_dari"),
            hours_to=seen.get("jp_sampai"),
            starts_from=seen.get("mulai"),
            starts_to=seen.get("sampai"),
            place=seen.get("tempat", ""),
            open_only=bool(seen.get("buka")),
        )

    @property
    def narrowed(self) -> int:
        """How many of the folded filters are in use."""
        return sum(bool(self.data.get(name)) for name in FOLDED)

    @property
    def unread(self) -> bool:
        """Whether one of the folded filters could not be read: then they are shown."""
        return any(name in self.errors for name in FOLDED)


def forms_of_learning() -> list[tuple[str, str]]:
    """The forms of learning that programs have, by name."""
    return list(
        TrainingType.objects.filter(programs__published=True).order_by("name").distinct().values_list("code", "name")
    )
