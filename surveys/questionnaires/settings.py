"""A questionnaire's settings: its names and scale, at which units it is asked and when; and respondent fields."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys.models import Questionnaire, RespondentOption
from surveys.models.questionnaires import RESERVED
from surveys.questionnaires.trail import Change, note


class SettingsError(DomainError):
    """Settings that can't be kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set of a questionnaire; its code is chosen once."""

    name: str
    name_en: str
    name_ms: str
    scale: str
    grade_scheme: str
    asked_everywhere: bool
    units: Collection[Unit]
    starts_on: date
    ends_on: date | None


def create_questionnaire(*, code: str, settings: Settings, by: Account | None, now: datetime) -> Questionnaire:
    """A new questionnaire without any version. Raises SettingsError for a code that is taken, or unfit settings."""
    with transaction.atomic(), refusing_with(SettingsError):
        if code.startswith(RESERVED):
            raise SettingsError(_("Kode yang berawalan “tes-” dipakai untuk tes pelatihan. Pilih kode lain."))
        if Questionnaire.objects.filter(code=code).exists():
            raise SettingsError(_("Kode ini sudah dipakai kuesioner lain."))
        questionnaire = Questionnaire(code=code)
        _set(questionnaire, settings)
        note(Change.CREATED, of=questionnaire, by=by, now=now)
    return questionnaire


def change_settings(*, questionnaire: Questionnaire, settings: Settings, by: Account | None, now: datetime) -> None:
    """Change a questionnaire's settings; what it asked and what was answered stays.

    Raises SettingsError when they don't fit each other, or the scale would change under published answers.
    """
    with transaction.atomic(), refusing_with(SettingsError):
        held = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
        if held.scale != settings.scale and held.versions.filter(published_at__isnull=False).exists():
            raise SettingsError(_("Skala tidak dapat diubah lagi setelah kuesioner diterbitkan."))
        _set(held, settings)
        note(Change.SETTINGS, of=held, by=by, now=now)


def offer_options(*, offered: Collection[int], by: Account | None, now: datetime, of: Questionnaire) -> None:
    """Offer exactly these answers about the respondent; a field without any is not asked."""
    with transaction.atomic():
        RespondentOption.objects.filter(pk__in=offered, is_offered=False).update(is_offered=True)
        RespondentOption.objects.exclude(pk__in=offered).filter(is_offered=True).update(is_offered=False)
        note(Change.RESPONDENT, of=of, by=by, now=now)


def _set(questionnaire: Questionnaire, settings: Settings) -> None:
    for field in ("name", "name_en", "name_ms", "scale", "grade_scheme", "asked_everywhere", "starts_on", "ends_on"):
        setattr(questionnaire, field, getattr(settings, field))
    questionnaire.save()
    questionnaire.units.set([] if settings.asked_everywhere else settings.units)
