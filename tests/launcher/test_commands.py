"""Command lines: what they mean and which need the services."""

import pytest
from launcher import manage, run, suite


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("migrate", True),
        ("demo --seed 1", True),
        ("skm_import file.csv --unit X", True),
        ("skm_index file.csv --json", False),
        ("check --deploy", False),
        ("check --database default", True),
        ("makemigrations --help", False),
        ("compilemessages", False),
        ("", False),
    ],
)
def test_a_command_starts_the_services_only_when_it_needs_them(words: str, needed: bool) -> None:
    assert manage.needs_services(words.split()) is needed


def test_the_options_of_bin_run() -> None:
    assert run.parse([]) == run.Options(port=None, empty=False)
    assert run.parse(["--port", "8123", "--empty"]) == run.Options(port=8123, empty=True)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight"])
def test_a_port_that_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.parse(["--port", port])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_tests_run_in_parallel_unless_the_arguments_decide() -> None:
    assert suite.pytest_stage([]).command == ("-m", "pytest", "-n", "auto")
    assert suite.pytest_stage(["-n0", "-k", "x"]).command == ("-m", "pytest", "-n0", "-k", "x")
