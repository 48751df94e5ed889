"""How far two mixes of ways in lie apart."""

from surveys.publications.mixes import big_changes, moved_share


def mix(**counts):
    return {"rows": [{"code": code, "answers": many} for code, many in counts.items()], "rest": 0}


def test_the_share_that_would_have_to_move():
    # By hand: 60/40 against 30/70: 30 per cent change their way in.
    assert moved_share(mix(web=60, paper=40), mix(web=30, paper=70)) == 30
    assert moved_share(mix(web=60, paper=40), mix(web=6, paper=4)) == 0
    assert moved_share(mix(web=50), mix(kiosk=20)) == 100


def test_the_places_of_big_changes_and_unknown_mixes_between_them():
    nothing = {"rows": [], "rest": 40}
    assert big_changes([mix(web=60, paper=40), None, nothing, mix(web=30, paper=70), mix(web=20, paper=80)]) == [3]
    assert big_changes([]) == []
