"""The questionnaire on paper, to be printed: the published wording, boxes to tick, a box for the sheet's number."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from documents.pdf import render
from documents.qr import svg
from people.models import Unit
from surveys.content import SurveyContent
from surveys.models import QuestionnaireVersion, Service

MOST_SERVICES = 12
"""More than that don't fit on the sheet: then there is a line to write on."""


def blank_form(*, unit: Unit, content: SurveyContent, services: Sequence[Service]) -> bytes:
    """A unit's questionnaire as PDF, A4."""
    address = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('survey', args=[unit.code])}"
    data = {
        "unit": unit.name,
        "address": address.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "qr": svg(address),
        "services": [service.name for service in services] if len(services) <= MOST_SERVICES else [],
        "questions": [
            {"text": one.text, "answers": [text for _value, text in one.answers]} for one in content.questions
        ],
        "respondent": [
            {"label": one.label, "options": [text for _code, text in one.options]} for one in content.respondent
        ],
        "version": str(QuestionnaireVersion.objects.get(pk=content.version_id).number),
    }
    return render(template="paper_form", data=data)
