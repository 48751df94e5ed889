"""Proposals into the yearly plan from what estimates found elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from evaluations.models import NextYearProposal
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.suggesting import NextYear, ProgramPart
from evaluations.templatetags.impact_tags import points
from pembinaan.base.constraints import refusing_with
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.models import Need, Origin, Program
from programs.plans import planning

LONGEST_RATIONALE, LONGEST_TARGET = 2000, 300


@in_city_language()
def propose_for_year(
    *, year: int, parts: Sequence[ProgramPart], found: NextYear, by: Account | None, now: datetime
) -> list[NextYearProposal]:
    """Propose suggested programs for a year's plan, with their units and figures: all of them, or none.

    Proposed twice, the first stays. Raises NextYearError when a proposal of the same title for another year is not yet
    answered, PlanError when a rule of the plan refuses.
    """
    with transaction.atomic():
        return [_proposed(year, part, found, by, now) for part in parts]


def _proposed(year: int, part: ProgramPart, found: NextYear, by: Account | None, now: datetime) -> NextYearProposal:
    known = NextYearProposal.objects.filter(year=year, program=part.program).first()
    if known is not None:
        return known
    with refusing_with(NextYearError):
        planned = planning.propose(
            origin=Origin.EVALUATION, needs=needs_answered(year, part), by=by, now=now, **_content(part, found)
        )
        if NextYearProposal.objects.filter(planned=planned).exists():
            raise NextYearError(
                _("Usulan “%(title)s” untuk tahun lain belum dijawab. Jawab dahulu di halaman Usulan program.")
                % {"title": planned.title}
            )
        return NextYearProposal.objects.create(
            year=year, program=part.program, planned=planned, facts=facts_of(part, found), made_by=by, made_at=now
        )


def needs_answered(year: int, part: ProgramPart) -> list[Need]:
    """Needs of the year that people of these units stated in words that the program's title contains; one query."""
    program: Program = part.program
    stated = Need.objects.filter(year=year, kind=program.competency, unit__in=[each.unit.pk for each in part.units])
    title = program.title.casefold()
    return [need for need in stated.order_by("pk") if need.competency.strip().casefold() in title]


def _content(part: ProgramPart, found: NextYear) -> Any:
    program = part.program
    return {
        "title": program.title,
        "training_type": program.training_type,
        "competency": program.competency,
        "learning_hours": program.learning_hours,
        "institution": program.institution,
        "target_group": Truncator(target_group(part)).chars(LONGEST_TARGET),
        "people": part.people,
        "target_elements": [each.element for each in part.findings],
        "estimated_cost": part.cost,
        "rationale": Truncator(rationale(part, found)).chars(LONGEST_RATIONALE),
    }


def target_group(part: ProgramPart) -> str:
    """For whom, in words."""
    names = "; ".join(each.unit.name for each in part.units)
    return _("Pegawai %(many)d unit: %(names)s") % {"many": len(part.units), "names": names}


def rationale(part: ProgramPart, found: NextYear) -> str:
    """Why, by rule from the figures: what is weak where, what was found elsewhere, and that it may not carry over."""
    sentences = [
        _("Di %(many)d unit ada unsur yang lebih rendah daripada rata-rata kota atau mutu B, melebihi kebetulan.")
        % {"many": len(part.units)}
    ]
    sentences += [
        _("%(element)s: %(many)d unit lemah; di unit lain program ini menaikkannya %(value)s poin "
          "(selang 95 %%: %(low)s sampai %(high)s; %(word)s).")
        % {
            "element": each.name,
            "many": sum(line.match.weakness.element == each.element for unit in part.units for line in unit.lines),
            "value": points(each.evidence.value),
            "low": points(each.evidence.low),
            "high": points(each.evidence.high),
            "word": each.word.lower(),
        }
        for each in part.findings
    ]  # fmt: skip
    sentences.append(_("Pengaruh itu ditemukan di unit lain dan belum tentu terulang di sini."))
    if found.run is not None:
        day = date_format(found.run.until, "j F Y")
        sentences.append(_("Dihitung dari jawaban warga sebelum %(day)s.") % {"day": day})
    return " ".join(sentences)


def facts_of(part: ProgramPart, found: NextYear) -> dict[str, Any]:
    """What the proposal rests on, as plain values that stay as they were."""
    return {
        "until": found.run and found.run.until,
        "method": found.run.code_version if found.run else "",
        "first": found.window.first,
        "last": found.window.last,
        "effects": [
            {"element": each.element, "name": each.name, "verdict": str(each.evidence.verdict),
             "value": each.evidence.value, "low": each.evidence.low, "high": each.evidence.high}
            for each in part.findings
        ],
        "units": [
            {"code": each.unit.code, "name": each.unit.name, "staff": each.staff, "already": each.already,
             "places": each.places,
             "weak": [
                 {"name": line.name, "value": round(line.match.weakness.value, 2),
                  "margin": round(line.match.weakness.margin, 2), "count": line.match.weakness.count,
                  "city": round(line.match.weakness.city, 2)}
                 for line in each.lines
             ]}
            for each in part.units
        ],
        "people": part.people,
        "cost_per_person": part.cost_per_person,
        "cost": part.cost,
    }  # fmt: skip
