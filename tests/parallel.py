"""Real parallel connections for tests of locks."""

import threading
from collections.abc import Callable

from django.db import connection


def run_in_parallel(workers: int, work: Callable[[int], object]) -> list[BaseException]:
    """Run `work(n)` in `workers` threads that start together, each with its own connection; return what they raised."""
    barrier = threading.Barrier(workers)
    raised: list[BaseException] = []

    def run(n: int) -> None:
        try:
            barrier.wait()
            work(n)
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
