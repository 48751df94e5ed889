"""The lot's pages: the public one recomputed by its own lines, HR's steps, what an employee sees."""

import html
import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Account
from programs.lots import lot
from programs.lots.drawing import draw, freeze, record_value
from programs.models import Batch, Enrollment, Lot, Placement
from tests.cast import Cast
from tests.factories.lots import (
    DRAWN_AT,
    FROZEN_AT,
    REVEAL_BY,
    SECRET,
    VALUE,
    make_approved,
    make_drawn,
    make_lot,
    make_lot_batch,
)
from tests.factories.people import make_unit
from tests.factories.programs import make_batch, make_enrollment, make_session

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def words(page: str) -> str:
    """The page's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def run_printed_lines(client: Client, found: Lot, folder: Path) -> list[str]:
    """What the page's own lines print about the page's own file."""
    page = client.get(f"/undian/{found.pk}/").content.decode()
    lines = re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert lines
    (folder / "periksa.py").write_text(html.unescape(lines.group(1)))
    file = client.get(f"/undian/{found.pk}/daftar.csv")
    name = re.search(r'filename="([^"]+)"', file["Content-Disposition"])
    assert name
    (folder / name.group(1)).write_bytes(file.content)
    told = subprocess.run([sys.executable, "-I", "periksa.py"], cwd=folder, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()


@pytest.mark.parametrize(
    "fields", [{}, {"lot_by": "unit"}, {"strata_by": "sector"}, {"lot_by": "unit", "strata_by": "sector"}]
)
def test_the_pages_own_lines_recompute_the_draw(db: None, tmp_path: Path, fields: dict[str, str]) -> None:
    batch = make_lot_batch(seats=4, **fields)
    for sector, many in (("health", 5), ("infrastructure", 3), ("health", 2)):
        make_approved(batch, many, unit=make_unit(sector=sector))
    found = make_drawn(batch)
    placed = Placement.objects.order_by("place").values_list("place", "enrollment__code", "outcome")
    expected = [f"{place} {code} {'kursi' if outcome == 'seat' else '-'}" for place, code, outcome in placed]
    printed = run_printed_lines(Client(), found, tmp_path)
    assert printed[:2] == [f"sidik rahasia: {found.secret_digest}", f"sidik daftar: {found.list_digest}"]
    assert printed[2:] == expected


def test_a_public_value_in_any_words_is_recomputed_too(db: None, tmp_path: Path) -> None:
    batch = make_lot_batch()
    make_approved(batch, 4)
    freeze(batch=batch, by=None, now=FROZEN_AT)

    value = 'Undian "Berhadiah" <1 juta> — 4, 17 & 23 \\ akhir'
    record_value(batch=batch, value=value, by=None, now=DRAWN_AT)
    found = draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    placed = Placement.objects.order_by("place").values_list("enrollment__code", flat=True)
    printed = run_printed_lines(Client(), found, tmp_path)
    assert [line.split()[1] for line in printed[2:]] == list(placed)


def test_the_public_page_shows_codes_and_never_names(cast: Cast) -> None:
    batch = make_lot_batch(seats=1)
    own = make_enrollment(batch, cast.employee.employee, state="approved")
    make_approved(batch, 2)
    found = make_drawn(batch)
    answer = Client().get(f"/undian/{found.pk}/")
    page = answer.content.decode()
    assert own.code in page
    for person in Enrollment.objects.values_list("employee__name", flat=True):
        assert person not in page
    for told in (found.secret_digest, found.list_digest, SECRET, VALUE):
        assert told in page
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert "sessionid" not in answer.cookies


def test_the_public_page_says_where_the_lot_stands(cast: Cast) -> None:
    # The page looks at the clock; enrollment of this lot closed long ago and its value was born.
    draft = make_batch(state="draft", seat_method="lot")

    assert Client().get(f"/undian/{make_lot(draft).pk}/").status_code == 404
    batch = make_lot_batch()
    assert "Daftar segera dikunci" in words(Client().get(f"/undian/{batch.lot.pk}/").content.decode())
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    page = words(Client().get(f"/undian/{batch.lot.pk}/").content.decode())
    assert "Rahasia dibuka dan kursi diundi paling lambat 22 Maret 2026, 08.00 WIB." in page
    assert SECRET not in page


def test_a_lot_without_its_secret_says_so(db: None) -> None:

    batch = make_lot_batch()
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=REVEAL_BY)
    found = draw(batch=batch, secret="", by=None, now=REVEAL_BY)
    page = words(Client().get(f"/undian/{found.pk}/").content.decode())
    assert "undian berjalan tanpa rahasia" in page


def test_everything_about_a_lot_is_there_for_programs(db: None) -> None:
    batch = make_lot_batch(seats=1)
    make_approved(batch, 3)
    found = make_drawn(batch)
    facts = json.loads(Client().get(f"/undian/{found.pk}/undian.json").content)
    assert [line["urutan"] for line in facts["kode"]] == [1, 2, 3]
    assert [line["hasil"] for line in facts["kode"]] == ["seat", "reserve", "reserve"]
    assert facts["biji"] == found.seed
    assert facts["strata"] == [{"name": "semua", "applicants": 3, "seats": 1}]


def test_one_code_is_found_and_the_list_costs_the_same_with_one_and_three_rows(db: None) -> None:
    def queries(many: int) -> int:
        batch = make_lot_batch()
        make_approved(batch, many)
        found = make_drawn(batch)
        Client().get(f"/undian/{found.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert Client().get(f"/undian/{found.pk}/").status_code == 200
        return len(captured)

    assert queries(1) == queries(3)
    found = Lot.objects.order_by("-pk")[0]
    code = found.entries.order_by("pk")[0].code
    for typed in (f" {code[:3]}", code.lower(), code.replace("-", "").lower()):
        page = words(Client().get(f"/undian/{found.pk}/", {"kode": typed}).content.decode())
        assert code in page
    others = found.entries.exclude(code=code).order_by("pk").values_list("code", flat=True)
    assert code in page
    assert not any(other in page for other in others)


def test_hr_goes_from_the_secret_to_the_draw(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    first = (now + timedelta(days=20)).date()
    batch = make_batch(
        state="draft",
        seat_method="lot",
        starts_on=first,
        ends_on=first,
        enrollment_opens_at=now - timedelta(days=1),
        enrollment_closes_at=now + timedelta(days=7),
    )
    make_session(batch)
    hr, address = signed_in(cast.hr), f"/kelola/angkatan/{batch.pk}/undian/"
    assert "Langkah 1: buat rahasia" in words(hr.get(address).content.decode())
    assert "Siapkan undian" in words(hr.get(f"/kelola/angkatan/{batch.pk}/").content.decode())
    born_at = timezone.localtime(now + timedelta(days=7, hours=1))
    form = {
        "born_at": f"{born_at:%Y-%m-%dT%H:%M}",
        "reveal_by": f"{born_at + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "source": "",
        "url": "",
    }
    early = {**form, "born_at": f"{born_at - timedelta(days=3):%Y-%m-%dT%H:%M}"}
    assert "harus lahir setelah pendaftaran ditutup" in words(hr.post(f"{address}siapkan/", early).content.decode())
    made = hr.post(f"{address}siapkan/", form)
    assert "no-store" in made["Cache-Control"]
    found = Lot.objects.get()
    secret = next(
        word for word in re.findall(r"[0-9a-f]{64}", made.content.decode()) if lot.digest(word) == found.secret_digest
    )
    assert found.value_url.endswith(f"/public/{lot.drand_round(found.value_at)}")
    assert "Langkah 2: buka pendaftaran" in words(hr.get(address).content.decode())
    hr.post(f"/kelola/angkatan/{batch.pk}/buka/")
    assert "Menunggu penutupan" in words(hr.get(address).content.decode())
    make_approved(Batch.objects.get(pk=batch.pk), 3)
    _go_to(monkeypatch, now + timedelta(days=7, minutes=1))
    assert "Langkah 3: kunci daftar" in words(hr.get(address).content.decode())
    assert "Daftar dikunci dan sidiknya" in words(hr.post(f"{address}kunci/", follow=True).content.decode())
    _go_to(monkeypatch, now + timedelta(days=7, hours=2))
    assert "Langkah 4: catat nilai umum" in words(hr.get(address).content.decode())
    hr.post(f"{address}catat/", {"value": VALUE})
    page = words(hr.get(address).content.decode())
    assert "Langkah 5: buka rahasia dan undi" in page
    assert "Undi tanpa rahasia" not in page
    refused = hr.post(f"{address}undi/", {"secret": "f" * 64}, follow=True)
    assert "tidak cocok dengan sidik" in words(refused.content.decode())
    assert "Undian selesai" in words(hr.post(f"{address}undi/", {"secret": secret}, follow=True).content.decode())
    assert Enrollment.objects.filter(state="confirmed").count() == 2


def _go_to(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_after_the_deadline_hr_may_draw_without_the_secret(cast: Cast) -> None:
    batch = make_lot_batch()
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    hr, address = signed_in(cast.hr), f"/kelola/angkatan/{batch.pk}/undian/"
    hr.post(f"{address}catat/", {"value": VALUE})
    assert "Undi tanpa rahasia" in words(hr.get(address).content.decode())
    hr.post(f"{address}undi/")
    assert Lot.objects.get().secret == ""
    assert Placement.objects.count() == 3


def test_an_employee_sees_the_rule_beforehand_and_their_own_code(cast: Cast) -> None:
    now = timezone.now()
    batch = make_lot_batch(
        enrollment_opens_at=now - timedelta(days=1),
        enrollment_closes_at=now + timedelta(days=7),
        starts_on=(now + timedelta(days=20)).date(),
        ends_on=(now + timedelta(days=20)).date(),
    )
    client = signed_in(cast.employee)
    page = words(client.get(f"/angkatan/{batch.pk}/").content.decode())
    assert "kursi diundi di antara yang disetujui" in page
    assert "Setelah atasan menyetujui, Anda ikut undian." in page
    assert "Lihat dan periksa undian" in page
    client.post(f"/angkatan/{batch.pk}/daftar/")
    own = Enrollment.objects.get()
    assert f"Kode undian: {own.code}" in words(client.get(f"/pendaftaran/{own.pk}/").content.decode())
    head = signed_in(cast.head)
    assert "sesudah itu kursi dibagikan" in words(head.get("/persetujuan/").content.decode())
    told = head.post("/persetujuan/setujui/", {"enrollment": own.pk}, follow=True)
    assert "Disetujui: 1 menunggu pembagian kursi." in words(told.content.decode())
    assert "Disetujui dan ikut undian." in words(client.get("/pendaftaran/").content.decode())


def test_hr_sees_the_order_by_need_and_gives_the_seats(cast: Cast) -> None:
    batch = make_batch(seat_method="need", seats=1)
    make_approved(batch, 3)
    hr, address = signed_in(cast.hr), f"/kelola/angkatan/{batch.pk}/bagikan/"
    assert "belum ada kebutuhan yang sesuai" in words(hr.get(address).content.decode())
    page = words(hr.post(address, follow=True).content.decode())
    assert "Kursi dibagikan. Semua pendaftar diberi tahu" in page
    assert "Mendapat kursi" in page
    assert Enrollment.objects.filter(state="confirmed").count() == 1


def test_the_order_by_need_costs_the_same_with_one_and_three_rows(cast: Cast) -> None:
    hr = signed_in(cast.hr)

    def queries(many: int) -> int:
        batch = make_batch(seat_method="need")
        make_approved(batch, many)
        with CaptureQueriesContext(connection) as captured:
            assert hr.get(f"/kelola/angkatan/{batch.pk}/bagikan/").status_code == 200
        return len(captured)

    queries(1)
    assert queries(1) == queries(3)


def test_the_way_of_giving_seats_is_chosen_in_the_form_and_fixed_once_announced(cast: Cast) -> None:
    draft, announced = make_batch(state="draft"), make_lot_batch()
    hr = signed_in(cast.hr)
    assert 'name="seat_method"' in hr.get(f"/kelola/angkatan/{draft.pk}/ubah/").content.decode()
    page = hr.get(f"/kelola/angkatan/{announced.pk}/ubah/").content.decode()
    assert re.search(r'<select[^>]*name="seat_method"[^>]*disabled', page)
