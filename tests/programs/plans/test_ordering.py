"""Orders given by buttons or numbers."""

from programs.plans.ordering import by_numbers, lowered, raised


def test_one_place_up_and_never_above_the_first() -> None:
    assert raised([7, 8, 9], 9) == [7, 9, 8]
    assert raised([7, 8, 9], 7) == [7, 8, 9]


def test_what_has_no_place_yet_gets_the_last_one() -> None:
    assert raised([7, 8], 5) == [7, 8, 5]
    assert raised([], 5) == [5]


def test_one_place_down_and_never_below_the_last() -> None:
    assert lowered([7, 8, 9], 7) == [8, 7, 9]
    assert lowered([7, 8, 9], 9) == [7, 8, 9]
    assert lowered([7, 8], 5) == [7, 8]


def test_numbers_sort_alike_ones_stay_and_what_has_none_is_left_out() -> None:
    assert by_numbers([(7, "3"), (8, " 1 "), (9, "1"), (5, ""), (6, "pertama"), (4, "20")]) == [8, 9, 7, 4]
