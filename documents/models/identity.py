"""Whose system this is, and who signs for it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models import Unit

PRIMARY, ACCENT = "#0b5d66", "#e9b21c"


class DocumentKind(models.TextChoices):
    """Kinds of document that carry a number or a signature."""

    CERTIFICATE = "certificate", _("Sertifikat")
    ASSIGNMENT_LETTER = "assignment_letter", _("Surat tugas")
    # Signed by the Sekda (domain rules section 10); its numbers are those of the other letters of this kind.
    ASSIGNMENT_LETTER_OF_HEADS = "assignment_letter_heads", _("Surat tugas kepala perangkat daerah")
    INVITATION = "invitation", _("Undangan")
    PARTICIPANT_LIST = "participant_list", _("Daftar peserta")
    ACTIVATION_LETTER = "activation_letter", _("Surat aktivasi akun")
    SURVEY_REPORT = "survey_report", _("Laporan SKM")


@pghistory.track()
class CityIdentity(models.Model):
    """Names, letterhead, colours and codes of the government that runs the system; one row is active."""

    active = models.BooleanField(_("dipakai"), default=True)
    name = models.CharField(_("nama kota"), max_length=100, help_text=_("Misalnya: Kota Contoh."))
    short_name = models.CharField(_("nama singkat"), max_length=60, help_text=_("Misalnya: Contoh."))
    system_name = models.CharField(_("nama sistem"), max_length=60, default="Pembinaan ASN")
    government_name = models.CharField(_("nama pemerintah daerah"), max_length=150)
    agency_name = models.CharField(
        _("perangkat daerah pengelola"), max_length=200, blank=True, help_text=_("Baris kedua kop surat.")
    )
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    phone = models.CharField(_("telepon"), max_length=60, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    site = models.CharField(_("laman"), max_length=100, blank=True)
    logo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lambang")
    )
    crest_letter = models.CharField(
        _("huruf lambang"), max_length=2, default="P", help_text=_("Dipakai bila lambang belum ada.")
    )
    primary_color = models.CharField(_("warna utama"), max_length=7, default=PRIMARY)
    accent_color = models.CharField(_("warna aksen"), max_length=7, default=ACCENT)
    source_address = models.URLField(_("alamat kode sumber"), blank=True)
    demo = models.BooleanField(
        _("data contoh"), default=False, help_text=_("Kaki halaman menyebut bahwa isinya rekaan.")
    )
    siasn_instansi_code = models.CharField(_("kode instansi SIASN"), max_length=10, blank=True)
    siasn_instansi_id = models.CharField(_("id instansi SIASN"), max_length=40, blank=True)
    siasn_unit_id = models.CharField(_("id satuan kerja SIASN"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("identitas kota")
        verbose_name_plural = _("identitas kota")
        constraints = [
            models.UniqueConstraint(
                name="identity_one_active",
                fields=["active"],
                condition=Q(active=True),
                violation_error_message=_("Hanya satu identitas yang dipakai. Nonaktifkan dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="identity_colors_are_hex",
                condition=Q(primary_color__regex=r"^#[0-9a-f]{6}$", accent_color__regex=r"^#[0-9a-f]{6}$"),
                violation_error_message=_("Tulis warna sebagai # dan 6 angka heksadesimal kecil, misalnya #0b5d66."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def contact_line(self) -> str:
        """Address, phone, e-mail and site in one line, as far as known."""
        return " · ".join(part for part in (self.address, self.phone, self.email, self.site) if part)

    @property
    def has_own_colors(self) -> bool:
        """Whether pages must load the city's colours over the house's."""
        return (self.primary_color, self.accent_color) != (PRIMARY, ACCENT)


@pghistory.track()
class Signatory(Dated):
    """Who signs a kind of document, from a day to a day."""

    kind = models.CharField(_("jenis dokumen"), max_length=30, choices=DocumentKind)
    name = models.CharField(_("nama dan gelar"), max_length=150)
    number = models.CharField(_("NIP"), max_length=18, blank=True)
    position_title = models.CharField(_("jabatan"), max_length=200)
    rank = models.CharField(_("pangkat dan golongan"), max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="signatories", verbose_name=_("unit kerja")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("penanda tangan")
        verbose_name_plural = _("penanda tangan")
        constraints = [
            dates_in_order("signatory_dates_in_order"),
            never_overlapping(
                "signatory_one_at_a_time",
                "kind",
                message=_("Dokumen ini sudah mempunyai penanda tangan pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="signatory_number_is_18_digits",
                condition=Q(number="") | Q(number__regex=r"^[0-9]{18}$"),
                violation_error_message=_("NIP terdiri atas 18 angka tanpa spasi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_kind_display()}"
