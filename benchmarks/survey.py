"""Answers a second through the whole stack, beside the same INSERT in a bare Django view: same server, same client.

8 clients, alternating runs, median of 5. A second figure is of new visitors, each of whom opens the page and answers.
Aim: submission_ratio 0.8. At the end everything is folded and verified: no answer may be lost or counted twice.
"""

import itertools
import socket
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import quote
from uuid import uuid4

import common
from launcher import ports

CLIENTS, RUNS, SECONDS = 8, 5, 4.0
QUICK_RUNS, QUICK_SECONDS = 3, 1.0
AIM_RATIO = 0.8
PATH = "/s/bench/"
ANSWERS = "".join(f"&u{number}=3" for number in range(1, 10)) + "&comment=&sex=&age_group=&education=&occupation="


def main() -> None:
    options = common.arguments(__doc__)
    runs, seconds = (QUICK_RUNS, QUICK_SECONDS) if options.quick else (RUNS, SECONDS)
    with common.bench() as running:
        running.manage("migrate", "-v0")
        running.django()
        unit_id = make_unit()
        with common.site(running, demo=False) as port, bare_site(running, unit_id) as bare_port:
            ours, bare, visits = [], [], []
            submit(port, 0.5), submit(bare_port, 0.5)  # warm up
            for number in range(runs):
                ours.append(submit(port, seconds))
                bare.append(submit(bare_port, seconds))
                visits.append(visit(port, seconds))
                print(
                    f"run {number + 1}: {ours[-1]:.0f}/s, bare {bare[-1]:.0f}/s, visits {visits[-1]:.0f}/s", flush=True
                )
        started = time.perf_counter()
        folded = running.manage("rollups").strip()
        print(f"{folded} ({time.perf_counter() - started:.1f} s)")
        running.manage("rollups", "--verify")
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    print(f"submission_ratio {ratio:.2f} (aim {AIM_RATIO})")
    result = {
        "clients": CLIENTS,
        "submissions_per_second": round(statistics.median(ours)),
        "bare_per_second": round(statistics.median(bare)),
        "visits_per_second": round(statistics.median(visits)),
        "submission_ratio": round(ratio, 3),
        "verified": True,
    }
    common.tell(options, "survey", result)


def make_unit() -> int:
    """One unit to rate."""
    from people.models import Sector, Unit  # noqa: PLC0415  needs the site's settings

    sector = Sector.objects.get(code="health")
    values = {"name": "Unit ukur", "kind": "puskesmas", "sector": sector, "starts_on": "2020-01-01"}
    return Unit.objects.get_or_create(code="bench", defaults=values)[0].pk


def bare_site(running: common.Bench, unit_id: int) -> AbstractContextManager[int]:
    """The bare view under the same server with the same processes and threads; gives its port."""
    from surveys.models import QuestionnaireVersion  # noqa: PLC0415

    version = QuestionnaireVersion.objects.current("skm").get()
    own = {"BARE_UNIT": str(unit_id), "BARE_VERSION": str(version.pk)}
    return common.web(running, "bare_answer:application", own)


def submit(port: int, seconds: float) -> float:
    """Answers a second: each client sends ready-made answers, one after the other, on one connection."""
    count, took = send(port, seconds)
    return count / took


def send(port: int, seconds: float) -> tuple[int, float]:
    """How many answers were taken, and in how many seconds."""
    from surveys.content import survey_content  # noqa: PLC0415
    from surveys.survey_views import sheet_of  # noqa: PLC0415

    content = survey_content("bench", "", "id")
    if content is None:
        sys.exit("there is no unit to rate")
    ready = (post(port, sheet_of(content, uuid4())) for _ in itertools.count())
    requests = [list(itertools.islice(ready, int(seconds * 1_500) + 50)) for _ in range(CLIENTS)]

    def client(number: int, end: float) -> int:
        connection, done = connect(port), 0
        for request in requests[number]:
            if time.perf_counter() > end:
                break
            expect(ask(connection, request), b" 303 ")
            done += 1
        else:
            sys.exit("the client ran out of prepared answers")
        return done

    return in_parallel(client, seconds)


def visit(port: int, seconds: float) -> float:
    """Visitors a second: each opens the page and sends the answers, on a connection of their own."""
    page = f"GET {PATH} HTTP/1.1\r\nHost: {ports.HOST}:{port}\r\n\r\n".encode()

    def client(_number: int, end: float) -> int:
        done = 0
        while time.perf_counter() < end:
            connection = connect(port)
            shown = ask(connection, page)
            expect(shown, b" 200 ")
            sheet = shown.split(b'name="sheet" value="')[1].split(b'"')[0].decode()
            expect(ask(connection, post(port, sheet)), b" 303 ")
            connection.close()
            done += 1
        return done

    count, took = in_parallel(client, seconds)
    return count / took


def in_parallel(client: Callable[[int, float], int], seconds: float) -> tuple[int, float]:
    """Run all clients for some seconds; return how much they did, and in how many seconds."""
    counts = [0] * CLIENTS
    started = time.perf_counter()

    def work(number: int) -> None:
        counts[number] = client(number, started + seconds)

    common.together([lambda number=number: work(number) for number in range(CLIENTS)])
    return sum(counts), time.perf_counter() - started


def post(port: int, sheet: str) -> bytes:
    """The request of one answer, as a browser sends it."""
    body = f"sheet={quote(sheet)}{ANSWERS}".encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: {ports.HOST}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Sec-Fetch-Site: same-origin\r\nAccept-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def connect(port: int) -> socket.socket:
    """A connection without delays of its own: the client must cost little, it shares the machine."""
    connection = socket.create_connection((ports.HOST, port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def ask(connection: socket.socket, request: bytes) -> bytes:
    """Send a request; return the whole answer."""
    connection.sendall(request)
    answer = connection.recv(65536)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0].strip()
    if length:
        while len(body) < int(length):
            body += connection.recv(65536)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def expect(answer: bytes, status: bytes) -> None:
    """Stop the benchmark when a server says something else."""
    if status not in answer[:20]:
        sys.exit(answer[:500].decode(errors="replace"))


if __name__ == "__main__":
    main()
