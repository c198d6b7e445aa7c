"""Two Shores: the package that the lessons import.

    from helpers import table, timeline, check

Everything is loaded on first use: `import helpers` itself reads no file and imports neither pandas nor
plotly, so a notebook starts quickly. Read the modules in this order: `data`, `dates`, `labels` (names in
three languages), `sources` (citations), `tables`, `charts` and `timeline` (showing), `answers`, `tasks` and
`progress` (judging).
"""

from importlib import import_module
from sys import modules
from types import ModuleType

_HOME = {
    "table": "data",
    "series": "data",
    "stretches": "data",
    "describe": "data",
    "when": "dates",
    "before": "dates",
    "names": "labels",
    "cite": "sources",
    "source_card": "sources",
    "claim_card": "cards",
    "Names": "naming",
    "show": "tables",
    "timeline": "timeline",
    "predict": "predict",
    "matrix": "matrix",
    "check": "answers",
    "hint": "answers",
    "solution": "answers",
    "progress": "progress",
    "page": "standalone",
    "KeyGuard": "keyguard",
    "doctor": "doctor",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"helpers has no {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"helpers.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        # Importing helpers/timeline.py would bind that module to the name of its function timeline() here,
        # and the function would be lost for `from helpers import timeline`. The same holds for doctor.
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


modules[__name__].__class__ = _Package
