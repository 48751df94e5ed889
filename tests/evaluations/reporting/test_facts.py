"""What a report says, against a small city counted by hand."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.impact.verdict import Verdict
from evaluations.reporting.facts import NothingToReportError, gather
from evaluations.reporting.paper import paper_of
from evaluations.reporting.scopes import Scope, ScopeKind, of_batch, of_city
from evaluations.reporting.workbook import workbook_of
from people.models import Unit
from programs.models import CostKind, PlannedCost
from tests.cast import Cast
from tests.evaluations.reporting.city import FIRST, LAST, TODAY, add_batch, estimate, make_trained
from tests.factories.credentials import make_settled
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_plan, make_planned, make_program

pytestmark = pytest.mark.django_db
WITHOUT = "Tanpa catatan biaya, sehingga tidak dihitung dalam angka per orang dan per JP:"


def chapter(paper: dict[str, Any], key: str) -> dict[str, Any]:
    """A chapter of a report."""
    return next(each for each in paper["chapters"] if each["key"] == key)


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_every_kind_says_the_same_of_the_same_batch(cast: Cast, kind: ScopeKind):
    trained = make_trained(cast)
    estimate(trained.program)
    paper = gather(scope=trained.scope(kind), day=TODAY).paper
    reach = chapter(paper, "reach")
    # 1 batch, 5 seats, 5 enrolled, attended and finished, 5 × 20 JP, 5 certificates.
    assert reach["tables"][0]["rows"][0][1:] == ["1", "5", "5", "5", "5", "100", "5"]
    reaction = chapter(paper, "reaction")
    assert reaction["sentences"][:2] == [
        "5 dari 5 peserta menanggapi (100,0 %).", "Rata-rata 3,00 ± 0,00 dari 4, dari 5 tanggapan.",
    ]  # fmt: skip
    costs = chapter(paper, "costs")
    # 1,000,000 / 5 people and / 100 JP.
    assert costs["sentences"][:2] == [
        "Tercatat Rp1.000.000 untuk 1 dari 1 angkatan.",
        "Itu Rp200.000 per orang yang selesai, Rp10.000 per JP yang diakui.",
    ]
    assert [each["key"] for each in paper["chapters"]] == [
        "reach", "reaction", "learning", "behaviour", "effect", "costs",
    ]  # fmt: skip


def test_the_share_of_the_serving_staff_is_told(cast: Cast):
    trained = make_trained(cast)
    # The health centre: five participants, head, Siti and the survey officer; the city: five more.
    unit = gather(scope=trained.scope(ScopeKind.UNIT), day=TODAY).paper
    assert "Dari 8 pegawai yang bertugas, 5 (62,5 %) menyelesaikan" in chapter(unit, "reach")["sentences"][2]
    city = gather(scope=trained.scope(ScopeKind.CITY), day=TODAY).paper
    assert "Dari 12 pegawai yang bertugas, 5 (41,7 %) menyelesaikan" in chapter(city, "reach")["sentences"][2]


@pytest.mark.parametrize("kind", [ScopeKind.PROGRAM, ScopeKind.YEAR, ScopeKind.CITY, ScopeKind.PARTNER])
def test_a_point_costs_the_program_by_its_trained_units_and_effect(cast: Cast, kind: ScopeKind):
    trained = make_trained(cast)
    estimate(trained.program)
    costs = chapter(gather(scope=trained.scope(kind), day=TODAY).paper, "costs")
    # One unit passed 25 %; 1,000,000 / 1 / 2 points, from / 4 to / 1.
    assert (
        "Menaikkan indeks satu unit dengan satu poin lewat Pelayanan prima berbiaya Rp500.000 "
        "(selang 95 %: Rp250.000 sampai Rp1.000.000)." in costs["sentences"]
    )


def test_an_effect_that_may_be_zero_has_no_cost_of_a_point(cast: Cast):
    trained = make_trained(cast)
    estimate(trained.program, Verdict.NO_EVIDENCE, effect={"value": 0.5, "low": -0.3, "high": 1.3, "detectable": 1.0})
    costs = chapter(gather(scope=trained.scope(ScopeKind.CITY), day=TODAY).paper, "costs")
    assert "Biaya per poin Pelayanan prima tidak dapat dihitung: pengaruhnya mungkin nol." in costs["sentences"]
    assert costs["tables"][1]["rows"][0][3:] == [
        "tidak dapat dihitung: pengaruhnya mungkin nol",
        "paling sedikit Rp769.231; tidak ada batas atas",
    ]


def test_effects_stand_side_by_side_and_are_not_added_up(cast: Cast):
    trained = make_trained(cast)
    estimate(trained.program)
    other = make_program(title="Zonasi")
    add_batch(cast, other)
    found = chapter(gather(scope=of_city(FIRST, LAST), day=TODAY).paper, "effect")
    assert [row[0] for row in found["tables"][0]["rows"]] == ["Pelayanan prima", "Zonasi"]
    assert found["tables"][0]["rows"][0][1:] == ["+2,0", "+1,0 sampai +4,0", "10", "Bukti lemah"]
    assert found["tables"][0]["rows"][1][1:] == ["–", "–", "–", "Belum dihitung"]
    assert "tidak dijumlahkan" in found["notes"][0]


def test_a_units_own_index_is_no_effect(cast: Cast):
    trained = make_trained(cast)
    found = chapter(gather(scope=trained.scope(ScopeKind.UNIT), day=TODAY).paper, "effect")
    assert found["tables"][0]["rows"] == [
        ["Pelayanan prima, angkatan " + str(trained.batch.number), "Triwulan I 2026", "5", "–", "–"]
    ]
    assert "bukan pengaruh pelatihan" in found["sentences"][-1]


def test_a_sector_has_only_the_effects_found_in_it(cast: Cast):
    trained = make_trained(cast)
    known = {"value": 1.0, "low": 0.5, "high": 1.5, "units": 4}
    estimate(trained.program, by_group=[{"group": "health", **known}, {"group": "education", **known, "value": 9.0}])
    found = chapter(gather(scope=trained.scope(ScopeKind.SECTOR), day=TODAY).paper, "effect")
    assert found["tables"][0]["rows"] == [["Pelayanan prima", "+1,0", "+0,5 sampai +1,5", "4"]]
    assert "Penjajakan saja" in found["notes"][0]


def test_a_programs_report_names_one_sided_evidence_and_never_a_bare_before_and_after(cast: Cast):
    trained = make_trained(cast)
    known = {"value": 2.0, "low": 1.0, "high": 3.0}
    group = {"group": "health", "units": 8, **known}
    estimate(trained.program, by_group=[group], before_and_after=known)
    said = chapter(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY).paper, "effect")["sentences"]
    naive = "Sebelum–sesudah saja (naif), yang bukan bukti sebab-akibat, menunjukkan +2,0 poin"
    assert f"{naive} (selang 95 %: +1,0 sampai +3,0)." in said
    assert any(each.startswith("8 dari 10 unit terlatih dari sektor Kesehatan.") for each in said)


def test_a_programs_report_says_why_units_do_not_count_where_data_are_lacking(cast: Cast):
    trained = make_trained(cast)
    lacking = [{"need": "treated_units", "found": 1, "needed": 8}]
    estimate(trained.program, Verdict.NOT_ENOUGH, effect=None, missing=lacking, fallen={"late": 3})
    said = chapter(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY).paper, "effect")["sentences"]
    assert "Baru 1 unit terlatih yang dapat dihitung; perlu paling sedikit 8." in said
    assert "3 unit baru saja dilatih: belum ada 3 bulan penuh sesudahnya." in said


def test_before_any_estimate_the_report_says_so(cast: Cast):
    trained = make_trained(cast)
    for kind in (ScopeKind.PROGRAM, ScopeKind.CITY, ScopeKind.SECTOR):
        found = chapter(gather(scope=trained.scope(kind), day=TODAY).paper, "effect")
        assert "belum dihitung" in found["sentences"][0]


def test_a_batch_without_a_recorded_cost_is_named_and_left_out_of_the_ratio(cast: Cast):
    trained = make_trained(cast)
    free = add_batch(cast, trained.program, people=7, cost=0)
    costs = chapter(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY).paper, "costs")
    assert costs["sentences"] == [
        "Tercatat Rp1.000.000 untuk 1 dari 2 angkatan.",
        "Itu Rp200.000 per orang yang selesai, Rp10.000 per JP yang diakui.",
        f"{WITHOUT} Pelayanan prima, angkatan {free.number}.",
    ]


def test_a_program_without_costs_says_so(cast: Cast):
    program = make_program()
    add_batch(cast, program, cost=0)
    costs = chapter(gather(scope=Scope(ScopeKind.PROGRAM, program.code, FIRST, LAST), day=TODAY).paper, "costs")
    assert costs["sentences"] == ["Biaya belum dicatat, sehingga biaya per orang dan per JP tidak dapat dihitung."]
    assert costs["tables"] == []
    assert costs["picture"] is None


def test_a_batch_that_nobody_finished_has_no_cost_each(cast: Cast):
    absent = [make_employee(f"Alpa {number}", unit=cast.unit) for number in range(3)]
    batch = make_settled([], absent=absent)
    facts = gather(scope=of_batch(batch), day=TODAY)
    reach = chapter(facts.paper, "reach")
    assert reach["sentences"][0] == "3 pendaftaran pada 1 angkatan, 0 hadir, 0 selesai (0,0 %)."
    assert "Tidak seorang pun menyelesaikannya" in reach["sentences"][-1]
    assert paper_of(facts, version=1, day=TODAY).startswith(b"%PDF")
    assert workbook_of(facts).startswith(b"PK")


def test_four_opinions_are_counted_and_not_read(cast: Cast):
    trained = make_trained(cast)
    few = add_batch(cast, trained.program, answers=4)
    found = chapter(gather(scope=of_batch(few), day=TODAY).paper, "reaction")
    assert found["sentences"][0] == "4 dari 5 peserta menanggapi (80,0 %)."
    assert found["picture"] is None
    whole = chapter(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY).paper, "reaction")
    # The other batch's five alone: taken from one another, the two reports tell nothing of the four.
    assert whole["sentences"][1] == "Rata-rata 3,00 ± 0,00 dari 4, dari 5 tanggapan."


def test_a_merged_units_people_count_in_the_unit_that_took_it_over(cast: Cast):
    old = make_unit("Puskesmas Lama", code="199", parent=cast.agency)
    batch = make_settled([make_employee(f"Lama {number}", unit=old) for number in range(2)])
    Unit.objects.filter(pk=old.pk).update(ends_on=date(2026, 5, 31), merged_into=cast.unit)
    taken_over = gather(scope=Scope(ScopeKind.UNIT, "153", FIRST, LAST), day=TODAY).paper
    assert chapter(taken_over, "reach")["tables"][0]["rows"][0][:1] == [batch.program.title]
    assert taken_over["notes"] == ["Termasuk unit yang digabung ke dalamnya: Puskesmas Lama."]
    own = gather(scope=Scope(ScopeKind.UNIT, "199", FIRST, LAST), day=TODAY).paper
    assert own["notes"] == ["Unit ini sudah digabung ke UPTD Puskesmas Sei Jang; laporan ini tentang masa sebelum itu."]


def test_an_agencys_report_holds_the_units_below_it(cast: Cast):
    make_trained(cast)
    paper = gather(scope=Scope(ScopeKind.UNIT, "111", FIRST, LAST), day=TODAY).paper
    assert paper["notes"] == ["Termasuk 1 unit di bawahnya."]
    assert chapter(paper, "reach")["tables"][0]["rows"][0][5] == "5"


def test_another_units_report_holds_none_of_it(cast: Cast):
    make_trained(cast)
    with pytest.raises(NothingToReportError, match="Belum ada angkatan yang selesai"):
        gather(scope=Scope(ScopeKind.UNIT, "114", FIRST, LAST), day=TODAY)


def test_a_batch_that_still_runs_has_nothing_to_report(cast: Cast):
    with pytest.raises(NothingToReportError, match="belum ditutup"):
        gather(scope=of_batch(make_batch()), day=TODAY)


def test_what_is_gone_cannot_be_reported(cast: Cast):
    with pytest.raises(NothingToReportError, match="tidak ada lagi"):
        gather(scope=Scope(ScopeKind.PROGRAM, "hilang", FIRST, LAST), day=TODAY)


def test_batches_outside_the_days_do_not_count(cast: Cast):
    make_trained(cast)
    with pytest.raises(NothingToReportError):
        gather(scope=of_city(date(2026, 4, 1), LAST), day=TODAY)
    with pytest.raises(NothingToReportError):
        gather(scope=of_city(FIRST, LAST), day=date(2026, 3, 1))


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_the_number_of_queries_does_not_grow_with_batches(cast: Cast, kind: ScopeKind):
    trained = make_trained(cast)
    estimate(trained.program)
    counts = []
    for more in (0, 2):
        for _each in range(more):
            add_batch(cast, trained.program if kind is ScopeKind.PROGRAM else make_more(trained.program))
        with CaptureQueriesContext(connection) as queries:
            gather(scope=trained.scope(kind), day=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 60


def make_more(program: Any) -> Any:
    """Another program of the same partner."""
    return make_program(institution=program.institution)


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_the_same_data_give_the_same_bytes(cast: Cast, kind: ScopeKind):
    trained = make_trained(cast)
    estimate(trained.program)
    one, two = (gather(scope=trained.scope(kind), day=TODAY) for _each in range(2))
    assert one.digest == two.digest
    assert paper_of(one, version=1, day=TODAY) == paper_of(two, version=1, day=TODAY)
    assert workbook_of(one) == workbook_of(two)


def test_another_fact_gives_another_digest(cast: Cast):
    trained = make_trained(cast)
    before = gather(scope=trained.scope(ScopeKind.CITY), day=TODAY).digest
    assert gather(scope=trained.scope(ScopeKind.CITY), day=date(2026, 8, 1)).digest == before
    add_batch(cast, trained.program)
    assert gather(scope=trained.scope(ScopeKind.CITY), day=TODAY).digest != before


def test_the_method_names_rules_run_and_seed(cast: Cast):
    trained = make_trained(cast)
    estimate(trained.program)
    method = dict(gather(scope=trained.scope(ScopeKind.CITY), day=TODAY).paper["method"])
    assert "PerLAN 10/2018" in method["Dasar konversi JP"]
    assert method["Dasar indeks dan mutunya"] == "PermenPANRB 14/2017."
    assert method["Perhitungan pengaruh"] == "Jawaban 01/2025 sampai sebelum 05/2026; versi 1."
    assert (method["Benih acak"], method["Sidik data pengaruh (SHA-256)"]) == ("1", "0" * 64)


def test_a_years_report_holds_its_plan_against_what_became_of_it(cast: Cast):
    trained = make_trained(cast)
    planned = make_planned(make_plan(2026), program=trained.program, people=30, learning_hours="20")
    PlannedCost.objects.create(planned=planned, kind=CostKind.objects.get(code="konsumsi"), amount=9_000_000)
    costs = chapter(gather(scope=trained.scope(ScopeKind.YEAR), day=TODAY).paper, "costs")
    # 30 people and 30 × 20 JP planned; 5 and 100 became of it.
    assert costs["tables"][-1]["rows"] == [
        ["Rencana", "30", "600", "Rp9.000.000"],
        ["Terlaksana", "5", "100", "Rp1.000.000"],
        ["Selisih", "−25", "−500", "−Rp8.000.000"],
    ]


def test_a_cost_of_a_point_says_how_much_of_the_cost_is_on_record(cast: Cast):
    trained = make_trained(cast)
    add_batch(cast, trained.program, cost=0)
    estimate(trained.program)
    costs = chapter(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY).paper, "costs")
    assert costs["sentences"][-1].endswith("sampai Rp1.000.000), sejauh biayanya tercatat: 1 dari 2 angkatan.")
    assert (
        costs["notes"][-1]
        == "Bila biaya sebagian angkatan belum tercatat, biaya per poin yang sebenarnya lebih tinggi."
    )
