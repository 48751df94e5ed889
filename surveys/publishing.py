"""Publishing a version of a questionnaire: from then on it never changes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError
from surveys.models import ItemWording, QuestionnaireVersion, SurveyLanguage


class PublishError(DomainError):
    """A version that can't be published yet."""


def publish(*, version: QuestionnaireVersion, now: datetime) -> QuestionnaireVersion:
    """Publish a draft; a published one stays as it is.

    Raises PublishError without items, with gaps in their order, or without an Indonesian wording for each.
    """
    with transaction.atomic():
        # The lock keeps a second publisher and late items out until this one commits.
        draft = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
        if draft.published_at:
            return draft
        positions = list(draft.items.order_by("position").values_list("position", flat=True))
        if not positions or positions != list(range(1, len(positions) + 1)):
            raise PublishError(_("Urutan butir harus 1, 2, 3, dan seterusnya tanpa lompatan."))
        worded = ItemWording.objects.filter(item__version=draft, language=SurveyLanguage.INDONESIAN).count()
        if worded != len(positions):
            raise PublishError(_("Setiap butir memerlukan pertanyaan dan jawaban dalam bahasa Indonesia."))
        draft.published_at, draft.item_count = now, len(positions)
        draft.save(update_fields=["published_at", "item_count"])
        return draft
