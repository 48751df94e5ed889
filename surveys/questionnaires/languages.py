"""Which languages a question still lacks."""

from collections.abc import Iterable
from typing import Any

from surveys.models import SurveyLanguage


def missing_languages(wordings: Iterable[Any]) -> list[str]:
    """The names of the languages without a wording; there the Indonesian one is shown."""
    known = {wording.language for wording in wordings}
    return [str(language.label) for language in SurveyLanguage if language not in known]
