"""Which period, and of whom."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Sector
from surveys.periods import Span


class PeriodForm(forms.Form):
    """One of the periods on offer."""

    period = forms.ChoiceField(label=_("Periode"))

    def __init__(self, *args: Any, spans: Iterable[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = [(span.code, span.label) for span in spans]
        self.helper = fields_only()


class RunForm(PeriodForm):
    """A period, of all units or of one sector."""

    sector = forms.ModelChoiceField(
        label=_("Sektor"),
        queryset=Sector.objects.filter(serves_public=True).order_by("name"),
        required=False,
        empty_label=_("Semua unit"),
    )
