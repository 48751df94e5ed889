"""The virtual environment: what counts as whole, half made, out of date."""

import hashlib
import io
import sys
from pathlib import Path

import pytest
from launcher.places import Places
from launcher.problems import Problem
from launcher.progress import Progress
from launcher.python_environment import LISTING, UNDER_WAY, Environment
from launcher.signals import StopFlag

VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def checkout(tmp_path: Path) -> Places:
    places = Places(tmp_path)
    places.make()
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    packages = tmp_path / ".venv" / "lib" / VERSION / "site-packages"
    for package in ("pip", "django"):
        (packages / package).mkdir(parents=True)
    places.python.parent.mkdir()
    places.python.symlink_to(Path(sys.executable).resolve())
    return places


def finish(places: Places) -> None:
    lock = (places.root / "requirements.txt").read_bytes()
    (places.venv / LISTING).write_text("django\npip")
    (places.venv / ".requirements.txt.installed").write_text(hashlib.sha256(lock).hexdigest())


@pytest.fixture
def environment(checkout: Places) -> Environment:
    return Environment(checkout, Progress(io.StringIO()), StopFlag())


def test_a_finished_environment_is_left_alone(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    environment.ensure()
    assert not environment.is_broken()


def test_an_environment_without_an_interpreter_is_broken(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    checkout.python.unlink()
    assert environment.is_broken()


def test_an_interpreter_of_another_version_is_broken(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    (checkout.venv / "lib" / VERSION).rename(checkout.venv / "lib" / "python3.1")
    assert environment.is_broken()


def test_an_installation_that_was_cut_off_is_broken(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    (checkout.venv / UNDER_WAY).touch()
    assert environment.is_broken()


def test_a_package_that_went_missing_is_broken(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    (checkout.site_packages / "django").rmdir()
    assert environment.is_broken()


def test_a_changed_lock_asks_for_an_installation_only(checkout: Places, environment: Environment) -> None:
    finish(checkout)
    (checkout.root / "requirements.txt").write_text("django==5.3\n")
    assert not environment.is_broken()
    assert not environment._is_ready(["requirements.txt"])


def test_a_link_to_a_half_made_environment_is_never_followed_to_remove_it(
    checkout: Places, environment: Environment
) -> None:
    elsewhere = checkout.root / "elsewhere"
    checkout.venv.rename(elsewhere)
    checkout.venv.symlink_to(elsewhere)
    (elsewhere / UNDER_WAY).touch()
    with pytest.raises(Problem, match="remove that link"):
        environment.ensure()
    assert (elsewhere / "bin" / "python").is_symlink()
