"""What a device sends is checked piece by piece."""

import json
from typing import Any

import pytest

from surveys.devices.sending import MOST_ANSWERS, PieceError, SendingError, id_of, read_piece, read_sending

GOOD = {
    "id": "6c1f5b0e-6a0c-4d59-9b64-5d1b7f0c2a11",
    "device": 1,
    "unit": "153",
    "service": "",
    "version": "1",
    "given_at": 1_770_714_000_000,
    "fields": {"u1": "3"},
}
WHOLE = {"sent_at": 1_770_714_000_000, "waiting": 0, "answers": []}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000,
        json.dumps({**WHOLE, "sent_at": "kemarin"}).encode(),
        json.dumps({**WHOLE, "sent_at": 10**20}).encode(),
        json.dumps({**WHOLE, "sent_at": True}).encode(),
        json.dumps({**WHOLE, "waiting": -1}).encode(),
        json.dumps({**WHOLE, "answers": {}}).encode(),
        json.dumps({**WHOLE, "answers": [GOOD] * (MOST_ANSWERS + 1)}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_sending_is_refused_whole(body: bytes) -> None:
    with pytest.raises(SendingError):
        read_sending(body)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "bukan-nomor"}, {"id": None}, {"device": "1"}, {"device": True}, {"unit": 153}, {"version": 1},
        {"given_at": 1.5}, {"given_at": -5}, {"fields": []}, {"fields": {"u1": 3}}, {"fields": {"u1": "3" * 2001}},
        {"fields": {f"x{n}": "" for n in range(101)}},
    ],
)  # fmt: skip
def test_a_bad_piece_says_so(change: dict[str, Any]) -> None:
    with pytest.raises(PieceError):
        read_piece({**GOOD, **change})


@pytest.mark.parametrize("answer", [None, [], "teks", {}, {"id": "x"}])
def test_what_is_no_piece_says_so(answer: object) -> None:
    with pytest.raises(PieceError):
        read_piece(answer)


def test_texts_are_made_fit_to_keep() -> None:
    fields = {"comment": "Baik\x00 \ud83d."}
    assert read_piece({**GOOD, "fields": fields}).fields == {"comment": "Baik ."}


def test_the_id_of_a_broken_answer_is_still_told_when_it_can_be_read() -> None:
    assert [id_of(one) for one in (GOOD, {"id": "x" * 50}, {"id": 5}, None)] == [GOOD["id"], "x" * 36, "", ""]
