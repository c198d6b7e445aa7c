"""The parts of an answer that know how they are judged. A lesson's module puts its tasks together from these.

    parts=(
        *amount(key=keys.share, unit="percent", within=0.06, slips={"loans-as-grants": keys.with_loans}),
        source(key=keys.carriers),
    )

Each function returns a Part (`amount` returns two). `key` is a function that computes what is right from the
tables; `slips` tie known wrong answers to the misconceptions that they show. A slip that is a number is a
function too, so that it moves with the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from helpers.tasks import memo
from helpers.tasks.model import Answer, Judged, Part
from helpers.tasks.numbers import off_by, power_of_ten
from helpers.tasks.reading import spelled
from helpers.tasks.units import unit as understood

ANY = "*"
_FACTOR = "factor-of-a-thousand"

Slips = Mapping[object, str]


# --- numbers -----------------------------------------------------------------------------------------------


def number(
    name: str = "value",
    *,
    key: Callable[[], object],
    within: float = 0.0,
    slips: Mapping[str, Callable[[], object]] | None = None,
    by: str | tuple[str, ...] = "",
    marks: int = 1,
    optional: bool = False,
) -> Part:
    """Return a part for a number.

    `key` gives the right number, or several; with `by` (the name of another part, or several) it gives a dict
    from the value of that part to the number that belongs to it. A number is right within `within`.
    """

    def judge(answer: Answer) -> Judged:
        return _judge_number(name, answer[name], _wanted(key(), by, answer), within, slips or {})

    return Part(name, "number", marks, optional=optional, judge=judge)


def amount(
    *,
    key: Callable[[], object],
    unit: str,
    within: float = 0.0,
    slips: Mapping[str, Callable[[], object]] | None = None,
    unit_slips: Mapping[str, str] | None = None,
    by: str | tuple[str, ...] = "",
    marks: int = 1,
) -> tuple[Part, Part]:
    """Return the parts `value` and `unit`. The key is in `unit`; an answer may use another scale of it.

    `unit_slips` ties a unit of another kind, such as "JPY", to its misconception.
    """
    wanted = understood(unit)

    def judge_value(answer: Answer) -> Judged:
        given = understood(answer["unit"]) if "unit" in answer else wanted
        if not _same_kind(given.base, wanted.base):
            return Judged(0.0)
        value = answer["value"] * given.scale / wanted.scale
        return _judge_number("value", value, _wanted(key(), by, answer), within, slips or {})

    def judge_unit(answer: Answer) -> Judged:
        given = understood(answer["unit"]).base
        if given == wanted.base:
            return Judged(1.0)
        slip = (unit_slips or {}).get(given, (unit_slips or {}).get(ANY, ""))
        if _same_kind(given, wanted.base):
            slip = "percent-for-percentage-points"
        return Judged(0.0, distance=f"The task does not ask for {given}.", misconception=slip)

    return Part("value", "number", marks, judge=judge_value), Part("unit", "unit", judge=judge_unit)


def _same_kind(given: str, wanted: str) -> bool:
    # The number of "10 percent" for 10 percentage points is right; its unit is not.
    return given == wanted or {given, wanted} == {"percent", "percentage points"}


def _wanted(key: object, by: str | tuple[str, ...], answer: Answer) -> list[float]:
    """Return the right numbers, as far as the other parts narrow them down."""
    if not isinstance(key, Mapping):
        return list(key) if isinstance(key, Iterable) else [key]
    names = (by,) if isinstance(by, str) else by
    found = []
    for named, right in key.items():
        values = (named,) if isinstance(by, str) else named
        pairs = zip(names, values, strict=True)
        if all(answer.get(name, value) == value for name, value in pairs):
            found += right if isinstance(right, list | tuple | set) else [right]
    return found


def _judge_number(name: str, value: float, right: list[float], within: float, slips: Mapping) -> Judged:
    # A hair more, because 0.1 has no exact binary form.
    near = within + 1e-9 * max(1.0, abs(value))
    if any(abs(value - one) <= near for one in right):
        return Judged(1.0)
    for slug, wrong in slips.items():
        if any(abs(value - one) <= near for one in _wanted(wrong(), "", {})):
            return Judged(0.0, distance=_far(name, value, right), misconception=slug)
    factor = any(one and power_of_ten(value / one, 0.002) for one in right)
    return Judged(0.0, distance=_far(name, value, right), guess=_FACTOR if factor else "")


def _far(name: str, value: float, right: list[float]) -> str:
    if not right:
        return f"With the other parts of your answer no {name} can be right: look at those first."
    what = "The number is" if name == "value" else f"{name!r} is"
    return off_by(value, min(right, key=lambda one: abs(value - one)), what)


# --- names -------------------------------------------------------------------------------------------------


def choice(
    name: str,
    *,
    known: Callable[[], Iterable[str]],
    key: Callable[[], str | Iterable[str]] | None = None,
    slips: Slips | None = None,
    marks: int = 1,
    optional: bool = False,
) -> Part:
    """Return a part for one name out of several. Without a key the choice is free; others refer to it."""

    def judge(answer: Answer) -> Judged:
        said = answer[name]
        if key is None or said in _several(key()):
            return Judged(1.0)
        return Judged(0.0, distance=f"Look again at {name}.", misconception=_slip(slips, said, ANY))

    return Part(name, "choice", marks, known, optional=optional, judge=judge)


def ids(
    name: str,
    *,
    known: Callable[[], Iterable[str]],
    key: Callable[[], Iterable[str]],
    slips: Slips | None = None,
    extra: str = "",
    missing: str = "",
    marks: int = 2,
) -> Part:
    """Return a part for a set of ids or short names: all that belong in it, and no other.

    An id too many takes back the mark of one that is right. `slips` say what one wrong id shows, `extra` and
    `missing` what any id too many or left out shows.
    """

    def judge(answer: Answer) -> Judged:
        given, right = set(answer[name]), set(key())
        wrong, left_out = given - right, right - given
        share = max(0.0, (len(given & right) - len(wrong)) / len(right))
        counts = [f"{len(wrong)} too many"] * bool(wrong) + [f"{len(left_out)} missing"] * bool(left_out)
        told = [_slip(slips, one) for one in sorted(wrong)]
        slip = (
            next((slug for slug in told if slug), "")
            or (extra if wrong else "")
            or (missing if left_out else "")
        )
        seen = f"{len(given & right)} of the {len(given)} in {name} belong there."
        distance = f"In {name}: {' and '.join(counts)}." if counts else ""
        return Judged(share, seen, distance, slip)

    return Part(name, "ids", marks, known, judge=judge)


def order(
    name: str,
    *,
    known: Callable[[], Iterable[str]],
    key: Callable[[], Iterable[str | tuple[str, ...]]],
    slips: Slips | None = None,
    marks: int = 2,
) -> Part:
    """Return a part for an order. Names that the tables cannot order stand together in a tuple of the key.

    A slip belongs to a pair that was put the wrong way round, written in the right order, or to "*".
    """

    def judge(answer: Answer) -> Judged:
        groups = [(one,) if isinstance(one, str) else tuple(one) for one in key()]
        place = {one: number for number, group in enumerate(groups) for one in group}
        given = [one for one in answer[name] if one in place]
        pairs = [(one, two) for i, one in enumerate(given) for two in given[i + 1 :]]
        swapped = [(two, one) for one, two in pairs if place[one] > place[two]]
        left_out = [one for one in place if one not in given]
        share = 1.0 if not swapped and not left_out else 0.5 if len(swapped) <= 1 and not left_out else 0.0
        slip = next((slug for pair in swapped if (slug := _slip(slips, pair, ANY))), "")
        seen = f"{len(given)} of {len(place)} are placed in {name}."
        told = f"Look again at {swapped[0][1]} and {swapped[0][0]}." if swapped else ""
        missing = f"Not placed yet: {spelled(left_out)}." if left_out else ""
        return Judged(share, seen, " ".join(text for text in (told, missing) if text), slip)

    return Part(name, "order", marks, known, judge=judge)


def matching(
    name: str,
    *,
    rows: Callable[[], Iterable[str]],
    known: Callable[[], Iterable[str]],
    key: Callable[[], Mapping[str, str | Iterable[str]]],
    slips: Slips | None = None,
    marks: int = 2,
) -> Part:
    """Return a part for pairs, such as each word with the one who used it.

    `key` gives for each row the right name, or several. A slip belongs to (row, what was said), to what was
    said, or to "*".
    """

    def judge(answer: Answer) -> Judged:
        right = {row: _several(said) for row, said in key().items()}
        given = answer[name]
        wrong = {row: said for row, said in given.items() if said not in right[row]}
        empty = [row for row in right if row not in given]
        slip = next(
            (slug for row, said in wrong.items() if (slug := _slip(slips, (row, said), said, ANY))), ""
        )
        fine = len(given) - len(wrong)
        seen = f"{fine} of {len(right)} pairs in {name} stand."
        return Judged(fine / len(right), seen, _again(list(wrong), empty), slip)

    return Part(name, "matching", marks, known, rows, judge=judge)


def grid(
    name: str = "matrix",
    *,
    rows: Callable[[], Iterable[str]],
    columns: Callable[[], Iterable[str]],
    known: Callable[[], Iterable[str]],
    key: Callable[[], Mapping[str, Mapping[str, str | Iterable[str]]]],
    slips: Slips | None = None,
    marks: int = 4,
) -> Part:
    """Return a part for a matrix. A row counts as a whole: one word in all cells must not earn marks.

    `key` gives for each row and column the right word, or several. A slip belongs to (row, column, said), to
    what was said, or to "*"; the one that most cells show is told.
    """

    def judge(answer: Answer) -> Judged:
        right = {
            (row, column): _several(said) for row, cells in key().items() for column, said in cells.items()
        }
        given = {(row, column): said for row, cells in answer[name].items() for column, said in cells.items()}
        wrong = {cell: said for cell, said in given.items() if said not in right[cell]}
        broken = {cell[0] for cell, said in right.items() if given.get(cell) not in said}
        told = [slug for cell, said in wrong.items() if (slug := _slip(slips, (*cell, said), said, ANY))]
        seen = f"{len(given) - len(wrong)} of {len(right)} cells agree with the rows in the tables."
        again = _again([f"{column} on {row}" for row, column in wrong], [], len(right) - len(given))
        slip = max(dict.fromkeys(told), key=told.count, default="")
        return Judged(1 - len(broken) / len(key()), seen, again, slip)

    return Part(name, "matrix", marks, known, rows, columns=columns, judge=judge)


def _several(said: str | Iterable[str]) -> set[str]:
    return {said} if isinstance(said, str) else set(said)


def _slip(slips: Slips | None, *names: object) -> str:
    return next((slips[name] for name in names if name in slips), "") if slips else ""


def _again(wrong: list[str], empty: list[str], count: int = 0) -> str:
    more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    look = f"Look again at: {', '.join(wrong[:3])}{more}." if wrong else ""
    left = f"Not filled in yet: {spelled(empty)}." if empty else f"Empty cells: {count}." if count else ""
    return " ".join(text for text in (look, left) if text)


# --- evidence ----------------------------------------------------------------------------------------------


def source(
    name: str = "source",
    *,
    key: Callable[[], Iterable[str] | Mapping[str, Iterable[str]]],
    slips: Slips | None = None,
    other: str = "source-prints-another-number",
    by: str = "",
    marks: int = 1,
    optional: bool = False,
) -> Part:
    """Return a part for the source that carries an answer; `key` gives the ids of all sources that do.

    With `by`, the key is a dict from the value of that part to its sources. `other` is the misconception of
    any source that does not carry it.
    """

    def judge(answer: Answer) -> Judged:
        carriers = key()
        if isinstance(carriers, Mapping):
            named = carriers.items()
            carriers = {one for value, found in named if answer.get(by, value) == value for one in found}
        said = answer[name]
        if said in _several(carriers):
            return Judged(1.0)
        surer = _slip(slips, said)
        return Judged(0.0, distance=f"The row of {said} does not carry it.", misconception=surer, guess=other)

    return Part(name, "source", marks, optional=optional, judge=judge)


def locator(
    name: str = "locator", *, key: Callable[[Answer], Iterable[str]], marks: int = 1, optional: bool = False
) -> Part:
    """Return a part for the place in a source; `key` takes the answer and gives all places that are right."""

    def judge(answer: Answer) -> Judged:
        right = {" ".join(place.casefold().split()) for place in key(answer)}
        fits = " ".join(answer[name].casefold().split()) in right
        return Judged(float(fits), distance="" if fits else "It does not stand at that place.")

    return Part(name, "locator", marks, optional=optional, judge=judge)


def essay(
    name: str = "text",
    *,
    shortest: int,
    longest: int,
    sides: tuple[str, ...] = memo.SIDES,
    written: str = "",
    number: bool = False,
    documents: int = 1,
) -> Part:
    """Return a part for a text that a person marks. The pre-check looks at its form and never at its view.

    It wants `shortest` to `longest` words, at least `documents` known ids in square brackets, one for each of
    `sides`, and a number outside the brackets if `number`. With `written` (EDTF) nothing may be later.
    """

    def judge(answer: Answer) -> Judged:
        found = memo.inspect(answer[name], written=written)
        heard = spelled(sorted(found.sides)) if found.sides else "none"
        seen = f"Words: {found.words}. Known ids: {len(found.ids)}. Sides heard: {heard}."
        slip, distance = memo.gap(found, shortest, longest, sides, number, documents)
        asked = "".join(f" A question: {text}" for text in memo.questions(found))
        note = f"This is a pre-check of the form. A person judges the reasoning.{asked}"
        return Judged(0.0 if slip else 1.0, seen, distance, slip, note=note)

    return Part(name, "text", 0, judge=judge)
