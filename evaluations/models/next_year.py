"""Next year's plan: the noise that power follows from, what was proposed from estimates, and orders of roll-out."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.models.impact import ImpactRun
from programs.lots.lot_triggers import sha256_of
from programs.models import PlannedProgram, Program
from programs.triggers import append_only, refuse


class CityNoise(models.Model):
    """What monthly figures of one outcome are like where nobody was trained, as one run's data showed."""

    run = models.ForeignKey(ImpactRun, models.CASCADE, related_name="noises", verbose_name=_("perhitungan"))
    outcome = models.CharField(_("ukuran"), max_length=40)
    monthly = models.FloatField(_("ragam bulanan (poin kuadrat)"))
    serial = models.FloatField(_("korelasi antarbulan"))
    answer = models.FloatField(_("ragam satu jawaban (poin kuadrat)"))
    units = models.PositiveIntegerField(_("banyaknya unit"))
    answers = models.FloatField(_("jawaban tiap unit dan bulan"))

    class Meta:
        verbose_name = _("naik-turun angka kota")
        verbose_name_plural = _("naik-turun angka kota")
        constraints = [
            models.UniqueConstraint(
                name="city_noise_once",
                fields=["run", "outcome"],
                violation_error_message=_("Naik-turun ukuran ini sudah dihitung."),
            ),
            models.CheckConstraint(
                name="city_noise_in_range",
                condition=Q(monthly__gte=0, serial__range=(0, 1), answer__gte=0, answers__gt=0),
                violation_error_message=_("Ragam tidak boleh kurang dari nol."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.outcome}"


class NextYearProposal(models.Model):
    """A program proposed for a year's plan because estimates say it moved what units are weak in; kept as it was."""

    year = models.PositiveSmallIntegerField(_("tahun"))
    program = models.ForeignKey(Program, models.PROTECT, related_name="+", verbose_name=_("program"))
    planned = models.OneToOneField(
        PlannedProgram, models.PROTECT, related_name="next_year_proposal", verbose_name=_("usulan")
    )
    # Units with their weak elements, effects and intervals, staff and cost, as the page showed them.
    facts = models.JSONField(_("dasar usulan"), encoder=DjangoJSONEncoder)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("diajukan"))

    class Meta:
        verbose_name = _("usulan dari hasil evaluasi")
        verbose_name_plural = _("usulan dari hasil evaluasi")
        constraints = [
            models.UniqueConstraint(
                name="next_year_proposal_once",
                fields=["year", "program"],
                violation_error_message=_("Program ini sudah diusulkan untuk tahun itu."),
            ),
            models.CheckConstraint(
                name="next_year_proposal_year_in_range",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message=_("Tahun rencana antara 2020 dan 2100."),
            ),
        ]
        triggers = [append_only("next_year_proposal_append_only")]

    def __str__(self) -> str:
        return f"{self.program} · {self.year}"


_FROZEN = (
    "program_id", "year", "months", "listing", "list_digest", "value_source", "value_url", "value_at", "frozen_at",
    "frozen_by_id",
)  # fmt: skip
_OLD, _NEW = (", ".join(f"{row}.{column}" for column in _FROZEN) for row in ("OLD", "NEW"))

ROLLOUT_SUMS_HOLD = pgtrigger.Trigger(
    name="rollout_sums_hold",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NEW.list_digest <> {sha256_of("NEW.listing")} THEN
        {refuse("rollout_list_digest_true", "Sidik daftar tidak cocok dengan daftarnya.")}
    END IF;
    IF NEW.drawn_at IS NOT NULL AND NEW.seed <> {sha256_of("NEW.list_digest || NEW.value")} THEN
        {refuse("rollout_seed_true", "Biji undian tidak sesuai dengan daftar dan nilai umum.")}
    END IF;
    RETURN NEW;
    """,
)

ROLLOUT_KEEPS_WHAT_WAS_PUBLISHED = pgtrigger.Trigger(
    name="rollout_keeps_what_was_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {refuse("rollout_stays", "Undian tidak dapat dihapus atau dipindahkan.")}
    END IF;
    IF OLD.drawn_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN
        {refuse("rollout_ends_once", "Undian urutan ini sudah selesai atau dibatalkan. Isinya tetap.")}
    END IF;
    IF ({_OLD}) IS DISTINCT FROM ({_NEW}) THEN
        {refuse("rollout_keeps_its_list", "Daftar undian sudah dikunci. Daftar dan sumber nilai umum tetap.")}
    END IF;
    RETURN NEW;
    """,
)


class RolloutOrder(models.Model):
    """In which order units are trained, by a lot that anyone can check: a frozen list, and a value born later.

    The list and its exact bytes are in evaluations/next_year/lot.py; the order is computed, never stored.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="+", verbose_name=_("program"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    months = ArrayField(models.DateField(), verbose_name=_("bulan gelombang"))
    listing = models.TextField()
    list_digest = models.CharField(max_length=64)
    value_source = models.CharField(_("sumber nilai umum"), max_length=200)
    value_url = models.URLField(_("alamat sumber"), max_length=300, blank=True)
    value_at = models.DateTimeField(_("nilai umum lahir"))
    frozen_at = models.DateTimeField(_("dikunci"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    value = models.CharField(_("nilai umum"), max_length=200, blank=True)
    value_recorded_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("diundi"), null=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("dibatalkan"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("urutan pelatihan unit")
        verbose_name_plural = _("urutan pelatihan unit")
        constraints = [
            models.CheckConstraint(
                name="rollout_has_waves",
                condition=Q(months__len__range=(2, 12)),
                violation_error_message=_("Pilih dua sampai dua belas gelombang."),
            ),
            models.CheckConstraint(
                name="rollout_year_in_range",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message=_("Tahun rencana antara 2020 dan 2100."),
            ),
            models.CheckConstraint(
                name="rollout_frozen_before_its_value_is_born",
                condition=Q(frozen_at__lt=F("value_at")),
                violation_error_message=_("Nilai umum ini sudah lahir. Sebutkan nilai yang lahir kemudian."),
            ),
            models.CheckConstraint(
                name="rollout_value_after_its_birth",
                condition=Q(value="", value_recorded_at__isnull=True)
                | (~Q(value="") & Q(value_recorded_at__gte=F("value_at"))),
                violation_error_message=_("Nilai umum belum lahir. Catat setelah sumbernya mengumumkan."),
            ),
            models.CheckConstraint(
                name="rollout_drawn_whole",
                condition=Q(drawn_at__isnull=True, seed="") | (Q(drawn_at__isnull=False) & ~Q(seed="") & ~Q(value="")),
                violation_error_message=_("Undian selesai bila nilai umum dan bijinya ada."),
            ),
            # Later a withdrawal could choose among outcomes.
            models.CheckConstraint(
                name="rollout_withdrawn_before_its_value_is_born",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__lt=F("value_at"), drawn_at__isnull=True, value="") & ~Q(withdrawn_reason="")),
                violation_error_message=_(
                    "Undian hanya dapat dibatalkan dengan alasan dan sebelum nilai umum lahir: sesudah itu hasilnya "
                    "dapat dihitung, dan membatalkannya berarti memilih."
                ),
            ),
            models.UniqueConstraint(
                name="rollout_once_a_year",
                fields=["program", "year"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message=_(
                    "Urutan unit program ini untuk tahun itu sudah ada. Urutan hanya diundi satu kali."
                ),
            ),
        ]
        triggers = [ROLLOUT_SUMS_HOLD, ROLLOUT_KEEPS_WHAT_WAS_PUBLISHED]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.program}"

    def step(self, now: datetime) -> str:
        """Where it stands: "withdrawn", "drawn", "wait" (for the value's birth), "record" or "draw"."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.drawn_at is not None:
            return "drawn"
        if now < self.value_at:
            return "wait"
        return "draw" if self.value else "record"
