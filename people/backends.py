"""What the role HR means for Django's own permissions."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser

from pembinaan.base.dates import today
from people.access import Access
from people.models import Account


class RoleBackend(BaseBackend):
    """HR keeps the records: in the admin it holds every permission on our own apps, while its role lasts."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the account is HR today; what each admin page forbids stays forbidden."""
        return _is_ours(perm.split(".", maxsplit=1)[0]) and _keeps_records(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the app is ours and the account is HR today."""
        return _is_ours(app_label) and _keeps_records(user_obj)


def _is_ours(app_label: str) -> bool:
    return app_label in settings.LAYERS


def _keeps_records(user: Account | AnonymousUser) -> bool:
    if not isinstance(user, Account) or not user.is_active or not user.is_staff:
        return False
    known: Access | None = getattr(user, "_record_access", None)
    if known is None or known.day != today():
        known = Access(account=user, day=today())
        user._record_access = known  # type: ignore[attr-defined]
    return known.is_hr
