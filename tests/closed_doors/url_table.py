"""The whole URL table, flat."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OURS = {
    "portal", "rewards", "evaluations", "credentials", "learning", "programs", "partners", "surveys", "documents",
    "notifications", "people",
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """One address of the table."""

    name: str
    route: str
    module: str
    arguments: frozenset[str]

    @property
    def room(self) -> str:
        """The module of `rooms/` that speaks for it."""
        package = self.module.split(".")[0]
        return package if package in OURS else "people"

    def address(self, arguments: dict[str, Any]) -> str:
        """The path with these arguments."""
        return reverse(self.name, kwargs=arguments)


def doors_of_the_site() -> list[Door]:
    """Every address but the admin's, which has a test of its own."""
    return [door for door in _walk(get_resolver().url_patterns) if not door.name.startswith("admin:")]


def doors_of_the_admin() -> list[Door]:
    """The admin's addresses."""
    return [door for door in _walk(get_resolver().url_patterns) if door.name.startswith("admin:")]


def _walk(
    patterns: list[URLPattern | URLResolver], space: str = "", route: str = "", known: frozenset[str] = frozenset()
) -> Iterator[Door]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        arguments = known | set(pattern.pattern.converters) | set(getattr(pattern.pattern, "regex", _NONE).groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, here, arguments)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield Door(f"{space}{pattern.name or ''}", here, view.__module__, frozenset(arguments))


class _NONE:
    groupindex: dict[str, int] = {}
