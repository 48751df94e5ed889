"""Roll-ups of answers: what pages read. Only the folding in `surveys.rollups` writes here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from surveys.models.answers import Channel
from surveys.models.questionnaires import QuestionnaireVersion
from surveys.models.units import Service


class Rollup(models.Model):
    """Sums over responses, all derived, so without foreign keys; arrays are in the order of the version's items.

    `histogram` has four counts an item (answers 1, 2, 3, 4); `score_sum` and `score_squares` are those of each
    response's own score, the sum of its answers: without them no margin of the index can be had.
    """

    count = models.BigIntegerField(_("jumlah jawaban"))
    sums = ArrayField(models.BigIntegerField())
    histogram = ArrayField(models.BigIntegerField())
    score_sum = models.BigIntegerField()
    score_squares = models.BigIntegerField()

    class Meta:
        abstract = True


class DailyRollup(Rollup):
    """Per unit, service, day, way in and version."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("rekap harian")
        verbose_name_plural = _("rekap harian")
        constraints = [
            models.UniqueConstraint(
                name="daily_rollup_once",
                fields=["unit", "day", "service", "channel", "version"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.day}"


class MonthlyRollup(Rollup):
    """Per unit, month (its first day) and version: what long series and the city's pages read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    month = models.DateField()
    version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("rekap bulanan")
        verbose_name_plural = _("rekap bulanan")
        constraints = [
            models.UniqueConstraint(name="monthly_rollup_once", fields=["unit", "month", "version"]),
            models.CheckConstraint(name="monthly_rollup_first_day", condition=models.Q(month__day=1)),
        ]
        indexes = [models.Index(name="monthly_rollup_month", fields=["month"])]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.month}"
