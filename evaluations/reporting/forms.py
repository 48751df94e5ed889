"""Asking for reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.reporting.choices import ALL
from evaluations.reporting.scopes import ScopeKind
from pembinaan.base.forms import fields_only
from surveys.periods import Span


class AskForm(forms.Form):
    """Of what, and of which days; without a field for what the kind does not leave open."""

    key = forms.ChoiceField(label=_("Tentang"))
    period = forms.ChoiceField(label=_("Periode"))

    def __init__(
        self, *args: Any, kind: ScopeKind, subjects: Sequence[tuple[str, str]], spans: Sequence[Span], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = [(ALL, _("Semua (satu laporan untuk masing-masing)"))] if self._may_take_all(kind, subjects) else []
        self._offer("key", [*whole, *subjects], label=kind.label)
        self._offer("period", [(span.code, span.label) for span in spans])
        self.helper = fields_only()

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]], label: Any = None) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.label = label or field.label

    @staticmethod
    def _may_take_all(kind: ScopeKind, subjects: Sequence[tuple[str, str]]) -> bool:
        return kind is not ScopeKind.BATCH and len(subjects) > 1
