"""The report of a check: kept with the upload, shown to HR, compared again before the import."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from typing import Any

from people.imports.table import Change, Finding


@dataclass
class Report:
    """Findings and changes in the order of rows, and how many rows there are of each kind."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    rows: int = 0

    @property
    def blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(finding.blocking for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Plain lists and numbers, for the database."""
        return {
            "findings": [list(astuple(finding)) for finding in self.findings],
            "changes": [list(astuple(change)) for change in self.changes],
            "counts": self.counts(),
        }

    def counts(self) -> dict[str, Any]:
        """How many rows, how many of them change something, and how many deeds of each kind."""
        faulty = {finding.row for finding in self.findings if finding.blocking}
        changed = {change.row for change in self.changes} - faulty
        return {
            "rows": self.rows,
            "changed": len(changed),
            "faulty": len(faulty),
            "unchanged": max(self.rows - len(changed) - len(faulty), 0),
            "blocking": sum(finding.blocking for finding in self.findings),
            "notes": sum(not finding.blocking for finding in self.findings),
            "deeds": dict(Counter(change.deed for change in self.changes)),
        }


def report_of(findings: Iterable[Finding], changes: Iterable[Change], rows: int) -> Report:
    """A report in the order of rows."""
    return Report(
        findings=sorted(findings, key=lambda finding: (finding.row, finding.column)),
        changes=sorted(changes, key=lambda change: change.row),
        rows=rows,
    )


def report_from(stored: dict[str, Any]) -> Report:
    """The report that `as_json` stored."""
    return Report(
        findings=[Finding(*item) for item in stored.get("findings", [])],
        changes=[Change(*item) for item in stored.get("changes", [])],
        rows=stored["counts"]["rows"],
    )
