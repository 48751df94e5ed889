"""Which partner an account works for."""

from partners.models import PartnerStaff
from people.access import Access


def partner_institution_id(access: Access) -> int | None:
    """The institution whose staff the visitor is today, or None."""
    if access.account is None:
        return None
    posts = PartnerStaff.objects.on(access.day).filter(account=access.account)
    return posts.values_list("institution_id", flat=True).first()
