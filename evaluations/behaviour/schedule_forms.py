"""The form of a program's schedule."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from evaluations.behaviour.scheduling import LONGEST_COMPETENCY, MOST_COMPETENCIES
from evaluations.models.behaviour import LEADERSHIP_RANGE, MONTHS_RANGE


class ScheduleForm(forms.Form):
    """Months after the end, and up to six competencies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leadership"] = forms.BooleanField(
            label=_("Pelatihan kepemimpinan: ditanya 6 sampai 12 bulan setelah selesai"), required=False
        )
        self.fields["months"] = forms.IntegerField(
            label=_("Bulan setelah selesai"),
            min_value=MONTHS_RANGE[0],
            max_value=LEADERSHIP_RANGE[1],
            help_text=_("3 sampai 6; pelatihan kepemimpinan 6 sampai 12."),
        )
        for place in range(1, MOST_COMPETENCIES + 1):
            self.fields[f"kompetensi{place}"] = forms.CharField(
                label=_("Kompetensi ke-%(place)d") % {"place": place}, required=False, max_length=LONGEST_COMPETENCY
            )

    def wanted(self) -> dict[str, Any]:
        """What was filled in."""
        names = [name for name in self.fields if name.startswith("kompetensi")]
        return {
            "months": self.cleaned_data["months"],
            "leadership": self.cleaned_data["leadership"],
            "competencies": [self.cleaned_data[name] for name in names],
        }
