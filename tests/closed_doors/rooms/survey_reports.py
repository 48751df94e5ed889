"""Doors of the official reports: a unit's for whoever sees its survey, those of all units for BKPSDM and leadership."""

from typing import Any

from tests.closed_doors.house import HR, House
from tests.surveys.reporting.made import make_report, make_run

READS = frozenset({"hr", "leader", "agency_head", "head", "officer"})
READS_ALL = frozenset({"hr", "leader"})
DOORS = {
    "unit_reports": READS,
    "unit_report_file": READS,
    "report_runs": READS_ALL,
    "report_run": READS_ALL,
    "retry_run": HR,
    "run_archive": READS_ALL,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A report of the unit, and a run over all units that made it."""
    report = make_report(house.cast.unit)
    run = make_run(house.cast.hr, units=[house.cast.unit], report=report)
    of_run = {"run_id": run.pk}
    return {
        "unit_reports": {"unit_code": house.cast.unit.code},
        "unit_report_file": {
            "unit_code": house.cast.unit.code,
            "period": report.period,
            "version": report.version,
            "kind": "pdf",
        },
        "report_run": of_run,
        "retry_run": of_run,
        "run_archive": of_run,
    }
