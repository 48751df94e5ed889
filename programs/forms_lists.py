"""Filters of the lists of those who run programs."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Unit
from programs.forms import day_input
from programs.models import Batch, EnrollmentState, Program


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


class CopyForm(forms.Form):
    """When the copy of a batch begins."""

    starts_on = forms.DateField(label=_("Hari pertama angkatan baru"), widget=day_input())

    def __init__(self, *args: Any, batch: Batch, day: date, **kwargs: Any) -> None:
        # Four weeks later, and after that as many more as bring it past today: the same day of the week.
        weeks = 4 + max((day - batch.starts_on).days // 7, 0)
        super().__init__(*args, **{"initial": {"starts_on": batch.starts_on + timedelta(weeks=weeks)}, **kwargs})
        self.helper = fields_only()


class NoteForm(forms.Form):
    """A message in HR's own words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subject = forms.CharField(label=_("Perihal"), max_length=200)
    body = forms.CharField(label=_("Isi pesan"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
