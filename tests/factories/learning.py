"""Lessons for tests."""

from itertools import count
from typing import Any

from learning.models import Lesson
from programs.models import Program

_sequence = count(1)


def make_lesson(program: Program, **fields: Any) -> Lesson:
    """A text to read, required, without a minimum time."""
    n = next(_sequence)
    values = {"position": n, "title": f"Materi {n}", "kind": "reading", "body": "Isi materi."}
    return Lesson.objects.create(program=program, **{**values, **fields})
