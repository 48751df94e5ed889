"""The demo city: the same for the same seed, whole, valid, and with effects that can be found again."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from credentials.dues import cases_of
from credentials.facts import facts_of
from documents.identity import current_identity, forget
from evaluations.models import EvaluationReport, EvaluationReportTask
from pembinaan.base.dates import today
from people.models import Account, Assignment, Employee, Headship, Unit
from people.numbers import NumberKind, parse
from portal.demo.accounts import SIGN_INS
from portal.demo.answers import drawn, plan
from portal.demo.build import build, digest
from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import PASSWORD, City
from portal.demo.copying import as_line
from portal.demo.effects import EFFECTS, NO_EFFECT
from portal.demo.identity import set_identity
from portal.demo.load import DemoError, load
from portal.demo.units import MERGED_CODE, SUCCESSOR_CODE
from programs.models import Batch, Enrollment, Program
from surveys.index import ELEMENT_KEYS
from surveys.models import Response

TODAY = date(2026, 11, 24)
SMALL = 0.02
UnitMonths = dict[tuple[str, date], list[float]]


@pytest.fixture(autouse=True)
def no_identity_kept() -> Iterator[None]:
    """The process keeps the identity for some seconds: neither take over another test's, nor leave ours."""
    forget()
    yield
    forget()


@pytest.fixture
def small(db: None) -> City:
    return build(today=TODAY, scale=SMALL)


def test_the_same_seed_and_day_make_the_same_city(small: City) -> None:
    assert digest(build(today=TODAY, scale=SMALL)) == digest(small)


def test_another_seed_makes_another_city(small: City) -> None:
    assert digest(build(today=TODAY, scale=SMALL, seed=7)) != digest(small)


def test_every_number_is_formally_valid_and_no_real_persons(small: City) -> None:
    kinds = {"pns": NumberKind.NIP, "cpns": NumberKind.NIP}
    for row in small.rows.of(Employee):
        if row["status"] == "non_asn":
            assert row["number"] is None
            continue
        number = parse(row["number"], kinds.get(row["status"], NumberKind.NI_PPPK), on=TODAY)
        assert number.sequence >= 900


def test_the_units_are_the_published_ones_and_the_invented_ones_say_so(small: City) -> None:
    units = {row["code"]: row for row in small.rows.of(Unit)}
    assert len(units) == 150
    assert units["153"]["name"] == "UPTD Puskesmas Sei Jang"
    published = {code for code, row in units.items() if "(contoh)" not in row["name"]}
    assert len(published) == 83
    assert units["SD-40"]["name"].endswith("(contoh)")
    assert units[MERGED_CODE]["merged_into_id"] == units[SUCCESSOR_CODE]["id"]


@pytest.mark.parametrize("day", [date(2027, 1, 2), date(2027, 2, 28), date(2028, 2, 29), date(2027, 8, 1)])
def test_the_city_can_be_made_on_any_day(db: None, day: date) -> None:
    city = build(today=day, scale=SMALL)
    starts = [row["starts_on"] for row in city.rows.of(Batch) if row["state"] == "open"]
    assert 1 <= (min(start for start in starts if start > day) - day).days <= 3


def test_a_line_for_copy_escapes_what_copy_would_read_as_its_own() -> None:
    assert (
        as_line([None, True, "a\tb\\c\nd", [1, 2], ['"x"'], 1.5])
        == b'\\N\tt\ta\\tb\\\\c\\nd\t{1,2}\t{"\\\\"x\\\\""}\t1.5\n'
    )


@pytest.mark.django_db(transaction=True)
def test_a_loaded_city_holds_every_invariant_and_answers_at_its_addresses(client) -> None:
    loaded = load(today=today(), stream=io.StringIO(), scale=SMALL)
    assert Employee.objects.count() == loaded.employees
    assert Response.objects.count() == loaded.responses
    for command in ("enrollments", "credentials", "rewards", "rollups"):
        call_command(command, verify=True, stdout=io.StringIO())
    _require_facts_as_the_room_freezes_them()
    _require_reports()
    assert current_identity().demo
    assert current_identity().name == "Kota Tanjungpinang"
    # Sequences stand behind the copied ids, and the history of edits begins with the first real edit.
    unit = Unit.objects.get(code="153")
    assert unit.events.count() == 0
    unit.name = "UPTD Puskesmas Sei Jang (baru)"
    unit.save()
    assert unit.events.count() == 1
    employee = Employee.objects.create(name="Orang Baru", status="non_asn")
    assert employee.pk == loaded.employees + 1
    assert employee.events.count() == 1
    # A merged unit's addresses still answer and name the successor.
    page = client.get(f"/unit/{MERGED_CODE}/")
    assert page.status_code == 200
    assert "UPTD Pengelolaan Pasar (contoh)" in page.content.decode()


def _require_reports() -> None:
    """One that failed waits to be made again; early in a year there is little to report."""
    states = Counter(EvaluationReportTask.objects.values_list("state", flat=True))
    assert states["failed"] == 1
    assert states["done"] == EvaluationReport.objects.count() >= 1
    assert states["waiting"] == 0


def _require_facts_as_the_room_freezes_them() -> None:
    batch = Batch.objects.filter(state="closed").order_by("pk").first()
    assert batch is not None
    for case in (case for case in cases_of(batch) if case.certificate is not None):
        kept = dict(case.certificate.facts)
        numbers = {key: kept.pop(key) for key in ("number", "code", "revision")}
        assert numbers == {"number": case.certificate.number, "code": case.certificate.code, "revision": 1}
        assert kept == facts_of(case, case.certificate.issued_at)


