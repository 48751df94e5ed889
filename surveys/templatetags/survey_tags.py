"""Small helpers of the survey's templates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from surveys.periods import span_of
from surveys.spoken import SPOKEN, address_in

register = template.Library()

TONES = {"A": "good", "B": "fair", "C": "warn", "D": "bad"}


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """The value of a key, or nothing."""
    return mapping.get(key)


@register.filter
def tone(grade: str) -> str:
    """The colour class of a grade; the letter stands beside it."""
    return TONES.get(grade, "")


@register.filter
def figure(value: Decimal | None) -> str:
    """An index or margin as published: two decimals in the reader's notation."""
    return "–" if value is None else str(number_format(value, decimal_pos=2))


@register.simple_tag
def citizen_url(name: str, language: str, *args: str) -> str:
    """The address of a citizen's page in a language."""
    return address_in(name, language, *args)


@register.inclusion_tag("surveys/languages.html")
def languages(current: str, name: str, *args: str) -> dict[str, Any]:
    """Links to the same page in each language; addresses choose it, not a cookie."""
    spoken = [(code, own_name, address_in(name, code, *args)) for code, own_name in SPOKEN]
    return {"current": current, "spoken": spoken}


@register.filter
def period_name(code: str) -> str:
    """A period's code in words: “Triwulan III 2026”."""
    return span_of(code).label
