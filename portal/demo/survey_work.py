"""The survey officer's own work: sheets typed in and corrected, links given to a queue, tables taken in."""

import random
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from people.models import Account, Role, RoleKind, Unit
from portal.demo.accounts import SIGN_INS
from surveys.answers import Answers, read_answers
from surveys.content import SurveyContent, survey_content
from surveys.files.drafts import apply, keep
from surveys.invitations.clients import register
from surveys.invitations.issuing import issue
from surveys.invitations.spending import answer_by_link
from surveys.models import PaperSheet, PaperStack
from surveys.paper.corrections import correct, withdraw
from surveys.paper.entry import Filled, enter, next_number, open_stack
from surveys.periods import quarter_of

SEED = 7_203
SHEETS, LINKS, SPENT, ROWS = 14, 30, 11, 24
HEAD = "No;Tanggal;Persyaratan;Prosedur;Waktu;Biaya;Produk;Kompetensi;Perilaku;Sarana;Pengaduan;JK;Saran"
SUGGESTIONS = ("", "", "", "Ruang tunggunya panas.", "Petugas membantu dengan sabar.")


def make_survey_work(today: date) -> int:
    """Do it by the use cases, as the officer and BKPSDM would have done since yesterday; return how many answers."""
    dice = random.Random(SEED)  # noqa: S311  invented answers
    now = timezone.make_aware(datetime.combine(today, time()))
    officer = Account.objects.get(email=SIGN_INS["survey_officer"][0])
    hr = Account.objects.get(email=SIGN_INS["hr"][0])
    role = Role.objects.filter(account=officer, kind=RoleKind.SURVEY_OFFICER).order_by("pk").first()
    unit = Unit.objects.without_tree_fields().get(pk=role.unit_id) if role else None
    content = survey_content(unit.code, "", "id") if unit else None
    if unit is None or content is None:
        return 0
    _type_in(unit, content, officer, now, dice)
    _give_links(unit, content, hr, now, dice)
    _take_in(unit, officer, now, dice)
    return SHEETS + 1 + SPENT + ROWS


def _answers(content: SurveyContent, dice: random.Random) -> Answers:
    level = dice.choice((2, 3, 3, 3, 4))
    given = {question.name: str(min(4, max(1, level + dice.choice((-1, 0, 0, 1))))) for question in content.questions}
    return read_answers(content, {**given, "sex": dice.choice(("f", "m", "")), "comment": dice.choice(SUGGESTIONS)})


def _type_in(unit: Unit, content: SurveyContent, by: Account, now: datetime, dice: random.Random) -> None:
    begun = now - timedelta(hours=15)
    stack = open_stack(unit=unit, by=by, now=begun)
    sheets = [_enter(stack, content, by, begun + timedelta(seconds=9 * n), dice) for n in range(1, SHEETS + 1)]
    wrong, twice = sheets[4], sheets[9]
    better = Filled(content, _answers(content, dice), wrong.response.day, _id(dice))
    later = begun + timedelta(minutes=20)
    correct(sheet=wrong, filled=better, why="Salah baca jawaban nomor 4.", by=by, now=later)
    withdraw(sheet=twice, why="Lembar yang sama dimasukkan dua kali.", by=by, now=later)


def _enter(stack: PaperStack, content: SurveyContent, by: Account, now: datetime, dice: random.Random) -> PaperSheet:
    filled = Filled(content, _answers(content, dice), timezone.localdate(now) - timedelta(days=1), _id(dice))
    return enter(stack=stack, number=next_number(stack), filled=filled, by=by, now=now).sheet


def _give_links(unit: Unit, content: SurveyContent, by: Account, now: datetime, dice: random.Random) -> None:
    begun = now - timedelta(hours=14)
    client, _key = register(name="Antrean (contoh)", units=[unit], per_minute=60, by=by, now=begun)
    for number in range(LINKS):
        given = issue(
            client=client, unit_code=unit.code, service_code="", idempotency_key=f"contoh-{number}", now=begun
        )
        if number < SPENT:
            token = given.address.rstrip("/").rpartition("/")[2]
            moment = begun + timedelta(minutes=7 * number)
            answers = _answers(content, dice)
            answer_by_link(token=token, content=content, answers=answers, client_id=_id(dice), now=moment)


def _take_in(unit: Unit, by: Account, now: datetime, dice: random.Random) -> None:
    span, when = quarter_of(timezone.localdate(now)).before(), now - timedelta(hours=13)
    good = [_row(number, span.first, dice) for number in range(1, ROWS + 1)]
    draft = keep(unit=unit, file_name="aplikasi-lama.csv", content=_table(good), span=span, owner=by, now=when)
    apply(draft=draft, by=by, now=when)
    wrong = [*(_row(number, span.first, dice) for number in range(1, 4)), "Jumlah;;9;9;9;9;9;9;9;9;9;;"]
    wrong[1] = wrong[1].replace(";3;", ";5;", 1)
    keep(unit=unit, file_name="rekap-loket.csv", content=_table(wrong), span=span, owner=by, now=now)


def _row(number: int, first: date, dice: random.Random) -> str:
    day = first + timedelta(days=dice.randrange(80))
    scores = ";".join(str(dice.choice((2, 3, 3, 3, 4, 4))) for _unused in range(9))
    return f"{number};{day:%d/%m/%Y};{scores};{dice.choice('LP')};{dice.choice(SUGGESTIONS)}"


def _table(rows: list[str]) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128))
