"""Messages to people, written with the deed they tell of, and sent later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from people.models import Account

CLAIM_LASTS = timedelta(minutes=5)
TRIES = 12


class Channel(models.TextChoices):
    """The ways that every site has; the page of messages shows each message, whatever its way.

    A gateway adds a class to `notifications/channels.py` and its name to the setting MESSAGE_CHANNELS.
    """

    EMAIL = "email", _("Surel dan halaman pesan")
    DIGEST = "digest", _("Rangkuman harian dan halaman pesan")
    IN_APP = "in_app", _("Halaman pesan")


# Rows of these ways are never handed to a channel themselves.
NEVER_SENT = (Channel.DIGEST, Channel.IN_APP)
# A message that only gathers others: it goes out, and the page of messages does not repeat it.
DIGEST_KIND = "digest"


class Pace(models.TextChoices):
    """How soon an account wants to be written to."""

    AT_ONCE = "at_once", _("Segera, satu surel untuk setiap kabar")
    DAILY = "daily", _("Satu rangkuman setiap hari")
    IN_SITE = "in_site", _("Hanya di situs ini")


@dataclass(frozen=True)
class Counts:
    """How many messages went out, wait to go out, were given up, or are read on the site only."""

    sent: int
    waiting: int
    failed: int
    in_site: int


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in the domain's words."""

    def due(self, now: datetime) -> Self:
        """Messages whose time has come, that nobody is sending and that have not failed too often.

        A claim ends after five minutes: whoever held it was killed.
        """
        unclaimed = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM_LASTS)
        waiting = self.exclude(channel__in=NEVER_SENT).filter(sent_at__isnull=True, withdrawn_at__isnull=True)
        return waiting.filter(unclaimed, next_attempt_at__lte=now, attempts__lt=TRIES).order_by("next_attempt_at", "pk")

    def about(self, subject: str) -> Self:
        """Those that speak of one thing, such as "batch:12"; the latest first."""
        return self.filter(about=subject).order_by("-created_at", "-pk")

    def failed(self) -> Self:
        """Those that were tried too often, alone or in their digest; only a person tries again."""
        unsent = self.filter(sent_at__isnull=True, withdrawn_at__isnull=True)
        return unsent.filter(Q(attempts__gte=TRIES) | Q(digest__sent_at__isnull=True, digest__attempts__gte=TRIES))

    def counts(self) -> Counts:
        """How many of them stand where; one query."""
        alone, with_others = Q(sent_at__isnull=False), Q(digest__sent_at__isnull=False)
        standing = Q(withdrawn_at__isnull=True) & ~alone & ~with_others & ~Q(channel=Channel.IN_APP)
        given_up = Q(attempts__gte=TRIES) | Q(digest__attempts__gte=TRIES)
        kept = Q(channel=Channel.IN_APP, withdrawn_at__isnull=True)
        found = self.order_by().aggregate(
            sent=Count("pk", filter=alone | with_others),
            unsent=Count("pk", filter=standing),
            failed=Count("pk", filter=standing & given_up),
            in_site=Count("pk", filter=kept),
        )
        waiting = found["unsent"] - found["failed"]
        return Counts(sent=found["sent"], waiting=waiting, failed=found["failed"], in_site=found["in_site"])

    def for_digest(self, now: datetime, before: datetime) -> Self:
        """Those that wait for their reader's digest, due before `before`, and were not read meanwhile."""
        waiting = self.filter(channel=Channel.DIGEST, digest__isnull=True, withdrawn_at__isnull=True)
        return waiting.filter(read_at__isnull=True, not_before__lt=before, created_at__lte=now)

    def inbox_of(self, account: Account, now: datetime) -> Self:
        """What an account may read now, newest first."""
        mine = self.filter(to=account, withdrawn_at__isnull=True, not_before__lte=now).exclude(kind=DIGEST_KIND)
        return mine.order_by("-not_before", "-pk")

    def unread(self) -> Self:
        """Those not yet marked as read."""
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One message to one account; `cause` names why it was written, so that no cause writes twice.

    `link` is the path of the page that it speaks of, `about` the thing, such as "batch:12"; each may be empty.
    `calendar` is a stream of iCalendar objects that go with the mail (RFC 5546), or empty.
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("kepada")
    )
    kind = models.CharField(_("jenis"), max_length=60)
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    link = models.CharField(_("halaman"), max_length=200, blank=True, default="")
    about = models.CharField(_("tentang"), max_length=60, blank=True, default="")
    calendar = models.TextField(_("undangan kalender"), blank=True, default="")
    cause = models.CharField(_("sebab"), max_length=200)
    channel = models.CharField(_("saluran"), max_length=20)
    # The message that gathered this one with others.
    digest = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="gathered")
    created_at = models.DateTimeField(_("ditulis"))
    not_before = models.DateTimeField(_("tidak sebelum"))
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    next_attempt_at = models.DateTimeField(_("percobaan berikut"))
    last_failure = models.TextField(_("kegagalan terakhir"), blank=True)
    sent_at = models.DateTimeField(_("terkirim"), null=True)
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True)
    read_at = models.DateTimeField(_("dibaca"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("pesan")
        verbose_name_plural = _("pesan")
        constraints = [
            models.UniqueConstraint(
                name="message_cause_once",
                fields=["cause"],
                violation_error_message=_("Pesan untuk sebab ini sudah ditulis."),
            ),
            models.CheckConstraint(
                name="message_has_cause", condition=~Q(cause=""), violation_error_message=_("Pesan memerlukan sebab.")
            ),
            models.CheckConstraint(
                name="message_link_stays_here",
                condition=Q(link="") | Q(link__regex=r"^/[^/\s]\S*$"),
                violation_error_message=_("Halaman pesan adalah alamat di situs ini."),
            ),
            models.CheckConstraint(
                name="message_subject_one_line",
                condition=Q(subject__regex=r"^[^\n\r]+$"),
                violation_error_message=_("Perihal terdiri atas satu baris."),
            ),
            models.CheckConstraint(
                name="message_claim_whole",
                condition=Q(claim__isnull=True, claimed_at__isnull=True)
                | Q(claim__isnull=False, claimed_at__isnull=False),
                violation_error_message=_("Pesan yang sedang dikirim mempunyai pengirim dan waktu."),
            ),
            models.CheckConstraint(
                name="message_sent_is_over",
                condition=Q(sent_at__isnull=True)
                | (Q(withdrawn_at__isnull=True, claim__isnull=True) & ~Q(channel__in=["digest", "in_app"])),
                violation_error_message=_("Pesan yang terkirim tidak ditarik dan tidak sedang dikirim."),
            ),
            models.CheckConstraint(
                name="message_in_app_is_never_sent",
                condition=~Q(channel__in=["digest", "in_app"]) | Q(claim__isnull=True, attempts=0),
                violation_error_message=_("Pesan tanpa surel sendiri tidak dikirim."),
            ),
            models.CheckConstraint(
                name="message_gathered_waited_for_it",
                condition=Q(digest__isnull=True) | Q(channel="digest"),
                violation_error_message=_("Hanya pesan yang menunggu rangkuman masuk ke dalamnya."),
            ),
        ]
        indexes = [
            models.Index(
                name="message_due",
                fields=["next_attempt_at", "id"],
                condition=Q(sent_at__isnull=True, withdrawn_at__isnull=True) & ~Q(channel__in=["digest", "in_app"]),
            ),
            models.Index(name="message_about", fields=["about", "-created_at"], condition=~Q(about="")),
            models.Index(
                name="message_for_digest",
                fields=["to", "not_before"],
                condition=Q(channel="digest", digest__isnull=True, withdrawn_at__isnull=True, read_at__isnull=True),
            ),
            models.Index(name="message_inbox", fields=["to", "-not_before", "-id"]),
            models.Index(name="message_unread", fields=["to"], condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.subject

    def retry_at(self, now: datetime) -> datetime:
        """When to try again after one more failure: a minute, doubling, at most six hours."""
        return now + min(timedelta(minutes=2 ** min(self.attempts, 9)), timedelta(hours=6))


class Preference(models.Model):
    """How soon an account wants to be written to; without a row at once."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_preference")
    pace = models.CharField(_("kapan"), max_length=10, choices=Pace, default=Pace.AT_ONCE)

    class Meta:
        verbose_name = _("pilihan pesan")
        verbose_name_plural = _("pilihan pesan")
        constraints = [
            models.CheckConstraint(
                name="preference_pace_known",
                condition=Q(pace__in=["at_once", "daily", "in_site"]),
                violation_error_message=_("Pilih salah satu cara menerima pesan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_pace_display()}"


class SentMail(models.Model):
    """A mail that the demo's mail channel "delivered": kept for a page instead of sent."""

    message_id = models.CharField(_("tanda surel"), max_length=200)
    to = models.CharField(_("kepada"), max_length=300)
    subject = models.CharField(_("perihal"), max_length=300)
    body = models.TextField(_("isi"))
    calendar = models.TextField(_("undangan kalender"), blank=True, default="")
    sent_at = models.DateTimeField(_("terkirim"))

    class Meta:
        verbose_name = _("surel terkirim")
        verbose_name_plural = _("surel terkirim")
        constraints = [
            models.UniqueConstraint(
                name="sent_mail_once",
                fields=["message_id"],
                violation_error_message=_("Surel ini sudah diterima."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
