"""What a letter says: the wording that HR may change beforehand, and the facts that are frozen when it is issued."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents.identity import current_identity
from documents.models import Signatory
from pembinaan.base.dates import days_in_words, hours_in_words
from pembinaan.base.language import in_city_language
from people.models import Assignment, Headship, RankHolding, Unit
from programs.models import Batch, Enrollment, LetterKind, Session


@dataclass(frozen=True)
class Wording:
    """The lines of a letter that HR may change; each kind uses some of them."""

    place: str = ""
    basis: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    cost: str = ""
    copies: list[str] = field(default_factory=list)
    subject: str = ""
    opening: str = ""
    notes: list[str] = field(default_factory=list)


@in_city_language()
def draft_of(batch: Batch, kind: str) -> Wording:
    """The wording that HR starts from."""
    first = batch.sessions.filter(cancelled=False).select_related("room").order_by("starts_at", "pk").first()
    place = first.where if first else ""
    facts = {
        "program": batch.program.title,
        "batch": batch.number,
        "days": days_in_words(batch.starts_on, batch.ends_on),
        "year": batch.starts_on.year,
        "agency": current_identity().agency_name or current_identity().government_name,
    }
    if kind == LetterKind.ASSIGNMENT:
        return Wording(place=place, **_draft_of_assignment(batch, facts))
    if kind == LetterKind.INVITATION:
        return Wording(
            place=place,
            subject=_("Undangan mengikuti %(program)s") % facts,
            opening=_(
                "Dengan hormat, kami mengundang Saudara mengikuti %(program)s Angkatan %(batch)d pada %(days)s "
                "dengan jadwal berikut."
            )
            % facts,
            notes=[_("Membawa surat tugas dari perangkat daerah."), _("Hadir 15 menit sebelum sesi dimulai.")],
        )
    return Wording(place=place)


def _draft_of_assignment(batch: Batch, facts: dict[str, Any]) -> dict[str, Any]:
    basis = [
        _("Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara."),
        _("Rencana pengembangan kompetensi tahun %(year)d.") % facts,
    ]
    if batch.agreement:
        basis.append(
            _("Perjanjian nomor %(number)s dengan %(partner)s.")
            % {"number": batch.agreement.number, "partner": batch.agreement.institution.name}
        )
    return {
        "basis": basis,
        "tasks": [
            _("Mengikuti %(program)s Angkatan %(batch)d sampai selesai.") % facts,
            _("Menyampaikan laporan kepada atasan langsung setelah pelatihan selesai."),
        ],
        "cost": _("Dibebankan pada DPA %(agency)s tahun anggaran %(year)d.") % facts,
        "copies": [_("Kepala perangkat daerah yang bersangkutan.")],
    }


@in_city_language()
def freeze(
    *,
    batch: Batch,
    wording: Wording,
    people: Sequence[Enrollment],
    waiting: Sequence[Enrollment],
    signs: Signatory,
    day: date,
) -> dict[str, Any]:
    """Everything that the letter will always say, in words for people; its number is added when it is given out."""
    lines = _people_lines([*people, *waiting], day)
    return {
        **asdict(wording),
        "program": batch.program.title,
        "batch": _("Angkatan %(number)d") % {"number": batch.number},
        "days": days_in_words(batch.starts_on, batch.ends_on),
        "sessions": [
            _session_line(one)
            for one in batch.sessions.filter(cancelled=False).select_related("room").order_by("starts_at", "pk")
        ],
        "people": lines[: len(people)],
        "waiting": lines[len(people) :],
        "place_and_date": f"{current_identity().short_name}, {date_format(day, 'j F Y')}",
        "signatory": {
            "name": signs.name,
            "number": signs.number,
            "position_title": signs.position_title,
            "rank": signs.rank,
        },
    }


def _session_line(session: Session) -> dict[str, str]:
    when = hours_in_words(session.starts_at, session.ends_at)
    return {"title": session.title, "when": when, "place": session.where}


def _people_lines(people: Sequence[Enrollment], day: date) -> list[dict[str, str]]:
    """Name, number, rank, post and unit of each on the day; two queries."""
    ids = [one.employee_id for one in people]
    posts = {
        post.employee_id: post
        for post in Assignment.objects.main_on(day).filter(employee__in=ids).select_related("position", "unit")
    }
    held = RankHolding.objects.on(day).filter(employee__in=ids).select_related("grade")
    ranks = {one.employee_id: _rank(one) for one in held}
    return [
        {
            "name": one.employee.name,
            "number": one.employee.number or "",
            "rank": ranks.get(one.employee_id, "–"),
            "position": posts[one.employee_id].position.name if one.employee_id in posts else "–",
            "unit": posts[one.employee_id].unit.name if one.employee_id in posts else one.unit.name,
        }
        for one in people
    ]


def _rank(holding: RankHolding) -> str:
    """As letters write it: "Penata Muda (III/a)"; a PPPK has a grade only."""
    grade = holding.grade
    return f"{grade.rank_title} ({grade.code})" if grade.rank_title else str(grade.code)


def heads_of_agencies(people: Sequence[Enrollment], day: date) -> list[Enrollment]:
    """Those who head, on the day, a unit that stands right below the government; the Sekda signs for them."""
    right_below = Unit.objects.without_tree_fields().filter(parent__isnull=False, parent__parent__isnull=True)
    heads = set(
        Headship.objects.on(day)
        .filter(employee__in=[one.employee_id for one in people], unit__in=right_below)
        .values_list("employee_id", flat=True)
    )
    return [one for one in people if one.employee_id in heads]
