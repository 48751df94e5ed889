"""Partner institutions, their contacts and instructors: finding them and keeping them."""

from datetime import date, datetime
from itertools import chain, count
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from partners.errors import PartnerError
from partners.models import Agreement, Contact, Institution, Instructor
from pembinaan.base.constraints import refusing_with
from people.audit import acting
from people.models import Account

# Leaves room for a number behind it within the column's 50 letters.
LONGEST_CODE = 45


def found(*, text: str = "", kind: str = "", day: date) -> QuerySet[Any]:
    """Institutions by name, narrowed by what is given.

    Each with `people` (instructors who teach on `day`) and `holds_until` (the end of its last agreement in force or
    to come, or None).
    """
    institutions: QuerySet[Institution] = Institution.objects.all()
    if text:
        contacted = Contact.objects.filter(name__icontains=text).values("institution")
        institutions = institutions.filter(Q(name__icontains=text) | Q(code__iexact=text) | Q(pk__in=contacted))
    if kind:
        institutions = institutions.filter(kind=kind)
    teaching = Instructor.objects.teaching_on(day).filter(institution=OuterRef("pk")).order_by().values("institution")
    agreed = Agreement.objects.not_over(day).filter(institution=OuterRef("pk")).order_by().values("institution")
    return institutions.annotate(
        people=Coalesce(Subquery(teaching.annotate(n=Count("pk")).values("n")), 0),
        holds_until=Subquery(agreed.annotate(last=Max("ends_on")).values("last")),
    ).order_by("name", "pk")


def keep_institution(
    *, institution: Institution, name: str, kind: str, by: Account | None, now: datetime
) -> Institution:
    """Keep a new or changed institution; a new one gets a code made from its name.

    Raises PartnerError when another one has the name.
    """
    institution.name, institution.kind = name, kind
    institution.code = institution.code or _free_code(name)
    _keep(institution, by, "keep institution")
    return institution


def keep_contact(
    *, contact: Contact, name: str, role: str, email: str, phone: str, by: Account | None, now: datetime
) -> Contact:
    """Keep a new or changed contact of an institution. Raises PartnerError when the name stands there already."""
    contact.name, contact.role, contact.email, contact.phone = name, role, email, phone
    _keep(contact, by, "keep contact")
    return contact


def drop_contact(*, contact: Contact, by: Account | None, now: datetime) -> None:
    """Take a contact off; the table's own history keeps who it was."""
    with transaction.atomic(), acting(by, "drop contact"):
        contact.delete()


def keep_instructor(
    *, instructor: Instructor, name: str, expertise: str, by: Account | None, now: datetime
) -> Instructor:
    """Keep a new or changed instructor of an institution."""
    instructor.name, instructor.expertise = name, expertise
    _keep(instructor, by, "keep instructor")
    return instructor


def _keep(row: models.Model, by: Account | None, deed: str) -> None:
    with transaction.atomic(), acting(by, deed), refusing_with(PartnerError):
        row.save()


def _free_code(name: str) -> str:
    wished = slugify(name)[:LONGEST_CODE].strip("-") or "mitra"
    taken = set(Institution.objects.filter(code__startswith=wished).values_list("code", flat=True))
    others = (f"{wished}-{number}" for number in count(2))
    return next(code for code in chain([wished], others) if code not in taken)
