"""Who changed what in a questionnaire: sentences in the city's language, kept for good."""

from datetime import datetime
from enum import Enum

from django.utils.translation import gettext_lazy as _

from pembinaan.base.language import in_city_language
from people.models import Account, Unit
from surveys.models import BuilderChange, Questionnaire


class Change(Enum):
    """What can be done, as the trail says it."""

    CREATED = _("Kuesioner dibuat")
    SETTINGS = _("Pengaturan diubah")
    DRAFTED = _("Draf dibuat")
    DISCARDED = _("Draf dibuang")
    ADDED = _("Butir ditambah: %(name)s")
    REMOVED = _("Butir dihapus: %(name)s")
    MOVED = _("Urutan diubah: %(name)s")
    WORDED = _("Bunyi diubah: %(name)s")
    PUBLISHED = _("Versi diterbitkan")
    RESPONDENT = _("Isian responden diubah")
    ELEMENT_MOVED = _("Urutan unsur dalam hasil diubah: %(name)s")


def note(
    change: Change,
    *,
    of: Questionnaire | Unit,
    by: Account | None,
    now: datetime,
    number: int | None = None,
    name: str = "",
) -> None:
    """Keep one change of a questionnaire or of a unit's own questions."""
    with in_city_language():
        what = (str(change.value) % {"name": name})[:300]
    owner = {"questionnaire": of} if isinstance(of, Questionnaire) else {"unit": of}
    BuilderChange.objects.create(**owner, number=number, by=by, at=now, what=what)
