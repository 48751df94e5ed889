"""Lots that anyone can check and nobody can steer, and the order in which seats were given; kept for good."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.lots import lot_triggers
from programs.models.batch import Batch
from programs.models.enrollment import Enrollment
from programs.triggers import append_only


@pghistory.track()
class Lot(models.Model):
    """One batch's lot: what was promised beforehand, the frozen list, the public value, the outcome's seed.

    The method and its exact bytes are in programs/lots/lot.py; the database recomputes every digest.
    """

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="lot")
    secret_digest = models.CharField(_("sidik rahasia"), max_length=64)
    committed_at = models.DateTimeField()
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    value_source = models.CharField(_("sumber nilai umum"), max_length=200)
    value_url = models.URLField(_("alamat sumber"), max_length=300, blank=True)
    value_at = models.DateTimeField(_("nilai umum lahir"))
    reveal_by = models.DateTimeField(_("rahasia dibuka paling lambat"))
    frozen_at = models.DateTimeField(null=True)
    listing = models.TextField(blank=True)
    list_digest = models.CharField(max_length=64, blank=True)
    value = models.CharField(_("nilai umum"), max_length=200, blank=True)
    value_recorded_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("undian")
        verbose_name_plural = _("undian")
        constraints = [
            models.CheckConstraint(
                name="lot_promises_a_secret",
                condition=Q(secret_digest__regex=r"^[0-9a-f]{64}$"),  # noqa: S106  a rule, no password
                violation_error_message=_("Undian memerlukan sidik SHA-256 dari rahasianya."),
            ),
            models.CheckConstraint(
                name="lot_frozen_whole",
                condition=Q(frozen_at__isnull=True, listing="", list_digest="")
                | (Q(frozen_at__isnull=False) & ~Q(listing="") & ~Q(list_digest="")),
                violation_error_message=_("Daftar undian dikunci bersama waktu dan sidiknya."),
            ),
            models.CheckConstraint(
                name="lot_frozen_before_its_value_is_born",
                condition=Q(frozen_at__isnull=True) | Q(frozen_at__lt=F("value_at")),
                violation_error_message=_(
                    "Nilai umum sudah lahir sebelum daftar dikunci, jadi tidak dapat dipakai. "
                    "Sebutkan nilai yang lahir kemudian."
                ),
            ),
            models.CheckConstraint(
                name="lot_revealed_after_its_value",
                condition=Q(reveal_by__gt=F("value_at")),
                violation_error_message=_("Batas membuka rahasia harus sesudah nilai umum lahir."),
            ),
            models.CheckConstraint(
                name="lot_value_after_its_birth",
                condition=Q(value="", value_recorded_at__isnull=True)
                | (~Q(value="") & Q(value_recorded_at__gte=F("value_at"), frozen_at__isnull=False)),
                violation_error_message=_("Nilai umum dicatat setelah lahir dan setelah daftar dikunci."),
            ),
            models.CheckConstraint(
                name="lot_drawn_whole",
                condition=Q(drawn_at__isnull=True, seed="", secret="")
                | (Q(drawn_at__isnull=False) & ~Q(seed="") & ~Q(value="")),
                violation_error_message=_("Undian selesai bila nilai umum dan bijinya ada."),
            ),
            models.CheckConstraint(
                name="lot_waits_for_its_secret",
                condition=Q(drawn_at__isnull=True) | ~Q(secret="") | Q(drawn_at__gte=F("reveal_by")),
                violation_error_message=_("Undian tanpa rahasia hanya boleh setelah batas waktu membukanya lewat."),
            ),
        ]
        triggers = [lot_triggers.LOT_SUMS_HOLD, lot_triggers.LOT_KEEPS_WHAT_WAS_PUBLISHED, lot_triggers.LOT_STAYS]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.batch}"


class LotStratum(models.Model):
    """A group of applicants and the seats that are its share, fixed when the list was frozen."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="strata")
    name = models.CharField(max_length=50)
    applicants = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("kelompok undian")
        verbose_name_plural = _("kelompok undian")
        constraints = [
            models.UniqueConstraint(
                name="lot_stratum_once",
                fields=["lot", "name"],
                violation_error_message=_("Kelompok ini sudah ada dalam undian."),
            ),
            models.CheckConstraint(
                name="lot_stratum_seats_for_its_people",
                condition=Q(seats__lte=F("applicants")),
                violation_error_message=_("Kursi kelompok tidak boleh melebihi pendaftarnya."),
            ),
        ]
        triggers = [append_only("lot_stratum_append_only")]

    def __str__(self) -> str:
        return self.name


class LotEntry(models.Model):
    """One line of the frozen list: an application by its code."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="entries")
    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="lot_entry")
    code = models.CharField(max_length=11)
    unit_code = models.CharField(max_length=20, blank=True)
    stratum = models.CharField(max_length=50)

    class Meta:
        verbose_name = _("peserta undian")
        verbose_name_plural = _("peserta undian")
        constraints = [
            models.UniqueConstraint(
                name="lot_entry_once",
                fields=["lot", "code"],
                violation_error_message=_("Kode ini sudah ada dalam daftar undian."),
            ),
        ]
        triggers = [append_only("lot_entry_append_only")]

    def __str__(self) -> str:
        return self.code


class PlacementOutcome(models.TextChoices):
    """What a place in the order led to when the seats were given; what came later is in the enrollment's trail."""

    SEAT = "seat", _("Mendapat kursi")
    RESERVE = "reserve", _("Cadangan")
    NONE = "none", _("Tidak mendapat kursi")


class Placement(models.Model):
    """Someone's place in the order in which a batch gave its seats, by lot or by need, and why."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="placements")
    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="placement")
    place = models.PositiveIntegerField()
    outcome = models.CharField(max_length=7, choices=PlacementOutcome)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("urutan pembagian kursi")
        verbose_name_plural = _("urutan pembagian kursi")
        constraints = [
            models.UniqueConstraint(
                name="placement_place_once",
                fields=["batch", "place"],
                violation_error_message=_("Urutan ini sudah dipakai."),
            ),
            models.CheckConstraint(
                name="placement_from_one",
                condition=Q(place__gte=1),
                violation_error_message=_("Urutan dimulai dari 1."),
            ),
        ]
        triggers = [append_only("placement_append_only")]

    def __str__(self) -> str:
        return f"{self.place}: {self.enrollment}"
