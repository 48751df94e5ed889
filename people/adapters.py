"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

NO_MATCH = _("NIP atau surel dan kata sandi itu tidak cocok. Periksa lagi, atau minta tautan kata sandi baru.")


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts come from HR's import and are activated by a code."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "incorrect_code": _("Kode itu tidak cocok. Pakai kode yang sekarang tampil di aplikasi."),
        "incorrect_password": _("Kata sandi itu tidak cocok."),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu beberapa menit, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False
