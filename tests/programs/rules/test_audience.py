"""Keeping a batch's target rules with the batch."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs import batches
from programs.errors import BatchError
from programs.models import Batch, BatchChange, TargetRules
from programs.rules.audience import RulesDraft, draft_of
from tests.cast import Cast
from tests.factories.programs import make_batch, make_program, make_session, make_target_rules
from tests.programs.test_constraints import broken
from tests.programs.test_views import batch_form, signed_in

BROKEN = [
    ("target_pns_grades_in_order", {"pns_from": 10, "pns_to": 9}),
    ("target_pns_grades_in_order", {"pns_from": 18}),
    ("target_pppk_grades_in_order", {"pppk_to": 0}),
    ("target_position_kinds_known", {"position_kinds": ["raja"]}),
    ("target_statuses_known", {"statuses": ["pns", "tamu"]}),
    ("target_years_in_range", {"years_between": 0}),
]


@pytest.mark.parametrize(("name", "fields"), BROKEN)
def test_rules_that_break_a_constraint_are_refused(db: None, name: str, fields: dict[str, object]) -> None:
    batch = make_batch()
    assert broken(lambda: TargetRules.objects.create(batch=batch, **fields)) == name


@pytest.mark.parametrize("minimum", [3, 2])
def test_the_minimum_lies_within_the_seats(db: None, minimum: int) -> None:
    if minimum > 2:
        assert broken(lambda: make_batch(seats=2, minimum=minimum)) == "batch_minimum_within_seats"
    else:
        assert make_batch(seats=2, minimum=minimum).minimum == 2


def kept(batch: Batch, rules: RulesDraft, now: datetime) -> None:
    batches.change(batch=batch, sessions=list(batch.sessions.all()), rules=rules, by=None, now=now)


def test_rules_are_kept_changed_and_taken_away_and_each_change_stands_in_the_trail(cast: Cast, now: datetime) -> None:
    batch, first = make_batch(), make_program(title="Dasar")
    make_session(batch)
    kept(batch, RulesDraft(units=[cast.unit], statuses=["pns"], prerequisites=[first], years_between=2), now)
    assert draft_of(batch) == RulesDraft(
        units=[cast.unit], statuses=["pns"], prerequisites=[first], years_between=2, position_kinds=[]
    )
    kept(batch, RulesDraft(statuses=["pns"]), now)
    kept(batch, RulesDraft(statuses=["pns"]), now)
    kept(batch, RulesDraft(), now)
    assert not TargetRules.objects.exists()
    told = list(BatchChange.objects.order_by("pk").values_list("to_state", "reason"))[1:]
    assert told == [
        (
            "open",
            (
                "Untuk siapa: Pegawai UPTD Puskesmas Sei Jang, beserta unit di bawahnya; Status: PNS; "
                "Sudah menyelesaikan “Dasar”; Belum mengikuti program ini dalam 2 tahun terakhir."
            ),
        ),
        ("open", "Untuk siapa: Status: PNS."),
        ("open", "Untuk siapa: Semua pegawai."),
    ]


def test_a_program_does_not_ask_for_itself(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    with pytest.raises(BatchError, match="syarat bagi dirinya sendiri"):
        kept(batch, RulesDraft(prerequisites=[batch.program]), now)


def test_hr_writes_the_rules_in_the_batchs_form(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    program, client = make_program(), signed_in(cast.hr)
    address = reverse("hr_new_batch", args=[program.pk])
    assert "Untuk siapa" in client.get(address).content.decode()
    form = batch_form(day, "", sessions=1) | {"rules-sent": "on", "minimum": "12"}
    wrong = form | {"rules-pns_from": "12", "rules-pns_to": "9"}
    assert "Golongan terendah tidak boleh di atas golongan tertinggi." in client.post(address, wrong).content.decode()
    assert not Batch.objects.exists()
    form |= {
        "rules-units": [cast.agency.pk],
        "rules-statuses": ["pns"],
        "rules-pns_from": "9",
        "rules-years_between": "3",
    }
    assert client.post(address, form).status_code == 302
    batch = Batch.objects.get()
    assert batch.minimum == 12
    assert draft_of(batch) == RulesDraft(
        units=[cast.agency], statuses=["pns"], pns_from=9, years_between=3, position_kinds=[], prerequisites=[]
    )
    page = client.get(reverse("hr_edit_batch", args=[batch.pk])).content.decode()
    chosen = re.search(rf"<input[^>]*value=\"{cast.agency.pk}\"[^>]*>", page)
    assert chosen
    assert "checked" in chosen.group()


def test_a_form_without_the_rules_leaves_them_as_they_are(cast: Cast) -> None:
    batch = make_batch(
        starts_on=timezone.localdate() + timedelta(days=30), ends_on=timezone.localdate() + timedelta(days=31)
    )
    make_target_rules(batch, statuses=["pns"])
    form = batch_form(batch.starts_on, "", sessions=1)
    assert signed_in(cast.hr).post(reverse("hr_edit_batch", args=[batch.pk]), form).status_code == 302
    assert draft_of(batch).statuses == ["pns"]
