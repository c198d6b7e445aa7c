import shutil
import sys
from importlib import metadata

import jupyter_core.paths
import pytest

from helpers import doctor
from helpers.doctor import Problem, Report, _data, _folder, _fonts, _packages, _python, _widgets, main

# `helpers.doctor` is the function; to replace something in it we need the module of the same name.
MODULE = sys.modules["helpers.doctor"]


def test_a_machine_that_runs_the_tests_has_all_packages_and_widgets():
    assert [*_python(), *_packages(), *_widgets()] == []


def test_notebooks_get_the_function_from_the_package():
    assert doctor is MODULE.doctor
    assert isinstance(doctor(), Report)


def test_an_old_python_is_named_with_its_version():
    (problem,) = _python(found=(3, 9, 2))
    assert problem.what == "Python is 3.9.2; the kit needs 3.11 or newer."


def test_a_missing_package_is_named_with_the_command_that_brings_it(monkeypatch):
    version = metadata.version

    def without_plotly(name):
        if name == "plotly":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_plotly)
    (problem,) = _packages()
    assert problem.what == "The package plotly is missing."
    assert 'pip install "plotly' in problem.fix


@pytest.mark.parametrize("found", ["2.3.3", "4.0.0"])
def test_a_package_outside_its_bounds_is_named_with_both_versions(monkeypatch, found):
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: found if name == "pandas" else version(name))
    (problem,) = _packages()
    assert problem.what.startswith(f"pandas is {found}; the kit needs ")


def test_a_copy_that_was_not_installed_reads_its_requirements_from_the_project_file(monkeypatch):
    def not_installed(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", not_installed)
    assert list(_packages()) == []


def test_both_scripts_without_a_font_are_named(monkeypatch):
    monkeypatch.setattr(MODULE, "_has_font", lambda language: False)
    hangul, kanji = _fonts()
    assert "Hangul" in hangul.what
    assert "kanji" in kanji.what
    assert "fonts-noto-cjk" in kanji.fix


@pytest.mark.parametrize(("font", "lacking"), [("Malgun Gothic", 1), ("Noto Sans CJK JP", 0), ("Arial", 2)])
def test_without_fontconfig_the_fonts_that_matplotlib_sees_are_asked(monkeypatch, font, lacking):
    from matplotlib import font_manager

    class Manager:
        ttflist = [font_manager.FontEntry(name=font)]

    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(font_manager, "fontManager", Manager)
    assert len(list(_fonts())) == lacking


def test_a_lab_without_the_widgets_extensions_is_told_which(monkeypatch, tmp_path):
    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda *names: [str(tmp_path)])
    own, stock = _widgets()
    assert "anywidget" in own.what
    assert "@jupyter-widgets" in stock.what


def test_each_broken_table_is_named_with_its_repair(tiny):
    tiny.add("events", "event_id:slug! start:date", "signed,2016-11-23")
    assert list(_data()) == []
    tiny.add("polls", "poll_id percent:number", "a,47.9%")
    tiny.add("sources", "source_id").unlink()
    polls, sources = _data()
    assert polls.what.startswith("polls.csv, line 2, column percent: '47.9%'")
    assert "sources.csv is missing" in sources.what and "git checkout" in sources.fix


def test_a_damaged_list_of_the_tables_is_one_problem(tiny):
    (tiny.folder / "datapackage.json").write_text("{")
    (problem,) = _data()
    assert problem.what.startswith("datapackage.json cannot be read")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (problem,) = _folder(tmp_path / "not-there")
    assert "not-there" in problem.what
    assert list(_folder(tmp_path)) == []


def test_the_report_has_one_line_for_each_problem():
    report = Report((Problem("No font.", "Install <one>."), Problem("No room.", "Make room.")))
    assert repr(report).splitlines()[1:] == ["- No font. -> Install <one>.", "- No room. -> Make room."]
    assert "- **No font.** Install &lt;one&gt;." in report._repr_markdown_()
    assert repr(report).startswith("2 problems found.")


@pytest.mark.parametrize(("problems", "code"), [((), 0), ((Problem("No font.", "Install one."),), 1)])
def test_the_exit_code_tells_whether_the_computer_is_ready(monkeypatch, capsys, problems, code):
    monkeypatch.setattr(MODULE, "doctor", lambda: Report(problems))
    assert main([]) == code
    assert ("is ready" in capsys.readouterr().out) == (code == 0)
