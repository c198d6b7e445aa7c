"""Fixtures that several test modules share."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

# Tests, and the kernels that they start, keep no answers in anybody's home folder.
os.environ["TWO_SHORES_ANSWERS"] = "off"

DATE = r"^(\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?[~?%]?)(/(\.\.|[0-9]{4}[-0-9]*[~?%]?))?$"
SLUG = r"^[a-z0-9]+([-_.][a-z0-9]+)*$"


class Tiny:
    """A course_data folder of a few rows, made on the spot.

    tiny.add("events", "event_id:slug! start:date value:number", "gsomia-signed,2016-11-23,1.5")
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.resources: list[dict] = []

    def add(self, name: str, columns: str, *rows: str, key: str = "") -> Path:
        """Write one table. Types: text, slug, date, number, integer, boolean, a|b|c; `!` = required."""
        fields = [_field(column) for column in columns.split()]
        schema = {"fields": fields, "primaryKey": key.split() or [fields[0]["name"]], "missingValues": [""]}
        self.resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "description": f"One row is one of {name}.",
                "schema": schema,
            }
        )
        package = json.dumps({"name": "tiny", "resources": self.resources})
        (self.folder / "datapackage.json").write_text(package, encoding="utf-8")
        header = ",".join(field["name"] for field in fields)
        path = self.folder / f"{name}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path


def _field(column: str) -> dict:
    name, _, kind = column.partition(":")
    rules = {"required": True} if kind.endswith("!") else {}
    kind = kind.rstrip("!") or "text"
    if "|" in kind:
        rules["enum"] = kind.split("|")
    elif kind in ("slug", "date"):
        rules["pattern"] = {"slug": SLUG, "date": DATE}[kind]
    stored = kind if kind in ("number", "integer", "boolean") else "string"
    return {"name": name, "type": stored, "description": f"The {name}.", "constraints": rules}


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """An empty course_data folder that `helpers.data` reads in place of the real one."""
    monkeypatch.setenv("TWO_SHORES_DATA", str(tmp_path))
    return Tiny(tmp_path)
