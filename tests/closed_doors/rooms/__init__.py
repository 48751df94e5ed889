"""Who may open which door, one module a room.

Each module has `DOORS`, from route name to the roles of `house.py` that may open it, and, when its
addresses name things, `samples(house)`, from route name to the arguments of one real address.
"""

import pkgutil
from collections.abc import Collection
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.closed_doors.house import House

MODULES: list[ModuleType] = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]


def doors() -> dict[str, Collection[str]]:
    """Route name to allowed roles, of all rooms."""
    return {name: roles for module in MODULES for name, roles in module.DOORS.items()}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """Route name to the arguments of one real address, of all rooms."""
    makers = [module.samples for module in MODULES if hasattr(module, "samples")]
    return {name: arguments for make in makers for name, arguments in make(house).items()}
