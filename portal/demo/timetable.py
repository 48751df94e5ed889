"""Rooms and video links of the sessions, one session that was moved, and who was told of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import Enrollment, EnrollmentState, Room, Session

# Where the sessions of each address take place: name, building, capacity.
ROOMS = {
    "Aula BKPSDM, Senggarang": (
        ("Ruang Bulang Linggi", "Gedung BKPSDM lantai 2, Senggarang", 40),
        ("Ruang Penyengat", "Gedung BKPSDM lantai 1, Senggarang", 30),
        ("Ruang Komputer", "Gedung BKPSDM lantai 1, Senggarang", 20),
    ),
    "Aula UMRAH, Dompak": (("Aula UMRAH", "Kampus UMRAH, Dompak", 120),),
    "Kampus BPSDM Provinsi, Dompak": (("Kelas A BPSDM", "Kampus BPSDM Provinsi, Dompak", 40),),
}
ONLINE = "Daring"
MEETINGS = "https://rapat.contoh.test"


def make_rooms(city: City) -> None:
    """Give each session a room while one is free, else leave its address; online ones a link."""
    rooms = {
        place: [
            city.rows.add(Room, name=name, address=address, capacity=capacity, active=True)
            for name, address, capacity in listed
        ]
        for place, listed in ROOMS.items()
    }
    taken: set[tuple[int, date]] = set()
    for session in city.rows.of(Session):
        if session["place"] == ONLINE:
            session.update(place="", video_link=f"{MEETINGS}/sesi-{session['id']}")
            continue
        day = session["starts_at"].date()
        room = next((key for key in rooms.get(session["place"], []) if (key, day) not in taken), None)
        if room is not None:
            taken.add((room, day))
            session.update(place="", room_id=room)
    _move_one(city)


def _move_one(city: City) -> None:
    """The next session of the employee of the story came to be where it is by a move."""
    own = {
        row["batch_id"]
        for row in city.rows.of(Enrollment)
        if row["employee_id"] == city.personas["employee"] and row["state"] == EnrollmentState.CONFIRMED
    }
    now = city.at(city.today, 23)
    coming = [row for row in city.rows.of(Session) if row["batch_id"] in own and row["starts_at"] > now]
    for session in sorted(coming, key=_start)[:1]:
        session["sequence"] = 1


def _start(session: Row) -> datetime:
    start: datetime = session["starts_at"].astimezone(ZoneInfo(settings.TIME_ZONE))
    return start


def where(city: City, session: Row) -> str:
    """The session's place in words, as its own `where` will say it."""
    for room in city.rows.of(Room):
        if room["id"] == session.get("room_id"):
            return f"{room['name']}, {room['address']}"
    return session["place"] or ONLINE
