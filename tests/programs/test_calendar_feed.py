"""The iCalendar text, by RFC 5545."""

from datetime import UTC, datetime

from programs.calendar_feed import Meeting, calendar

AT = datetime(2026, 3, 23, 1, 0, tzinfo=UTC)


def lines_of(title: str, **fields: object) -> list[str]:
    values = {"uid": "sesi-7@contoh", "place": "Aula", "sequence": 2, "cancelled": False, **fields}
    meeting = Meeting(title=title, starts_at=AT, ends_at=AT.replace(hour=4), **values)
    return calendar(name="Angkatan 1", meetings=[meeting], stamp=AT).split("\r\n")


def test_an_event_has_its_identity_its_times_and_its_sequence() -> None:
    lines = lines_of("Sesi 1")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:sesi-7@contoh",
        "DTSTART:20260323T010000Z",
        "DTEND:20260323T040000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "SUMMARY:Sesi 1",
        "LOCATION:Aula",
    ):
        assert line in lines


def test_a_cancelled_session_says_so() -> None:
    assert "STATUS:CANCELLED" in lines_of("Sesi", cancelled=True)


def test_commas_semicolons_and_line_breaks_are_escaped() -> None:
    assert r"SUMMARY:Satu\, dua\; tiga\\empat\nlima" in lines_of("Satu, dua; tiga\\empat\nlima")


def test_lines_are_folded_at_75_octets_and_unfold_to_the_same_text() -> None:
    title = "Pelatihan é " * 30
    lines = lines_of(title.strip())
    assert all(len(line.encode()) <= 75 for line in lines)
    assert f"SUMMARY:{title.strip()}" in "\r\n".join(lines).replace("\r\n ", "")
