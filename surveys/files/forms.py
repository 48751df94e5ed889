"""Forms of the files' pages: what to upload, how it is read, what to take out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from surveys.files.grid import Grid
from surveys.files.roles import COMMENT, COUNTED, DATE, IGNORE, NUMBER, SERVICE, ColumnMapping
from surveys.models import Element, ElementOrder, Questionnaire, RespondentField
from surveys.periods import PeriodError, Span, span_of
from surveys.tables.headings import plain

EXAMPLES = _("Contoh: 2026, 2026S1, 2026TW3, 2026M07.")


class PeriodField(forms.CharField):
    """A survey period by its code; a quarter is written as TW, which officials read, and Q is understood too."""

    def prepare_value(self, value: Any) -> Any:
        """The code as the examples write it."""
        return value.replace("Q", "TW") if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """The span; a sentence with examples when the code is none."""
        try:
            return span_of(super().clean(value))
        except PeriodError as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class UploadForm(forms.Form):
    """A table of raw answers and its period."""

    file = forms.FileField(label=_("Berkas"), help_text=_("XLSX atau CSV, paling besar 10 MB dan 20.000 baris."))
    period = PeriodField(label=_("Periode"), max_length=8, help_text=EXAMPLES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        self.helper = fields_only()


class ExportForm(forms.Form):
    """Which answers to take out, and in which form."""

    periode = PeriodField(label=_("Periode"), max_length=8, help_text=EXAMPLES)
    bentuk = forms.ChoiceField(label=_("Bentuk"), choices=[("xlsx", "XLSX"), ("csv", "CSV")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()

    @property
    def span(self) -> Span:
        """The period of a valid form."""
        span: Span = self.cleaned_data["periode"]
        return span


class MappingForm(forms.Form):
    """How a table is read: a select for each column, the order of bare codes, words that stand for answers."""

    order = forms.ChoiceField(
        label=_("Urutan unsur"),
        required=False,
        choices=[("", _("Belum dipilih")), *[one for one in ElementOrder.choices if one[0] != "named"]],
    )
    direction = forms.ChoiceField(
        label=_("Letak responden"),
        choices=[("across", _("Satu responden setiap baris")), ("down", _("Satu responden setiap kolom"))],
    )
    sheet = forms.ChoiceField(label=_("Lembar kerja"), required=False)
    skips_sums = forms.BooleanField(label=_("Lewati baris jumlah"), required=False)

    def __init__(self, data: Any, *, grid: Grid, words: list[str], mapping: ColumnMapping) -> None:
        known = {
            "order": mapping.order,
            "direction": "down" if grid.is_down else "across",
            "sheet": grid.sheet,
            "skips_sums": mapping.skips_sums,
        }
        super().__init__(data, initial=known)
        self.grid, self.words, self.mapping = grid, words, mapping
        self.fields["sheet"].choices = [(name, name) for name in grid.sheets]  # type: ignore[attr-defined]
        self.roles = role_choices()
        self.helper = fields_only()

    def chosen(self, data: dict[str, str]) -> ColumnMapping:
        """The mapping as it was sent; what wasn't sent stays as it was."""
        allowed = {code for code, _label in self.roles}
        roles = [
            sent if (sent := data.get(f"c{column}", kept)) in allowed else kept
            for column, kept in enumerate(self.mapping.roles)
        ]
        words = dict(self.mapping.words)
        for number, word in enumerate(self.words):
            if data.get(f"w{number}", "") in {"1", "2", "3", "4"}:
                words[plain(word)] = int(data[f"w{number}"])
        return ColumnMapping(
            roles=tuple(roles),
            order=self.cleaned_data["order"],
            words=words,
            skips_sums=self.cleaned_data["skips_sums"],
            sheet=self.cleaned_data["sheet"] or self.grid.sheet,
            is_down=self.cleaned_data["direction"] == "down",
        )


def role_choices() -> list[tuple[str, str]]:
    """What a column can be read as, in words."""
    built = Questionnaire.objects.built_here()
    published = Element.objects.filter(items__version__published_at__isnull=False, questionnaire__in=built)
    elements = published.distinct().order_by("position")
    return [
        ("", str(_("Belum dipilih"))),
        (IGNORE, str(_("Abaikan"))),
        *((key, name) for key, name in elements.values_list("key", "name")),
        (DATE, str(_("Tanggal"))),
        (SERVICE, str(_("Jenis layanan"))),
        *((code, str(label)) for code, label in RespondentField.choices),
        (COMMENT, str(_("Saran"))),
        (NUMBER, str(_("Nomor responden"))),
        (COUNTED, str(_("Dihitung (ya/tidak)"))),
    ]
