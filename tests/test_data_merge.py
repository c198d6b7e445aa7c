"""docs/data-merge.csv says what became of each row of the research material: nothing may get lost."""

import csv
import json
from pathlib import Path

from helpers import data

MERGE = Path(__file__).parents[1] / "docs" / "data-merge.csv"


def kept_ids():
    """The ids of all rows of all tables; the parts of a composed id are joined by |."""
    package = json.loads((data.folder() / "datapackage.json").read_text(encoding="utf-8"))
    keys = {resource["name"]: resource["schema"]["primaryKey"] for resource in package["resources"]}
    rows = (row for name, key in keys.items() for row in data.table(name)[key].itertuples(index=False))
    return {"|".join(map(str, row)) for row in rows}


def lost(rows, ids):
    """Rows that claim to be kept under an id that no table has, and rows left out without a reason."""
    for row in rows:
        if row["status"] == "left-out":
            found = row["reason"] != ""
        else:
            found = all(kept.strip() in ids for kept in row["kept_id"].split(";"))
        if not found:
            yield f"{row['part']} {row['table']} {row['old_id']}: {row['kept_id'] or 'no reason'}"


def test_every_row_of_the_material_is_in_a_table_or_has_a_reason():
    with MERGE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(lost(rows, kept_ids())) == []
    assert {row["part"] for row in rows} == {"seeds", "security", "history", "trade", "gaps", "audit"}


def test_a_lost_row_is_named():
    row = dict(part="seeds", table="claims", old_id="c1", kept_id="c2", status="kept", reason="")
    assert list(lost([row], {"c2"})) == []
    assert list(lost([row], {"c1"})) == ["seeds claims c1: c2"]
    assert list(lost([row | {"status": "left-out", "kept_id": ""}], {"c2"})) == ["seeds claims c1: no reason"]
