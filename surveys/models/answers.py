"""Citizens' answers: one row a response, no person, never edited."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.models.own_questions import OwnVersion
from surveys.models.questionnaires import QuestionnaireVersion
from surveys.models.units import Service, SurveyPeriod


class Channel(models.TextChoices):
    """The way in by which an answer came."""

    WEB = "web", _("Ponsel atau komputer sendiri")
    KIOSK = "kiosk", _("Layar di tempat pelayanan")
    OFFLINE = "offline", _("Tablet petugas")
    PAPER = "paper", _("Kertas")
    LINK = "link", _("Tautan setelah pelayanan")
    IMPORT = "import", _("Berkas")


class ElementOrder(models.TextChoices):
    """Which element the bare codes U8 and U9 of a file mean."""

    NAMED = "named", _("Judul kolom menyebut unsur")
    REGULATION = "regulation", _("U8 pengaduan, U9 sarana (urutan peraturan)")
    FACILITIES_FIRST = "facilities-first", _("U8 sarana, U9 pengaduan")


class ImportedFile(models.Model):
    """A file whose answers were taken in: the same content never comes in twice."""

    digest = models.CharField(_("sidik SHA-256"), max_length=64)
    name = models.CharField(_("berkas"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="imported_files", verbose_name=_("unit kerja"))
    period = models.ForeignKey(
        SurveyPeriod, models.PROTECT, related_name="imported_files", verbose_name=_("periode survei")
    )
    element_order = models.CharField(_("urutan unsur"), max_length=20, choices=ElementOrder)
    row_count = models.PositiveIntegerField(_("jumlah jawaban"))
    imported_at = models.DateTimeField(_("waktu"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("oleh")
    )
    # What the file says, whatever its bytes: a table saved again is the same table. Empty for very short ones.
    answers_digest = models.CharField(max_length=64, db_default="", blank=True)

    class Meta:
        verbose_name = _("berkas jawaban")
        verbose_name_plural = _("berkas jawaban")
        constraints = [
            models.UniqueConstraint(
                name="imported_file_once",
                fields=["digest"],
                violation_error_message=_("Berkas ini sudah pernah dimasukkan. Jawabannya tidak dimasukkan lagi."),
            ),
            models.UniqueConstraint(
                name="imported_answers_once",
                fields=["unit", "period", "answers_digest"],
                condition=~Q(answers_digest=""),
                violation_error_message=_(
                    "Jawaban yang sama persis sudah pernah dimasukkan untuk unit dan periode ini, dari berkas lain."
                ),
            ),
            models.CheckConstraint(
                name="imported_file_digest_is_sha256",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik berkas harus SHA-256."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnswerQuerySet(models.QuerySet["Response"]):
    """The answers' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all answers; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})

    def counted(self) -> Self:
        """Answers that count: never set aside, or put back."""
        return self.filter(Q(set_aside__isnull=True) | Q(set_aside__released_at__isnull=False))


class UtcDay(Func):
    """The UTC day of a moment, plus `later` days; the city's day (east of UTC) is this one or the next."""

    template = "((%(expressions)s AT TIME ZONE 'UTC')::date + %(later)s)"
    output_field = models.DateField()

    def __init__(self, moment: str, later: int = 0) -> None:
        super().__init__(F(moment), later=later)


class ExtrasFit(Func):
    """Answers to own questions by their position: whole numbers from 1 to 8, or texts; nothing else, and not much."""

    # type() first: a comparison would look into a list and accept it.
    template = (
        "(jsonb_typeof(%(expressions)s) = 'object' AND length(%(expressions)s::text) < 16000 AND NOT jsonb_path_exists("
        '%(expressions)s, \'$.keyvalue() ? (!(@.key like_regex "^([1-9]|10)$" && (@.value.type() == "string" || '
        '@.value.type() == "number" && (@.value == 1 || @.value == 2 || @.value == 3 || @.value == 4 || '
        "@.value == 5 || @.value == 6 || @.value == 7 || @.value == 8))))'))"
    )
    output_field = models.BooleanField()


QUEUE_NEW = "INSERT INTO surveys_waitingresponse (response_id) SELECT id FROM new_rows; RETURN NULL;"


