"""Pages of signing in: ours, in Indonesian, in the look."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account
from tests.cast import Cast


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_login", "NIP atau surel"),
        ("account_reset_password", "Kirim tautan"),
        ("account_reset_password_done", "Periksa surel Anda"),
        ("account_inactive", "Akun ini sudah ditutup"),
        ("account_signup", "Akun dibuat oleh BKPSDM"),
        ("account_reset_password_from_key_done", "Kata sandi tersimpan"),
    ],
)
def test_a_visitor_reads_the_page_in_indonesian(client: Client, db: None, name: str, words: str) -> None:
    page = client.get(reverse(name))
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert 'class="motif"' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_logout", "Anda akan keluar dari perangkat ini"),
        ("account_change_password", "Ganti kata sandi"),
        ("mfa_index", "Aplikasi autentikator"),
        ("account_reauthenticate", "Pastikan ini Anda"),
    ],
)
def test_an_employee_reads_the_page_in_indonesian(client: Client, cast: Cast, name: str, words: str) -> None:
    client.force_login(cast.employee)
    page = client.get(reverse(name), follow=True)
    assert (page.status_code, words in page.content.decode()) == (200, True)


def test_an_employee_signs_in_by_number_and_by_mail(client: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.employee.pk).update(email="siti@contoh.test")
    for login in (cast.employee.username, "siti@contoh.test"):
        answer = client.post(reverse("account_login"), {"login": login, "password": "kata-sandi-uji"})
        assert answer.status_code == 302, login
        client.logout()


def test_a_wrong_password_says_so_and_keeps_the_number(client: Client, cast: Cast) -> None:
    page = client.post(reverse("account_login"), {"login": cast.employee.username, "password": "salah"})
    assert "tidak cocok" in page.content.decode()
    assert f'value="{cast.employee.username}"' in page.content.decode()
