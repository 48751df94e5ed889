"""How often each answer was given."""

from surveys.histograms import Moments, by_element, moments


def test_a_histogram_holds_four_numbers_for_each_element() -> None:
    histogram = [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(by_element(histogram, ["time", "cost"])) == [("time", [1, 2, 3, 4]), ("cost", [5, 6, 7, 8])]


def test_moments_are_those_of_the_answers_written_out() -> None:
    """By hand: 1, 3, 3 and 4 have the sum 11 and the sum of squares 1 + 9 + 9 + 16 = 35."""
    assert moments([1, 0, 2, 1]) == Moments(4, 11, 35)
