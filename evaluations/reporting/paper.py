"""A report as PDF: an official document with the city's letterhead, the same bytes for the same facts."""

from datetime import date

from django.utils.formats import date_format

from documents import pdf
from documents.identity import current_identity
from evaluations.reporting.facts import Facts
from pembinaan.base.language import in_city_language


@in_city_language()
def paper_of(facts: Facts, *, version: int, day: date) -> bytes:
    """The report as PDF, its version, dated `day`: the same facts, version and day give the same bytes."""
    place = current_identity().short_name
    dated = {"version": version, "place_and_date": f"{place}, {date_format(day, 'j F Y')}", "digest": facts.digest}
    return pdf.render(template="evaluation_report", data={**facts.paper, **dated})
