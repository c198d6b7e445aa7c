"""The data dictionary: `course_data/README.md`, written from `datapackage.json` so that it cannot go stale.

`text()` returns it; `two-shores data --seal` writes it; a test compares the two.
"""

from __future__ import annotations

from helpers import data

_HEAD = """# The data of Two Shores

{about}

One table is one CSV file: UTF-8, comma-separated, one row one thing. `datapackage.json` is the descriptor
([Frictionless Data Package](https://datapackage.org)); this page is written from it by
`two-shores data --seal`.

```python
from helpers import table, describe, series
events = table("events")          # a pandas DataFrame, typed
describe("events")                # columns, units, what the table can and cannot answer
series("jnto-kr-annual")          # one time series with its unit, breaks and caveats
```

* **Why the data exist, what is missing, uses to avoid:** [docs/datasheet.md](../docs/datasheet.md).
* **What was joined, split and judged:** [docs/data-decisions.md](../docs/data-decisions.md), row by row in
  [docs/data-merge.csv](../docs/data-merge.csv). **How to correct a fact** stands there too; what was
  corrected is the table `corrections`.
* **Licence:** {licence}. The numbers of public statistics belong to those who publish them: see the source.
* **How to cite:** [CITATION.cff](../CITATION.cff).

Dates follow EDTF: `2019`, `2019-11`, `2019-11-22`, `2019-11-22T18:07`, `2016/2019` for a span, `~` about,
`?` uncertain, `..` open. An empty cell means that no source states it. Nothing is averaged: two sources are
two rows.

| table | rows | one row is |
| --- | ---: | --- |
"""


def text() -> str:
    """Return the data dictionary as Markdown: a list of the tables, then each table with its columns."""
    package = data.package()
    licence = ", ".join(licence["title"] for licence in package["licenses"])
    lines = [
        f"| [{name}](#{name}) | {len(data.table(name)):,} | {_cell(resource['description'])} |"
        for resource in package["resources"]
        for name in [resource["name"]]
    ]
    tables = [_table(resource) for resource in package["resources"]]
    head = _HEAD.format(about=package["description"], licence=licence)
    return head + "\n".join(lines) + "\n\n" + "\n".join(tables)


def _table(resource: dict) -> str:
    schema = resource["schema"]
    lines = [f"## {resource['name']}", "", resource["description"], ""]
    lines += [f"* {head}: {text}" for head, key in data.LIMITS.items() for text in resource.get(key, [])]
    lines += [f"* Key: {', '.join(f'`{column}`' for column in schema['primaryKey'])}", ""]
    lines += ["| column | type | unit | rule | meaning |", "| --- | --- | --- | --- | --- |"]
    links = {link["fields"][0]: link["reference"]["resource"] for link in schema.get("foreignKeys", [])}
    for field in schema["fields"]:
        rule = _rule(field, links.get(field["name"]))
        cells = (f"`{field['name']}`", field["type"], field.get("unit", ""), rule, field["description"])
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join([*lines, ""])


def _rule(field: dict, target: str | None) -> str:
    constraints = field.get("constraints", {})
    found = ["required"] if constraints.get("required") else []
    found += ["date"] if data.is_date(field) else []
    found += [f"→ {target}"] if target else []
    found += ["one of " + ", ".join(constraints["enum"])] if "enum" in constraints else []
    if "minimum" in constraints:
        found.append(f"{constraints['minimum']} to {constraints['maximum']}")
    return "; ".join(found)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
