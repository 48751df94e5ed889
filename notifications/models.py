"""Messages to people, written with the deed they tell of, and sent later."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Account

CLAIM_LASTS = timedelta(minutes=5)
TRIES = 12


class Channel(models.TextChoices):
    """How a message reaches its reader; every message can also be read on the page of messages."""

    EMAIL = "email", _("Surel dan halaman pesan")
    IN_APP = "in_app", _("Halaman pesan")


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages in the domain's words."""

    def due(self, now: datetime) -> Self:
        """E-mails whose time has come, that nobody is sending and that have not failed too often.

        A claim ends after five minutes: whoever held it was killed.
        """
        unclaimed = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM_LASTS)
        waiting = self.filter(channel=Channel.EMAIL, sent_at__isnull=True, withdrawn_at__isnull=True)
        return waiting.filter(unclaimed, next_attempt_at__lte=now, attempts__lt=TRIES).order_by("next_attempt_at", "pk")

    def inbox_of(self, account: Account, now: datetime) -> Self:
        """What an account may read now, newest first."""
        mine = self.filter(to=account, withdrawn_at__isnull=True, not_before__lte=now)
        return mine.order_by("-not_before", "-pk")

    def unread(self) -> Self:
        """Those not yet marked as read."""
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One message to one account; `cause` names why it was written, so that no cause writes twice.

    `link` is the path of the page that it speaks of, or empty.
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("kepada")
    )
    kind = models.CharField(_("jenis"), max_length=60)
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    link = models.CharField(_("halaman"), max_length=200, blank=True, default="")
    cause = models.CharField(_("sebab"), max_length=200)
    channel = models.CharField(_("saluran"), max_length=10, choices=Channel)
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
                condition=Q(sent_at__isnull=True) | Q(channel="email", withdrawn_at__isnull=True, claim__isnull=True),
                violation_error_message=_("Pesan yang terkirim berupa surel, tidak ditarik, dan tidak sedang dikirim."),
            ),
            models.CheckConstraint(
                name="message_in_app_is_never_sent",
                condition=~Q(channel="in_app") | Q(claim__isnull=True, attempts=0),
                violation_error_message=_("Pesan tanpa surel tidak dikirim."),
            ),
        ]
        indexes = [
            models.Index(
                name="message_due",
                fields=["next_attempt_at", "id"],
                condition=Q(channel="email", sent_at__isnull=True, withdrawn_at__isnull=True),
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
    """Whether an account wants its messages by e-mail too; without a row it does."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_preference")
    by_email = models.BooleanField(_("kirim juga ke surel saya"), default=True)

    class Meta:
        verbose_name = _("pilihan pesan")
        verbose_name_plural = _("pilihan pesan")

    def __str__(self) -> str:
        return f"{self.account}: {self.by_email}"


class SentMail(models.Model):
    """A mail that the demo's mail channel "delivered": kept for a page instead of sent."""

    message_id = models.CharField(_("tanda surel"), max_length=200)
    to = models.CharField(_("kepada"), max_length=300)
    subject = models.CharField(_("perihal"), max_length=300)
    body = models.TextField(_("isi"))
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
