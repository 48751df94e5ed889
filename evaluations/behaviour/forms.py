"""Forms of a review."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.models import BehaviourReview, RaterRole, Verdict
from evaluations.models.behaviour import MOST_NAMED
from people.models import Assignment, Employee, Unit
from surveys.content import Question


class WorkForm(forms.Form):
    """What one sees of the participant's work: every question is to be answered."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.text, choices=question.answers, coerce=int, widget=forms.RadioSelect
            )

    def scores(self) -> list[int]:
        """The answers in the order of the questions."""
        return [self.cleaned_data[name] for name in self.fields]


class ColleaguesForm(forms.Form):
    """Four colleagues of the participant's unit, or of the unit above it where it is small."""

    def __init__(self, *args: Any, review: BehaviourReview, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues_of(review, day)
        named = review.raters.filter(role=RaterRole.COLLEAGUE).order_by("place").values_list("employee", flat=True)
        self.initial = {f"rekan{place}": employee for place, employee in enumerate(named, start=1)}
        for place in range(1, MOST_NAMED + 1):
            self.fields[f"rekan{place}"] = forms.ModelChoiceField(
                people,
                required=place <= 2,
                label=_("Rekan ke-%(place)d") % {"place": place},
                empty_label=_("Pilih rekan"),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse somebody chosen twice, beside the second choice: what was chosen stays on the page."""
        cleaned = super().clean() or {}
        seen: set[Employee] = set()
        for name, person in list(cleaned.items()):
            if person in seen:
                self.add_error(name, _("Rekan ini sudah dipilih; sebutkan rekan lain."))
            elif person:
                seen.add(person)
        return cleaned

    def chosen(self) -> list[Employee]:
        """Those chosen, in order."""
        return [person for person in self.cleaned_data.values() if person]


class PlanForm(forms.Form):
    """What the participant does differently, and where that can be seen."""

    action = forms.CharField(label=_("Yang saya lakukan berbeda"), max_length=500, widget=forms.Textarea({"rows": 3}))
    evidence = forms.CharField(
        label=_("Buktinya"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Misalnya nomor surat, tautan, atau di mana dapat dilihat."),
    )


class VerdictForm(forms.Form):
    """What the head says of the plan."""

    verdict = forms.ChoiceField(label=_("Rencana aksi ini"), choices=[("", _("Pilih penilaian")), *Verdict.choices])
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)


def colleagues_of(review: BehaviourReview, day: date) -> Any:
    """Who works on `day` in the unit where the participant works, or right above it; the participant excepted."""
    participant = review.enrollment.employee
    here = Assignment.objects.main_on(day).filter(employee=participant).values("unit")
    above = Unit.objects.without_tree_fields().filter(pk__in=here).values("parent")
    serving = Assignment.objects.main_on(day).filter(unit__in=here) | Assignment.objects.main_on(day).filter(
        unit__in=above
    )
    people = Employee.objects.filter(pk__in=serving.values("employee"))
    return (
        people.exclude(pk=participant.pk)
        .exclude(pk__in=review.raters.filter(role="head").values("employee"))
        .order_by("name", "pk")
    )
