"""Three files name the same requirements: pyproject.toml for pip, environment.yml for conda, and the lock."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from rattler import MatchSpec
from rattler.exceptions import InvalidMatchSpecError

from helpers.doctor import NEEDS_PYTHON

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
CONDA_LINES = [line for line in CONDA["dependencies"] if isinstance(line, str)]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA_NAMES = {"matplotlib-base": "matplotlib"}  # conda's matplotlib without a window toolkit
PIN = re.compile(r"([a-z0-9._-]+)==(\S+)( ; [^\\]+?)?((?: --hash=sha256:[0-9a-f]{64})+)")


def specifiers(lines):
    found = {}
    for line in lines:
        requirement = Requirement(line)
        found[CONDA_NAMES.get(requirement.name, requirement.name)] = requirement.specifier
    return found


def pins(lock):
    """Name -> pinned versions (numpy has one for each Python); fails on a line that is no pin with hashes."""
    found = {}
    lines = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\s*\\\n\s*", " ", lines).splitlines():
        pin = PIN.fullmatch(line.strip())
        assert pin, f"not a pin with hashes: {line[:80]}"
        found.setdefault(pin[1], []).append(pin[2])
    return found


def test_conda_and_pip_ask_for_the_same_versions():
    conda = specifiers(line for line in CONDA_LINES if line.split()[0] not in ("python", "pip"))
    assert conda == specifiers(PROJECT["dependencies"])


@pytest.mark.parametrize("line", CONDA_LINES)
def test_conda_understands_every_line(line):
    assert MatchSpec(line).name.normalized == line.split()[0]


def test_a_spelling_that_only_pip_knows_is_caught():
    with pytest.raises(InvalidMatchSpecError):
        MatchSpec("pandas ~3")


def test_conda_takes_community_packages_only_and_installs_the_kit_last():
    assert CONDA["name"] == "two-shores"
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert CONDA["dependencies"][-1] == {"pip": ["-e ."]}


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
def test_a_requirement_has_a_lower_and_an_upper_bound_and_its_pins_lie_between(line):
    requirement = Requirement(line)
    assert sorted(part.operator for part in requirement.specifier) == ["<", ">="]
    versions = pins(LOCK)[requirement.name]
    assert all(version in requirement.specifier for version in versions)


def test_every_pin_in_the_lock_has_a_hash():
    assert len(pins(LOCK)) > 50


@pytest.mark.parametrize("line", ["pandas==3.1.1", "pandas>=3 --hash=sha256:" + "0" * 64, "-e ."])
def test_a_lock_line_without_pin_or_hash_is_caught(line):
    with pytest.raises(AssertionError, match="not a pin"):
        pins(line)


def test_the_lock_names_no_address():
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ", LOCK)


def test_the_lowest_python_is_the_same_everywhere():
    lowest = ".".join(map(str, NEEDS_PYTHON))
    assert PROJECT["requires-python"] == f">={lowest}"
    assert f"python >={lowest}" in CONDA_LINES
    assert f"version_info < {NEEDS_PYTHON}" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_python_that_is_named_is_allowed():
    named = [line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert named == ["3.11", "3.12", "3.13", "3.14"]
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in named)
