"""Complaints: kept apart from answers, sealed while somebody works on them, without text or contact afterwards."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.access import Access
from people.models import Unit
from surveys.models.questionnaires import Element
from surveys.models.units import Service

# How every Fernet token begins: what does not begin so was not sealed.
SEAL = "gAAAA"


class ComplaintRuleQuerySet(DatedQuerySet):
    """The rules' own questions."""

    def in_force(self, day: date) -> "ComplaintRule":
        """The rule of a day; the usual one where none was entered."""
        found: ComplaintRule = self.on(day).first() or ComplaintRule(starts_on=day)
        return found


class ComplaintRule(Dated):
    """What the city promises about complaints. The numbers are the city's own: no regulation names them."""

    answer_within_days = models.PositiveSmallIntegerField(
        _("dijawab dalam (hari kerja)"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Janji kota sendiri, bukan angka peraturan. Senin sampai Jumat; hari libur nasional ikut dihitung. "
            "Berlaku untuk pengaduan yang masuk sejak tanggal mulai."
        ),
    )
    keep_at_most_days = models.PositiveSmallIntegerField(
        _("isi dihapus paling lambat setelah (hari)"),
        default=365,
        validators=[MinValueValidator(30)],
        help_text=_("Juga bila belum selesai: data pribadi tidak disimpan tanpa batas."),
    )
    most_a_day = models.PositiveSmallIntegerField(
        _("paling banyak dari satu jaringan sehari"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("Satu jaringan dapat dipakai banyak orang, misalnya wifi kantor atau satu operator seluler."),
    )

    objects = ComplaintRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("aturan pengaduan")
        verbose_name_plural = _("aturan pengaduan")
        constraints = [
            dates_in_order("complaint_rule_dates_in_order"),
            never_overlapping(
                "complaint_rule_one_at_a_time",
                message=_("Sudah ada aturan pengaduan pada tanggal ini. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="complaint_rule_in_range",
                condition=Q(answer_within_days__range=(1, 60), keep_at_most_days__gte=30, most_a_day__gte=1),
                violation_error_message=_("Janji 1 sampai 60 hari kerja, penyimpanan paling sedikit 30 hari."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_within_days} / {self.keep_at_most_days}"


class ComplaintState(models.TextChoices):
    """How far a complaint is."""

    NEW = "new", _("Baru")
    ANSWERED = "answered", _("Sudah ditanggapi")
    DONE = "done", _("Selesai")
    LAPSED = "lapsed", _("Dihapus karena terlalu lama")


OPEN_STATES = (ComplaintState.NEW, ComplaintState.ANSWERED)
IN_TIME = Q(answered_on__lte=F("due_on"))


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """The complaints' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR sees all; officers and heads those of their own units. Nobody else, leadership included."""
        if access.is_hr:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})

    def open(self) -> Self:
        """Those that somebody still works on."""
        return self.filter(state__in=OPEN_STATES)

    def unanswered(self) -> Self:
        """Those that wait for a first answer."""
        return self.filter(state=ComplaintState.NEW)


class Complaint(models.Model):
    """One complaint. Only days are kept, no hour: nothing leads from it to an answer of the same citizen.

    `sealed_…` are Fernet tokens, all gone when it is done. What stays: where, about what, when, how long it took.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="complaints", db_index=False, verbose_name=_("unit kerja")
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        db_index=False,
        verbose_name=_("jenis layanan"),
    )
    element = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("unsur")
    )
    reference = models.CharField(_("nomor pengaduan"), max_length=12)
    client_id = models.UUIDField(_("nomor kiriman"))
    wants_answer = models.BooleanField(_("ingin dijawab"))
    sealed_text = models.TextField(_("isi tersegel"), blank=True)
    sealed_contact = models.TextField(_("kontak tersegel"), blank=True)
    sealed_note = models.TextField(_("tanggapan tersegel"), blank=True)
    received_on = models.DateField(_("diterima"))
    due_on = models.DateField(_("dijanjikan"))
    state = models.CharField(_("keadaan"), max_length=8, choices=ComplaintState, default=ComplaintState.NEW)
    answered_on = models.DateField(_("ditanggapi"), null=True, blank=True)
    closed_on = models.DateField(_("selesai"), null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengaduan")
        verbose_name_plural = _("pengaduan")
        indexes = [
            models.Index(name="complaint_unit_day", fields=["unit", "received_on"]),
            models.Index(name="complaint_open", fields=["due_on"], condition=Q(state__in=["new", "answered"])),
        ]
        constraints = [
            models.UniqueConstraint(name="complaint_reference_once", fields=["reference"]),
            models.UniqueConstraint(name="complaint_once", fields=["client_id"]),
            models.CheckConstraint(
                name="complaint_is_sealed",
                condition=(Q(sealed_text="") | Q(sealed_text__startswith=SEAL))
                & (Q(sealed_contact="") | Q(sealed_contact__startswith=SEAL))
                & (Q(sealed_note="") | Q(sealed_note__startswith=SEAL)),
                violation_error_message=_("Isi, kontak, dan tanggapan hanya boleh disimpan tersegel."),
            ),
            models.CheckConstraint(
                name="complaint_open_has_text",
                condition=(Q(state__in=["new", "answered"]) & ~Q(sealed_text="") & Q(closed_on__isnull=True))
                | Q(
                    state__in=["done", "lapsed"],
                    sealed_text="",
                    sealed_contact="",
                    sealed_note="",
                    closed_on__isnull=False,
                ),
                violation_error_message=_("Pengaduan yang selesai tidak menyimpan isi, kontak, atau tanggapan."),
            ),
            models.CheckConstraint(
                name="complaint_answer_has_day",
                condition=Q(state="new", answered_on__isnull=True, sealed_note="")
                | Q(state__in=["answered", "done"], answered_on__isnull=False)
                | Q(state="lapsed"),
                violation_error_message=_("Pengaduan yang ditanggapi mempunyai tanggal tanggapan."),
            ),
            models.CheckConstraint(
                name="complaint_days_in_order",
                condition=Q(due_on__gt=F("received_on"))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on"))),
                violation_error_message=_("Tanggal pengaduan harus berurutan."),
            ),
            models.CheckConstraint(
                name="complaint_contact_wants_answer",
                condition=Q(sealed_contact="") | Q(wants_answer=True),
                violation_error_message=_("Kontak hanya disimpan bila warga ingin dijawab."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="complaint_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in OPEN_STATES

    def is_overdue(self, day: date) -> bool:
        """Whether the promise was broken by the city's `day`: no answer, or one after the promised day."""
        return (self.answered_on or day) > self.due_on


class ComplaintDeed(models.TextChoices):
    """What was done with a complaint."""

    READ = "read", _("Dibaca")
    ANSWERED = "answered", _("Ditanggapi")
    DONE = "done", _("Diselesaikan; isi dan kontak dihapus")
    LAPSED = "lapsed", _("Isi dihapus karena terlalu lama")


class ComplaintStep(models.Model):
    """Who did what with a complaint, when; opening it counts. Without any of its text."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps", verbose_name=_("pengaduan"))
    deed = models.CharField(_("yang dilakukan"), max_length=8, choices=ComplaintDeed)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("jejak pengaduan")
        verbose_name_plural = _("jejak pengaduan")
        constraints = [
            models.CheckConstraint(
                name="complaint_step_by_somebody",
                condition=Q(deed="lapsed", by__isnull=True) | (~Q(deed="lapsed") & Q(by__isnull=False)),
                violation_error_message=_("Jejak pengaduan menyebut siapa yang melakukannya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="complaint_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} · {self.deed}"


class ComplaintSender(models.Model):
    """How many complaints a network sent on a day, as a hash of that day's salt; gone with the salt.

    It names no complaint, and its hash is another one than that of the same network's answers.
    """

    day = models.DateField()
    network = models.BigIntegerField()
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("pengirim pengaduan")
        verbose_name_plural = _("pengirim pengaduan")
        constraints = [models.UniqueConstraint(name="complaint_sender_once", fields=["day", "network"])]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
