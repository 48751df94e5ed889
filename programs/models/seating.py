"""How a batch gives its seats: at once, or after enrollment closed by ranked need or by lot."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SeatMethod(models.TextChoices):
    """Who gets a seat when more people ask than there are seats."""

    FIRST_COME = "first", _("Siapa cepat: menurut urutan persetujuan")
    BY_NEED = "need", _("Menurut kebutuhan: peringkat kepala unit, kesenjangan, lalu waktu mohon")
    BY_LOT = "lot", _("Diundi: dapat diperiksa siapa pun, tidak dapat diatur siapa pun")


class LotBy(models.TextChoices):
    """What is drawn."""

    PERSON = "person", _("Orang")
    UNIT = "unit", _("Unit kerja: orang dari satu unit bersama-sama")


class StrataBy(models.TextChoices):
    """Groups that get seats in proportion to their applicants."""

    NONE = "none", _("Tidak dibagi: semua pendaftar bersama")
    SECTOR = "sector", _("Sektor pelayanan")
    UNIT = "unit", _("Unit kerja")


class GivesSeats(models.Model):
    """The columns of a batch that say how its seats are given; fixed once the batch is announced."""

    seat_method = models.CharField(
        _("cara membagi kursi"), max_length=5, choices=SeatMethod, default=SeatMethod.FIRST_COME
    )
    lot_by = models.CharField(_("yang diundi"), max_length=6, choices=LotBy, default=LotBy.PERSON)
    strata_by = models.CharField(
        _("kursi undian dibagi menurut"), max_length=6, choices=StrataBy, default=StrataBy.NONE
    )
    reserves = models.PositiveSmallIntegerField(
        _("jumlah cadangan"),
        null=True,
        blank=True,
        help_text=_("Yang belum mendapat kursi masuk daftar tunggu sebanyak ini. Kosong: semuanya."),
    )
    # When the seats of a batch by need or by lot were given out.
    seats_given_at = models.DateTimeField(_("kursi dibagikan"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def gives_later(self) -> bool:
        """Whether an approval leads to no seat yet: seats are given to all at once, and were not yet."""
        return self.seat_method != SeatMethod.FIRST_COME and self.seats_given_at is None


SEATING_CONSTRAINTS = [
    models.CheckConstraint(
        name="batch_gives_all_at_once_or_not",
        condition=Q(seats_given_at__isnull=True) | ~Q(seat_method="first"),
        violation_error_message=_("Hanya kursi menurut kebutuhan atau undian dibagikan sekaligus."),
    ),
    models.CheckConstraint(
        name="batch_unit_lot_keeps_units_whole",
        condition=~Q(lot_by="unit", strata_by="unit"),
        violation_error_message=_(
            "Undian per unit tidak dapat dibagi lagi menurut unit. Pilih sektor, atau tidak dibagi."
        ),
    ),
]
