"""The demo city's rooms: each session is somewhere, none shares its room, and one was moved and told."""

from collections import Counter
from datetime import date

from notifications.models import Message
from portal.demo.build import build
from programs.models import Room, Session

TODAY = date(2026, 11, 24)


def test_each_session_has_a_place_and_no_room_is_used_twice_at_once(db: None) -> None:
    city = build(today=TODAY, scale=0.02)
    sessions = city.rows.of(Session)
    assert len(city.rows.of(Room)) == 5
    assert all(row.get("room_id") or row["place"] or row.get("video_link") for row in sessions)
    used = Counter((row["room_id"], row["starts_at"]) for row in sessions if row.get("room_id"))
    assert set(used.values()) == {1}
    [moved] = [row for row in sessions if row.get("sequence")]
    told = [row for row in city.rows.of(Message) if row["kind"] == "session.moved"]
    assert {row["about"] for row in told} == {f"batch:{moved['batch_id']}"}
