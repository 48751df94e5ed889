"""People who record their own arrival in one minute: each phone opens the code's address and presses the button.

Sign-ins are made beforehand; each phone has a connection of its own and comes at a random moment of the minute, so a
server that falls behind is seen as waiting. Then the same people come within ten seconds. At the end everybody must be
present, and the data verified. Aim: p95 under 300 ms for 500 people on 2 cores.
"""

import http
import http.client
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import common

MINUTE, RUSH, QUICK_MINUTE = 60.0, 10.0, 12.0
PHONES_AT_ONCE = 64
AIM_P95_MS = 300


def main() -> None:
    options = common.arguments(__doc__, people=500)
    with common.bench() as running, common.site(running, demo=False) as port:
        running.django()
        from tests import crowd  # noqa: PLC0415  needs the site's settings

        people = crowd.gather(options.people, seed=1)
        arrive(port, people[:40], 2.0)  # warm up
        calm = arrive(port, people, QUICK_MINUTE if options.quick else MINUTE)
        rush = arrive(port, people, RUSH)
        running.manage("enrollments", "--verify")
    for name, figures in (("minute", calm), ("rush", rush)):
        print(f"{name:<7}" + "  ".join(f"{key} {value}" for key, value in figures.items()), flush=True)
    common.tell(options, "attendance", {"people": options.people, **calm, "rush": rush, "aim_p95_ms": AIM_P95_MS})


def arrive(port: int, people: list[Any], seconds: float) -> dict[str, Any]:
    """Let everybody arrive at a session of their own batch within some seconds."""
    from programs.models import Attendance  # noqa: PLC0415
    from tests import crowd  # noqa: PLC0415

    session = room_of(people)
    chance, seen, whole = random.Random(7), crowd.Seen(), []
    begun = time.perf_counter()

    def phone(person: Any, at: float) -> None:
        time.sleep(max(0.0, begun + at - time.perf_counter()))
        look_and_press(port, session.pk, person.cookie, seen)
        # From the moment of the scan: whoever had to wait for a free line has waited too.
        whole.append((time.perf_counter() - begun - at) * 1000)

    moments = sorted(chance.uniform(0, seconds) for _ in people)
    with ThreadPoolExecutor(PHONES_AT_ONCE) as pool:
        list(pool.map(phone, people, moments))
    took = time.perf_counter() - begun
    present = Attendance.objects.filter(session=session, present=True).count()
    if present != len(people) or max(seen.statuses) >= http.HTTPStatus.BAD_REQUEST:
        sys.exit(f"a promise was broken: {present} of {len(people)} present, worst answer {max(seen.statuses)}")
    whole.sort()
    return {
        "present": present,
        "seconds": round(took, 1),
        "p50_ms": round(seen.percentile(0.5), 1),
        "p95_ms": round(seen.percentile(0.95), 1),
        "worst_ms": round(max(seen.milliseconds), 1),
        "scan_to_recorded_p95_ms": round(whole[int(len(whole) * 0.95)], 1),
    }


def room_of(people: list[Any]) -> Any:
    """A session that began five minutes ago, with a seat for everybody."""
    from datetime import timedelta  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from people.models import Unit  # noqa: PLC0415
    from programs.models import Enrollment, EnrollmentChange, Session  # noqa: PLC0415
    from tests import crowd  # noqa: PLC0415

    now, unit = timezone.now(), Unit.objects.get(code="crowd")
    batch = crowd.announce(len(people))
    with transaction.atomic():
        seats = Enrollment.objects.bulk_create(
            Enrollment(batch=batch, employee_id=one.employee_id, unit=unit, state="confirmed", requested_at=now)
            for one in people
        )
        EnrollmentChange.objects.bulk_create(
            EnrollmentChange(enrollment=seat, to_state="confirmed", at=now) for seat in seats
        )
    begun = now - timedelta(minutes=5)
    return Session.objects.create(batch=batch, title="Sesi ramai", starts_at=begun, ends_at=begun + timedelta(hours=3))


def look_and_press(port: int, session_id: int, cookie: str, seen: Any) -> None:
    """One phone: the page of the code, then its button."""
    from django.utils import timezone  # noqa: PLC0415

    from programs.presence import presence_code  # noqa: PLC0415
    from tests import crowd  # noqa: PLC0415

    path = f"/h/{presence_code.token(session_id, timezone.now())}/"
    connection = http.client.HTTPConnection(crowd.HOST, port, timeout=60)
    try:
        shown, cookies = ask(connection, "GET", path, cookie, "", seen)
        token = crowd.TOKEN.search(shown)
        if token is None:
            sys.exit(f"no button on {path}: {shown[-2000:]}")
        ask(connection, "POST", path, f"{cookie}; {cookies}", urlencode({"csrfmiddlewaretoken": token[1]}), seen)
    finally:
        connection.close()


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, cookie: str, body: str, seen: Any
) -> tuple[str, str]:
    """One request; the body shown and the cookies given."""
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    begun = time.perf_counter()
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    shown = response.read().decode()
    seen.milliseconds.append((time.perf_counter() - begun) * 1000)
    seen.statuses.append(response.status)
    cookies = "; ".join(value.split(";")[0] for value in response.headers.get_all("Set-Cookie") or [])
    return shown, cookies


if __name__ == "__main__":
    main()
