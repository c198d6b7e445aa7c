"""The builder, on sources of a few lines."""

import json
from pathlib import Path

import pytest

from helpers.editions import answer_cells, build, main, render
from helpers.errors import KitError

LESSON = """---
two_shores: {lesson: "01"}
---

+++ {"minutes": 6, "step": "hook"}

# 한일 관계

There are {{ words(3) }} parts, and {{ total }} is not known yet.

```{code-cell}
total = 40 + 2
total
```

Now total is {{ total }}; {{ f"{total:05d}" }} as well.
"""

EXERCISE = """---
two_shores: {exercise: "01"}
---

# Exercise

```{code-cell}
start = 1
```

**01.1** What comes next?

```{code-cell}
:task: "01.1"
:edition: starter
print(start, ...)
```

```{code-cell}
:task: "01.1"
:edition: solution
print(start, 2)
```

```{code-cell}
:task: "01.1"
:edition: wrong
:misconception: backwards
print(start, 0)
```
"""


@pytest.fixture
def kit(tmp_path):
    """A kit with one lesson and one exercise; the lesson's sentences ask for nothing that is not known."""
    lesson = LESSON.replace(", and {{ total }} is not known yet", "")
    for folder, text in (("notebooks", lesson), ("exercises", EXERCISE)):
        path = tmp_path / folder / "source" / "01-small.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def source(tmp_path):
    """Write one source and return its path."""

    def write(text):
        path = tmp_path / "01-small.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def cells(path, kind):
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_two_builds_give_the_same_bytes_and_the_four_notebooks(kit, tmp_path):
    first = build(root=kit)
    again = build(root=kit, into=tmp_path / "again")
    assert [str(path.relative_to(kit)) for path in first] == [
        "notebooks/01-small.ipynb",
        "exercises/01-small.ipynb",
        "tests/notebooks/01-small-solved.ipynb",
        "tests/notebooks/01-small-wrong.ipynb",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]

    # What each of them holds; one build serves all these questions.
    lesson, student, solved, wrong = first
    opening, closing = cells(lesson, "markdown")
    assert opening == "# 한일 관계\n\nThere are three parts."
    assert closing == "Now total is 42; 00042 as well."
    assert cells(student, "code") == ["start = 1", "print(start, ...)"]
    assert cells(solved, "code") == ["start = 1", "print(start, 2)"]
    assert cells(wrong, "code") == ["start = 1", "print(start, 0)"]
    assert cells(wrong, "markdown")[-1] == "**01.1, wrong answer:** `backwards`"

    read = json.loads(lesson.read_text(encoding="utf-8"))
    assert read["metadata"]["two_shores"] == {"lesson": "01"}
    assert set(read["metadata"]) == {"kernelspec", "language_info", "two_shores"}
    assert read["cells"][0]["metadata"] == {"minutes": 6, "step": "hook"}
    assert "한일" in lesson.read_text(encoding="utf-8")

    handed_out = json.loads(student.read_text(encoding="utf-8"))
    assert "".join(answer_cells(handed_out)["01.1"]["source"]) == "print(start, ...)"
    assert "edition" not in student.read_text(encoding="utf-8")


def test_the_id_of_a_cell_comes_from_its_place_and_its_text(source):
    ids = []
    for heading in ("# A", "# B"):
        (text,) = render(source(f'---\ntwo_shores: {{lesson: "01"}}\n---\n{heading}')).values()
        ids += [cell["id"] for cell in json.loads(text)["cells"]]
    first, second = ids
    assert first != second
    assert first.startswith("00-") and second.startswith("00-")


def test_a_widget_is_kept_as_the_text_and_table_that_every_reader_sees(source):
    shows = LESSON.replace("40 + 2\ntotal", "42\nfrom ipywidgets import IntSlider\nIntSlider(3)")
    (text,) = render(source(shows.replace(", and {{ total }}", ""))).values()
    (output,) = json.loads(text)["cells"][1]["outputs"]
    assert output["data"] == {"text/plain": ["IntSlider(value=3)"]}
    assert "widgets" not in json.loads(text)["metadata"]


