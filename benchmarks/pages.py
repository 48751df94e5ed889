"""Requests a second, times, queries and bytes of the main pages at 8 clients, on the demo city.

Served by granian as bin/run does it. Aim: the catalogue at 250 requests a second on 2 cores with at most 8 queries.
"""

import http
from dataclasses import dataclass
from typing import Any

import common

CLIENTS = 8
SECONDS, QUICK_SECONDS = 8.0, 1.5
AIM_CATALOGUE_PER_SECOND, AIM_CATALOGUE_QUERIES = 250, 8


@dataclass(frozen=True)
class Page:
    """A page and who looks at it (a part of portal.demo.accounts.SIGN_INS, or nobody)."""

    name: str
    path: str
    role: str = ""


PAGES = (
    Page("front door", "/"),
    Page("unit", "/unit/153/"),
    Page("city", "/kota/"),
    Page("open data", "/data/skm.csv"),
    Page("badge", "/lencana/unit/153.svg"),
    Page("survey", "/s/153/"),
    Page("catalogue", "/katalog/", "employee"),
    Page("employee's home", "/beranda/", "employee"),
    Page("head's home", "/beranda/", "head"),
    Page("approvals", "/persetujuan/", "head"),
    Page("HR's desk", "/meja/", "hr"),
    Page("mayor's page", "/ringkasan/", "leadership"),
)


def main() -> None:
    options = common.arguments(__doc__)
    with common.bench() as running, common.site(running) as port:
        running.django()
        import inside  # noqa: PLC0415  needs the site's settings

        results = []
        for page in PAGES:
            headers, user = inside.sign_in(page.role)
            queries = inside.count_queries(page.path, user)
            answer = common.fetch(port, page.path, headers)
            if answer.status != http.HTTPStatus.OK:
                print(f"{page.name:<18} {page.path}: answers {answer.status}, left out")
                continue
            common.load(port, page.path, headers, clients=CLIENTS, seconds=QUICK_SECONDS)  # warm up
            seconds = QUICK_SECONDS if options.quick else SECONDS
            seen = common.load(port, page.path, headers, clients=CLIENTS, seconds=seconds)
            results.append(told(page, seen, queries, answer.size))
    common.tell(options, "pages", {"clients": CLIENTS, "pages": results})


def told(page: Page, seen: common.Load, queries: int, size: int) -> dict[str, Any]:
    """Print a line; return it as values."""
    result = {
        "name": page.name,
        "per_second": round(seen.per_second, 1),
        "p50_ms": round(seen.percentile(0.50), 1),
        "p95_ms": round(seen.percentile(0.95), 1),
        "queries": queries,
        "bytes": size,
        "failures": seen.failures,
    }
    aim = f"  (aim {AIM_CATALOGUE_PER_SECOND}/s, {AIM_CATALOGUE_QUERIES} queries)" if page.name == "catalogue" else ""
    print(
        f"{page.name:<18} {result['per_second']:>7}/s  p50 {result['p50_ms']:>6} ms  p95 {result['p95_ms']:>6} ms"
        f"  {queries:>3} queries  {size:>6} bytes{aim}",
        flush=True,
    )
    return result


if __name__ == "__main__":
    main()
