"""Rooms in which sessions take place."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Room(models.Model):
    """A room that can hold one session at a time; one that is no longer used stays for its past sessions."""

    name = models.CharField(_("nama ruang"), max_length=100, unique=True)
    address = models.CharField(_("gedung atau alamat"), max_length=200)
    capacity = models.PositiveSmallIntegerField(_("daya tampung"), help_text=_("Berapa orang muat di dalamnya."))
    active = models.BooleanField(_("dapat dipakai"), default=True)

    class Meta:
        verbose_name = _("ruang")
        verbose_name_plural = _("ruang")
        constraints = [
            models.CheckConstraint(
                name="room_holds_somebody",
                condition=Q(capacity__gte=1),
                violation_error_message=_("Daya tampung paling sedikit satu orang."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
