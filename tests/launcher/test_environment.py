"""What Django processes get: the person's settings first, then ours."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from launcher.environment import needed_services, own_environment, read_env_file, with_services
from launcher.places import Places
from launcher.services import SERVICES


def test_an_env_file_may_have_comments_quotes_and_export() -> None:
    text = "# comment\nA=1\nexport B='two words'\n\nC=\"x=y\"\nnonsense\n"
    assert read_env_file(text) == {"A": "1", "B": "two words", "C": "x=y"}


def test_the_environment_wins_over_the_env_file(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    (places.root / ".env").write_text("LOG_LEVEL=DEBUG\nSITE_ADDRESS=http://file\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    found = own_environment(places)
    assert (found["LOG_LEVEL"], found["SITE_ADDRESS"]) == ("ERROR", "http://file")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = own_environment(places)["SECRET_KEY"]
    assert len(key) >= 50
    assert own_environment(places)["SECRET_KEY"] == key
    assert (places.var / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_key_of_complaints_is_made_once_and_fits_fernet(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPLAINT_KEYS", raising=False)
    key = own_environment(places)["COMPLAINT_KEYS"]
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
    assert own_environment(places)["COMPLAINT_KEYS"] == key
    assert (places.var / "complaint-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["postgres", "valkey"]),
        ({"DATABASE_URL": "postgres://elsewhere/x"}, ["valkey"]),
        ({"DATABASE_URL": "postgres://elsewhere/x", "REDIS_URL": "redis://elsewhere"}, []),
    ],
)
def test_only_services_that_are_not_named_are_started(settings: dict[str, str], expected: list[str]) -> None:
    assert needed_services(settings) == expected


def test_what_steers_libpq_is_kept_away_from_our_database(places: Places) -> None:
    found = with_services({"PGPORT": "1", "PGSERVICE": "other"}, [SERVICES["postgres"](places)], places)
    assert "PGPORT" not in found
    assert "PGSERVICE" not in found
    assert found["DATABASE_URL"] == f"postgres://postgres@/pembinaan?host={places.socket_directory}"


def test_a_socket_path_is_short_enough_however_long_the_checkout(places: Places) -> None:
    assert len(str(places.root)) > 107
    assert len(str(places.socket_directory / ".s.PGSQL.5432")) <= 107


def test_two_checkouts_have_two_sockets(tmp_path: Path) -> None:
    assert Places(tmp_path / "a").socket_directory != Places(tmp_path / "b").socket_directory
