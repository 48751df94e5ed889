"""Rooms know only the rooms below them, also where the import linter cannot see: in the model graph."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent.parent
# The higher the room, the greater its height; the shared pieces lie below all rooms.
HEIGHT = {label: height for height, label in enumerate(reversed([*settings.LAYERS, "base"]))}
NAMED_MODEL = re.compile(r"""get_model\(\s*["'](\w+)(?:\.\w+)?["']""")
STRING_REFERENCE = re.compile(r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*["'](\w+)\.\w+["']""")


def reaches_up(label: str, other: str) -> bool:
    return label in HEIGHT and other in HEIGHT and HEIGHT[other] > HEIGHT[label]


def test_no_relation_points_to_a_higher_room() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if reaches_up(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upward == []


def test_no_migration_waits_for_a_higher_room() -> None:
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upward = [
        f"{label}.{name} -> {other}"
        for (label, name), migration in migrations.items()
        for other, _name in [*migration.dependencies, *migration.run_before]
        if reaches_up(label, other) or (label in HEIGHT and migration.run_before)
    ]
    assert upward == []


@pytest.mark.parametrize("label", sorted(set(HEIGHT) - {"base"}))
def test_no_model_of_a_higher_room_is_fetched_by_its_name(label: str) -> None:
    upward = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in sorted((ROOT / label).rglob("*.py"))
        for pattern in (NAMED_MODEL, STRING_REFERENCE)
        for found in pattern.finditer(path.read_text())
        if reaches_up(label, found.group(1))
    ]
    assert upward == []
