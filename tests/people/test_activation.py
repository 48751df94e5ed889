"""Codes on letters: ten characters, one use, thirty days, five tries."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import activation
from people.activation import ALPHABET, ActivationError, Letter, issue_code, issue_codes, reset
from people.models import Account, ActivationAttempt, ActivationCode, Assignment
from tests.cast import Cast
from tests.factories.people import make_account, make_employee

NEW = "angin-laut-tenang"
SAME_ANSWER = "NIP atau kode tidak cocok"


@pytest.fixture
def letter(cast: Cast, now: datetime) -> Letter:
    """The letter of a newcomer."""
    siti = make_employee("Siti Baru", unit=cast.unit, number="199001012015011001")
    (only,) = issue_codes(employees=[siti], by=cast.hr, now=now)
    return only


def use(letter: Letter, now: datetime, **changes: str) -> Account:
    facts = {"username": letter.username, "code": letter.code, "password": NEW, **changes}
    return activation.activate(**facts, now=now)


def test_a_code_is_ten_unambiguous_characters_and_kept_only_as_a_digest(letter: Letter) -> None:
    assert len(letter.code) == 10
    assert set(letter.code) <= set(ALPHABET)
    assert not set("01OILSUVBZ2585") & set(ALPHABET)
    assert letter.code_in_groups == f"{letter.code[:5]}-{letter.code[5:]}"
    kept = ActivationCode.objects.get()
    assert letter.code not in (kept.salt, kept.digest)


def test_the_code_sets_the_password_once(letter: Letter, now: datetime) -> None:
    assert use(letter, now).check_password(NEW)
    with pytest.raises(ActivationError, match=SAME_ANSWER):
        use(letter, now, password="lain-lagi-rahasia")


@pytest.mark.parametrize("written", ["{0}-{1}", "{0} {1}", "{0}{1}", " {0}-{1} "])
def test_dashes_spaces_and_small_letters_do_not_matter(letter: Letter, now: datetime, written: str) -> None:
    code = written.format(letter.code[:5], letter.code[5:]).lower()
    assert use(letter, now, code=code, username="19900101 201501 1 001").check_password(NEW)


def test_a_new_letter_replaces_the_earlier_one(cast: Cast, letter: Letter, now: datetime) -> None:
    (second,) = issue_codes(employees=[letter.employee], by=cast.hr, now=now)
    with pytest.raises(ActivationError, match=SAME_ANSWER):
        use(letter, now)
    assert use(second, now).check_password(NEW)


def test_a_code_lives_thirty_days(letter: Letter, now: datetime) -> None:
    assert letter.expires_at == now + timedelta(days=30)
    with pytest.raises(ActivationError, match=SAME_ANSWER):
        use(letter, now + timedelta(days=30))


def test_five_wrong_tries_lock_the_name_for_a_quarter_of_an_hour(letter: Letter, now: datetime) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(ActivationError, match=f"Sisa percobaan: {left}"):
            use(letter, now, code="AAAAAAAAAA")
    with pytest.raises(ActivationError, match=SAME_ANSWER):
        use(letter, now, code="AAAAAAAAAA")
    with pytest.raises(ActivationError) as locked:
        use(letter, now)
    assert locked.value.message == (
        "Sudah lima kali tidak cocok. Coba lagi setelah pukul 10.15 WIB, atau minta kode baru kepada BKPSDM."
    )
    assert use(letter, now + timedelta(minutes=16)).check_password(NEW)


def test_waiting_at_the_door_does_not_lengthen_the_lock(letter: Letter, now: datetime) -> None:
    for minute in range(12):
        with pytest.raises(ActivationError):
            use(letter, now + timedelta(minutes=minute), code="AAAAAAAAAA")
    assert use(letter, now + timedelta(minutes=20)).check_password(NEW)


def test_an_unknown_name_is_answered_like_a_wrong_code(letter: Letter, now: datetime) -> None:
    answers = {}
    for name in (letter.username, "199001012015011999"):
        answers[name] = []
        for _try in range(7):
            with pytest.raises(ActivationError) as refusal:
                use(letter, now, username=name, code="AAAAAAAAAA")
            answers[name].append(refusal.value.message)
    first, second = answers.values()
    assert first == second


def test_a_new_letter_lifts_the_lock(cast: Cast, letter: Letter, now: datetime) -> None:
    for _try in range(6):
        with pytest.raises(ActivationError):
            use(letter, now, code="AAAAAAAAAA")
    (second,) = issue_codes(employees=[letter.employee], by=cast.hr, now=now)
    assert use(second, now).check_password(NEW)


def test_a_weak_password_does_not_use_up_the_code_nor_the_tries(letter: Letter, now: datetime) -> None:
    for _try in range(7):
        with pytest.raises(ActivationError) as refusal:
            use(letter, now, password="pendek")
        assert SAME_ANSWER not in refusal.value.message
    assert use(letter, now).check_password(NEW)


def test_a_closed_account_is_not_activated(letter: Letter, now: datetime) -> None:
    Account.objects.filter(username=letter.username).update(is_active=False)
    with pytest.raises(ActivationError, match=SAME_ANSWER):
        use(letter, now)


def test_letters_are_for_those_who_serve_and_still_wait(cast: Cast, now: datetime) -> None:
    waiting = make_employee("Ani", unit=cast.unit)
    gone = make_employee("Budi", unit=cast.unit)
    Assignment.objects.filter(employee=gone).update(ends_on="2025-12-31")
    nowhere = make_employee("Citra")
    letters = issue_codes(employees=[gone, nowhere, waiting, cast.employee.employee], by=cast.hr, now=now)
    assert [letter.employee.name for letter in letters] == ["Ani"]
    assert not Account.objects.filter(employee__in=[gone, nowhere]).exists()


def test_letters_come_in_the_order_of_names(cast: Cast, now: datetime) -> None:
    people = [make_employee(name, unit=cast.unit) for name in ("Citra", "Ani", "Budi")]
    letters = issue_codes(employees=people, by=cast.hr, now=now)
    assert [letter.employee.name for letter in letters] == ["Ani", "Budi", "Citra"]


def test_letters_of_a_whole_unit_take_a_fixed_number_of_queries(
    cast: Cast, now: datetime, django_assert_max_num_queries: object
) -> None:
    people = [make_employee(f"Pegawai {n}", unit=cast.unit) for n in range(40)]
    with django_assert_max_num_queries(14):
        assert len(issue_codes(employees=people, by=cast.hr, now=now)) == 40


def test_a_reset_ends_sessions_password_and_second_factor(cast: Cast, now: datetime) -> None:
    client = Client()
    client.force_login(cast.employee)
    Authenticator.objects.create(user=cast.employee, type="totp", data={})
    assert client.get(reverse("inbox")).status_code == 200
    code = reset(account=cast.employee, by=cast.hr, now=now)
    assert client.get(reverse("inbox")).status_code == 302
    assert not Authenticator.objects.filter(user=cast.employee).exists()
    activation.activate(username=cast.employee.username, code=code, password=NEW, now=now)
    assert client.get(reverse("inbox")).status_code == 302, "the old session stays dead"


def test_a_code_is_not_given_to_an_account_that_has_a_password_or_is_closed(cast: Cast, now: datetime) -> None:
    with pytest.raises(ActivationError, match="sudah aktif"):
        issue_code(account=cast.employee, by=cast.hr, now=now)
    closed = make_account(is_active=False)
    with pytest.raises(ActivationError, match="ditutup"):
        reset(account=closed, by=cast.hr, now=now)
    closed.refresh_from_db()
    assert closed.check_password("kata-sandi-uji")


def test_old_tries_are_forgotten(letter: Letter, now: datetime) -> None:
    with pytest.raises(ActivationError):
        use(letter, now, code="AAAAAAAAAA")
    assert activation.forget_old_tries(now=now) == 0
    assert activation.forget_old_tries(now=now + timedelta(minutes=15)) == 1
    assert not ActivationAttempt.objects.exists()


def test_the_page_activates_without_javascript_and_leads_to_sign_in(cast: Cast, client: Client) -> None:
    siti = make_employee("Siti Baru", unit=cast.unit)
    (letter,) = issue_codes(employees=[siti], by=cast.hr, now=timezone.now())
    page = client.get(reverse("activate"))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    answer = client.post(
        reverse("activate"),
        {"username": letter.username, "code": letter.code_in_groups, "password": NEW, "repeated": NEW},
    )
    assert answer["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session, "a second factor is still asked for"
    signed_in = client.post(reverse("account_login"), {"login": letter.username, "password": NEW})
    assert signed_in.status_code == 302
    assert client.session["_auth_user_id"] == str(siti.account.pk)


def test_the_page_says_what_to_mend(cast: Cast, client: Client) -> None:
    facts = {"username": "199001012015011001", "code": "AAAAA-AAAAA", "password": NEW, "repeated": NEW}
    assert SAME_ANSWER in client.post(reverse("activate"), facts).content.decode()
    different = client.post(reverse("activate"), {**facts, "repeated": "lain"}).content.decode()
    assert "Kedua kata sandi berbeda" in different
