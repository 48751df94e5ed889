"""HR keeps the records in the admin; nobody else does."""

import pytest

from people.models import Role
from tests.cast import Cast


def test_hr_may_look_up_records_in_the_admin(cast: Cast) -> None:
    assert cast.hr.has_perm("people.change_unit")
    assert cast.hr.has_module_perms("people")
    assert not cast.hr.has_perm("mfa.delete_authenticator")
    assert not cast.hr.has_module_perms("auth")


@pytest.mark.parametrize("who", ["leader", "head", "employee", "officer"])
def test_nobody_else_may(cast: Cast, who: str) -> None:
    assert not getattr(cast, who).has_perm("people.change_unit")


def test_hr_whose_role_has_ended_may_no_longer(cast: Cast) -> None:
    Role.objects.filter(account=cast.hr).update(ends_on="2021-01-01")
    assert not cast.hr.has_perm("people.change_unit")


def test_hr_without_admission_to_the_admin_may_not(cast: Cast) -> None:
    cast.hr.is_staff = False
    assert not cast.hr.has_perm("people.change_unit")
