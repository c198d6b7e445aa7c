"""Dates as sources give them: a day, a month, a year, a span, or only "about".

Historians rarely have a full date. If a paper says "in November 2019", writing 2019-11-01 would invent a day.
So a date here is a short text in EDTF (Extended Date/Time Format, part of ISO 8601), and `when` turns it into
the interval of days that the text allows:

    2019-11-22          that day                       2019~       about 2019
    2019-11-22T18:07    that minute, clock of Seoul    2019?       2019, but the source is doubtful
                        and Tokyo (they are the same)  2019%       both: about, and doubtful
    2019-11             some time in November          2016/2019   from 2016 to 2019
    2019                some time in that year         ../2019     until 2019      2016/..   from 2016 on

The marks ~ ? % widen the interval by one unit on either side: "about 1989" may be 1988 or 1990. EDTF leaves
the width open; one unit is the convention of this kit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpers.errors import KitError, language, shown

_PART = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<hour>\d{2}):(?P<minute>\d{2}))?)?)?"
    r"(?P<mark>[~?%])?",
    re.ASCII,
)
_FORMS = 'Write 2019, 2019-11, 2019-11-22, 2019-11-22T18:07, "2019~" for about, or "2016/2019" for a span.'


@dataclass(frozen=True)
class When:
    """The interval of time that a dated text allows.

    `text` is the text itself, `precision` one of "minute", "day", "month", "year", "span".
    `begins` and `ends` are moments; `ends` is the first moment after the interval. `earliest` and `latest`
    are the first and last possible day. `approximate` (~) and `uncertain` (?) repeat the marks;
    `open_start` and `open_end` are True where the text leaves that end open.
    """

    text: str
    begins: datetime
    ends: datetime
    precision: str
    approximate: bool = False
    uncertain: bool = False
    open_start: bool = False
    open_end: bool = False

    @property
    def earliest(self) -> date:
        """The first day that the text allows."""
        return self.begins.date()

    @property
    def latest(self) -> date:
        """The last day that the text allows."""
        return self.ends.date() if self.open_end else (self.ends - timedelta(microseconds=1)).date()

    def __repr__(self) -> str:
        start = "open" if self.open_start else self.earliest.isoformat()
        end = "open" if self.open_end else self.latest.isoformat()
        return f"When({self.text!r}: {start} to {end})"


def when(text: str) -> When:
    """Return the interval that a date allows: earliest and latest day, precision, and its marks.

    Raises a KitError when the text is no date, with the forms that are.

    >>> when("2019-11")
    When('2019-11': 2019-11-01 to 2019-11-30)
    >>> when("2019-11-22").latest
    datetime.date(2019, 11, 22)
    """
    if isinstance(text, When):
        return text
    if not isinstance(text, str):
        raise KitError(f"Not a date: {shown(text)}.", "A date is a text: put it between quotes.", _FORMS)
    if text.strip() == "":
        raise KitError("Not a date: the text is empty.", "Empty means that no source states a date.", _FORMS)
    if "/" not in text:
        return _point(text, text)
    return _span(text)


def before(a: str, b: str) -> str:
    """Say whether `a` lies wholly before `b`: "yes", "no" or "cannot tell".

    "no" means that `b` lies wholly before `a`. Two acts of one day cannot be told apart by the day alone;
    with clock times they can.

    >>> before("2019-08", "2019-11-22")
    'yes'
    >>> before("2019-11-22", "2019-11")
    'cannot tell'
    >>> before("2019-11-22T18:07", "2019-11-22T18:00")
    'no'
    """
    first, second = when(a), when(b)
    if first.ends <= second.begins and not first.open_end and not second.open_start:
        return "yes"
    if second.ends <= first.begins and not second.open_end and not first.open_start:
        return "no"
    return "cannot tell"


def label(text: str, lang: str = "en") -> str:
    """Return the date as a reader of English ("en"), Korean ("ko") or Japanese ("ja") writes it.

    >>> label("2019-11-22")
    '22 November 2019'
    >>> label("2019-11-22", "ko"), label("1989~", "ja")
    ('2019년 11월 22일', '1989年頃')
    """
    style = _STYLES[language(lang)]
    parsed = when(text)
    if parsed.precision != "span":
        return _marked(_Part.read(parsed.text), style)
    left, right = parsed.text.split("/")
    if parsed.open_start and parsed.open_end:
        return style.always
    if parsed.open_start:
        return style.until.format(_marked(_Part.read(right), style))
    if parsed.open_end:
        return style.since.format(_marked(_Part.read(left), style))
    return _range(_Part.read(left), _Part.read(right), style)


def weekday(text: str, lang: str = "en") -> str:
    """Return the day of the week of a full date.

    >>> weekday("2019-11-22"), weekday("2019-11-22", "ko")
    ('Friday', '금요일')
    """
    parsed = when(text)
    if parsed.precision not in ("day", "minute"):
        raise KitError(f"No weekday: {shown(text)} is not a single day.", "Give a date such as 2019-11-22.")
    if parsed.approximate or parsed.uncertain:
        raise KitError(f"No weekday: {shown(text)} is not a certain day.", "Give a date without ~, ? or %.")
    return _STYLES[language(lang)].weekdays[parsed.earliest.weekday()]


# --- reading -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """One date without a slash, as numbers; 0 where the text does not go that far."""

    year: int
    month: int
    day: int
    hour: int | None
    minute: int
    mark: str

    @classmethod
    def read(cls, text: str) -> _Part:
        match = _PART.fullmatch(text)
        if match is None:
            raise KitError(f"Not a date: {shown(text)}.", *_guess(text), _FORMS)
        number = {name: int(value) for name, value in match.groupdict().items() if name != "mark" and value}
        hour = number.get("hour") if match["hour"] else None
        parts = (number.get(name, 0) for name in ("year", "month", "day"))
        return cls(*parts, hour, number.get("minute", 0), match["mark"] or "")

    @property
    def precision(self) -> str:
        if self.hour is not None:
            return "minute"
        return "day" if self.day else "month" if self.month else "year"

    def interval(self) -> tuple[datetime, datetime]:
        begins = datetime(self.year, self.month or 1, self.day or 1, self.hour or 0, self.minute)
        ends = _step(begins, self.precision, 1)
        if self.mark:
            begins, ends = _step(begins, self.precision, -1), _step(ends, self.precision, 1)
        return begins, ends


def _point(text: str, whole: str) -> When:
    part = _Part.read(text)
    try:
        begins, ends = part.interval()
    except (ValueError, OverflowError):
        what = f"Not a date: {shown(whole)}; the calendar has no such day or the clock no such time."
        raise KitError(what, "Check month, day and time.", _FORMS) from None
    return When(whole, begins, ends, part.precision, part.mark in ("~", "%"), part.mark in ("?", "%"))


def _span(text: str) -> When:
    ends = text.split("/")
    if len(ends) != 2:
        raise KitError(f"Not a date: {shown(text)}.", *_guess(text), _FORMS)
    left, right = (None if end == ".." else _point(end, text) for end in ends)
    if left and right and right.ends <= left.begins:
        raise KitError(f"Not a date: {shown(text)}; the span ends before it begins.", "Swap the two dates.")
    return When(
        text,
        left.begins if left else datetime.min,
        right.ends if right else datetime.max,
        "span",
        approximate=any(end.approximate for end in (left, right) if end),
        uncertain=any(end.uncertain for end in (left, right) if end),
        open_start=left is None,
        open_end=right is None,
    )


def _step(moment: datetime, unit: str, count: int) -> datetime:
    """Move a moment by a number of years, months, days or minutes."""
    if unit == "year":
        return moment.replace(year=moment.year + count)
    if unit == "month":
        months = moment.year * 12 + moment.month - 1 + count
        return moment.replace(year=months // 12, month=months % 12 + 1)
    return moment + timedelta(**{f"{unit}s": count})


def _guess(text: str) -> list[str]:
    """Say what a human date means in EDTF, where there is only one way to read it."""
    numbers = re.findall(r"\d+", text)
    words = re.findall(r"[a-z]{3,}", text.lower())
    months = enumerate(_STYLES["en"].months, 1)  # a word may be cut after three letters: "Nov", "Sept"
    month = next((i for i, name in months if any(name.lower().startswith(word) for word in words)), None)
    year = next((n for n in numbers if len(n) == 4), None)
    small = [n for n in numbers if len(n) <= 2]
    if re.fullmatch(r"\d{8}", text):
        guess = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif month and year:
        guess = "-".join([year, f"{month:02}", *(f"{int(n):02}" for n in small[:1])])
    elif year and text.strip().startswith(year) and 1 <= len(small) <= 2:
        guess = "-".join([year, *(f"{int(n):02}" for n in small)])
    else:
        return []
    return [f"Did you mean {guess!r}?"] if _PART.fullmatch(guess) else []


# --- writing -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Style:
    """How one language writes dates. The templates take year, month (name or number) and day."""

    year: str
    month: str
    day: str
    month_alone: str
    day_alone: str
    day_in_month: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    clock: str
    full_hour: str
    joint: str
    wide_joint: str
    years_range: str
    about: str
    doubtful: str
    until: str
    since: str
    always: str


_NUMBERS = tuple(str(n) for n in range(1, 13))
_STYLES = {
    "en": _Style(
        year="{y}", month="{m} {y}", day="{d} {m} {y}", month_alone="{m}", day_alone="{d} {m}",
        day_in_month="{d}",
        months=("January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December"),
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        clock="{date}, {h:02}:{n:02}", full_hour="{date}, {h:02}:00", joint="–", wide_joint=" – ",
        years_range="{a}–{b}", about="about {}", doubtful="{} (uncertain)", until="until {}", since="from {}",
        always="at any time",
    ),
    "ko": _Style(
        year="{y}년", month="{y}년 {m}월", day="{y}년 {m}월 {d}일", month_alone="{m}월",
        day_alone="{m}월 {d}일", day_in_month="{d}일", months=_NUMBERS,
        weekdays=("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
        clock="{date} {h}시 {n}분", full_hour="{date} {h}시", joint="~", wide_joint="~",
        years_range="{a}~{b}", about="{}경", doubtful="{}(불확실)", until="~{}", since="{}~",
        always="시기 불명",
    ),
    "ja": _Style(
        year="{y}年", month="{y}年{m}月", day="{y}年{m}月{d}日", month_alone="{m}月",
        day_alone="{m}月{d}日", day_in_month="{d}日", months=_NUMBERS,
        weekdays=("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"),
        clock="{date}{h}時{n}分", full_hour="{date}{h}時", joint="～", wide_joint="～",
        years_range="{a}～{b}年", about="{}頃", doubtful="{}（不確か）", until="～{}", since="{}～",
        always="時期不明",
    ),
}  # fmt: skip


def _plain(part: _Part, style: _Style, template: str = "") -> str:
    template = template or {"year": style.year, "month": style.month}.get(part.precision, style.day)
    month = style.months[part.month - 1] if part.month else ""
    text = template.format(y=part.year, m=month, d=part.day)
    if part.hour is None:
        return text
    clock = style.clock if part.minute else style.full_hour
    return clock.format(date=text, h=part.hour, n=part.minute)


def _marked(part: _Part, style: _Style) -> str:
    text = _plain(part, style)
    if part.mark in ("~", "%"):
        text = style.about.format(text)
    return style.doubtful.format(text) if part.mark in ("?", "%") else text


def _range(a: _Part, b: _Part, style: _Style) -> str:
    """Join two dates and say only once what they share. English shortens the first, the others the second."""
    kind = a.precision if a.precision == b.precision and not (a.mark or b.mark) else "mixed"
    if kind == "year":
        return style.years_range.format(a=a.year, b=b.year)
    same_year, same_month = a.year == b.year, (a.year, a.month) == (b.year, b.month)
    english = style is _STYLES["en"]
    if kind == "day" and same_month:
        short, joint = style.day_in_month, style.joint
    elif kind == "day" and same_year:
        short, joint = style.day_alone, style.wide_joint
    elif kind == "month" and same_year:
        short, joint = style.month_alone, style.joint
    else:
        return f"{_marked(a, style)}{style.wide_joint}{_marked(b, style)}"
    left, right = ("", short) if not english else (short, "")
    return f"{_plain(a, style, left)}{joint}{_plain(b, style, right)}"
