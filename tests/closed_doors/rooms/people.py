"""Doors of the people room, and of the account pages that allauth serves."""

from typing import Any

from tests.closed_doors.house import SIGNED_IN, House

# Nobody of the cast has a second factor, so these pages have nothing to show to anyone.
WITHOUT_A_SECOND_FACTOR: frozenset[str] = frozenset()

DOORS = {
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": WITHOUT_A_SECOND_FACTOR,
    "mfa_view_recovery_codes": WITHOUT_A_SECOND_FACTOR,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": WITHOUT_A_SECOND_FACTOR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """Real arguments."""
    return {}
