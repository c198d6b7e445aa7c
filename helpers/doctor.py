"""Is this computer ready for the kit? One line for each problem, with what to do about it.

    two-shores doctor      in a terminal: exit code 0 when ready, 1 when not
    doctor()               in a notebook

Each check is one small function that returns the problems that it found. None of them changes anything.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import metadata
from pathlib import Path

from helpers.errors import KitError

DISTRIBUTION = "two-shores"
NEEDS_PYTHON = (3, 11)
WIDGETS = ("anywidget", "@jupyter-widgets/jupyterlab-manager")
SCRIPTS = {"ko": "Hangul (Korean)", "ja": "kanji and kana (Japanese)"}
# Families that come with systems or are commonly added; asked only where fontconfig's fc-list is missing.
FONTS = {
    "ko": ("Noto Sans CJK", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "Batang"),
    "ja": ("Noto Sans CJK", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "MS Gothic", "IPAGothic"),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and what to do about it."""

    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.what} -> {self.fix}"


@dataclass(frozen=True)
class Report:
    """The result of doctor(): `ready` is True when there is no problem, `problems` lists them."""

    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        return not self.problems

    @property
    def summary(self) -> str:
        if self.ready:
            return "This computer is ready: Python, packages, fonts, widgets, data and folder are in order."
        found = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        return f"{found} found. After mending, restart the kernel and run this again."

    def __repr__(self) -> str:
        return "\n".join([self.summary, *(f"- {problem}" for problem in self.problems)])

    def _repr_markdown_(self) -> str:
        lines = [f"- **{escape(problem.what)}** {escape(problem.fix)}" for problem in self.problems]
        return "\n".join([self.summary, "", *lines])


def doctor(folder: Path | str = ".") -> Report:
    """Return what keeps this computer from running the kit, with a fix for each problem.

    `folder` is where you want to save your work.

    >>> doctor()  # doctest: +SKIP
    This computer is ready: Python, packages, fonts, widgets, data and folder are in order.
    """
    checks = (_python(), _packages(), _fonts(), _widgets(), _data(), _folder(Path(folder)))
    return Report(tuple(problem for check in checks for problem in check))


def main(arguments: list[str] | None = None) -> int:
    """Command line: `two-shores doctor`. The exit code is 0 when this computer is ready, else 1."""
    parser = argparse.ArgumentParser(
        prog="two-shores doctor",
        description="Look whether this computer is ready: Python, packages, fonts for Korean and Japanese, "
        "the widgets' part in JupyterLab, the data of the course, and whether this folder can be written to. "
        "Changes nothing.",
    )
    parser.parse_args(arguments)
    report = doctor()
    print(report)
    return 0 if report.ready else 1


def _python(found: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Problem]:
    if found < NEEDS_PYTHON:
        shown, least = ".".join(map(str, found)), ".".join(map(str, NEEDS_PYTHON))
        yield Problem(f"Python is {shown}; the kit needs {least} or newer.", "Install one from python.org.")


def _packages() -> Iterator[Problem]:
    try:
        from packaging.requirements import Requirement
    except ImportError:
        missing = "The package packaging is missing, so versions were not compared."
        yield Problem(missing, "In a terminal: pip install packaging")
        return
    for line in _requirements():
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        fix = f'In a terminal: pip install "{requirement.name}{requirement.specifier}"'
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield Problem(f"The package {requirement.name} is missing.", fix)
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield Problem(f"{requirement.name} is {version}; the kit needs {requirement.specifier}.", fix)


def _requirements() -> list[str]:
    """Return the kit's requirements: from its installation, or from pyproject.toml in a plain copy."""
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        import tomllib

        project = Path(__file__).parents[1] / "pyproject.toml"
        return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]


def _fonts() -> Iterator[Problem]:
    for language, script in SCRIPTS.items():
        if not _has_font(language):
            yield Problem(
                f"No font for {script}: names and titles would show as boxes.",
                "Linux: install fonts-noto-cjk (Fedora: google-noto-sans-cjk-fonts); restart the browser. "
                "macOS, Windows: add the language in the system's settings.",
            )


def _has_font(language: str) -> bool:
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", f":lang={language}", "family"], capture_output=True, text=True)
        return bool(listed.stdout.strip())
    try:
        from matplotlib.font_manager import fontManager
    except ImportError:
        return True  # reported among the packages; here nothing is known
    installed = {re.sub(r"\W", "", font.name).lower() for font in fontManager.ttflist}
    wanted = [re.sub(r"\W", "", name).lower() for name in FONTS[language]]
    return any(name.startswith(tuple(wanted)) for name in installed)


def _widgets() -> Iterator[Problem]:
    try:
        from jupyter_core.paths import jupyter_path
    except ImportError:
        return  # reported among the packages
    folders = [Path(folder) for folder in jupyter_path("labextensions")]
    for name in WIDGETS:
        if not any((folder / name / "package.json").is_file() for folder in folders):
            package = "anywidget" if name == "anywidget" else "jupyterlab_widgets"
            yield Problem(
                f"JupyterLab does not find the extension {name}: timelines and sliders stay empty.",
                f"In a terminal: pip install --force-reinstall {package}; then reload the browser's page.",
            )


def _data() -> Iterator[Problem]:
    from helpers import data

    try:
        names = data.tables()
    except KitError as error:
        yield _told(error)
        return
    for name in names:
        try:
            data.table(name)
        except KitError as error:
            yield _told(error)
        except ImportError:
            return  # pandas: reported among the packages


def _told(error: KitError) -> Problem:
    what, *repair = error.args
    return Problem(what, " ".join(repair))


def _folder(folder: Path) -> Iterator[Problem]:
    try:
        # os.access says yes to root and to many network drives, so we try.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Problem(
            f"Nothing can be saved in {os.path.abspath(folder)}: {error.strerror}.",
            "Copy the kit into a folder of your own, such as Documents, and open it there.",
        )
