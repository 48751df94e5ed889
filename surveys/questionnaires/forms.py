"""Forms of the builder. They check and carry; use cases write."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Unit
from surveys.models import (
    Element,
    GradeBandRow,
    ItemWording,
    OwnQuestion,
    QuestionKind,
    Questionnaire,
    RespondentOption,
    Scale,
    SurveyLanguage,
)
from surveys.models.own_questions import MOST_OPTIONS
from surveys.models.questionnaires import ANSWER_COUNT
from surveys.questionnaires.drafts import Wording
from surveys.questionnaires.settings import Settings

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SettingsForm(forms.Form):
    """A questionnaire's settings."""

    name = forms.CharField(label=_("Nama"), max_length=100)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=100, required=False)
    name_ms = forms.CharField(label=_("Nama dalam bahasa Melayu"), max_length=100, required=False)
    scale = forms.ChoiceField(label=_("Angkanya ditampilkan sebagai"), choices=Scale.choices)
    grade_scheme = forms.ChoiceField(label=_("Mutu"), required=False)
    starts_on = forms.DateField(label=_("Ditanyakan mulai"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Sampai"), required=False, widget=DAY, help_text=_("Kosong: sampai ada keputusan lain.")
    )
    asked_everywhere = forms.BooleanField(label=_("Di semua unit"), required=False)
    units: Any = forms.ModelMultipleChoiceField(
        label=_("Atau hanya di unit ini"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire | None = None, **kwargs: Any) -> None:
        if questionnaire:
            names = ("name", "name_en", "name_ms", "scale", "grade_scheme", "starts_on", "ends_on", "asked_everywhere")
            initial = {name: getattr(questionnaire, name) for name in names}
            kwargs["initial"] = {**initial, "units": list(questionnaire.units.values_list("pk", flat=True))}
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        schemes = GradeBandRow.objects.order_by("scheme").values_list("scheme", flat=True).distinct()
        choices = [("", _("Tanpa mutu")), *((scheme, scheme.upper()) for scheme in schemes)]
        self.fields["grade_scheme"].choices = choices  # type: ignore[attr-defined]
        units: Any = self.fields["units"]
        units.queryset = Unit.objects.without_tree_fields().order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """Somewhere it must be asked."""
        data = super().clean() or {}
        if not data.get("asked_everywhere") and not data.get("units"):
            self.add_error("units", _("Pilih paling sedikit satu unit, atau tanyakan di semua unit."))
        return data

    def settings(self) -> Settings:
        """What was filled in."""
        return Settings(**{name: self.cleaned_data[name] for name in Settings.__dataclass_fields__})


class NewQuestionnaireForm(SettingsForm):
    """A new questionnaire: its code is chosen once."""

    code = forms.SlugField(
        label=_("Kode"),
        max_length=50,
        help_text=_("Bagian dari alamatnya, misalnya ipak. Tidak dapat diubah lagi."),
        error_messages={"invalid": _("Pakai huruf, angka, dan tanda hubung tanpa spasi, misalnya survei-parkir.")},
    )
    field_order = ("code",)


class ElementForm(forms.Form):
    """Which element a new item asks about."""

    element = forms.ModelChoiceField(
        label=_("Unsur"), queryset=Element.objects.none(), required=False, empty_label=_("Unsur baru …")
    )
    name = forms.CharField(label=_("Nama unsur baru"), max_length=100, required=False)

    def __init__(self, *args: Any, elements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        field: Any = self.fields["element"]
        field.queryset = elements


class WordingForm(forms.Form):
    """A question in three languages; Indonesian is required, the others may stay empty as a whole."""

    def __init__(self, *args: Any, answers: int, known: Mapping[str, Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.helper = fields_only()
        for language, name in SurveyLanguage.choices:
            wording = known.get(language) or Wording("", ("",) * answers)
            is_needed = language == SurveyLanguage.INDONESIAN
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Pertanyaan (%(language)s)") % {"language": name},
                max_length=200,
                required=is_needed,
                initial=wording.text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for number in range(1, answers + 1):
                self.fields[f"label_{language}_{number}"] = forms.CharField(
                    label=_("Jawaban %(number)d (%(language)s)") % {"number": number, "language": name},
                    max_length=80,
                    required=is_needed,
                    initial=wording.options[number - 1] if number <= len(wording.options) else "",
                )

    def wordings(self) -> dict[str, Wording]:
        """What was filled in, by language."""
        return {
            language: Wording(
                _in_one_line(self.cleaned_data[f"text_{language}"]),
                tuple(self.cleaned_data[f"label_{language}_{number}"] for number in range(1, self.answers + 1)),
            )
            for language in SurveyLanguage.values
        }


class OwnQuestionForm(forms.Form):
    """A unit's own question: its kind, its text and answers in three languages, one answer a line."""

    kind = forms.ChoiceField(label=_("Dijawab dengan"), choices=QuestionKind.choices)

    def __init__(self, *args: Any, question: OwnQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        known = {one.language: one for one in question.wordings.all()} if question else {}
        self.fields["kind"].initial = question.kind if question else QuestionKind.CHOICE
        for language, name in SurveyLanguage.choices:
            wording = known.get(language)
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Pertanyaan (%(language)s)") % {"language": name},
                max_length=200,
                required=language == SurveyLanguage.INDONESIAN,
                initial=wording.text if wording else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"options_{language}"] = forms.CharField(
                label=_("Jawaban, satu per baris (%(language)s)") % {"language": name},
                required=False,
                initial="\n".join(wording.options) if wording else "",
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.fields["options_id"].help_text = _(
            "Pilihan: 2 sampai 8 jawaban. Skala: 4 jawaban, yang paling buruk di atas. Isian bebas: kosongkan."
        )

    def clean(self) -> dict[str, Any]:
        """As many answers as the kind takes, in every language that is worded."""
        data = super().clean() or {}
        for language in SurveyLanguage.values:
            options = _lines(data.get(f"options_{language}", ""))
            if data.get(f"text_{language}") and not _fits(data.get("kind", ""), len(options)):
                self.add_error(f"options_{language}", _needed(data.get("kind", "")))
            if any(len(option) > MOST_LABEL for option in options):
                self.add_error(f"options_{language}", _("Satu jawaban paling panjang 80 huruf."))
        return data

    def wordings(self) -> dict[str, Wording]:
        """What was filled in, by language."""
        data = self.cleaned_data
        return {
            language: Wording(_in_one_line(data[f"text_{language}"]), tuple(_lines(data[f"options_{language}"])))
            for language in SurveyLanguage.values
        }


MOST_LABEL = 80


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _fits(kind: str, count: int) -> bool:
    wanted = {QuestionKind.CHOICE: range(2, MOST_OPTIONS + 1), QuestionKind.SCALE: [ANSWER_COUNT]}
    return count in wanted.get(QuestionKind(kind), [0]) if kind else True


def _needed(kind: str) -> Any:
    return {
        QuestionKind.CHOICE: _("Tulis 2 sampai 8 jawaban, satu per baris."),
        QuestionKind.SCALE: _("Tulis tepat 4 jawaban, yang paling buruk di atas."),
    }.get(QuestionKind(kind), _("Isian bebas tidak mempunyai jawaban; kosongkan."))


class RespondentForm(forms.Form):
    """Which answers about the respondent are offered, by field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        options: dict[str, list[RespondentOption]] = {}
        for option in RespondentOption.objects.order_by("field", "position"):
            options.setdefault(option.get_field_display(), []).append(option)
        for number, (name, listed) in enumerate(options.items()):
            self.fields[f"field_{number}"] = forms.TypedMultipleChoiceField(
                label=name,
                coerce=int,
                required=False,
                choices=[(option.pk, option.label) for option in listed],
                initial=[option.pk for option in listed if option.is_offered],
                widget=forms.CheckboxSelectMultiple,
            )

    def offered(self) -> set[int]:
        """The answers that were ticked."""
        return {option for chosen in self.cleaned_data.values() for option in chosen}


def known_wordings(wordings: list[ItemWording]) -> dict[str, Wording]:
    """An item's wordings as plain values by language."""
    return {one.language: Wording(one.question, tuple(one.labels)) for one in wordings}
