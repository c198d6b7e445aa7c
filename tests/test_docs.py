"""Who asks help() gets an answer: every public name says in a first sentence what one gets."""

import doctest
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

HELPERS = Path(helpers.__file__).parent
PATHS = [path.relative_to(HELPERS).with_suffix("") for path in HELPERS.rglob("*.py")]
MODULES = sorted(".".join(path.parts).removesuffix(".__init__") for path in PATHS if path.parts[0][0] != "_")
# The modules of one exercise, such as tasks.keys08, hold its content; nobody asks help() for them.
OFFERED = [name for name in MODULES if not name[-2:].isdigit()]
# Their examples need a student's answers or hand-ins.
NOT_RUN = {"answers", "grading"}


def public(module):
    """The functions and classes that a module defines, and the methods of the classes."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(thing) or inspect.isclass(thing):
            yield f"{module.__name__}.{name}", thing
        if inspect.isclass(thing):
            for part, method in vars(thing).items():
                if not part.startswith("_") and inspect.isfunction(method):
                    yield f"{module.__name__}.{name}.{part}", method


@pytest.mark.parametrize("name", MODULES)
def test_every_module_gives_its_mental_model(name):
    module = importlib.import_module(f"helpers.{name}")
    assert module.__doc__, f"helpers/{name}.py has no docstring"
    assert len(module.__doc__.strip()) > 60, f"helpers/{name}.py: the docstring says too little"


@pytest.mark.parametrize("name", OFFERED)
def test_every_public_function_says_what_one_gets(name):
    module = importlib.import_module(f"helpers.{name}")
    silent = [label for label, thing in public(module) if not (inspect.getdoc(thing) or "").strip()]
    assert silent == [], "write a docstring"


@pytest.mark.parametrize("name", OFFERED)
def test_every_public_function_is_annotated(name):
    module = importlib.import_module(f"helpers.{name}")
    functions = [(label, thing) for label, thing in public(module) if inspect.isfunction(thing)]
    bare = [label for label, thing in functions if "return" not in thing.__annotations__]
    assert bare == [], "say what it returns: -> ..."


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_of_the_package_is_documented_with_an_example(name):
    text = inspect.getdoc(getattr(helpers, name)) or ""
    assert ">>>" in text, f"help({name}) shows no example"


@pytest.mark.parametrize("name", sorted(set(MODULES) - NOT_RUN))
def test_the_examples_give_what_they_say(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # an example that writes a file does no harm
    names = {public: getattr(helpers, public) for public in helpers.__all__}
    result = doctest.testmod(importlib.import_module(f"helpers.{name}"), extraglobs=names)
    assert not result.failed, f"helpers.{name}: correct the example, or mark it `# doctest: +SKIP`"


def test_help_on_the_package_names_its_functions():
    asked = "import pydoc, helpers; print(pydoc.render_doc(helpers, renderer=pydoc.plaintext))"
    shown = subprocess.run(
        [sys.executable, "-c", asked], cwd=HELPERS.parent, capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in helpers.__all__ if name not in shown] == []