class Response(models.Model):
    """One citizen's answers, in the order of the version's items. The city's day is stored, not computed.

    Composite foreign keys stand in for Django's own: (version, item_count), so that an answer can only name a
    published version and has as many scores as that has items; (service, unit); (device, unit, channel); and (own
    version, unit), so that answers to own questions name only a published version of their own unit.
    `submitted_at` is when the citizen sent it: for a device's answer by its clock, corrected and bounded.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="responses", db_index=False, verbose_name=_("unit kerja")
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        db_constraint=False,
        db_index=False,
        verbose_name=_("jenis layanan"),
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        models.PROTECT,
        related_name="responses",
        db_constraint=False,
        db_index=False,
        verbose_name=_("versi kuesioner"),
    )
    item_count = models.PositiveSmallIntegerField(_("jumlah butir"))
    scores = ArrayField(models.SmallIntegerField(), verbose_name=_("jawaban"))
    channel = models.CharField(_("cara masuk"), max_length=8, choices=Channel)
    submitted_at = models.DateTimeField(_("dikirim"))
    day = models.DateField(_("hari"))
    client_id = models.UUIDField(_("nomor kiriman"), unique=True)
    sex = models.CharField(_("jenis kelamin"), max_length=12, db_default="", blank=True)
    age_group = models.CharField(_("umur"), max_length=12, db_default="", blank=True)
    education = models.CharField(_("pendidikan"), max_length=12, db_default="", blank=True)
    occupation = models.CharField(_("pekerjaan"), max_length=12, db_default="", blank=True)
    comment = models.CharField(_("saran"), max_length=1000, db_default="", blank=True)
    imported_file = models.ForeignKey(
        ImportedFile, models.PROTECT, null=True, blank=True, related_name="responses", db_index=False
    )
    own_version = models.ForeignKey(
        OwnVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        db_constraint=False,
        db_index=False,
        verbose_name=_("versi pertanyaan unit"),
    )
    extras = models.JSONField(_("jawaban pertanyaan unit"), default=dict, db_default={}, blank=True)

    device = models.ForeignKey(
        "surveys.Device",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        db_constraint=False,
        db_index=False,
        verbose_name=_("perangkat"),
        help_text=_("Kosong pada jawaban layar dan tablet sebelum perangkat didaftarkan."),
    )
    device_clock_at = models.DateTimeField(_("waktu menurut jam perangkat"), null=True, blank=True)
    received_at = models.DateTimeField(_("diterima"), db_default=Now())

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("jawaban")
        verbose_name_plural = _("jawaban")
        indexes = [
            models.Index(name="response_unit_day", fields=["unit", "day"]),
            models.Index(name="response_device_day", fields=["device", "day"], condition=Q(device__isnull=False)),
            models.Index(name="response_comments", fields=["unit", "-day", "-id"], condition=~Q(comment="")),
            GinIndex(
                SearchVector("comment", config="indonesian"), name="response_comment_words", condition=~Q(comment="")
            ),
            GinIndex(
                OpClass("comment", name="gin_trgm_ops"), name="response_comment_letters", condition=~Q(comment="")
            ),
            # Only answers to own questions are in it, so that a plain answer pays nothing.
            models.Index(name="response_own", fields=["own_version", "id"], condition=Q(own_version__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="response_scores_one_to_four",
                condition=Q(scores__contained_by=[1, 2, 3, 4]),
                violation_error_message=_("Setiap jawaban bernilai 1, 2, 3, atau 4."),
            ),
            models.CheckConstraint(
                name="response_answers_every_item",
                condition=Q(scores__len=F("item_count")),
                violation_error_message=_("Setiap pertanyaan harus dijawab satu kali."),
            ),
            models.CheckConstraint(
                name="response_day_fits_moment",
                condition=Q(day__gte=UtcDay("submitted_at")) & Q(day__lte=UtcDay("submitted_at", later=1)),
                violation_error_message=_("Hari jawaban tidak cocok dengan waktu kirimnya."),
            ),
            models.CheckConstraint(
                name="response_channel_known",
                condition=Q(channel__in=Channel.values),
                violation_error_message=_("Cara masuk tidak dikenal."),
            ),
            models.CheckConstraint(
                name="response_import_has_file",
                condition=Q(channel="import", imported_file__isnull=False)
                | (~Q(channel="import") & Q(imported_file__isnull=True)),
                violation_error_message=_("Jawaban dari berkas harus menyebut berkasnya."),
            ),
            models.CheckConstraint(
                name="response_device_has_its_channel",
                condition=Q(device__isnull=True, device_clock_at__isnull=True)
                | Q(
                    device_clock_at__isnull=False, channel__in=["kiosk", "offline"], submitted_at__lte=F("received_at")
                ),
                violation_error_message=_("Hanya jawaban layar atau tablet yang berasal dari perangkat terdaftar."),
            ),
            models.CheckConstraint(
                name="response_extras_fit",
                condition=Q(extras={}) | (Q(own_version__isnull=False) & Q(ExtrasFit("extras"))),
                violation_error_message=_("Jawaban pertanyaan unit tidak cocok dengan pertanyaannya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="answers_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            # One statement-level trigger, so that an answer stays one INSERT and COPY pays once.
            pgtrigger.Trigger(
                name="answers_wait_for_rollup",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
                func=QUEUE_NEW,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.day}"


class WaitingResponse(models.Model):
    """A response that no roll-up contains yet. Rows live for seconds."""

    response_id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("jawaban menunggu rekap")
        verbose_name_plural = _("jawaban menunggu rekap")

    def __str__(self) -> str:
        return str(self.response_id)
