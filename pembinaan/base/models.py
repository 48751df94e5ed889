"""Abstract models, the events outbox and the heartbeat."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Expression, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from a day to a day."""

    def on(self, day: date) -> Self:
        """Those in force on the city's day `day`."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def not_over(self, day: date) -> Self:
        """Those in force on `day` or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Dated(models.Model):
    """Something that holds from `starts_on` to `ends_on`, both days included; open when `ends_on` is empty."""

    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        abstract = True


def dates_in_order(name: str) -> models.CheckConstraint:
    """The constraint that a dated row does not end before it starts."""
    return models.CheckConstraint(
        name=name,
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
    )


def never_overlapping(
    name: str, *same: str | Expression, message: Any, condition: Q | None = None
) -> ExclusionConstraint:
    """The constraint that dated rows alike in the fields `same` never share a day."""
    days = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in same), (days, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


class EventQuerySet(models.QuerySet["Event"]):
    """The outbox's own questions."""

    def due(self, now: datetime) -> Self:
        """Events that nobody has handled and whose next try has come."""
        return self.filter(handled_at__isnull=True, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")


class Event(models.Model):
    """Something that happened, written in the transaction in which it happened.

    Higher rooms handle it later, once or more; each handler is idempotent by a unique cause of its own.
    """

    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_failure = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("peristiwa")
        verbose_name_plural = _("peristiwa")
        indexes = [
            models.Index(name="event_due", fields=["next_attempt_at", "id"], condition=Q(handled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    def retry_at(self, now: datetime) -> datetime:
        """When to try again after one more failure: 10 s, doubling, at most an hour."""
        return now + min(timedelta(seconds=10 * 2 ** min(self.attempts, 10)), timedelta(hours=1))


class HeartbeatManager(models.Manager["Heartbeat"]):
    """The one row of the beat."""

    def last_at(self) -> datetime | None:
        """When the beat last reached a worker, or None before the first time."""
        return self.values_list("at", flat=True).first()


class Heartbeat(models.Model):
    """When the beat last reached a worker; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    objects = HeartbeatManager()

    class Meta:
        constraints = [models.CheckConstraint(name="one_heartbeat", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.at)
