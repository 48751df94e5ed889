"""A unit's dashboard at 10 thousand and at 10 million answers of that unit: the same queries, at most 1.2x the time.

The answers lie over 36 months, five services and four ways in; roll-ups are rebuilt before each measurement. The page
is asked for through Django's test client as the unit's survey officer, so that the web server's own time is left out.
"""

import statistics
import sys
import time
from typing import Any

import common

FEW, MANY, QUICK = 10_000, 10_000_000, 200_000
CHUNK, DAYS, SERVICES, ROUNDS = 500_000, 1_095, 5, 60
PERIODS = {"quarter": "2025Q4", "year": "2025"}

FILL = """
    INSERT INTO surveys_response
        (unit_id, service_id, version_id, item_count, scores, channel, submitted_at, day, client_id)
    SELECT %(unit)s, (%(services)s::bigint[])[1 + n / 7 %% %(count)s], %(version)s, 9,
        ARRAY[4 - n %% 2, 3, 4 - n %% 3, 4, 2 + n %% 3, 3, 4, 1 + n %% 4, 3]::smallint[],
        (ARRAY['web', 'kiosk', 'link', 'paper'])[1 + n %% 4], d.day + interval '5 hours', d.day, gen_random_uuid()
    FROM generate_series(%(first)s::bigint, %(last)s) n,
        LATERAL (SELECT (date '2023-01-01' + (n * 7919 %% %(days)s)::int) AS day) d
"""


def main() -> None:
    options = common.arguments(__doc__, few=FEW, many=MANY)
    many = QUICK if options.quick else options.many
    with common.bench() as running:
        running.manage("migrate", "-v0")
        running.manage("collectstatic", "--no-input", "-v0")
        running.django()
        unit, account = make_office()
        found: dict[str, Any] = {"few": options.few, "many": many}
        for name, first, last in (("at_few", 1, options.few), ("at_many", options.few + 1, many)):
            load(unit, first, last)
            found[name] = {period: measured(unit.code, code, account) for period, code in PERIODS.items()}
        for period in PERIODS:
            small, large = found["at_few"][period], found["at_many"][period]
            if small["queries"] != large["queries"]:
                sys.exit(f"the dashboard of a {period} asks {small['queries']} and {large['queries']} queries")
            found[f"{period}_ratio"] = round(large["ms"] / small["ms"], 2)
            print(
                f"{period:<8} {options.few:>10,} answers {small['ms']:>6.1f} ms   {many:>10,} answers "
                f"{large['ms']:>6.1f} ms   ratio {found[f'{period}_ratio']:.2f}   {large['queries']} queries"
            )
        common.tell(options, "dashboard", found)


def make_office() -> tuple[Any, Any]:
    """A unit with services, and the account of its survey officer."""
    from people.models import Account, Role, Sector, Unit  # noqa: PLC0415  needs the site's settings
    from surveys.models import Service  # noqa: PLC0415

    since = {"starts_on": "2020-01-01"}
    unit = Unit.objects.create(
        code="bench", name="Unit ukur", kind="puskesmas", sector=Sector.objects.get(code="health"), **since
    )
    for number in range(SERVICES):
        Service.objects.create(unit=unit, code=f"l{number}", name=f"Layanan {number}", **since)
    account = Account.objects.create(username="petugas-ukur", name="Petugas")
    Role.objects.create(account=account, kind="survey_officer", unit=unit, **since)
    return unit, account


def load(unit: Any, first: int, last: int) -> None:
    """Store the answers numbered `first`..`last` in chunks, and make the roll-ups anew."""
    from django.db import connection  # noqa: PLC0415

    from surveys import rollups  # noqa: PLC0415
    from surveys.models import QuestionnaireVersion, Service  # noqa: PLC0415

    values = {
        "unit": unit.pk,
        "services": list(Service.objects.filter(unit=unit).order_by("pk").values_list("pk", flat=True)),
        "count": SERVICES,
        "days": DAYS,
        "version": QuestionnaireVersion.objects.current("skm").get().pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for begin in range(first, last + 1, CHUNK):
            cursor.execute(FILL, {**values, "first": begin, "last": min(begin + CHUNK - 1, last)})
        rollups.rebuild()
        cursor.execute("VACUUM ANALYZE surveys_dailyrollup, surveys_monthlyrollup, surveys_response")


def measured(code: str, period: str, account: Any) -> dict[str, float]:
    """The median milliseconds of the page, and its queries."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from inside import count_queries  # noqa: PLC0415

    path = f"/kelola/survei/{code}/?periode={period}"
    client = Client(SERVER_NAME="localhost")
    client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
    queries, times = count_queries(path, account), []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        answer = client.get(path)
        times.append(1000 * (time.perf_counter() - begun))
        if answer.status_code != 200 or b"bars" not in answer.content:
            sys.exit(f"{path} answered {answer.status_code} without its bars")
    return {"ms": round(statistics.median(times), 1), "queries": queries}


if __name__ == "__main__":
    main()
