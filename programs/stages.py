"""How a batch stands for those who run it: its state, told apart further by its days and seats."""

from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from pembinaan.base.dates import city_day
from programs.transitions import BatchState

# Where HR set no minimum, half of the seats; this close to the first day fewer people are a worry.
THIN, SOON = 0.5, timedelta(days=21)


class Stage(models.TextChoices):
    """One word for a batch, the same on every page of HR."""

    DRAFT = "draft", _("Disiapkan")
    OPEN = "open", _("Buka")
    THIN = "thin", _("Kurang peserta")
    READY = "ready", _("Siap")
    RUNNING = "running", _("Berlangsung")
    TO_CLOSE = "to_close", _("Perlu ditutup")
    CLOSED = "closed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


def stage_of(batch: Any, day: date) -> Stage:
    """The stage on the city's day `day` of a batch that was read `with_counts`."""
    if batch.state != BatchState.OPEN:
        return Stage(batch.state)
    if batch.ends_on < day:
        return Stage.TO_CLOSE
    if batch.starts_on <= day:
        return Stage.RUNNING
    if batch.taken >= batch.seats:
        return Stage.READY
    closed = city_day(batch.enrollment_closes_at) < day
    if batch.coming < least_people(batch):
        return Stage.THIN if closed or batch.starts_on - day <= SOON else Stage.OPEN
    return Stage.READY if closed and batch.minimum else Stage.OPEN


def least_people(batch: Any) -> int:
    """With how many people the batch runs: HR's minimum, or half of the seats."""
    return int(batch.minimum) or ceil(batch.seats * THIN)
