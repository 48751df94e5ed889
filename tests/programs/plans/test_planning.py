"""Proposals: who makes them, what HR answers, and who is told."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from notifications.models import Message
from programs.errors import PlanError
from programs.models import PlannedProgram, TrainingType
from programs.plans import planning
from tests.cast import Cast
from tests.factories.programs import make_institution, make_need, make_plan, make_planned

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)


def propose(**fields: Any) -> PlannedProgram:
    return planning.propose(
        **{
            "origin": "hr",
            "title": "Manajemen pelabuhan",
            "training_type": TrainingType.objects.get(code="TEK"),
            "competency": "teknis",
            "learning_hours": Decimal(16),
            "target_group": "Petugas pelabuhan",
            "people": 25,
            "by": None,
            "now": NOW,
            **fields,
        }
    )


def told(account: object) -> list[str]:
    return list(Message.objects.filter(to=account).order_by("pk").values_list("subject", flat=True))


def trail(planned: PlannedProgram) -> list[tuple[str, str]]:
    return list(planned.changes.order_by("pk").values_list("from_state", "to_state"))


def test_a_partners_proposal_waits_for_hr_and_hr_is_told(cast: Cast) -> None:
    institution = make_institution(name="UMRAH")
    planned = propose(origin="partner", institution=institution, by=cast.stranger, rationale="Pelabuhan tumbuh.")
    assert (planned.state, planned.plan, planned.institution) == ("proposed", None, institution)
    assert trail(planned) == [("", "proposed")]
    assert told(cast.hr) == ["Usulan program: Manajemen pelabuhan"]
    assert "UMRAH mengusulkan" in Message.objects.get().body


def test_hr_is_not_told_of_its_own_proposal(cast: Cast) -> None:
    propose(by=cast.hr)
    assert told(cast.hr) == []


def test_a_partner_without_an_institution_cannot_propose(cast: Cast) -> None:
    with pytest.raises(PlanError, match="menyebut lembaganya"):
        propose(origin="partner", by=cast.stranger)


def test_the_same_proposal_sent_twice_is_one(cast: Cast) -> None:
    assert propose(by=cast.stranger) == propose(by=cast.stranger)
    assert PlannedProgram.objects.count() == 1
    propose(origin="evaluation")
    assert PlannedProgram.objects.count() == 2


def test_a_proposal_names_needs_and_elements(cast: Cast) -> None:
    need = make_need(cast.employee.employee)
    planned = propose(needs=[need], target_elements=("time", "procedure"))
    assert list(planned.needs.all()) == [need]
    assert planned.target_elements == ["time", "procedure"]


def test_an_impossible_number_is_refused_with_its_sentence(cast: Cast) -> None:
    with pytest.raises(PlanError, match="Jumlah peserta antara 1 dan"):
        propose(people=0)


def test_accepting_puts_it_into_the_plan_and_tells_the_proposer(cast: Cast) -> None:
    planned, plan = propose(by=cast.stranger), make_plan(2027)
    accepted = planning.accept(planned=planned, plan=plan, quarter=3, by=cast.hr, now=NOW)
    assert (accepted.state, accepted.plan, accepted.quarter) == ("planned", plan, 3)
    assert planning.accept(planned=accepted, plan=plan, quarter=3, by=cast.hr, now=NOW) == accepted
    assert trail(planned) == [("", "proposed"), ("proposed", "planned")]
    assert told(cast.stranger) == ["Jawaban atas usulan program: Manajemen pelabuhan"]
    body = Message.objects.get(to=cast.stranger).body
    assert body == "Usulan “Manajemen pelabuhan” diterima dan masuk rencana tahun 2027, Triwulan III."


def test_declining_needs_a_reason_which_the_proposer_reads(cast: Cast) -> None:
    planned = propose(by=cast.stranger)
    with pytest.raises(PlanError, match="Tuliskan alasannya"):
        planning.decline(planned=planned, reason=" ", by=cast.hr, now=NOW)
    planned.refresh_from_db()
    declined = planning.decline(planned=planned, reason="Sudah ada di provinsi.", by=cast.hr, now=NOW)
    assert planning.decline(planned=declined, reason="Lain", by=cast.hr, now=NOW).reason == "Sudah ada di provinsi."
    assert Message.objects.get(to=cast.stranger).body.endswith("Alasan: Sudah ada di provinsi.")


def test_a_declined_proposal_may_be_accepted_later(cast: Cast) -> None:
    planned = planning.decline(planned=propose(by=cast.stranger), reason="Tahun depan.", by=cast.hr, now=NOW)
    accepted = planning.accept(planned=planned, plan=make_plan(2028), quarter=1, by=cast.hr, now=NOW)
    assert (accepted.state, accepted.reason) == ("planned", "")
    assert len(told(cast.stranger)) == 2


def test_of_two_answers_at_once_the_second_is_refused(cast: Cast) -> None:
    planned, plan = propose(), make_plan()
    twin = PlannedProgram.objects.get(pk=planned.pk)
    planning.decline(planned=planned, reason="Tidak.", by=cast.hr, now=NOW)
    with pytest.raises(PlanError, match="baru saja diubah orang lain"):
        planning.accept(planned=twin, plan=plan, quarter=1, by=cast.hr, now=NOW)


def test_a_frozen_plan_takes_no_proposal(cast: Cast) -> None:
    with pytest.raises(PlanError, match="Buka perubahan rencana"):
        planning.accept(planned=propose(), plan=make_plan(2026, state="running"), quarter=4, by=cast.hr, now=NOW)


def test_a_plan_contains_a_title_once(cast: Cast) -> None:
    plan = make_plan()
    make_planned(plan, title="Manajemen pelabuhan")
    with pytest.raises(PlanError, match="sudah memuat program dengan judul ini"):
        planning.accept(planned=propose(), plan=plan, quarter=1, by=cast.hr, now=NOW)
