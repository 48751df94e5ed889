"""Where and when sessions meet: who is in whose way, which room is too small, and the week of rooms and instructors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Instructor
from pembinaan.base.dates import city_day, hours_in_words
from programs.models import Batch, Room, Session

# Between these hours rooms and people can be planned for.
OFFICE_OPENS, OFFICE_CLOSES = time(8, 0), time(16, 0)


@dataclass(frozen=True)
class Day:
    """One day of a room or an instructor: what takes place, and the hours that are free."""

    day: date
    sessions: list[Session]
    free: list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Line:
    """A room or an instructor with a week's days."""

    name: str
    note: str
    days: list[Day]


def clash_of(sessions: Sequence[Session]) -> str:
    """What stands in the way of the planned sessions, in words; empty when nothing does. One query.

    Exact only while the caller holds the timetable's lock.
    """
    planned = [session for session in sessions if not session.cancelled and (session.room_id or session.instructor_id)]
    if not planned:
        return ""
    own = [session.pk for session in sessions if session.pk]
    others = Session.objects.filter(reduce(or_, map(_in_the_way, planned)), cancelled=False).exclude(pk__in=own)
    other = others.select_related("batch__program", "room", "instructor").order_by("starts_at", "pk").first()
    return _said(planned, other) if other else ""


def _in_the_way(session: Session) -> Q:
    same = Q(pk__in=[])
    if session.room_id:
        same |= Q(room=session.room_id)
    if session.instructor_id:
        same |= Q(instructor=session.instructor_id)
    return same & Q(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)


def _said(planned: Sequence[Session], other: Session) -> str:
    facts = {"session": other.title, "batch": other.batch, "hours": hours_in_words(other.starts_at, other.ends_at)}
    meeting = [each for each in planned if each.starts_at < other.ends_at and each.ends_at > other.starts_at]
    if other.room is not None and any(each.room_id == other.room_id for each in meeting):
        return _("%(room)s dipakai sesi “%(session)s” (%(batch)s) pada %(hours)s. Pilih ruang atau jam lain.") % {
            **facts,
            "room": other.room.name,
        }
    return _("%(instructor)s mengajar sesi “%(session)s” (%(batch)s) pada %(hours)s. Pilih pengajar atau jam lain.") % {
        **facts,
        "instructor": other.instructor,
    }


def tight_rooms(batch: Batch) -> list[str]:
    """A warning for each room of the batch that holds fewer people than the batch has seats; one query."""
    rooms = Room.objects.filter(sessions__batch=batch, sessions__cancelled=False, capacity__lt=batch.seats)
    return [
        _("%(room)s memuat %(capacity)d orang, kurang dari %(seats)d kursi angkatan ini.")
        % {"room": room.name, "capacity": room.capacity, "seats": batch.seats}
        for room in rooms.distinct().order_by("name")
    ]


def week_of(day: date) -> list[date]:
    """The seven days, Monday first, of the week in which `day` lies."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def rooms_in(week: Sequence[date], rooms: Iterable[Room]) -> list[Line]:
    """The week of each room; one query."""
    rooms = list(rooms)
    by_room = _by(_sessions_in(week).filter(room__in=rooms), "room_id")
    return [Line(room.name, _place_of(room), _days(week, by_room[room.pk])) for room in rooms]


def instructors_in(week: Sequence[date]) -> list[Line]:
    """The week of each instructor who teaches in it; two queries."""
    by_instructor = _by(_sessions_in(week).exclude(instructor=None), "instructor_id")
    teaching = Instructor.objects.filter(pk__in=by_instructor).select_related("institution").order_by("name", "pk")
    return [
        Line(each.name, each.institution.name if each.institution else "", _days(week, by_instructor[each.pk]))
        for each in teaching
    ]


def _place_of(room: Room) -> str:
    return _("%(address)s · %(capacity)d orang") % {"address": room.address, "capacity": room.capacity}


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())


def _sessions_in(week: Sequence[date]) -> QuerySet[Session]:
    begins, ends = _at(week[0], time()), _at(week[-1] + timedelta(days=1), time())
    held = Session.objects.filter(cancelled=False, starts_at__lt=ends, ends_at__gt=begins)
    return held.select_related("batch__program").order_by("starts_at", "pk")


def _by(sessions: Iterable[Session], key: str) -> defaultdict[int, list[Session]]:
    found: defaultdict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        found[getattr(session, key)].append(session)
    return found


def _days(week: Sequence[date], sessions: Sequence[Session]) -> list[Day]:
    return [Day(day, held := [each for each in sessions if _touches(each, day)], free_hours(day, held)) for day in week]


def _touches(session: Session, day: date) -> bool:
    return city_day(session.starts_at) <= day <= city_day(session.ends_at)


def free_hours(day: date, sessions: Sequence[Session]) -> list[tuple[datetime, datetime]]:
    """The stretches of the day's office hours that no session (in the order of their start) takes."""
    free, start, closing = [], _at(day, OFFICE_OPENS), _at(day, OFFICE_CLOSES)
    for session in sessions:
        if session.starts_at > start:
            free.append((start, min(session.starts_at, closing)))
        start = max(start, session.ends_at)
    if start < closing:
        free.append((start, closing))
    return [(begins, ends) for begins, ends in free if begins < ends]
