"""Are the tables sound? `two-shores data` answers: how many rows, whose words, which faults.

Run it after each correction. Exit code 0: no fault; 1: faults, each with file, row, column, value and what to
do. `--seal` renews the control totals and the data dictionary after a change that was meant.
"""

from __future__ import annotations

import argparse

from helpers import balance, data, dictionary, rules, totals


def main(arguments: list[str] | None = None) -> int:
    """Run `two-shores data [--seal]` and return its exit code."""
    parser = argparse.ArgumentParser(prog="two-shores data", description=__doc__.split("\n")[0])
    parser.add_argument("--seal", action="store_true", help="renew control totals and course_data/README.md")
    if parser.parse_args(arguments).seal:
        seal()
    tables = rules.Tables()
    print(_counts(tables), _balance(), sep="\n\n", end="\n\n")
    found = rules.faults(tables)
    print(*found, sep="\n")
    print(f"{len(rules.RULES)} rules, {len(tables['control_totals']):,} control totals: {len(found)} faults.")
    return bool(found)


def seal() -> None:
    """Write the control totals and the data dictionary as they are now."""
    made = totals.make(rules.Tables())
    data.write("control_totals.csv", made.to_csv(index=False, lineterminator="\n", float_format="%.15g"))
    data.write("README.md", dictionary.text())


def _counts(tables: rules.Tables) -> str:
    rows = [(name, len(tables[name])) for name in data.tables()]
    lines = [f"  {name:<22}{count:>7,}" for name, count in rows]
    total = f"{sum(count for _, count in rows):,} rows in {len(rows)} tables, {data.size() / 1e6:.1f} MB"
    return "\n".join(["Rows", *lines, total])


def _balance() -> str:
    by_topic = balance.sides()
    parts = [
        ("Statements by topic and side", by_topic),
        ("Statements by kind of document and side", balance.genres()),
        ("Statements by language of the document and side", balance.languages()),
        ("Contested topics that lack a voice", balance.missing()),
    ]
    return "\n\n".join(f"{title}\n{frame.to_string()}" for title, frame in parts)
