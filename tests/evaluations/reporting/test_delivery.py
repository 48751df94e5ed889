"""Who is told of which report: by office, by choice, once, and never of what they may not read."""

from datetime import timedelta

import pytest

from documents import jobs
from documents.models import TaskState
from evaluations.models import Occasion, ReportSubscription
from evaluations.reporting import making
from evaluations.reporting.delivery import tell_of
from evaluations.reporting.runs import ask, ask_by_hand, retry_failed
from evaluations.reporting.scopes import Scope, ScopeKind, of_batch, of_city, of_year
from evaluations.reporting.subscriptions import SubscriptionError, choose, offers_to
from notifications.models import Message
from partners.models import PartnerStaff
from people.access import Access
from people.models import Account, Headship
from tests.cast import Cast
from tests.evaluations.reporting.made import AT, FIRST, LAST, keep_report, keep_run, ran, scope_about
from tests.factories.people import EPOCH, make_account
from tests.factories.programs import make_institution, make_program

pytestmark = pytest.mark.django_db


def told(kind: str = "evaluation.report") -> set[Account]:
    return {message.to for message in Message.objects.filter(kind=kind).select_related("to").order_by("pk")}


def deliver(occasion: Occasion, *scopes: Scope) -> None:
    run = keep_run(None, [keep_report(scope) for scope in scopes], occasion=occasion)
    tell_of(run=run, now=AT)


def wants(account: Account, occasion: Occasion, kind: ScopeKind, key: str = "", *, wanted: bool = True) -> None:
    choose(access=Access(account, AT.date()), occasion=occasion, kind=kind, key=key, wanted=wanted, now=AT)


def partner_with_batch(cast: Cast) -> tuple[Account, Account, Scope]:
    """The staff of a partner, of another one, and the report of the first one's batch."""
    own, other = (make_institution(code=code, name=code, kind="internal") for code in ("satu", "dua"))
    accounts = [make_account(username=f"staf-{each.code}") for each in (own, other)]
    for account, institution in zip(accounts, (own, other), strict=True):
        PartnerStaff.objects.create(account=account, institution=institution, starts_on=EPOCH)
    return accounts[0], accounts[1], of_batch(ran(cast.unit, program=make_program(code="p", institution=own)))


def test_bkpsdm_and_leadership_get_the_city_s_month_and_the_year(cast: Cast) -> None:
    deliver(Occasion.MONTH, of_city(FIRST, LAST))
    assert told() == {cast.hr, cast.leader}
    Message.objects.all().delete()
    deliver(Occasion.YEAR, of_year(2026))
    assert told() == {cast.hr, cast.leader}


def test_a_head_gets_the_year_of_the_unit_alone_and_the_link_opens_it(cast: Cast) -> None:
    scope = scope_about(ScopeKind.UNIT, "153")
    deliver(Occasion.YEAR, scope)
    message = Message.objects.get(to=cast.head)
    assert message.link == f"/laporan-evaluasi/{scope.code}/versi/1/"
    assert message.subject == "Laporan evaluasi siap: UPTD Puskesmas Sei Jang, tahun 2026"
    assert cast.agency_head not in told()


def test_whoever_heads_the_unit_by_then_gets_it(cast: Cast) -> None:
    Headship.objects.filter(employee=cast.head.employee).update(ends_on=AT.date() - timedelta(days=1))
    deliver(Occasion.YEAR, scope_about(ScopeKind.UNIT, "153"))
    assert cast.head not in told()


def test_a_partner_gets_its_own_batches_and_no_other_partner_does(cast: Cast) -> None:
    own, other, scope = partner_with_batch(cast)
    wants(other, Occasion.MONTH, ScopeKind.PARTNER)
    # A wish is no permission: written by hand, it still brings nothing of another's.
    ReportSubscription.objects.create(account=other, occasion="batch", kind="angkatan", wanted=True, changed_at=AT)
    deliver(Occasion.BATCH, scope)
    assert told() == {own}


