"""Forms of presence. They check and carry; use cases write."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pembinaan.base.dates import city_day
from pembinaan.base.forms import fields_only
from programs.models import Attendance, Excuse, Session

PRESENT, ABSENT = "hadir", "tidak"


class DetailsForm(forms.Form):
    """What is said of one person at one session."""

    present = forms.ChoiceField(
        label=_("Kehadiran"), choices=[(PRESENT, _("Hadir")), (ABSENT, _("Tidak hadir"))], widget=forms.RadioSelect
    )
    arrived = forms.TimeField(label=_("Datang pukul"), required=False, help_text=_("Kosong: tepat waktu."))
    left = forms.TimeField(label=_("Pulang lebih awal pukul"), required=False, help_text=_("Kosong: sampai selesai."))
    excuse = forms.ChoiceField(
        label=_("Alasan tidak hadir"), required=False, choices=[("", _("Tanpa keterangan")), *Excuse.choices]
    )
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=200)

    def __init__(self, *args: Any, session: Session, known: Attendance | None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(known)
        super().__init__(*args, **kwargs)
        self.session, self.known = session, known
        self.helper = fields_only()
        for name in ("arrived", "left"):
            self.fields[name].widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def clean(self) -> dict[str, Any]:
        """Times belong to those who were there, reasons to those who were not."""
        values: dict[str, Any] = super().clean() or {}
        there = values.get("present") == PRESENT
        for name in ("arrived", "left"):
            if values.get(name) and not there:
                self.add_error(name, _("Jam hanya untuk yang hadir. Kosongkan, atau pilih Hadir."))
        if values.get("excuse") and there:
            self.add_error("excuse", _("Alasan tidak hadir hanya untuk yang tidak hadir."))
        left = values.get("left")
        if left and self._moment(left) >= self.session.ends_at:
            self.add_error("left", _("Jam ini tidak sebelum sesi selesai. Kosongkan bila ikut sampai selesai."))
        return values

    def said(self) -> dict[str, Any]:
        """The fields of a mark; only after `is_valid`. A time that was not touched keeps its seconds."""
        values = self.cleaned_data
        return {
            "present": values["present"] == PRESENT,
            "arrived_at": self._kept("arrived", self.known.arrived_at if self.known else None),
            "left_at": self._kept("left", self.known.left_at if self.known else None),
            "excuse": values["excuse"],
            "note": values["note"].strip(),
        }

    def _kept(self, name: str, before: datetime | None) -> datetime | None:
        given: time | None = self.cleaned_data[name]
        if given is None:
            return None
        return before if before and _minute(before) == given else self._moment(given)

    def _moment(self, at: time) -> datetime:
        day = city_day(self.session.starts_at)
        return timezone.make_aware(datetime.combine(day, at), timezone.get_default_timezone())


def _minute(moment: datetime) -> time:
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return time(local.hour, local.minute)


def _initial(known: Attendance | None) -> dict[str, Any]:
    if known is None:
        return {"present": PRESENT}
    return {
        "present": PRESENT if known.present else ABSENT,
        "arrived": _minute(known.arrived_at) if known.arrived_at else None,
        "left": _minute(known.left_at) if known.left_at else None,
        "excuse": known.excuse,
        "note": known.note,
    }


class PresenceFileForm(forms.Form):
    """A table of who was there."""

    file = forms.FileField(label=_("Berkas XLSX atau CSV"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
