"""The letters of the batch that begins first: an invitation and a surat tugas, numbered and told of as by issuing."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from documents.models import DocumentKind, IssuedNumber, NumberPattern, NumberSequence
from documents.numbers import write_number
from pembinaan.base.dates import days_in_words, hours_in_words
from people.models import Assignment, Employee, Grade, Position, RankHolding, Unit
from portal.demo.city import City
from portal.demo.enrolling import PLACES
from portal.demo.identity import AGENCY_NAME, SHORT_NAME, SIGNATORY, UNIT_CODE
from programs.models import (
    Batch,
    BatchState,
    Enrollment,
    EnrollmentState,
    Letter,
    LetterKind,
    LetterPerson,
    Program,
    Session,
)

ISSUED_DAYS_AGO = 1


def make_letters(city: City) -> None:
    """Add the letters; their PDFs are drawn when somebody first opens them."""
    coming = [
        row
        for row in city.rows.of(Batch)
        if row["state"] == BatchState.OPEN and row["starts_on"] > city.today and _people(city, row["id"])
    ]
    if not coming:
        return
    batch = min(coming, key=lambda row: (row["starts_on"], row["id"]))
    for place, kind in enumerate((LetterKind.INVITATION, LetterKind.ASSIGNMENT)):
        _add_letter(city, batch, kind, UUID(int=place + 1))


def _people(city: City, batch_id: int) -> list[dict[str, Any]]:
    seated = [
        row
        for row in city.rows.of(Enrollment)
        if row["batch_id"] == batch_id and row["state"] == EnrollmentState.CONFIRMED
    ]
    return sorted(seated, key=lambda row: (city.names[row["employee_id"]], row["id"]))


def _add_letter(city: City, batch: dict[str, Any], kind: LetterKind, key: UUID) -> None:
    day = city.today - timedelta(days=ISSUED_DAYS_AGO)
    at, people = city.at(day, 10), _people(city, batch["id"])
    number, facts = _number(city, kind), _facts(city, batch, people)
    wording = _wording(facts["program"], batch["starts_on"].year, kind)
    letter = city.rows.add(
        Letter,
        batch_id=batch["id"],
        kind=kind,
        of_heads=False,
        key=key,
        number=number,
        facts={**facts, **wording, "number": number},
        by_id=city.accounts[city.personas["hr"]],
        issued_at=at,
        pdf_id=None,
    )
    for place, row in enumerate(people, start=1):
        city.rows.add(LetterPerson, letter_id=letter, enrollment_id=row["id"], place=place)


def _number(city: City, kind: LetterKind) -> str:
    day = city.today - timedelta(days=ISSUED_DAYS_AGO)
    pattern = NumberPattern.objects.on(day).get(kind=kind)
    number = write_number(pattern, seq=1, unit_code=UNIT_CODE, day=day)
    city.rows.add(NumberSequence, kind=DocumentKind(kind), year=day.year, last=1)
    city.rows.add(
        IssuedNumber, kind=DocumentKind(kind), year=day.year, seq=1, number=number, issued_at=city.at(day, 10)
    )
    return number


def _facts(city: City, batch: dict[str, Any], people: list[dict[str, Any]]) -> dict[str, Any]:
    title = next(row["title"] for row in city.rows.of(Program) if row["id"] == batch["program_id"])
    sessions = [row for row in city.rows.of(Session) if row["batch_id"] == batch["id"]]
    day = city.today - timedelta(days=ISSUED_DAYS_AGO)
    return {
        "program": title,
        "batch": f"Angkatan {batch['number']}",
        "days": days_in_words(batch["starts_on"], batch["ends_on"]),
        "place": PLACES["bkpsdm"],
        "sessions": [
            {
                "title": row["title"],
                "when": hours_in_words(row["starts_at"], row["ends_at"]),
                "place": row.get("place") or PLACES["bkpsdm"],
            }
            for row in sessions
        ],
        "people": _lines(city, [row["employee_id"] for row in people], day),
        "waiting": [],
        "place_and_date": f"{SHORT_NAME}, {date_format(day, 'j F Y')}",
        "signatory": SIGNATORY,
    }


def _lines(city: City, employees: list[int], day: date) -> list[dict[str, str]]:
    """Name, number, rank, post and unit of each on the day."""
    numbers = {row["id"]: row["number"] for row in city.rows.of(Employee)}
    posts = _on(city.rows.of(Assignment), day)
    ranks = _on(city.rows.of(RankHolding), day)
    titles = dict(Position.objects.values_list("pk", "name")) | {
        row["id"]: row["name"] for row in city.rows.of(Position)
    }
    grades = {key: f"{title} ({code})" if title else code for key, title, code in _grades()}
    units = {row["id"]: row["name"] for row in city.rows.of(Unit)}
    return [
        {
            "name": city.names[key],
            "number": numbers[key] or "",
            "rank": grades[ranks[key]["grade_id"]] if key in ranks else "–",
            "position": titles[posts[key]["position_id"]] if key in posts else "–",
            "unit": units[posts[key]["unit_id"]] if key in posts else "–",
        }
        for key in employees
    ]


def _grades() -> list[tuple[int, str, str]]:
    return list(Grade.objects.values_list("pk", "rank_title", "code"))


def _on(rows: list[dict[str, Any]], day: date) -> dict[int, dict[str, Any]]:
    """The row in force on the day, by employee."""
    return {
        row["employee_id"]: row
        for row in rows
        if row["starts_on"] <= day and (row["ends_on"] is None or row["ends_on"] >= day)
    }


def _wording(title: str, year: int, kind: LetterKind) -> dict[str, Any]:
    if kind == LetterKind.INVITATION:
        return {
            "subject": f"Undangan mengikuti {title}",
            "opening": f"Dengan hormat, kami mengundang Saudara mengikuti {title} dengan jadwal berikut.",
            "notes": ["Membawa surat tugas dari perangkat daerah.", "Hadir 15 menit sebelum sesi dimulai."],
        }
    return {
        "basis": [
            "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara.",
            f"Rencana pengembangan kompetensi tahun {year}.",
        ],
        "tasks": [f"Mengikuti {title} sampai selesai.", "Menyampaikan laporan kepada atasan langsung."],
        "cost": f"Dibebankan pada DPA {AGENCY_NAME} tahun anggaran {year}.",
        "copies": ["Kepala perangkat daerah yang bersangkutan."],
    }
