"""A unit's devices with what one wants to know of each: seen when, how many answers, is it unusually busy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from surveys.models import Device, DeviceQuerySet, RefusedAnswer, Response

USUAL_DAYS: Final = 28
BUSY_LEAST: Final = 30
BUSY_TIMES: Final = 3
"""A device is called busy from so many answers a day on, when that is three times what its days usually bring."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device on the list; `usual` is the mean of its days with answers in the four weeks before."""

    device: Device
    today: int
    usual: float
    refused: int

    @property
    def is_busy(self) -> bool:
        """A hint to look, not a rule: a queue, or somebody who taps all day."""
        return self.today >= BUSY_LEAST and self.today >= BUSY_TIMES * self.usual


def busiest_first(devices: DeviceQuerySet, *, day: date) -> DeviceQuerySet:
    """Devices in use with their unit, those with the most answers on the city's `day` first."""
    given = Response.objects.filter(device=OuterRef("pk"), day=day).order_by().values("device")
    count = Coalesce(Subquery(given.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)
    listed = devices.in_use().select_related("unit", "service").annotate(given_today=count)
    return listed.order_by("-given_today", "unit__name", "name", "pk")


def lines(devices: Iterable[Device], *, day: date) -> list[DeviceLine]:
    """The lines of some devices on the city's `day`, in their order; two statements however many there are."""
    listed = list(devices)
    keys = [device.pk for device in listed]
    recent = Response.objects.filter(device__in=keys, day__gt=day - timedelta(days=USUAL_DAYS + 1), day__lte=day)
    counted: Any = recent.values("device").annotate(
        today=Count("pk", filter=Q(day=day)),
        before=Count("pk", filter=Q(day__lt=day)),
        days=Count("day", distinct=True, filter=Q(day__lt=day)),
    )
    found = {row["device"]: row for row in counted}
    refusals: Any = RefusedAnswer.objects.filter(device__in=keys).values("device").annotate(many=Count("pk"))
    refused = {row["device"]: row["many"] for row in refusals}
    none = {"today": 0, "before": 0, "days": 0}
    return [
        DeviceLine(device, row["today"], row["before"] / max(row["days"], 1), refused.get(device.pk, 0))
        for device in listed
        for row in [found.get(device.pk, none)]
    ]
