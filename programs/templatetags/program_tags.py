"""Dates, states and places in words."""

from datetime import date, datetime

from django import template

from pembinaan.base.dates import clock_in_words, days_in_words, hours_in_words, moment_in_words
from programs.applications.clashes import Clash
from programs.models import Batch, EnrollmentState, PlacementOutcome, Session
from programs.stages import Stage
from programs.views import words

register = template.Library()

# The colour that goes with a state's word (static/css/tag.css).
TONES = {
    EnrollmentState.REQUESTED: "fair",
    EnrollmentState.APPROVED: "fair",
    EnrollmentState.CONFIRMED: "good",
    EnrollmentState.ATTENDED: "good",
    EnrollmentState.WITHDRAWING: "warn",
    EnrollmentState.WAITING: "warn",
    EnrollmentState.OFFERED: "warn",
    EnrollmentState.FINISHED: "good",
    EnrollmentState.NOT_FINISHED: "bad",
    EnrollmentState.ABSENT: "bad",
    EnrollmentState.NOT_DRAWN: "",
    EnrollmentState.DECLINED: "bad",
    EnrollmentState.LAPSED: "",
    EnrollmentState.CANCELLED: "",
    PlacementOutcome.SEAT: "good",
    PlacementOutcome.RESERVE: "warn",
    PlacementOutcome.NONE: "",
    Stage.DRAFT: "",
    Stage.OPEN: "fair",
    Stage.THIN: "warn",
    Stage.READY: "good",
    Stage.RUNNING: "good",
    Stage.TO_CLOSE: "bad",
    Stage.CLOSED: "good",
}


@register.filter
def moment(at: datetime) -> str:
    """A day and time: "9 Maret 2026, 08.00 WIB"."""
    return moment_in_words(at)


@register.filter
def clock(at: datetime) -> str:
    """A time of day: "08.02 WIB"."""
    return clock_in_words(at)


@register.filter
def until(first: date, last: date) -> str:
    """A stretch of days: "25–26 November 2026"."""
    return days_in_words(first, last)


@register.filter
def hours(session: Session | Clash) -> str:
    """A session's hours: "9 Maret 2026, 08.00–15.30 WIB"."""
    return hours_in_words(session.starts_at, session.ends_at)


@register.filter
def tone(state: str) -> str:
    """The tag's class for a state."""
    return TONES.get(state, "")  # type: ignore[call-overload, no-any-return]


@register.filter
def attendance_rule(batch: Batch) -> str:
    """What a participant of the batch must do to finish, in words."""
    return words.attendance_rule(batch)
