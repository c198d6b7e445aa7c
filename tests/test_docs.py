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
MODULES = sorted(path.stem for path in HELPERS.glob("*.py") if not path.stem.startswith("__"))


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


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_says_what_one_gets(name):
    module = importlib.import_module(f"helpers.{name}")
    silent = [label for label, thing in public(module) if not (inspect.getdoc(thing) or "").strip()]
    assert silent == [], "write a docstring"


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_is_annotated(name):
    module = importlib.import_module(f"helpers.{name}")
    functions = [(label, thing) for label, thing in public(module) if inspect.isfunction(thing)]
    bare = [label for label, thing in functions if "return" not in thing.__annotations__]
    assert bare == [], "say what it returns: -> ..."


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_of_the_package_is_documented_with_an_example(name):
    text = inspect.getdoc(getattr(helpers, name)) or ""
    assert ">>>" in text, f"help({name}) shows no example"


@pytest.mark.parametrize("name", ["errors", "data", "dates", "labels", "sources", "prose"])
def test_the_examples_give_what_they_say(name):
    result = doctest.testmod(importlib.import_module(f"helpers.{name}"))
    assert result.attempted and not result.failed, f"run: python -m doctest helpers/{name}.py"


def test_help_on_the_package_names_its_functions():
    asked = "import pydoc, helpers; print(pydoc.render_doc(helpers, renderer=pydoc.plaintext))"
    shown = subprocess.run(
        [sys.executable, "-c", asked], cwd=HELPERS.parent, capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in helpers.__all__ if name not in shown] == []
