"""Everyone who may knock: the cast, two partners' staff, and a visitor whom nobody knows."""

from dataclasses import dataclass

from partners.models import Institution, PartnerStaff
from people.models import Account
from tests.cast import Cast, assemble
from tests.factories.people import EPOCH, make_account

ANONYMOUS = "anonymous"
HR = frozenset({"hr"})
HEADS = frozenset({"agency_head", "head"})
PARTNERS = frozenset({"partner", "other_partner"})
EMPLOYEES = frozenset({"hr", "leader", "agency_head", "head", "employee", "stranger", "officer"})
SIGNED_IN = EMPLOYEES | PARTNERS
ROLES = sorted(SIGNED_IN | {ANONYMOUS})


@dataclass
class House:
    """The cast, and the account behind each role; `partner` works for `institution`."""

    cast: Cast
    institution: Institution
    accounts: dict[str, Account]


def build() -> House:
    """Create everyone."""
    cast = assemble()
    institution = Institution.objects.create(code="umrah", name="Universitas Contoh", kind="university")
    other = Institution.objects.create(code="lain", name="Lembaga Lain", kind="private")
    accounts = {role: getattr(cast, role) for role in EMPLOYEES}
    for role, employer in (("partner", institution), ("other_partner", other)):
        accounts[role] = make_account(username=role)
        PartnerStaff.objects.create(account=accounts[role], institution=employer, starts_on=EPOCH)
    return House(cast=cast, institution=institution, accounts=accounts)
