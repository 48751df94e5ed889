"""Publishing a version of a questionnaire: from then on it never changes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account
from surveys.index import ELEMENT_KEYS, EXACT_WEIGHT
from surveys.models import SATISFACTION, ItemWording, QuestionnaireVersion, SurveyLanguage, SurveyRule
from surveys.questionnaires.trail import Change, note


class PublishError(DomainError):
    """A version that can't be published yet."""


def publish(*, version: QuestionnaireVersion, now: datetime, by: Account | None = None) -> QuestionnaireVersion:
    """Publish a draft; a published one stays as it is.

    Raises PublishError without items, with gaps in their order, without an Indonesian wording for each, or when the
    weight in force is one that exists for nine elements only.
    """
    with transaction.atomic():
        # The lock keeps a second publisher and late items out until this one commits.
        draft = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
        if draft.published_at:
            return draft
        positions = list(draft.items.order_by("position").values_list("position", flat=True))
        if not positions:
            raise PublishError(_("Draf ini belum mempunyai butir. Tambahkan paling sedikit satu, lalu terbitkan."))
        if positions != list(range(1, len(positions) + 1)):
            raise PublishError(_("Urutan butir harus 1, 2, 3, dan seterusnya tanpa lompatan."))
        worded = ItemWording.objects.filter(item__version=draft, language=SurveyLanguage.INDONESIAN).count()
        if worded != len(positions):
            raise PublishError(_("Setiap butir memerlukan pertanyaan dan jawaban dalam bahasa Indonesia."))
        questionnaire = draft.questionnaire
        if questionnaire.code == SATISFACTION and len(positions) != len(ELEMENT_KEYS) and _weight_is_printed(now):
            raise PublishError(
                _("Bobot 0,111 dan 0,11 hanya ada untuk sembilan unsur. Pilih bobot tepat (1/k) dahulu.")
            )
        draft.published_at, draft.item_count = now, len(positions)
        draft.save(update_fields=["published_at", "item_count"])
        note(Change.PUBLISHED, of=questionnaire, number=draft.number, by=by, now=now)
        return draft


def _weight_is_printed(now: datetime) -> bool:
    rule = SurveyRule.objects.in_force(city_day(now)).first()
    return rule is not None and rule.weight != EXACT_WEIGHT