def test_who_stops_gets_no_more_and_who_subscribes_gets_all_in_one_message(cast: Cast) -> None:
    wants(cast.leader, Occasion.YEAR, ScopeKind.YEAR, wanted=False)
    wants(cast.agency_head, Occasion.YEAR, ScopeKind.UNIT)
    scopes = [of_year(2026), scope_about(ScopeKind.UNIT, "153"), scope_about(ScopeKind.UNIT, "111")]
    deliver(Occasion.YEAR, *scopes)
    assert cast.leader not in told()
    message = Message.objects.get(to=cast.agency_head)
    assert message.subject == "2 laporan evaluasi siap: Laporan"
    assert message.link.startswith("/laporan-evaluasi/?dari=")


def test_a_choice_about_one_goes_before_a_choice_about_all(cast: Cast) -> None:
    wants(cast.agency_head, Occasion.YEAR, ScopeKind.UNIT)
    wants(cast.agency_head, Occasion.YEAR, ScopeKind.UNIT, "153", wanted=False)
    deliver(Occasion.YEAR, scope_about(ScopeKind.UNIT, "153"))
    assert cast.agency_head not in told()


def test_nobody_subscribes_to_what_they_may_not_read(cast: Cast) -> None:
    for kind, key in ((ScopeKind.CITY, ""), (ScopeKind.UNIT, "114"), (ScopeKind.SECTOR, "health")):
        with pytest.raises(SubscriptionError):
            wants(cast.head, Occasion.YEAR, kind, key)
    with pytest.raises(SubscriptionError):
        wants(cast.hr, Occasion.YEAR, ScopeKind.UNIT, "tidak-ada")


def test_told_twice_it_is_one_message(cast: Cast) -> None:
    run = keep_run(None, [keep_report(of_year(2026))], occasion="year")
    tell_of(run=run, now=AT)
    tell_of(run=run, now=AT)
    assert Message.objects.filter(to=cast.hr).count() == 1


def test_who_asked_is_told_when_it_is_ready(cast: Cast) -> None:
    scope = of_batch(ran(cast.unit))
    ask_by_hand(scopes=[scope], what=scope.code, title=scope.label, by=cast.leader, now=AT)
    jobs.run_waiting(now=AT)
    assert Message.objects.get(to=cast.leader).link == f"/laporan-evaluasi/{scope.code}/versi/1/"


def test_bkpsdm_is_told_of_what_failed_by_the_calendar_and_the_readers_once_it_is_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(cast.unit)
    paper_of = making.paper_of
    monkeypatch.setattr(making, "paper_of", lambda *_facts, **_rest: 1 / 0)
    run = ask(scopes=[of_year(2026)], title="Tahun", cause="year:2026", occasion=Occasion.YEAR, by=None, now=AT)
    jobs.run_waiting(now=AT)
    assert run.tasks.get().state == TaskState.FAILED
    assert Message.objects.get(kind="evaluation.report").to == cast.hr
    monkeypatch.setattr(making, "paper_of", paper_of)
    retry_failed(run=run, by=cast.hr, now=AT)
    jobs.run_waiting(now=AT)
    assert Message.objects.filter(to=cast.leader).count() == 1


def test_who_asked_is_told_again_when_the_second_try_fails_too_and_when_the_third_is_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("typst")

    run = ask_by_hand(scopes=[of_batch(ran(cast.unit))], what="x", title="Laporan", by=cast.hr, now=AT)
    with monkeypatch.context() as patch:
        patch.setattr(making, "paper_of", broken)
        jobs.run_waiting(now=AT)
        run = retry_failed(run=run, by=cast.hr, now=AT)
        jobs.run_waiting(now=AT)
    mine = Message.objects.filter(kind="evaluation.report", to=cast.hr)
    assert [each.subject for each in mine] == ["Laporan belum lengkap: Laporan"] * 2
    retry_failed(run=run, by=cast.hr, now=AT)
    jobs.run_waiting(now=AT)
    assert mine.filter(subject__startswith="Laporan evaluasi siap").count() == 1


def test_what_an_office_brings_is_shown_as_sent(cast: Cast) -> None:
    sent = {
        (offer.occasion, offer.kind, offer.key) for offer in offers_to(Access(cast.hr, AT.date())) if offer.is_wanted
    }
    assert sent == {("month", "kota", ""), ("year", "tahun", "")}
    of_head = [(offer.occasion, offer.key, offer.is_wanted) for offer in offers_to(Access(cast.head, AT.date()))]
    assert of_head == [("year", "153", True), ("year", "", False)]
