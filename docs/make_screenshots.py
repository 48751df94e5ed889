"""Makes the pictures of docs/screenshots/ from a running demo city.

    bin/run                                   # in one window
    .venv/bin/python docs/make_screenshots.py --domain contoh.test --password belajar-melayani

Needs Debian's Chromium (PEMBINAAN_CHROMIUM names another) and the packages of requirements-dev.txt. Signs in through
the form, as the people that `bin/manage demo --sign-ins` names.
"""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
CHROMIUM = os.environ.get("PEMBINAAN_CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"]
PHONE, DESK = 390, 1280
TALLEST = {PHONE: 844, DESK: 900}


@dataclass(frozen=True)
class Picture:
    """One page, as somebody (None: a citizen), at a width."""

    name: str
    path: str
    who: str | None = None
    width: int = DESK


PICTURES = [
    Picture("front-door", "/", width=PHONE),
    Picture("survey", "/s/153/", width=PHONE),
    Picture("unit", "/unit/153/"),
    Picture("city", "/kota/"),
    Picture("employee", "/beranda/", "pegawai", PHONE),
    Picture("catalogue", "/katalog/", "pegawai"),
    Picture("desk", "/meja/", "bkpsdm"),
    Picture("mayor", "/ringkasan/", "walikota"),
    Picture("office", "/kelola/survei/153/", "survei"),
    Picture("effect", "/evaluasi/pelayanan-prima/", "bkpsdm"),
    Picture("next-year", "/kelola/rencana/2027/usulan-evaluasi/", "bkpsdm"),
]


def sign_in(page: Page, who: str, domain: str, password: str) -> None:
    """Sign in through the form."""
    page.goto("/akun/login/")
    page.fill("#id_login", f"{who}@{domain}")
    page.fill("#id_password", password)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda address: "/login/" not in address)


def take(browser: Browser, picture: Picture, options: argparse.Namespace) -> None:
    """Take one picture, at most as tall as the first screen unless --full."""
    size: ViewportSize = {"width": picture.width, "height": TALLEST[picture.width]}
    context = browser.new_context(viewport=size, locale="id-ID", base_url=options.address)
    page = context.new_page()
    if picture.who:
        sign_in(page, picture.who, options.domain, options.password)
    page.goto(picture.path)
    page.screenshot(path=FOLDER / f"{picture.name}.png", full_page=options.full)
    context.close()
    print(f"{picture.name}.png")


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--domain", required=True, help="of the demo's sign-ins, as bin/manage demo --sign-ins says")
    parser.add_argument("--password", required=True, help="of the demo's sign-ins")
    parser.add_argument("--full", action="store_true", help="the whole page, not only the first screen")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in PICTURES:
            take(browser, picture, options)
        browser.close()


if __name__ == "__main__":
    main()
