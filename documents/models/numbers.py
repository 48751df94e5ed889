"""Document numbers: how they look, how far they have come, and which were given out."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models.identity import DocumentKind
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping


@pghistory.track()
class NumberPattern(Dated):
    """How the numbers of a kind of document look, from a day to a day (domain rules section 10)."""

    kind = models.CharField(_("jenis dokumen"), max_length=30, choices=DocumentKind)
    pattern = models.CharField(
        _("pola"),
        max_length=100,
        help_text=_("Bagian yang diisi sistem: {sifat} {klasifikasi} {seq} {kode_unit} {bulan} {tahun}."),
    )
    nature = models.CharField(_("sifat"), max_length=10, default="B", help_text=_("B: biasa."))
    classification = models.CharField(_("klasifikasi arsip"), max_length=20)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pola nomor")
        verbose_name_plural = _("pola nomor")
        constraints = [
            dates_in_order("number_pattern_dates_in_order"),
            never_overlapping(
                "number_pattern_one_at_a_time",
                "kind",
                message=_("Dokumen ini sudah mempunyai pola nomor pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="number_pattern_has_sequence_and_year",
                condition=Q(pattern__contains="{seq}") & Q(pattern__contains="{tahun}"),
                violation_error_message=_("Pola harus memuat {seq} dan {tahun}, agar tidak ada nomor yang sama."),
            ),
            models.CheckConstraint(
                name="number_pattern_knows_its_parts",
                condition=Q(pattern__regex=r"^([^{}]|\{(sifat|klasifikasi|seq|kode_unit|bulan|tahun)\})*$"),
                violation_error_message=_(
                    "Pola memuat bagian yang tidak dikenal. "
                    "Pakai {sifat} {klasifikasi} {seq} {kode_unit} {bulan} {tahun}."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.pattern}"


class NumberSequence(models.Model):
    """The last number given out of a kind in a year; changed only under its row lock."""

    kind = models.CharField(_("jenis dokumen"), max_length=30, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("tahun"))
    last = models.PositiveIntegerField(_("nomor terakhir"), default=0)

    class Meta:
        verbose_name = _("urutan nomor")
        verbose_name_plural = _("urutan nomor")
        constraints = [
            models.UniqueConstraint(
                name="number_sequence_once",
                fields=["kind", "year"],
                violation_error_message=_("Urutan nomor untuk jenis dan tahun ini sudah ada."),
            ),
            models.CheckConstraint(
                name="number_sequence_in_range",
                condition=Q(year__range=(1945, 2200), last__gte=0),
                violation_error_message=_("Tahun antara 1945 dan 2200, nomor terakhir paling kecil 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.last}"


class IssuedNumber(models.Model):
    """A number that was given out; never changed, never deleted."""

    kind = models.CharField(_("jenis dokumen"), max_length=30, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("tahun"))
    seq = models.PositiveIntegerField(_("urutan"))
    number = models.CharField(_("nomor"), max_length=120)
    issued_at = models.DateTimeField(_("terbit"))

    class Meta:
        verbose_name = _("nomor terbit")
        verbose_name_plural = _("nomor terbit")
        constraints = [
            models.UniqueConstraint(
                name="issued_sequence_once",
                fields=["kind", "year", "seq"],
                violation_error_message=_("Urutan ini sudah terbit."),
            ),
            models.UniqueConstraint(
                name="issued_number_once",
                fields=["number"],
                violation_error_message=_(
                    "Nomor ini sudah terbit untuk dokumen lain. Bedakan klasifikasi dalam pola nomor."
                ),
            ),
            models.CheckConstraint(
                name="issued_sequence_starts_at_one",
                condition=Q(seq__gte=1),
                violation_error_message=_("Urutan nomor mulai dari 1."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="issued_number_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number
