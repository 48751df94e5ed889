"""Everyone who was not asked tries every address of another person's review, its files and its colleagues' names."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.uploads import Upload
from evaluations.behaviour.evidence import add_evidence
from evaluations.behaviour.naming import name_colleague, pick_colleagues
from evaluations.behaviour.steps import judge_plan, say, write_plan
from evaluations.behaviour.urls import urlpatterns
from evaluations.models import BehaviourReview, Verdict
from partners.models import Institution, PartnerStaff
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import EPOCH, make_account, make_employee

pytestmark = pytest.mark.django_db
SECRETS = ("Siti Nurhaliza", "Rekan Satu", "Rekan Dua", "Rekan Tiga", "Menyapa tiap warga", "Belum setiap hari", "meja")
OUTSIDERS = ("hr", "leader", "agency_head", "stranger", "officer", "partner", "unpicked", "anonymous")


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """Siti's review with everything in it: answers, colleagues, plan, file and verdict; still open today."""
    review = make_review(cast.employee.employee)
    people = [make_account(make_employee(f"Rekan {n}", unit=cast.unit)).employee for n in ("Satu", "Dua", "Tiga")]
    for person in people:
        name_colleague(review=review, colleague=person, now=REVIEWED_AT)
    named = list(review.raters.filter(role="colleague").order_by("place"))
    pick_colleagues(review=review, picked={one.pk for one in named[:2]}, now=REVIEWED_AT)
    for rater in review.raters.filter(asked_at__isnull=False):
        say(rater=rater, scores=[3] * 5, now=REVIEWED_AT)
    add_evidence(review=review, upload=Upload("meja.pdf", b"%PDF-1.4 isi\n%%EOF"), now=REVIEWED_AT)
    write_plan(review=review, action="Menyapa tiap warga", evidence="", now=REVIEWED_AT)
    judge_plan(review=review, verdict=Verdict.PARTLY, note="Belum setiap hari", now=REVIEWED_AT)
    BehaviourReview.objects.filter(pk=review.pk).update(closes_on=timezone.localdate())
    return review


def client_of(cast: Cast, who: str, review: BehaviourReview) -> Client:
    client = Client()
    if who == "partner":
        account = make_account(username="mitra")
        institution = Institution.objects.create(code="umrah", name="Universitas Contoh", kind="university")
        PartnerStaff.objects.create(account=account, institution=institution, starts_on=EPOCH)
        client.force_login(account)
    elif who == "unpicked":
        client.force_login(review.raters.get(place=3).employee.account)
    elif who != "anonymous":
        client.force_login(getattr(cast, who))
    return client


def addresses(review: BehaviourReview) -> list[str]:
    """Every address below this review, as the table of addresses has them."""
    known = {"review": review.pk, "evidence": review.evidence_files.get().pk}
    found = []
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        if "review" in names and pattern.name != "behaviour_remind":
            found.append(reverse(pattern.name, kwargs={name: known[name] for name in names}))
    return found


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_who_was_not_asked_reads_or_changes_anything(cast: Cast, review, who):
    client = client_of(cast, who, review)
    assert len(addresses(review)) == 7
    for address, method in product(addresses(review), ("get", "post")):
        answer = getattr(client, method)(
            address, {"pegawai": cast.stranger.employee_id, "action": "x", "verdict": "done"}
        )
        refused = answer.status_code in {403, 404, 405} or reverse("account_login") in answer.get("Location", "")
        assert refused, (method, address, answer.status_code)
        assert not any(secret in answer.content.decode() for secret in SECRETS)


@pytest.mark.parametrize("who", OUTSIDERS[:-1])
def test_no_list_nor_file_of_totals_names_anyone_or_shows_one_persons_figures(cast: Cast, review, who):
    client = client_of(cast, who, review)
    for address in (reverse("behaviour_reviews"), reverse("behaviour_totals"), reverse("behaviour_overdue")):
        answer = client.get(address)
        if answer.status_code == 200:
            page = answer.content.decode().partition("<main")[2]
            assert page
            assert [secret for secret in SECRETS if secret in page] == []
            assert "3,00" not in page


@pytest.mark.parametrize("who", ["head", "first"])
def test_who_was_asked_never_learns_who_said_what(cast: Cast, review, who):
    account = cast.head if who == "head" else review.raters.get(pick=1).employee.account
    client = Client()
    client.force_login(account)
    page = client.get(reverse("behaviour_review", args=[review.pk])).content.decode()
    if who == "first":
        assert not any(secret in page for secret in SECRETS[2:])
    assert "Rekan Satu" not in page.split("</header>")[-1] or who == "first"


def test_the_participant_is_not_told_whom_the_head_picked(cast: Cast, review):
    client = Client()
    client.force_login(cast.employee)
    page = client.get(reverse("behaviour_review", args=[review.pk])).content.decode()
    picked, left = review.raters.get(pick=1).employee.name, review.raters.get(place=3).employee.name
    assert page.count(picked) == page.count(left) == 1


def test_a_colleague_opens_no_file_and_no_list_of_names(cast: Cast, review):
    client = Client()
    client.force_login(review.raters.get(pick=1).employee.account)
    here = addresses(review)
    opened = [address for address in here if client.get(address).status_code == 200]
    assert opened == [reverse("behaviour_review", args=[review.pk])]


def test_the_head_changes_nothing_of_the_participants(cast: Cast, review):
    client = Client()
    client.force_login(cast.head)
    file = review.evidence_files.get()
    for name, arguments in (
        ("behaviour_colleagues", [review.pk]),
        ("behaviour_drop", [review.pk]),
        ("behaviour_file_removal", [review.pk, file.pk]),
    ):
        assert client.post(reverse(name, args=arguments), {"rekan": 1}).status_code == 403


def test_a_file_is_not_reached_through_another_persons_review(cast: Cast, review):
    other = make_review(cast.stranger.employee)
    client = Client()
    client.force_login(cast.stranger)
    assert rater_of(other, "self").employee == cast.stranger.employee
    address = reverse("behaviour_file", args=[other.pk, review.evidence_files.get().pk])
    assert client.get(address).status_code == 404
