"""Employees from a table: who they are, where they serve, what grade they hold, and whom they lead."""

from people.imports.employees.check import check
from people.imports.employees.rows import COLUMNS
from people.imports.employees.write import write

__all__ = ["COLUMNS", "check", "write"]
