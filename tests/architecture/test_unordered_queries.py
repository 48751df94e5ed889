"""The linter itself works: a query that asks for no order gets none."""

from people.models import Sector


def test_a_query_without_an_order_comes_back_shuffled(db: None) -> None:
    answers = {tuple(Sector.objects.values_list("code", flat=True)) for _ in range(5)}
    assert len(answers) > 1


def test_a_query_with_an_order_keeps_it(db: None) -> None:
    codes = list(Sector.objects.order_by("code").values_list("code", flat=True))
    assert codes == sorted(codes)
