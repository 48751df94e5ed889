"""What is known for a few days of how open answers came, and which answers were set aside for it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.models.answers import Response
from surveys.stuffing import Reason


class DailySalt(models.Model):
    """The secret of one day's hashes. Once it is gone, nobody can tell whose they were."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("garam harian")
        verbose_name_plural = _("garam harian")

    def __str__(self) -> str:
        return str(self.day)


class Trace(models.Model):
    """How an open answer came: salted hashes of its network and device, and how long it took. Kept for three days."""

    response = models.OneToOneField(Response, models.CASCADE, primary_key=True, db_constraint=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    day = models.DateField()
    network = models.BigIntegerField(null=True)
    device = models.BigIntegerField(null=True)
    seconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("jejak jawaban")
        verbose_name_plural = _("jejak jawaban")
        indexes = [models.Index(name="trace_day_unit", fields=["day", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.day}"


class SetAsideReason(models.TextChoices):
    """Why an answer does not count, in words."""

    SPEED = Reason.SPEED, _("Dikirim lebih cepat daripada orang dapat membaca")
    NETWORK = Reason.NETWORK, _("Terlalu banyak dari satu jaringan dalam sehari")
    DEVICE = Reason.DEVICE, _("Terlalu banyak dari satu perangkat dalam sehari")
    BURST = Reason.BURST, _("Beruntun dengan jawaban yang sama dari satu jaringan")
    CLOSED = Reason.CLOSED, _("Beruntun di luar jam pelayanan dari satu jaringan")
    PAPER = "paper", _("Lembar kertas yang dikoreksi atau ditarik")


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    """Answers that do not count."""

    def in_force(self) -> "SetAsideQuerySet":
        """Those that nobody has put back."""
        return self.filter(released_at__isnull=True)

    def suspected(self) -> "SetAsideQuerySet":
        """Those set aside by the rules against stuffing; a corrected sheet of paper is no suspicion."""
        return self.exclude(reason=SetAsideReason.PAPER)

    def visible_to(self, access: Access) -> "SetAsideQuerySet":
        """HR and leadership see all; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})


def _count(change: str) -> str:
    insert = "INSERT INTO surveys_waitingcorrection (response_id, change)"
    return f"{insert} VALUES (NEW.response_id, {change}); RETURN NULL;"


class SetAside(models.Model):
    """An answer that is kept but does not count, by which rule, and who put it back why."""

    response = models.OneToOneField(Response, models.PROTECT, primary_key=True, related_name="set_aside")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("unit kerja"))
    day = models.DateField(_("hari"))
    reason = models.CharField(_("alasan"), max_length=8, choices=SetAsideReason)
    rules_version = models.PositiveSmallIntegerField(_("versi aturan"))
    at = models.DateTimeField(_("disisihkan"))
    released_at = models.DateTimeField(_("dihitung kembali"), null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    release_reason = models.CharField(_("alasan dihitung kembali"), max_length=300, blank=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("jawaban disisihkan")
        verbose_name_plural = _("jawaban disisihkan")
        indexes = [models.Index(name="set_aside_unit_day", fields=["unit", "day"])]
        constraints = [
            models.CheckConstraint(
                name="set_aside_release_whole",
                condition=Q(released_at__isnull=True, released_by__isnull=True, release_reason="")
                | (Q(released_at__isnull=False, released_at__gte=F("at")) & ~Q(release_reason="")),
                violation_error_message=_("Jawaban yang dihitung kembali memerlukan alasan."),
            ),
            models.CheckConstraint(
                name="set_aside_paper_stays",
                condition=~Q(reason="paper") | Q(released_at__isnull=True),
                violation_error_message=_("Lembar kertas yang dikoreksi tidak dihitung kembali; masukkan lembar baru."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="set_aside_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="set_aside_leaves_rollup", when=pgtrigger.After, operation=pgtrigger.Insert, func=_count("-1")
            ),
            pgtrigger.Trigger(
                name="released_returns_to_rollup",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("released_at"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Condition("OLD.released_at IS NULL AND NEW.released_at IS NOT NULL"),
                func=_count("1"),
            ),
            # Put back once, for good: a second look would count the answer twice.
            pgtrigger.Protect(
                name="release_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.released_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.day}"


class WaitingCorrection(models.Model):
    """A response that the roll-ups must still take out (−1) or take in again (+1). Rows live for seconds."""

    response_id = models.BigIntegerField()
    change = models.SmallIntegerField()

    class Meta:
        verbose_name = _("koreksi menunggu rekap")
        verbose_name_plural = _("koreksi menunggu rekap")
        indexes = [models.Index(name="correction_response", fields=["response_id"])]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.change}"
