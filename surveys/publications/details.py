"""Breakdowns of one figure: services, ways in, respondents; small parts hidden so that nothing can be subtracted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from surveys.figures import Rules
from surveys.index import margin_from, round_half_up
from surveys.publications.gathering import Cell, scores_of_cells
from surveys.publications.suppression import crossing_reveals, shown_parts

NO_SERVICE = ""


def breakdowns(cells: Collection[Cell], services: Mapping[int, tuple[str, str]], rules: Rules) -> dict[str, Any]:
    """Services and ways in of one unit's figure, as its content says them.

    `services` gives code and name. Each breakdown has its shown `rows` and the `rest` of the hidden ones. Ways in
    have scores unless services and ways in together would tell of a small group.
    """
    minimum = rules.minimum_answers
    by_service = _grouped(cells, lambda cell: services[cell.service_id][0] if cell.service_id else NO_SERVICE)
    by_channel = _grouped(cells, lambda cell: cell.channel)
    names = dict(services.values())
    shown_services = shown_parts(_counts(by_service), minimum)
    shown_channels = shown_parts(_counts(by_channel), minimum)
    crossed: defaultdict[tuple[str, str], int] = defaultdict(int)
    for cell in cells:
        code = services[cell.service_id][0] if cell.service_id else NO_SERVICE
        row = code if code in shown_services else "?"
        crossed[row, cell.channel if cell.channel in shown_channels else "?"] += cell.count
    with_scores = not crossing_reveals(crossed, minimum)
    return {
        "services": _table(by_service, shown_services, rules, lambda code: {"code": code, "name": names.get(code, "")}),
        "ways_in": _table(by_channel, shown_channels, rules if with_scores else None, lambda code: {"code": code}),
    }


def respondent_tables(counts: Mapping[str, Mapping[str, int]], answers: int, minimum: int) -> dict[str, Any]:
    """Counts by option of each field; who left it open has the empty code. Counts only, no scores."""
    tables: dict[str, Any] = {}
    for field, known in counts.items():
        told = {code: count for code, count in known.items() if code}
        whole = {**told, "": max(answers - sum(told.values()), 0)}
        shown = shown_parts(whole, minimum)
        rows = [{"code": code, "answers": whole[code]} for code in sorted(shown)]
        tables[field] = {"rows": rows, "rest": sum(count for code, count in whole.items() if code not in shown)}
    return tables


def kept_rows(first: Mapping[str, Any], answers: int) -> dict[str, Any]:
    """The breakdowns of a new version: the first version's rows, and what came since in their rest.

    Fresh rows would tell, less the old rows and less the totals of the versions between, of a few answers.
    """
    return {
        "services": _kept(first["services"], answers) if first["services"] else None,
        "ways_in": _kept(first["ways_in"], answers),
        "respondents": {field: _kept(table, answers) for field, table in first["respondents"].items()}
        if first["respondents"]
        else None,
    }


def _kept(table: Mapping[str, Any], answers: int) -> dict[str, Any]:
    rest = answers - sum(row["answers"] for row in table["rows"])
    if rest < 0:
        return {"rows": [], "rest": answers}
    return {"rows": table["rows"], "rest": rest, "rows_of_first_version": True}


def pooled(tables: Iterable[Mapping[str, Any]], loose: int = 0) -> dict[str, Any]:
    """Breakdowns of several published figures as one, without scores; `loose` answers belong to no shown row.

    It says nothing that the figures themselves do not say.
    """
    totals: defaultdict[str, int] = defaultdict(int)
    rest = loose
    for table in tables:
        rest += table["rest"]
        for row in table["rows"]:
            totals[row["code"]] += row["answers"]
    return {"rows": [{"code": code, "answers": totals[code]} for code in sorted(totals)], "rest": rest}


def _grouped(cells: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, list[Cell]]:
    groups: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return groups


def _counts(groups: Mapping[str, Iterable[Cell]]) -> dict[str, int]:
    return {key: sum(cell.count for cell in cells) for key, cells in groups.items()}


def _table(
    groups: Mapping[str, list[Cell]],
    shown: Collection[str],
    rules: Rules | None,
    described: Callable[[str], dict[str, Any]],
) -> dict[str, Any]:
    rows = [{**described(code), **_measured(groups[code], rules)} for code in sorted(shown)]
    every = sum(cell.count for cells in groups.values() for cell in cells)
    return {"rows": rows, "rest": every - sum(row["answers"] for row in rows)}


def _measured(cells: list[Cell], rules: Rules | None) -> dict[str, Any]:
    if rules is None:
        return {"answers": sum(cell.count for cell in cells)}
    scores = scores_of_cells(cells)
    found = scores.estimate(rules)
    if found is None:
        return {"answers": scores.answers}
    return {
        "answers": scores.answers,
        "index": str(round_half_up(found.index)),
        "margin": str(margin_from(found.squared_error, freedom=found.freedom)),
        "score_sum": sum(values[1] for values in scores.scores.values()),
    }
