"""From opening a survey on a slow phone line to the moment at which the first answer can be touched.

A real browser on a 3G profile (1.6 Mbit/s down, 0.75 up, 300 ms there and back) with an empty cache and a processor
slowed four times. Aim: under 3 s and at most 60 kB. Needs the test packages and Chromium: run bin/test once before.
"""

import statistics
from typing import Any

import common

CHROMIUM = "/usr/bin/chromium"
PATHS = ("/s/153/", "/ms/s/153/", "/en/s/153/")
ROUNDS, QUICK_ROUNDS = 5, 2
LINE = {"offline": False, "latency": 300, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
PHONE = {"width": 390, "height": 844}


def main() -> None:
    options = common.arguments(__doc__)
    with common.bench() as running, common.site(running) as port:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  a test package

        rounds = QUICK_ROUNDS if options.quick else ROUNDS
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for path in PATHS:
                visit(browser, f"http://127.0.0.1:{port}{path}")  # the server's own first time
            results = [
                told(path, [visit(browser, f"http://127.0.0.1:{port}{path}") for _ in range(rounds)]) for path in PATHS
            ]
            browser.close()
    common.tell(options, "first_answer", {"line": LINE, "slower": SLOWER, "pages": results})


def visit(browser: Any, address: str) -> dict[str, float]:
    """One first visit: seconds until the first answer can be touched, bytes over the wire, requests."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="commit")
    page.locator(".step.now .choice").first.wait_for(state="visible")
    seconds = page.evaluate("performance.now()") / 1000
    page.wait_for_load_state("load")
    context.close()
    return {"seconds": seconds, "bytes": sum(sizes), "requests": len(sizes)}


def told(path: str, visits: list[dict[str, float]]) -> dict[str, Any]:
    """Print a line; return it as values."""
    result = {
        "path": path,
        "seconds": round(statistics.median(one["seconds"] for one in visits), 2),
        "slowest": round(max(one["seconds"] for one in visits), 2),
        "kilobytes": round(max(one["bytes"] for one in visits) / 1000, 1),
        "requests": int(max(one["requests"] for one in visits)),
    }
    print(
        f"{path:<14} first answer after {result['seconds']:.2f} s (slowest {result['slowest']:.2f} s), "
        f"{result['kilobytes']:.1f} kB in {result['requests']} requests"
    )
    return result


if __name__ == "__main__":
    main()
