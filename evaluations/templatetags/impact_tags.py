"""Figures of an effect for people: a true minus, and chances that are never written as zero."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

LEAST_CHANCE = 0.001
"""Smaller chances are only said to be smaller."""

register = template.Library()


@register.filter
def points(value: float | None) -> str:
    """Points with one decimal and a true minus; a dash where nothing is known."""
    return "–" if value is None else floatformat(value, 1).replace("-", "−")


@register.filter
def signed_two(value: float | None) -> str:
    """A coefficient with two decimals and a true minus; a dash where nothing is known."""
    return "–" if value is None else floatformat(value, 2).replace("-", "−")


@register.filter
def whole(value: int) -> str:
    """A whole number with a true minus."""
    return str(value).replace("-", "−")


@register.filter
def chance(value: float | None) -> str:
    """A p-value with three decimals and its sign: `= 0,074`, or `< 0,001`; a dash where nothing is known."""
    if value is None:
        return "–"
    return f"< {floatformat(LEAST_CHANCE, 3)}" if value < LEAST_CHANCE else f"= {floatformat(value, 3)}"


@register.filter
def end(value: float | None) -> str:
    """An interval's end like `points`; where it lies beyond all bounds, that."""
    return gettext("tak terhingga") if value is None else points(value)


@register.filter
def get(known: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key, None where it holds nothing."""
    return known.get(key)


@register.filter
def signed_hundredths(value: float) -> str:
    """Points with two decimals, their sign, and a true minus."""
    words = floatformat(abs(value), 2)
    return f"{'−' if value < 0 else '+'}{words}"
