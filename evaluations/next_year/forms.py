"""Forms of power and of orders of roll-out. They check and carry; use cases write."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from evaluations.next_year.ordering import Source
from pembinaan.base.forms import fields_only
from programs.lots.lot_forms import SourceForm
from programs.models import Program


def _number(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Tulis bilangan bulat, misalnya 20.")},
    )


class PowerForm(forms.Form):
    """A planned comparison."""

    ukuran = forms.ChoiceField(label=_("Yang ingin dinaikkan"))
    dilatih = _number(_("Unit yang dilatih"), 2, 500)
    pembanding = _number(_("Unit pembanding, belum dilatih"), 2, 500)
    jawaban = _number(_("Jawaban warga tiap unit dan bulan"), 1, 5000)
    sebelum = _number(_("Bulan sebelum pelatihan"), 1, 36)
    sesudah = _number(_("Bulan sesudah pelatihan"), 1, 24)
    poin = forms.DecimalField(
        label=_("Perubahan yang ingin terlihat (poin)"),
        min_value=0,
        max_value=75,
        decimal_places=2,
        max_digits=4,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("Misalnya 1,5. Indeks berada antara 25 dan 100."),
        error_messages={"invalid": _("Tulis bilangan, misalnya 1,5.")},
    )

    def __init__(self, *args: Any, outcomes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ukuran"].choices = list(outcomes)  # type: ignore[attr-defined]
        self.helper = fields_only()

    def clean_poin(self) -> Any:
        """No effect at all can never be seen."""
        if not self.cleaned_data["poin"]:
            raise forms.ValidationError(_now("Perubahan harus lebih dari nol."))
        return self.cleaned_data["poin"]


class RolloutForm(SourceForm):
    """Which units, in how many waves from when on, and which value decides."""

    program = forms.ModelChoiceField(label=_("Program"), queryset=Program.objects.none(), widget=forms.HiddenInput)
    units = forms.MultipleChoiceField(label=_("Unit"), widget=forms.CheckboxSelectMultiple)
    waves = _number(_("Banyaknya gelombang"), 2, 12)
    first = forms.RegexField(
        label=_("Bulan gelombang pertama"),
        regex=r"^20[2-9][0-9]-(0[1-9]|1[0-2])$",
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2027-02"}),
        help_text=_("Tahun dan bulan, misalnya 2027-02."),
        error_messages={"invalid": _("Tulis tahun dan bulan, misalnya 2027-02.")},
    )
    apart = _number(
        _("Jarak antargelombang (bulan)"),
        1,
        12,
        _("Paling sedikit 3 bulan, supaya pengaruh gelombang sebelumnya sempat terlihat pada unit yang menunggu."),
    )
    field_order = ("program", "waves", "first", "apart", "born_at", "source", "url", "units")

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = Program.objects.all()  # type: ignore[attr-defined]
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["units"].error_messages["required"] = _("Centang unit, paling sedikit sebanyak gelombangnya.")
        self.fields["born_at"].help_text = _(
            "Sesudah daftar dikunci, supaya tidak seorang pun tahu nilainya sewaktu daftar dibuat."
        )

    def months(self) -> list[date]:
        """The first day of each wave's month; only after `is_valid`."""
        year, month = (int(part) for part in self.cleaned_data["first"].split("-"))
        places = (
            year * 12 + month - 1 + wave * self.cleaned_data["apart"] for wave in range(self.cleaned_data["waves"])
        )
        return [date(place // 12, place % 12 + 1, 1) for place in places]

    def value(self) -> Source:
        """What was named; only after `is_valid`."""
        return Source(*self.named())
