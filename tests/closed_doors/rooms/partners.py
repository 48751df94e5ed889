"""Doors of the partners room."""

from datetime import date
from typing import Any

from partners.models import Contact, Instructor, PartnerStaff
from tests.closed_doors.house import HR, House
from tests.factories.documents import make_stored_file
from tests.factories.programs import make_agreement

DOORS = {
    "institutions": HR,
    "new_institution": HR,
    "edit_institution": HR,
    "new_contact": HR,
    "edit_contact": HR,
    "remove_contact": HR,
    "new_instructor": HR,
    "edit_instructor": HR,
    "invite_staff": HR,
    "end_staff": HR,
    "staff_code": HR,
    "agreements": HR,
    "new_agreement": HR,
    # The sample is the agreement of the institution that `partner` works for.
    "signed_agreement": HR | {"partner"},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """What belongs to the institution that `partner` works for."""
    of_institution = {"institution_id": house.institution.pk}
    contact = Contact.objects.create(institution=house.institution, name="Narahubung")
    instructor = Instructor.objects.create(institution=house.institution, name="Dosen")
    post = PartnerStaff.objects.get(account=house.accounts["partner"])
    signed = make_agreement(house.institution, ends_on=date(2100, 1, 1), signed=make_stored_file())
    new_things = ("edit_institution", "new_contact", "new_instructor", "invite_staff", "new_agreement")
    return {
        **dict.fromkeys(new_things, of_institution),
        "edit_contact": {"contact_id": contact.pk},
        "remove_contact": {"contact_id": contact.pk},
        "edit_instructor": {"instructor_id": instructor.pk},
        "end_staff": {"staff_id": post.pk},
        "staff_code": {"staff_id": post.pk},
        "signed_agreement": {"agreement_id": signed.pk},
    }