@pytest.mark.django_db(transaction=True)
def test_everyone_who_is_shown_can_sign_in_and_has_something_to_do(client) -> None:
    load(today=today(), stream=io.StringIO(), scale=SMALL)
    for address, _role in SIGN_INS.values():
        assert Account.objects.get(email=address).check_password(PASSWORD)
    employee = Account.objects.get(email=SIGN_INS["employee"][0]).employee
    assert employee is not None
    states = Enrollment.objects.filter(employee=employee).values_list("state", flat=True)
    assert sorted(set(states)) == ["approved", "confirmed", "finished"]
    head = Account.objects.get(email=SIGN_INS["head"][0]).employee
    assert Headship.objects.filter(employee=head, unit__code="153", acting=False).exists()
    with pytest.raises(DemoError):
        load(today=today(), stream=io.StringIO(), scale=SMALL)


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_load_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("portal.demo.load.copy_stream", interrupt)
    monkeypatch.setattr("portal.management.commands.demo.load", partial(load, scale=SMALL))
    with pytest.raises(CommandError, match="Tidak ada yang tersimpan"):
        call_command("demo")
    monkeypatch.undo()
    assert not Unit.objects.exists()
    assert not Program.objects.exists()
    assert not current_identity().demo


def test_a_database_with_people_is_refused_and_left_alone(cast) -> None:
    with pytest.raises(CommandError, match="hanya dimuat ke basis data kosong"):
        call_command("demo")
    call_command("demo", if_absent=True)
    assert not current_identity().demo
    assert Unit.objects.count() == 4


def test_sign_ins_are_printed_one_for_each_role_once_there_is_a_city(db: None) -> None:
    with pytest.raises(CommandError, match="belum dimuat"):
        call_command("demo", sign_ins=True)
    set_identity()
    text = io.StringIO()
    call_command("demo", sign_ins=True, stdout=text)
    lines = text.getvalue().splitlines()
    assert len(lines) == 7
    assert all(PASSWORD in line and "@contoh.test" in line for line in lines)


def test_main_places_never_overlap_and_heads_serve_somewhere(small: City) -> None:
    spells = defaultdict(list)
    for row in small.rows.of(Assignment):
        spells[row["employee_id"]].append((row["starts_on"], row["ends_on"] or date.max))
    for times in spells.values():
        times.sort()
        assert all(first[1] < second[0] for first, second in pairwise(times))
    assert {row["employee_id"] for row in small.rows.of(Headship)} <= set(spells)


def test_the_known_effects_are_found_again_and_the_one_without_has_none(db: None) -> None:
    city = build(today=TODAY, scale=0.25)
    means = _unit_months(city)
    # Elements that no other program raises in the same units.
    for program, element in (("pelayanan-prima", "conduct"), ("penanganan-pengaduan", "complaints")):
        assert _difference(city, program, means)[element] == pytest.approx(EFFECTS[program][element], abs=0.06)
    assert EFFECTS[NO_EFFECT] == {}
    assert _difference(city, NO_EFFECT, means)["product"] == pytest.approx(0, abs=0.06)


def _difference(city: City, program: str, every: UnitMonths) -> dict[str, float]:
    """How much more trained units changed than untrained ones of the same audience in the same months."""
    units, trained = audience(city, BY_CODE[program]), city.trained[program]
    means = {key: scores for key, scores in every.items() if key[0] in units}
    result = {}
    for place, element in enumerate(ELEMENT_KEYS):
        others = _means([(month, scores[place]) for (unit, month), scores in means.items() if unit not in trained])
        changes = []
        for unit, ended in trained.items():
            sides: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
            for month in others:
                scores = means.get((unit, month))
                months = (month.year - ended.year) * 12 + month.month - ended.month
                if scores is not None and months != 1:  # in the first month half of the effect has come
                    sides[months > 1].append((scores[place] - others[month], scores[-1]))
            if all(sides.values()):
                weight = 1 / sum(1 / sum(n for _value, n in side) for side in sides.values())
                changes.append((_weighted(sides[True]) - _weighted(sides[False]), weight))
        result[element] = _weighted(changes)
    return result


def _unit_months(city: City) -> UnitMonths:
    """Mean of each element and number of answers of the units that any of the programs is for."""
    units = {unit for program in EFFECTS for unit in audience(city, BY_CODE[program])}
    sums: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0] * (len(ELEMENT_KEYS) + 1))
    sizes = {key: size for key, size in plan(city).items() if key[0] in units}
    for unit, month, scores, _dice in drawn(city, sizes):
        total = sums[unit, month]
        for place, score in enumerate(scores):
            total[place] += score
        total[-1] += 1
    return {key: [*(value / total[-1] for value in total[:-1]), total[-1]] for key, total in sums.items()}


def _means(pairs: list[tuple[date, float]]) -> dict[date, float]:
    by_month: dict[date, list[float]] = defaultdict(list)
    for month, value in pairs:
        by_month[month].append(value)
    return {month: sum(values) / len(values) for month, values in by_month.items()}


def _weighted(pairs: list[tuple[float, float]]) -> float:
    return sum(value * weight for value, weight in pairs) / sum(weight for _value, weight in pairs)
