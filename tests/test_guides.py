"""The guides for instructors are what their sources, the lessons and the tables give today."""

import re
from pathlib import Path

import pytest

from helpers import guides
from helpers.errors import KitError
from helpers.tasks import exercise_ids, find, lessons

ROOT = Path(__file__).parents[1]
PAGES = guides.render(ROOT)
WRITTEN = {path for folder in (guides.GUIDES, guides.FAIRNESS) for path in (ROOT / folder).glob("*.md")}
NAMES = {path.stem[:2]: path.stem for path in (ROOT / guides.SOURCES).glob("[0-9][0-9]-*.md")}


def test_every_lesson_has_a_guide_and_a_page_for_parents():
    assert list(NAMES) and set(NAMES) == set(lessons())
    assert {str(path.relative_to(ROOT)) for path in WRITTEN} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_guide_is_what_its_source_gives_today(name):
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name], f"{name} is stale: make notebooks"


@pytest.mark.parametrize("lesson", lessons())
def test_a_guide_holds_what_an_instructor_needs(lesson):
    guide = PAGES[f"docs/teaching/{NAMES[lesson]}.md"]
    for words in (
        "| **Question** |",
        "| Minutes | Step | Students do | You do |",
        "**Cut when late**",
        "Students can",
        "The mapping is ours",
        "What you will hear",
        "## Sensitivity",
        "**Present and repeat**",
        "## Extension",
        "as we would mark them",
        "(../fairness/",
    ):
        assert words in guide, words
    assert all(f"### {task} {find(task).title}" in guide for task in exercise_ids(lesson))
    assert not re.search(r"\{\{|nan\b", guide)


@pytest.mark.parametrize("lesson", lessons())
def test_the_page_for_parents_fits_on_a_page_and_counts_the_voices(lesson):
    page = PAGES[f"docs/fairness/{NAMES[lesson]}.md"]
    assert page.splitlines()[2].startswith(f"# How lesson {lesson} stays fair")
    assert len(re.sub(r"\|.*\|", "", page).split()) <= 450
    assert re.search(r"\| side ", page)


def test_the_minutes_of_the_plan_are_those_of_the_lesson():
    guide = PAGES[f"docs/teaching/{NAMES['08']}.md"]
    spans = re.findall(r"^\| (\d+)–(\d+) \|", guide, re.MULTILINE)
    assert spans[0][0] == "0" and spans[-1][1] == "50"
    assert all(one[1] == other[0] for one, other in zip(spans, spans[1:], strict=False))


@pytest.fixture
def source(tmp_path):
    """A guide of a few lines beside the real lesson 08."""
    for folder in ("notebooks", "docs/teaching/source"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("source", "08-gsomia.ipynb"):
        (tmp_path / "notebooks" / name).symlink_to(ROOT / "notebooks" / name)
    for name in ("protocol", "marking"):
        (tmp_path / guides.SOURCES / f"{name}.md").write_text("Words.")

    def write(text):
        (tmp_path / guides.SOURCES / "08-gsomia.md").write_text(text)
        return tmp_path

    return write


HEAD = '---\nlesson: "08"\nplan: []\ncut: []\nbefore: ""\n---\n# Teaching lesson 08: T\n'
FAIR = "\n## How this lesson stays fair\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# No front matter", "has no front matter"),
        (HEAD, "has no section '## How this lesson stays fair'"),
        (HEAD + "{{ plan }}" + FAIR, "the plan has 0 steps, the lesson"),
        (HEAD + "{{ paln }}" + FAIR, "Blocks: glance, plan"),
        (HEAD + '{{ ref("no-such-source") }}' + FAIR, "no-such-source"),
    ],
)
def test_a_fault_in_a_source_is_named_with_what_to_do(source, text, told):
    with pytest.raises(KitError) as caught:
        guides.render(source(text))
    assert told in str(caught.value)


def test_the_last_section_becomes_a_page_of_its_own(source):
    pages = guides.render(source(HEAD + "Hello." + FAIR))
    assert pages["docs/teaching/08-gsomia.md"].count("Words.") == 0
    assert pages["docs/fairness/08-gsomia.md"].endswith("# How lesson 08 stays fair: T\n\nWords.\n")
