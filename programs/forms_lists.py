"""Filters of the lists of those who run programs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from programs.models import EnrollmentState, Program


class EnrollmentFilter(forms.Form):
    """Which applications to list; every field may be empty."""

    cari = forms.CharField(label=_("Nama atau NIP"), required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("Semua keadaan")), *EnrollmentState.choices]
    )
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Unit kerja"),
        required=False,
        queryset=Unit.objects.none(),
        empty_label=_("Semua unit"),
        to_field_name="code",
    )
    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        label=_("Program"),
        required=False,
        queryset=Program.objects.order_by("title", "pk"),
        empty_label=_("Semua program"),
        to_field_name="code",
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.on(day).order_by("name", "pk")  # type: ignore[attr-defined]