def test_an_error_that_a_lesson_wants_to_show_is_kept_without_its_traceback(source):
    fails = LESSON.replace("total = 40 + 2\ntotal", ":tags: [raises-exception]\ntotal = 42\n1 / 0")
    (text,) = render(source(fails.replace(", and {{ total }}", ""))).values()
    (output,) = json.loads(text)["cells"][1]["outputs"]
    assert output["traceback"] == ["ZeroDivisionError: division by zero"]


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("x", "x", "cell 1, line 9", "{{ total }} gives NameError: name 'total' is not defined"),
        ("{{ total }} is", "{{ wrods(3) }} is", "cell 1, line 9", "{{ wrods(3) }} gives NameError"),
        ("{{ total }} is", "{{ '' }} is", "cell 1, line 9", "{{ '' }} is empty"),
        ("{{ total }} is", "{{ float('nan') }} is", "cell 1, line 9", "is empty: 'nan'"),
    ],
)
def test_a_sentence_without_its_value_is_named(source, old, new, place, what):
    with pytest.raises(KitError) as caught:
        render(source(LESSON.replace(old, new)))
    assert place in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("code", "line", "what"),
    [
        ("total = 1\nraise ValueError('no rows')", 13, "the cell stops with ValueError: no rows"),
        ("total = (1", 12, "the cell stops with"),
        ("import warnings\nwarnings.warn('old')", 12, "the cell warns: "),
        ("object()", 12, "an address in memory"),
        ("import os\nos._exit(1)", 12, "the cell does not end"),
    ],
)
def test_a_cell_that_cannot_be_shown_to_readers_stops_the_build(source, code, line, what):
    text = LESSON.replace("total = 40 + 2\ntotal", code).replace(", and {{ total }} is not known yet", "")
    text = text[: text.index("Now total")]
    with pytest.raises(KitError) as caught:
        render(source(text))
    assert f"01-small.md, cell 2, line {line}: " in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('{exercise: "01"}', "{exercise: 01}", "does not say which lesson or exercise"),
        ('{exercise: "01"}', "{title: x}", "does not say which lesson or exercise"),
        ("edition: wrong", "edition: wrongly", "Did you mean 'wrong'"),
        (':task: "01.1"\n:edition: starter', ":task: 1.1\n:edition: starter", "is not a text"),
        (':task: "01.1"\n:edition: starter', ":edition: starter", "needs both `task` and `edition`"),
        (':task: "01.1"\n:edition: starter', ':task: "01.1"', "needs both `task` and `edition`"),
        (":misconception: backwards\n", "", "`misconception` belongs to each wrong answer"),
        (":edition: starter", ":edition: solution", "0 starter and 2 solution cells"),
        (":edition: solution", ":edition: starter", "2 starter and 0 solution cells"),
        (":edition: starter", ":edition: [starter", "the settings of a cell cannot be read"),
        ("print(start, 2)", "print(start, 2);", "line 22: the cell ends with a semicolon"),
    ],
)
def test_a_mistake_in_an_exercise_master_is_named_before_anything_runs(source, old, new, what):
    assert old in EXERCISE
    with pytest.raises(KitError) as caught:
        render(source(EXERCISE.replace(old, new, 1)))
    assert "01-small.md" in str(caught.value)
    assert what in str(caught.value)


def test_an_unknown_source_is_told_the_nearest_one(kit):
    with pytest.raises(KitError, match="Did you mean '01-small'"):
        build(["01-smal"], root=kit)


def test_a_folder_without_sources_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KitError, match="No sources of notebooks in"):
        main([])


# --- how much testimony a class reads -----------------------------------------------------------------------

LEVELS = """---
two_shores: {lesson: "03"}
---

+++ {"step": "sources"}

For every class.

+++ {"until": 1}

In place of testimony.

+++ {"level": 2, "skills": ["SRC"]}

Short testimony.

+++ {"level": 3}

Longer testimony.

+++ {"step": "exit"}

```{code-cell}
check = print
check("03.exit")
```
"""


@pytest.mark.parametrize(
    ("level", "read"),
    [
        (1, ["For every class.", "In place of testimony."]),
        (2, ["For every class.", "Short testimony."]),
        (3, ["For every class.", "Short testimony.", "Longer testimony."]),
    ],
)
def test_a_level_changes_what_is_read_and_never_a_check(source, level, read):
    (text,) = render(source(LEVELS), level=level).values()
    cells = json.loads(text)["cells"]
    assert [cell["source"][0] for cell in cells if cell["cell_type"] == "markdown" and cell["source"]] == read
    assert [line for cell in cells for line in cell["source"] if "exit" in line] == ['check("03.exit")']
    assert not [cell for cell in cells if {"level", "until"} & set(cell["metadata"])]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('"level": 2', '"level": 4', "Levels are 1, 2 and 3"),
        ('"until": 1', '"level": 3, "until": 2', "level 3 until 2"),
    ],
)
def test_a_level_that_makes_no_sense_is_named_with_its_line(source, was, becomes, told):
    with pytest.raises(KitError, match=r"line \d+") as caught:
        render(source(LEVELS.replace(was, becomes)))
    assert told in str(caught.value)


def test_a_check_may_not_depend_on_the_level(source):
    text = LEVELS.replace("```{code-cell}", "```{code-cell}\n:level: 2")
    with pytest.raises(KitError, match="a check belongs to every level"):
        render(source(text))


def test_an_unknown_level_is_refused(source):
    with pytest.raises(KitError, match="level"):
        render(source(LEVELS), level=5)
