"""Other questionnaires and a unit's own questions, asked and answered in the demo city."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from people.models import Unit
from surveys.models import OwnVersion, QuestionKind, Questionnaire, QuestionnaireVersion, Response
from surveys.publishing import publish
from surveys.questionnaires.drafts import Wording, open_draft
from surveys.questionnaires.own_drafts import open_own_draft, publish_own, put_question
from surveys.questionnaires.settings import Settings, change_settings

CODE = "spak"
UNITS = ("110", "153", "115")
OWN_UNIT = "153"
DAYS = 300
PER_UNIT = 260
OWN_ANSWERS = 180
LEVELS = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4)
QUESTIONS = (
    (QuestionKind.CHOICE, "Dari mana Anda tahu jadwal pelayanan?", "Where did you learn of our hours?",
     (("Tetangga", "A neighbour"), ("Media sosial", "Social media"), ("Poster", "A poster"), ("Kader", "A volunteer"))),
    (QuestionKind.SCALE, "Seberapa nyaman ruang tunggu?", "How comfortable is the waiting room?",
     (("Tidak nyaman", "Uncomfortable"), ("Kurang nyaman", "Rather uncomfortable"), ("Nyaman", "Comfortable"),
      ("Sangat nyaman", "Very comfortable"))),
    (QuestionKind.TEXT, "Layanan apa yang belum ada?", "Which service is missing?", ()),
)  # fmt: skip
TEXTS = ("Dokter gigi setiap hari", "Imunisasi sore hari", "Konsultasi gizi", "Tempat bermain anak", "Parkir sepeda")


def make_questionnaires(today: date) -> int:
    """Publish SPAK for three units and a health centre's own questions; return how many answers came with them."""
    began = datetime(today.year, today.month, today.day, 1, tzinfo=UTC) - timedelta(days=DAYS)
    version, own = _other(began), _own(began)
    units = {unit.code: unit for unit in Unit.objects.without_tree_fields().filter(code__in=UNITS)}
    dice = random.Random(f"questionnaires {today}")  # noqa: S311  a demo, not a secret
    rows = [*_answers(units, version, dice, today), *_own_answers(units[OWN_UNIT], own, dice, today)]
    return len(Response.objects.bulk_create(rows, batch_size=1_000))


def _other(began: datetime) -> QuestionnaireVersion:
    questionnaire = Questionnaire.objects.get(code=CODE)
    names = ("name", "name_en", "name_ms", "scale", "grade_scheme", "ends_on")
    chosen = Unit.objects.without_tree_fields().filter(code__in=UNITS)
    settings = Settings(
        **{name: getattr(questionnaire, name) for name in names},
        asked_everywhere=False,
        units=list(chosen),
        starts_on=began.date(),
    )
    change_settings(questionnaire=questionnaire, settings=settings, by=None, now=began)
    return publish(version=open_draft(questionnaire=questionnaire, by=None, now=began), now=began)


def _own(began: datetime) -> OwnVersion:
    unit = Unit.objects.without_tree_fields().get(code=OWN_UNIT)
    draft = open_own_draft(unit=unit, by=None, now=began)
    for kind, text, text_en, options in QUESTIONS:
        wordings = {
            "id": Wording(text, tuple(option for option, _english in options)),
            "en": Wording(text_en, tuple(english for _option, english in options)),
        }
        put_question(version=draft, position=None, kind=kind, wordings=wordings, by=None, now=began)
    return publish_own(version=draft, by=None, now=began)


def _answers(
    units: dict[str, Unit], version: QuestionnaireVersion, dice: random.Random, today: date
) -> Iterator[Response]:
    count = version.item_count or 0
    for unit in units.values():
        for _ in range(PER_UNIT):
            level = dice.choice(LEVELS)
            scores = [min(max(level + dice.choice((-1, 0, 0, 1)), 1), 4) for _ in range(count)]
            yield _response(unit, dice, today, version=version, item_count=count, scores=scores)


def _own_answers(unit: Unit, own: OwnVersion, dice: random.Random, today: date) -> Iterator[Response]:
    version = QuestionnaireVersion.objects.current("skm").get()
    count = version.item_count or 0
    for _ in range(OWN_ANSWERS):
        extras: dict[str, Any] = {"1": dice.choice((1, 2, 2, 2, 3, 4)), "2": dice.choice((2, 3, 3, 4))}
        extras |= {"3": dice.choice(TEXTS)} if dice.random() < 0.4 else {}
        scores = [dice.choice((3, 3, 3, 4)) for _ in range(count)]
        yield _response(
            unit, dice, today, version=version, item_count=count, scores=scores, own_version=own, extras=extras
        )


def _response(unit: Unit, dice: random.Random, today: date, **values: Any) -> Response:
    day = today - timedelta(days=dice.randint(1, DAYS))
    moment = datetime(day.year, day.month, day.day, 3, dice.randint(0, 59), tzinfo=UTC)
    return Response(
        unit=unit,
        channel="web",
        day=day,
        submitted_at=moment,
        received_at=moment,
        client_id=UUID(int=dice.getrandbits(128)),
        **values,
    )
