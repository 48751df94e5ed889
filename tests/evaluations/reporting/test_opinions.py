"""Levels 2 and 3 as a report tells them."""

from datetime import date

from evaluations.behaviour.totals import BehaviourSummary, Gap, View
from evaluations.knowledge.results import learning
from evaluations.reaction.results import ReactionSummary
from evaluations.reporting.chapters.opinions import behaviour_chapter, learning_chapter, level_sheets, summary_of_levels
from evaluations.reporting.levels import Levels, Mean, mean_of
from evaluations.reporting.scopes import Scope, ScopeKind
from evaluations.reporting.selection import Run, Selection

DAY = date(2026, 3, 24)
RUN = Run(7, 1, 3, "prima", "Pelayanan prima", "20", "", DAY, DAY, 5)
SCOPE = Scope(ScopeKind.PROGRAM, "prima", date(2026, 1, 1), date(2026, 12, 31))
BEFORE, AFTER = [40.0, 50.0, 60.0, 50.0, 50.0], [70.0, 80.0, 90.0, 85.0, 75.0]


def levels(before: list[float], after: list[float], behaviour: BehaviourSummary | None = None) -> Levels:
    """Levels of one batch."""
    found = behaviour or BehaviourSummary()
    learned = learning(before, after)
    return Levels(ReactionSummary(), {}, learned, {7: learned}, found, {7: found})


def selection(unit_ids: frozenset[int] | None = None) -> Selection:
    """The one batch."""
    return Selection(SCOPE, (RUN,), unit_ids)


def test_what_was_learned_is_told_with_its_interval():
    # Mean gain 30; the gains 30, 30, 30, 35, 25 spread by √12.5: 2.776 × 3.536 / √5 = 4.39.
    found = learning_chapter(selection(), levels(BEFORE, AFTER))
    assert found["sentences"] == [
        (
            "Jawaban benar pada tes berubah dari 50,0 % menjadi 80,0 %: +30,0 poin (selang 95 %: +25,6 sampai +34,4), "
            "dari 5 orang yang mengerjakan keduanya."
        ),
        "Kenaikan ini lebih besar daripada kebetulan.",
    ]
    # 30 of the 50 points that were left: 60 %.
    assert found["tables"][0]["rows"][0][:7] == [
        "Angkatan 1",
        "5",
        "50,0",
        "80,0",
        "+30,0",
        "+25,6 sampai +34,4",
        "60 %",
    ]
    assert [each["at"] for each in found["picture"]["rows"][0]["points"]] == [50.0, 80.0]


def test_four_pairs_are_not_read():
    found = learning_chapter(selection(), levels(BEFORE[:4], AFTER[:4]))
    assert found["sentences"] == [
        "Yang mengerjakan kedua tes kurang dari lima orang, sehingga hasilnya tidak ditampilkan."
    ]
    assert found["tables"][0]["rows"][0] == ["Angkatan 1", "kurang dari lima", *["–"] * 6]
    assert found["picture"] is None
    assert level_sheets(selection(), levels(BEFORE[:4], AFTER[:4]))[1]["rows"][0][2:] == [None] * 9


def test_a_batch_without_tests_says_so():
    assert learning_chapter(selection(), levels([], []))["tables"] == []


def test_behaviour_is_told_from_three_sides():
    summary = BehaviourSummary(
        asked=9, self_view=View(8, 3.25, 0.4), heads=View(6, 2.75, 0.5), colleagues=View(4), gap=Gap(6, 0.5, 0.1, 0.9),
        verdicts={"done": 5, "partly": 2},
    )  # fmt: skip
    found = behaviour_chapter(selection(), levels([], [], summary))
    assert found["sentences"] == [
        "9 peserta diminta menilai penerapannya beberapa bulan setelah pelatihan.",
        "Rata-rata dari 4 menurut: peserta 3,25 (8 peserta); atasan 2,75 (6 peserta).",
        "Peserta menilai diri +0,50 dibandingkan yang lain (selang 95 %: +0,10 sampai +0,90; 6 peserta).",
        "Rencana aksi menurut atasan: terlaksana 5, terlaksana sebagian 2.",
    ]
    assert found["tables"][0]["rows"][0] == [
        "Angkatan 1", "9", "3,25 (8)", "2,75 (6)", "kurang dari lima", "+0,50 (+0,10 sampai +0,90)",
    ]  # fmt: skip
    assert [each["series"] for each in found["picture"]["rows"][0]["points"]] == [0, 1]
    assert summary_of_levels(selection(), levels([], [], summary)) == [
        "Menurut atasan, yang dipelajari diterapkan dengan nilai 2,75 dari 4 (6 peserta dinilai)."
    ]


def test_a_units_report_says_that_opinions_are_of_whole_batches():
    found = learning_chapter(selection(frozenset({1})), levels(BEFORE, AFTER))
    assert "bukan hanya dari unit-unit ini" in found["notes"][0]
    told = summary_of_levels(selection(frozenset({1})), levels(BEFORE, AFTER))
    assert "bukan hanya dari unit-unit ini" in told[-1]


def test_a_mean_has_a_margin_from_five_on():
    assert mean_of([3.0] * 4) == Mean(4)
    found = mean_of([2.0, 3.0, 3.0, 3.0, 4.0])
    # 2.776 × √0.5 / √5
    assert (found.mean, round(found.margin or 0, 3)) == (3.0, 0.878)
