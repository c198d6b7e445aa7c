import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helpers.__main__ import VERBS, main

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("asked", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_verb_with_what_it_does(asked, capsys):
    assert main(asked) == 0
    shown = capsys.readouterr().out
    for verb, (_, what) in VERBS.items():
        assert f"two-shores {verb}" in shown
        assert what in shown


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_its_options(verb, capsys):
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: two-shores {verb}")


@pytest.mark.parametrize(("asked", "meant"), [("gradee", "grade"), ("docter", "doctor"), ("Build", "build")])
def test_a_misspelt_verb_is_told_the_nearest_one(asked, meant, capsys):
    assert main([asked]) == 2
    message = capsys.readouterr().err
    assert f"'{asked}'" in message
    assert f"'{meant}'" in message
    assert "two-shores --help" in message


def test_a_mistake_is_told_in_a_sentence_and_not_as_a_traceback(capsys):
    assert main(["build", "99-nothing"]) == 2
    assert "99-nothing" in capsys.readouterr().err


def run(*arguments):
    asked = [sys.executable, *arguments]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_python_dash_m_helpers_is_the_same_program(capsys):
    main([])
    assert run("-m", "helpers") == capsys.readouterr().out


def test_help_does_not_wait_for_pandas_or_plotly():
    code = "import sys; from helpers.__main__ import main; main([])"
    assert run("-c", f"{code}; print({{'pandas', 'plotly'}} & set(sys.modules))").endswith("set()\n")


def test_the_installed_command_is_main():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"two-shores": "helpers.__main__:main"}
