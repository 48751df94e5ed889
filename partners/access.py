"""Which partner an account works for."""

from partners.models import PartnerStaff
from people.access import Access

_KEY = "_partner_institution_id"


def partner_institution_id(access: Access) -> int | None:
    """The institution whose staff the visitor is today, or None; read once a request, like the roles."""
    if access.account is None:
        return None
    read = vars(access)
    if _KEY not in read:
        posts = PartnerStaff.objects.on(access.day).filter(account=access.account)
        read[_KEY] = posts.values_list("institution_id", flat=True).first()
    known: int | None = read[_KEY]
    return known
