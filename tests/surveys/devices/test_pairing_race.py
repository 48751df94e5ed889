"""Two devices type one code, and two connections bring one answer, at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from surveys.devices import registry
from surveys.devices.intake import take_in
from surveys.devices.registry import DeviceError, pair, renew_code, secret_digest
from surveys.models import Device, Response
from tests.cast import Cast, assemble
from tests.surveys.devices.sendings import NOW, paired, piece, sending

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def world() -> Cast:
    return assemble()


def both(work: Callable[[], Any]) -> list[Any]:
    """What two connections get that begin together."""
    together = Barrier(2)

    def one(_number: int) -> Any:
        try:
            together.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_one_code_pairs_one_device(world: Cast) -> None:
    code = renew_code(device=paired(world.unit, world.officer), now=NOW)

    def typed() -> bool:
        try:
            pair(code=code, now=NOW)
        except DeviceError:
            return False
        return True

    assert sorted(both(typed)) == [False, True]


def test_looking_first_and_writing_after_would_pair_two(world: Cast) -> None:
    code = renew_code(device=paired(world.unit, world.officer), now=NOW)
    seen = Barrier(2)

    def typed() -> bool:
        found = Device.objects.get(code_digest=registry._code_digest(code))
        seen.wait()
        secret = registry.secrets.token_urlsafe(8)
        return bool(
            Device.objects.filter(pk=found.pk).update(
                secret_digest=secret_digest(secret), code_digest=None, code_expires_at=None
            )
        )

    assert both(typed) == [True, True]


def test_one_answer_brought_twice_at_once_counts_once(world: Cast) -> None:
    device = paired(world.unit, world.officer)
    pieces = [piece(device) for _number in range(20)]
    fates = both(lambda: [one.fate for one in take_in(device=device, sending=sending(*pieces), now=NOW)])
    assert [sorted(pair) for pair in zip(*fates, strict=True)] == [["known", "stored"]] * 20
    assert Response.objects.count() == 20
