"""The suite as linter: what Django forgives in silence fails here."""

import sys
from pathlib import Path
from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Node
from django.template.exceptions import TemplateSyntaxError

OURS = Path(__file__).resolve().parent.parent / "templates"
# Templates that stand in for a library's own are written against that library's variables.
THEIRS = ("admin", "account", "mfa", "allauth", "bootstrap5")


class UndefinedVariable(str):
    """`string_if_invalid` that raises when one of our own templates names something undefined."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s" or super().__contains__(str(key))

    def __mod__(self, variable: object) -> str:
        origin = self._origin()
        if origin and origin.is_relative_to(OURS) and origin.relative_to(OURS).parts[0] not in THEIRS:
            raise TemplateSyntaxError(f"{origin.relative_to(OURS)}: undefined variable {variable}")
        return ""

    @staticmethod
    def _origin() -> Path | None:
        frame = sys._getframe(2)
        while frame is not None:
            node = frame.f_locals.get("self")
            if isinstance(node, Node) and getattr(node, "origin", None) is not None:
                return Path(node.origin.name)
            frame = frame.f_back
        return None


def shuffle_unordered_queries() -> None:
    """Answer a query that asks for no order in random order, so that no test relies on luck."""
    ordered = SQLCompiler.get_order_by

    def get_order_by(compiler: SQLCompiler) -> list[Any]:
        result = ordered(compiler)
        query = compiler.query
        grouped = query.group_by is not None or query.distinct or query.combinator or query.subquery
        aggregated = any(getattr(e, "contains_aggregate", False) for e in query.annotation_select.values())
        if result or grouped or aggregated or type(compiler).__name__ != "SQLCompiler":
            return result
        random = OrderBy(Random())
        return [(random, (*compiler.compile(random), None))]

    SQLCompiler.get_order_by = get_order_by
