"""Figures: what they refuse, what they say in words, and that their bytes are the same each time."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from markup import Tags

from helpers import charts, points
from helpers.errors import KitError

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = "source_id title publisher author published language kind perspective url reading reliability note"
WORDS = {
    "title": "Who is quoted?",
    "notice": "One side has most of the words.",
    "sources": ["paper"],
    "alt": "Lying bars. United States 85 words, South Korea 49, Japan 0.",
}
SIDES = pd.DataFrame({"side": ["United States", "South Korea", "Japan"], "words": [85, 49, 0]})
YEARS = pd.DataFrame({"date": ["2017", "2018", "2021"], "value": [1.0, 2.0, 3.5]})
TOTALS = pd.DataFrame({"date": ["2019-08-23", "2019-10", "2019-10-02"], "value": [29, 32, 29]})
TWICE = pd.concat([SIDES, SIDES[["side"]]], axis="columns")
SOON = pd.DataFrame({"date": ["2019", "soon"], "value": [1, 2]})

BUILDERS = {
    "bars": lambda **words: charts.bars(SIDES, "side", "words", unit="words", **words),
    "dots": lambda **words: charts.dots(SIDES, "side", "words", unit="words", **words),
    "lines": lambda **words: charts.lines(YEARS, "date", "value", unit="%", **words),
    "steps": lambda **words: charts.steps(TOTALS, "date", "value", unit="exchanges", **words),
    "chart": lambda **words: charts.chart({"data": [{"type": "bar", "x": ["a"], "y": [1]}]}, **words),
}


@pytest.fixture(autouse=True)
def library(tiny):
    tiny.add(
        "sources",
        COLUMNS,
        "paper,White paper,Ministry,,2018,en,white-paper,ROK,,document,sound,",
        "blog,A <b>repost</b>,A blog,,2019,en,news,JPN,,copy,copy,",
        *(f"s{n},Source {n},A paper,,2019,en,news,ROK,,document,sound," for n in range(8)),
    )
    tiny.add("phrases", "key en ko ja", "sources,Sources,출처,出典")


@pytest.fixture(params=BUILDERS)
def build(request):
    return BUILDERS[request.param]


def traces(chart, **wanted):
    """The traces of a chart that have these properties."""
    data = chart.to_plotly()["data"]
    return [trace for trace in data if all(trace.get(key) == value for key, value in wanted.items())]


# --- what a figure must say -------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", WORDS)
@pytest.mark.parametrize("empty", [None, "", []])
def test_a_figure_is_refused_without_each_of_its_words(build, missing, empty):
    with pytest.raises(KitError, match=rf"no {missing}.*Give {missing}="):
        build(**WORDS | {missing: empty})


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("Bars.", "too short"),
        ("Who is quoted in each of the five articles?", "only repeats the title"),
    ],
)
def test_an_alt_text_has_to_stand_for_the_figure(build, alt, message):
    with pytest.raises(KitError, match=message):
        build(**WORDS | {"title": "Who is quoted in each of the five articles?", "alt": alt})


def test_an_unknown_source_is_refused_with_the_nearest_one(build):
    with pytest.raises(KitError, match="pape.*paper"):
        build(**WORDS | {"sources": ["pape"]})


@pytest.mark.parametrize("sources", [5, [""], pd.Series([], dtype=str)])
def test_what_is_no_list_of_sources_is_refused(build, sources):
    with pytest.raises(KitError, match="no sources: .*Give sources="):
        build(**WORDS | {"sources": sources})


def test_sources_may_be_a_column_with_repeats():
    chart = BUILDERS["bars"](**WORDS | {"sources": pd.Series(["blog", "paper", "blog"])})
    assert chart.sources.ids == ["blog", "paper"]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: charts.bars(SIDES, "sides", "words", unit="words", **WORDS), "'sides'.*'side'"),
        (lambda: charts.bars(SIDES, "side", "words", **WORDS), "no unit"),
        (lambda: charts.bars(SIDES, "side", "side", unit="words", **WORDS), "which is no number"),
        (lambda: charts.bars(SIDES[:0], "side", "words", unit="words", **WORDS), "no rows"),
        (lambda: charts.bars([1, 2], "side", "words", unit="words", **WORDS), "needs a DataFrame"),
        (lambda: charts.dots(SIDES, "side", "words", low="words", unit="words", **WORDS), "needs two ends"),
        (lambda: charts.lines(SIDES, "side", "words", unit="words", **WORDS), "holds words"),
        (lambda: charts.chart("figure", **WORDS), "Not a plotly figure"),
        (lambda: charts.lines(SOON, "date", "value", unit="%", **WORDS), "mixes dates with 'soon'"),
        (lambda: charts.bars(TWICE, "side", "words", unit="words", **WORDS), "two columns 'side'"),
    ],
)
def test_wrong_input_gets_a_message(draw, message):
    with pytest.raises(KitError, match=message):
        draw()


# --- what a figure must not hide --------------------------------------------------------------------------


def broken(breaks, break_date="2020"):
    frame = pd.DataFrame(
        {"date": ["2018", "2019", "2020"], "value": [50.0, 40.0, 60.0], "how": ["face", "face", "mail"]}
    )
    frame.attrs = {"unit": "%", "breaks": breaks, "break_dates": [break_date]}
    return frame


def test_one_line_across_a_break_is_refused():
    with pytest.raises(KitError, match="2020: mail.*by="):
        charts.lines(broken("2020: mail in place of interviews"), "date", "value", **WORDS)


def test_a_break_before_the_first_row_does_no_harm():
    assert traces(charts.lines(broken("2005: first amounts in won", "2005"), "date", "value", **WORDS))


def test_a_break_without_a_date_may_be_anywhere():
    with pytest.raises(KitError, match="by mail in later years"):
        charts.lines(broken("by mail in later years", ""), "date", "value", **WORDS)


def test_two_series_are_not_joined_in_silence():
    frame = pd.DataFrame({"series_id": ["old", "new"], "date": ["2018", "2019"], "value": [50.0, 40.0]})
    with pytest.raises(KitError, match='several series: old, new.*by="series_id"'):
        charts.lines(frame, "date", "value", unit="%", **WORDS)
    chart = charts.lines(frame, "date", "value", by="series_id", unit="%", **WORDS)
    assert [trace["name"] for trace in traces(chart, mode="lines+markers")] == ["old", "new"]


def test_two_lines_may_stand_on_either_side_of_a_break():
    chart = charts.lines(broken("2020: mail in place of interviews"), "date", "value", by="how", **WORDS)
    assert [len(trace["x"]) for trace in traces(chart, mode="lines+markers")] == [2, 1]


def test_rows_that_lost_the_breaks_of_their_series_are_not_joined():
    frame = pd.DataFrame({"date": ["2018", "2019"], "value": [50.0, 40.0], "low": [None, None],
                          "high": [None, None], "source_id": "s1", "known_from": "2020"})  # fmt: skip
    with pytest.raises(KitError, match="list of breaks has got lost.*series"):
        charts.lines(frame, "date", "value", unit="%", **WORDS)


def test_a_range_that_was_cut_off_is_remembered():
    frame = pd.DataFrame({"date": ["2018", "2019"], "value": [50.0, 40.0]})
    frame.attrs = {"unit": "%", "breaks": "", "ranges": ["2019"]}
    with pytest.raises(KitError, match="range for 2019; its.*are gone"):
        charts.lines(frame, "date", "value", **WORDS)


def test_a_range_open_at_one_end_must_be_shown():
    frame = pd.DataFrame({"date": ["2019"], "value": [5.0], "low": [5.0], "high": [float("nan")]})
    with pytest.raises(KitError, match="range for 2019: 5 to not stated"):
        charts.dots(frame, "date", "value", unit="%", **WORDS)


def test_a_missing_month_leaves_a_gap_in_a_monthly_line():
    months = ["2019-01", "2019-02", "2019-03", "2019-05", "2019-06"]
    frame = pd.DataFrame({"date": months, "value": [1.0, 2.0, 3.0, 5.0, 6.0]})
    (line,) = traces(charts.lines(frame, "date", "value", unit="t", **WORDS), mode="lines+markers")
    assert line["y"] == [1, 2, 3, None, 5, 6]


def test_the_months_of_a_yearly_poll_are_joined():
    frame = pd.DataFrame({"date": ["2017-10", "2018-10", "2019-10"], "value": [1.0, 2.0, 3.0]})
    (line,) = traces(charts.lines(frame, "date", "value", unit="%", **WORDS), mode="lines+markers")
    assert line["y"] == [1, 2, 3]


@pytest.mark.parametrize("draw", [charts.lines, charts.bars, charts.dots])
def test_a_range_in_the_table_must_be_shown(draw):
    frame = pd.DataFrame({"date": ["2019"], "value": [5.0], "low": [4.0], "high": [7.0]})
    with pytest.raises(KitError, match="range for 2019: 4 to 7"):
        draw(frame, "date", "value", unit="%", **WORDS)
    chart = draw(frame, "date", "value", low="low", high="high", unit="%", **WORDS)
    (whiskers,) = (trace["error_y"] for trace in traces(chart) if "error_y" in trace)
    assert (whiskers["arrayminus"], whiskers["array"]) == ([1], [2])


def test_a_range_without_a_value_is_a_whisker_and_no_dot():
    frame = pd.DataFrame({"who": ["a", "b"], "value": [None, 5.0], "low": [2.0, 4.0], "high": [8.0, 6.0]})
    chart = charts.dots(frame, "who", "value", low="low", high="high", unit="people", **WORDS)
    main, bare = traces(chart)
    assert main["x"] == [None, 5]
    assert bare["marker"]["opacity"] == 0 and bare["error_x"]["array"] == [3]


def test_a_value_outside_its_range_is_refused():
    frame = pd.DataFrame({"who": ["a"], "value": [9.0], "low": [2.0], "high": [8.0]})
    with pytest.raises(KitError, match="9 is not between 2 and 8"):
        charts.dots(frame, "who", "value", low="low", high="high", unit="people", **WORDS)


@pytest.mark.parametrize("draw", [charts.lines, charts.bars, charts.steps])
def test_two_sources_for_one_date_are_not_one_value(draw):
    frame = pd.DataFrame({"date": ["2019-07-31"] * 2, "value": [24, 48], "source_id": ["paper", "blog"]})
    with pytest.raises(KitError, match="Two rows for '31 July 2019': 24 and 48"):
        draw(frame, "date", "value", unit="exchanges", **WORDS)
    assert draw(frame, "date", "value", by="source_id", unit="exchanges", **WORDS)
    assert charts.dots(frame, "date", "value", unit="exchanges", **WORDS)


def test_a_total_that_falls_is_refused():
    frame = pd.DataFrame({"date": ["2019-07-31", "2019-08-05"], "value": [48, 26]})
    with pytest.raises(KitError, match="falls from 48 .* to 26"):
        charts.steps(frame, "date", "value", unit="exchanges", **WORDS)


# --- dates ------------------------------------------------------------------------------------------------


def test_a_month_is_drawn_as_a_span_around_its_middle():
    frame = pd.DataFrame({"date": ["2019-11", "2019-11-22"], "value": [1, 2]})
    width, dot = traces(charts.dots(frame, "date", "value", unit="words", **WORDS))
    assert width["x"] == ["2019-11-01 00:00", "2019-12-01 00:00", None]
    assert dot["x"] == ["2019-11-16 00:00", "2019-11-22 12:00"]
    assert dot["hovertext"] == ["November 2019: 1", "22 November 2019: 2"]


def test_a_missing_year_leaves_a_gap_in_the_line():
    (line,) = traces(BUILDERS["lines"](**WORDS), mode="lines+markers")
    assert line["y"] == [1, 2, None, 3.5]


def test_whole_numbers_in_a_column_named_year_are_years():
    frame = pd.DataFrame({"year": [2017, 2019], "value": [1, 2]})
    chart = charts.lines(frame, "year", "value", unit="%", **WORDS)
    assert chart.to_plotly()["layout"]["xaxis"]["type"] == "date"
    assert "2,017" not in repr(chart)


def test_an_uncertain_total_is_possible_from_the_first_day_that_the_others_allow():
    drawn = traces(BUILDERS["steps"](**WORDS), mode="lines")
    possible, certain = (trace for trace in drawn if trace["line"].get("shape") == "hv")
    # 29 was stated on 2 October, so 32 "in October" lies between 2 and 31 October.
    assert possible["x"][possible["y"].index(32)] == "2019-10-02 12:00"
    assert certain["x"][certain["y"].index(32)] == "2019-11-01 00:00"


def test_steps_count_rows_when_no_total_is_given():
    frame = pd.DataFrame({"date": ["2019-08-02", "2019-05-09", "2019-08-02"]})
    assert charts.steps(frame, "date", unit="launches", **WORDS).to_table().to_dict("list") == {
        "date": ["2019-05-09", "2019-08-02"],
        "count": [1, 3],
    }


# --- form -------------------------------------------------------------------------------------------------


def test_words_lie_and_dates_stand():
    assert traces(BUILDERS["bars"](**WORDS))[0]["orientation"] == "h"
    assert traces(charts.bars(YEARS, "date", "value", unit="%", **WORDS))[0]["orientation"] == "v"


def test_groups_differ_by_more_than_colour():
    frame = pd.DataFrame({"date": ["2019", "2020"] * 7, "value": range(14), "g": [n // 2 for n in range(14)]})
    lines = traces(charts.lines(frame, "date", "value", by="g", unit="%", **WORDS), mode="lines+markers")
    assert len({trace["marker"]["symbol"] for trace in lines}) == 7
    bars = traces(charts.bars(frame, "date", "value", by="g", unit="%", **WORDS))
    assert len({trace["marker"]["pattern"]["shape"] for trace in bars}) == 7
    assert len({trace["marker"]["color"] for trace in bars}) == 7


def test_more_groups_than_a_reader_tells_apart_are_refused():
    frame = pd.DataFrame({"date": ["2019"] * 8, "value": range(8), "g": range(8)})
    with pytest.raises(KitError, match="8 groups"):
        charts.dots(frame, "date", "value", by="g", unit="%", **WORDS)


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    pale, dark = sorted([light(one), light(other)], reverse=True)
    return (pale + 0.05) / (dark + 0.05)


def test_text_is_readable_on_the_paper_of_the_figure():
    assert contrast(charts.INK, charts.PAPER) >= 7
    # Numbers stand inside stacked bars; the two last colours are those of a sixth and a seventh group.
    assert all(contrast(charts.INK, colour) >= 4.5 for colour in charts.COLOURS[:5])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Japan", ["Japan"]),
        ("Chung Eui-yong, National Security Adviser", ["Chung Eui-yong,", "National Security", "Adviser"]),
        ("한일 군사정보보호협정 종료 통보 효력 정지", ["한일 군사정보보호협정", "종료 통보 효력 정지"]),
        ("エスパー国防長官、就任後初の訪韓", ["エスパー国防長", "官、就任後初の訪韓"]),
    ],
)
def test_a_long_label_is_wrapped_and_never_cut(text, lines):
    wrapped = points.wrapped(text).split("<br>")
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
    assert all(points.columns_of(line) <= 22 for line in wrapped)
    assert len(wrapped) == len(lines)
    assert not any(line.startswith("、") for line in wrapped)


def test_rows_that_do_not_fit_on_a_slide_need_a_height():
    frame = pd.DataFrame({"who": [f"speaker {n}" for n in range(20)], "words": range(20)})
    with pytest.raises(KitError, match="20 rows do not fit .* give height=(\\d+)") as refused:
        charts.bars(frame, "who", "words", unit="words", **WORDS)
    enough = int(re.search(r"height=(\d+)", str(refused.value))[1])
    tall = charts.bars(frame, "who", "words", unit="words", height=enough, **WORDS)
    assert tall.figure.layout.height == enough
    with pytest.raises(KitError, match="that you gave"):
        charts.bars(frame, "who", "words", unit="words", height=200, **WORDS)


@pytest.mark.parametrize("height", ["big", -5, 0, 340.5])
@pytest.mark.parametrize("draw", [charts.bars, charts.dots, charts.lines, charts.steps])
def test_a_height_is_a_number_of_pixels(draw, height):
    with pytest.raises(KitError, match=f"height cannot be '?{height}.*pixels"):
        draw(YEARS, "date", "value", unit="%", height=height, **WORDS)


def test_no_figure_is_higher_than_a_slide_unless_asked(build):
    assert build(**WORDS).to_plotly()["layout"]["height"] <= charts.TALLEST


# --- what is shown and stored -----------------------------------------------------------------------------


@pytest.fixture
def outputs(monkeypatch):
    """What a chart hands to the notebook, as a list of bundles."""

    def outputs_of(chart):
        shown = []
        monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
        chart._ipython_display_()
        return shown

    return outputs_of


def test_a_chart_shows_title_figure_and_caption_in_this_order(build, outputs):
    head, figure, caption = outputs(build(**WORDS))
    assert WORDS["title"] in head["text/html"] and WORDS["alt"] in head["text/html"]
    assert set(figure) == {"application/vnd.plotly.v1+json", "text/plain"}
    assert WORDS["notice"] in caption["text/html"]


def test_the_text_form_carries_every_number(outputs):
    text = outputs(BUILDERS["bars"](**WORDS))[1]["text/plain"]
    assert re.findall(r"^(United States|South Korea|Japan) +(\d+)$", text, re.M) == [
        ("United States", "85"),
        ("South Korea", "49"),
        ("Japan", "0"),
    ]
    for word in (WORDS["title"], WORDS["notice"], WORDS["alt"], "White paper"):
        assert word in text


def test_two_builds_are_byte_identical(build, outputs):
    first, second = (json.dumps(outputs(build(**WORDS)), sort_keys=True) for _ in range(2))
    assert first == second


def test_the_figure_is_small_plain_json(build):
    content = build(**WORDS).to_plotly()
    text = json.dumps(content, allow_nan=False)
    assert "bdata" not in text
    assert len(json.dumps(content["layout"]["template"])) < 1500
    assert len(text) < 4500


def test_nothing_can_be_uploaded(build):
    config = build(**WORDS).to_plotly()["config"]
    assert config["modeBarButtonsToRemove"] == ["sendChartToCloud"] and config["showSendToCloud"] is False
    assert config["displayModeBar"] is False and config["plotlyServerURL"] == "" and not config["responsive"]


def test_the_names_of_the_locks_are_those_of_the_installed_plotly():
    import plotly

    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    for name in ("sendChartToCloud", "showSendToCloud", "plotlyServerURL", "displaylogo", "displayModeBar"):
        assert re.search(rf"\b{name}\b", script), name


def test_the_table_has_a_caption_and_scoped_headings():
    page = Tags(BUILDERS["bars"](**WORDS).to_html())
    scopes = [attrs["scope"] for tag, attrs in page.tags if tag == "th"]
    assert scopes == ["col", "col", "row", "row", "row"]
    assert {"figure", "figcaption", "details", "summary", "caption"} <= {tag for tag, _ in page.tags}


def test_words_and_data_cannot_become_markup():
    frame = pd.DataFrame({"side": ["<b>x</b> & y"], "words": [1]})
    words = WORDS | {"title": "<script>1</script>", "notice": "a < b", "sources": ["blog"]}
    chart = charts.bars(frame, "side", "words", unit="<i>words</i>", **words)
    page = Tags(chart.to_html())
    assert not {"script", "b", "i"} & {tag for tag, _ in page.tags}
    assert traces(chart)[0]["y"] == ["&lt;b&gt;x&lt;/b&gt; &amp; y"]


def test_many_sources_are_folded():
    chart = BUILDERS["bars"](**WORDS | {"sources": [f"s{n}" for n in range(8)]})
    assert "<summary>8 sources</summary>" in chart.to_html()


def test_a_folded_list_still_says_that_some_sources_are_weak():
    chart = BUILDERS["bars"](**WORDS | {"sources": ["blog", *(f"s{n}" for n in range(8))]})
    assert "<summary>9 sources; 1 of them: copy</summary>" in chart.to_html()


def test_flags_of_the_sources_are_shown():
    assert "copy" in BUILDERS["bars"](**WORDS | {"sources": "blog"}).to_html()


def test_the_table_can_be_taken_and_spoiled_without_harm():
    chart = BUILDERS["bars"](**WORDS)
    mine = chart.to_table()
    mine["words"] = 0
    assert chart.to_table()["words"].tolist() == [85, 49, 0]


def test_a_figure_of_ones_own_is_copied_and_made_plain():
    import numpy as np
    import plotly.graph_objects as go

    mine = go.Figure(go.Scatter(x=np.array(["2019-01-01"], dtype="datetime64[ns]"), y=np.array([1.5])))
    mine.update_layout(title="Inside")
    shown = charts.chart(mine, **WORDS).to_plotly()
    assert (shown["data"][0]["y"], shown["data"][0]["x"][0][:10]) == ([1.5], "2019-01-01")
    assert "title" not in shown["layout"]
    assert mine.layout.title.text == "Inside"


# --- cost -------------------------------------------------------------------------------------------------

LEAN = """
import sys
import helpers.charts as charts
assert "plotly" not in sys.modules and "pandas" not in sys.modules
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
figure = charts.bars(pd.DataFrame({"side": ["a", "b"], "n": [1, 2]}), "side", "n", unit="words", title="Two",
    notice="b is longer.", sources="paper", alt="Two lying bars, a with one word and b with two.")
shell.display_formatter.format(figure)
assert "plotly" in sys.modules
print(sorted({"nbformat", "jsonschema", "matplotlib"} & set(sys.modules)))
"""


def test_the_first_figure_does_not_import_the_validators_of_notebooks():
    run = subprocess.run(
        [sys.executable, "-c", LEAN], capture_output=True, text=True, cwd=ROOT, env=os.environ, timeout=120
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "[]"
