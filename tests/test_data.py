"""Tables arrive whole and correct, or a message says where they are broken and how to mend them."""

import io
import json

import pandas as pd
import pytest

from helpers import data
from helpers.errors import KitError

COLUMNS = "event_id:slug! start:date! title_en:text! period:colonial-rule|gsomia! deaths:integer share:number"
SIGNED = "gsomia-signed,2016-11-23,GSOMIA signed,gsomia,3,47.9"
RULE = 'colonial-rule,1910/1945,"Rule, 1910 to 1945",colonial-rule,,'


@pytest.fixture
def events(tiny):
    return tiny.add("events", COLUMNS, RULE, SIGNED)


def broken(path, content):
    """Replace the file and return the message that reading it gives."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KitError) as caught:
        data.table(path.stem)
    return str(caught.value)


def lines(path, *rows):
    return "\n".join([path.read_text().splitlines()[0], *rows]) + "\n"


# --- good tables


def test_a_table_has_the_types_of_the_descriptor(events):
    frame = data.table("events")
    assert frame["deaths"].dtype == "Int64"
    assert frame["share"].dtype == "float64"
    assert frame["title_en"].tolist() == ["Rule, 1910 to 1945", "GSOMIA signed"]
    assert isinstance(frame["title_en"].iloc[0], str)


def test_yes_and_no_are_bool_even_after_a_spreadsheet_wrote_them_large(tiny):
    tiny.add("polls", "poll_id is_subtotal:boolean!", "a,true", "b,FALSE")
    assert data.table("polls")["is_subtotal"].tolist() == [True, False]
    assert data.table("polls")["is_subtotal"].dtype == bool


def test_a_missing_text_is_empty_and_a_missing_number_is_missing(tiny):
    tiny.add("events", "event_id title_ko deaths:integer share:number", "a,,,")
    row = data.table("events").iloc[0]
    assert row["title_ko"] == ""
    assert pd.isna(row["deaths"]) and pd.isna(row["share"])


def test_a_table_without_rows_keeps_columns_and_types(tiny):
    tiny.add("events", COLUMNS)
    frame = data.table("events")
    assert frame.empty and list(frame)[:2] == ["event_id", "start"]
    assert frame["deaths"].dtype == "Int64"


def test_rows_keep_the_order_of_the_file_and_columns_that_of_the_descriptor(tiny):
    path = tiny.add("events", "event_id title_en", "b,B", "a,A")
    path.write_text("title_en,event_id\nB,b\nA,a\n")
    assert data.table("events").to_csv(index=False).split() == ["event_id,title_en", "b,B", "a,A"]


def test_changing_a_table_does_not_change_the_next_one(events):
    frame = data.table("events")
    frame["start"] = "spoilt"
    assert data.table("events")["start"].tolist() == ["1910/1945", "2016-11-23"]


def test_an_edited_file_shows_at_once(events):
    assert len(data.table("events")) == 2
    events.write_text(lines(events, SIGNED))
    assert data.table("events")["event_id"].tolist() == ["gsomia-signed"]


def test_korean_and_japanese_text_arrives_as_it_is(tiny):
    tiny.add("events", "event_id title_ko title_ja", "a,군사정보보호협정,秘密軍事情報保護協定")
    assert data.table("events").iloc[0].tolist() == ["a", "군사정보보호협정", "秘密軍事情報保護協定"]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw + b"\n\n",
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: pd.read_csv(io.BytesIO(raw), dtype=str).iloc[:, ::-1].to_csv(index=False).encode(),
    ],
    ids=[
        "byte order mark",
        "Windows line ends",
        "blank lines at the end",
        "no line end at the end",
        "columns in another order",
    ],
)
def test_harmless_traces_of_a_spreadsheet_are_read_over(events, change):
    before = data.table("events")
    events.write_bytes(change(events.read_bytes()))
    pd.testing.assert_frame_equal(data.table("events"), before)


# --- rows, series, descriptions


def test_a_row_is_found_by_its_id(events):
    assert data.row("events", "gsomia-signed")["start"] == "2016-11-23"


def test_an_unknown_row_is_answered_with_the_nearest(events):
    with pytest.raises(
        KitError, match=r"Unknown event: 'gsomia-singed'. Did you mean 'gsomia-signed'\?.*events"
    ):
        data.row("events", "gsomia-singed")


@pytest.fixture
def share(tiny):
    tiny.add(
        "series",
        "series_id title unit definition breaks caveats",
        "other,Other,eok,What,,",
        "sma,Share,eok,What,2005: in won,None",
        "visitors,Visitors,persons,Who,,",
    )
    tiny.add("series_breaks", "series_id date:date! what", "sma,2005,In won", key="series_id date")
    tiny.add(
        "observations",
        "series_id date value:number low:number high:number source_id known_from note",
        "other,2019,1,,,a,,",
        "sma,2018,9602,,,a,,",
        "sma,2019,10389,,,a,,",
        key="series_id date source_id",
    )


def test_a_series_has_its_values_and_its_unit(share):
    found = data.series("sma")
    assert list(found) == ["date", "value", "low", "high", "source_id", "known_from", "note"]
    assert found["value"].tolist() == [9602, 10389] and found.index.tolist() == [0, 1]
    assert found.attrs == {
        "title": "Share",
        "unit": "eok",
        "definition": "What",
        "breaks": "2005: in won",
        "caveats": "None",
        "break_dates": ["2005"],
        "ranges": [],
    }


def test_a_series_is_cut_at_its_breaks(tiny):
    tiny.add("series", "series_id title unit definition breaks caveats", "a,A,eok,What,twice,")
    tiny.add("series_breaks", "series_id date:date! what", "a,2005,x", "a,2010,y", key="series_id date")
    values = ["a,2004,1,,,s,,", "a,2005,2,,,s,,", "a,2011-03,3,,,s,,"]
    columns = "series_id date value:number low:number high:number source_id known_from note"
    tiny.add("observations", columns, *values, key="series_id date source_id")
    assert data.stretches(data.series("a"))["stretch"].tolist() == ["to 2005", "2005 to 2010", "from 2010"]


def test_a_table_without_its_breaks_cannot_be_cut(share):
    with pytest.raises(KitError, match="no list of breaks"):
        data.stretches(data.table("observations"))


def test_several_series_stand_below_one_another_and_keep_their_names(share):
    found = data.series("sma", "other")
    assert found["series_id"].tolist() == ["sma", "sma", "other"] and found.index.tolist() == [0, 1, 2]
    assert found.attrs["title"] == "Share; Other" and found.attrs["definition"] == "What"


def test_series_of_different_units_are_not_put_together(share):
    with pytest.raises(KitError, match="different units: sma in eok, visitors in persons"):
        data.series("sma", "visitors")


def test_an_unknown_series_is_answered_with_the_nearest(share):
    with pytest.raises(KitError, match=r"Unknown series: 'smaa'. Did you mean 'sma'\?"):
        data.series("smaa")


def test_describe_prints_rows_types_and_meanings(events):
    text = repr(data.describe("events"))
    assert text.startswith("events: One row is one of events.\n2 rows\n\ncolumn")
    assert "share     number   The share." in text
    assert "| share | number | The share. |" in data.describe("events")._repr_markdown_()


def test_describe_shows_units_where_there_are_any(tiny):
    tiny.add("launches", "launch_id range:number")
    package = tiny.folder / "datapackage.json"
    package.write_text(package.read_text().replace('"type": "number"', '"type": "number", "unit": "km"'))
    assert "range      number  km    The range." in repr(data.describe("launches"))


def test_describe_says_what_a_table_can_and_cannot_answer(tiny):
    tiny.add("launches", "launch_id")
    package = tiny.folder / "datapackage.json"
    limits = '"canAnswer": ["How many?"], "cannotAnswer": ["Why?"], "path"'
    package.write_text(package.read_text().replace('"path"', limits))
    described = data.describe("launches")
    assert "Can answer: How many?\nCannot answer: Why?\n" in repr(described)
    assert "* Cannot answer: Why?" in described._repr_markdown_()


def test_an_unknown_table_is_answered_with_the_nearest(events):
    with pytest.raises(KitError, match=r"Unknown table: 'event'. Did you mean 'events'\?.*tables\(\)"):
        data.table("event")


@pytest.mark.parametrize("key", [None, 3, ..., ["gsomia-signed"], {}])
def test_an_id_that_is_no_text_is_refused(events, key):
    with pytest.raises(KitError, match="Unknown event: .* write it between quotes"):
        data.row("events", key)


@pytest.mark.parametrize("name", [None, 3, ..., ["events"]])
def test_a_table_name_that_is_no_text_is_refused(events, name):
    with pytest.raises(KitError, match="write it between quotes"):
        data.table(name)


def test_tables_are_listed_in_the_order_of_the_descriptor(tiny):
    tiny.add("sources", "source_id")
    tiny.add("events", "event_id")
    assert data.tables() == ["sources", "events"]


# --- missing and damaged files


def test_a_missing_file_is_named_with_the_way_to_restore_it(events):
    events.unlink()
    with pytest.raises(
        KitError, match=r"events\.csv is missing in .* git checkout -- course_data/events\.csv"
    ):
        data.table("events")


def test_a_renamed_file_is_recognised(events):
    events.rename(events.with_name("events (1).csv"))
    with pytest.raises(KitError, match=r"similar name is there: events \(1\)\.csv"):
        data.table("events")


def test_a_missing_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("TWO_SHORES_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(KitError, match="folder of the course's data is missing: .*nowhere"):
        data.table("events")


@pytest.mark.parametrize("content", ["{", '{"name": "tiny"}', "[]"])
def test_a_damaged_descriptor_is_named(events, content):
    (events.parent / "datapackage.json").write_text(content)
    with pytest.raises(KitError, match=r"datapackage\.json .*git checkout"):
        data.table("events")


def test_the_data_of_the_course_are_found_without_a_setting(monkeypatch):
    monkeypatch.delenv("TWO_SHORES_DATA", raising=False)
    assert (
        json.loads((data.folder() / "datapackage.json").read_text(encoding="utf-8"))["name"] == "two-shores"
    )


@pytest.mark.parametrize(
    "code, words", [("cp949", "Korean Windows text"), ("shift_jis", "Japanese Windows text")]
)
def test_text_of_a_korean_or_japanese_windows_is_recognised(events, code, words):
    title = "군사정보보호협정" if code == "cp949" else "秘密軍事情報保護協定"
    row = f"gsomia-signed,2016-11-23,{title},gsomia,3,4"
    message = broken(events, lines(events, row).encode(code))
    assert "events.csv, line 2: some characters are not stored as UTF-8" in message
    assert f"{words} ({code}) they say '{title}" in message and "CSV UTF-8" in message


def test_bytes_that_mean_nothing_are_named_without_a_guess(events):
    message = broken(events, lines(events, SIGNED).encode() + b"caf\xe9,")
    assert message.startswith("events.csv, line 3: some characters are not stored as UTF-8. Save it as")


def test_utf_16_of_a_spreadsheet_is_recognised(events):
    assert "stored as UTF-16" in broken(events, events.read_text().encode("utf-16"))


@pytest.mark.parametrize("mark, word", [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_recognised(events, mark, word):
    assert f"line 1: the columns are parted by {word}" in broken(
        events, events.read_text().replace(",", mark)
    )


@pytest.mark.parametrize("row", ["b;1910;Rule;gsomia;3;4", "b;1910;Rule, 1910 to 1945;gsomia;3;4,5"])
def test_semicolons_below_a_header_with_commas_are_recognised(events, row):
    message = broken(events, lines(events, SIGNED, row))
    assert "events.csv, line 3: the columns are parted by semicolons" in message


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_first_line_that_names_the_separator_is_to_be_deleted(events, mark):
    message = broken(events, f"sep={mark}\n" + events.read_text())
    assert "events.csv, line 1: a spreadsheet has written 'sep=" in message and "Delete this line" in message


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ['gsomia-signed,2016-11-23,"GSOMIA signed,gsomia,3,4', SIGNED],
            "line 2: a double quote is not closed",
        ),
        (
            [SIGNED, 'colonial-rule,1910,"Rule" of Japan,gsomia,3,4'],
            "line 3: a double quote is not closed or stands",
        ),
        (
            [SIGNED, "colonial-rule,1910,Rule, 1910 to 1945,gsomia,3,4"],
            "line 3: 7 cells for 6 columns",
        ),
        (
            [SIGNED, "colonial-rule,1910,Rule"],
            "line 3: 3 cells for 6 columns. The last cell says 'Rule'",
        ),
        (['a,1910,"two\nlines",gsomia,3,4', "b,1910"], "line 4: 2 cells"),
    ],
    ids=[
        "quote not closed",
        "quote inside",
        "quotes lost",
        "line cut",
        "lines counted through a cell of two lines",
    ],
)
def test_a_damaged_line_is_named(events, rows, message):
    assert message in broken(events, lines(events, *rows))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("event_id,start,titel_en,period,deaths,share", "'title_en' is missing. Its line 1 has 'titel_en'"),
        ("event_id,start,title_en,period,deaths", "line 1: the column 'share' is missing"),
        ("event_id,start,title_en,period,deaths,share,mood", "the column 'mood' is not known"),
        ("event_id,start,title_en,period,deaths,share,", "the column '' is not known"),
        ("event_id,start,title_en,period,deaths,share,share", "the column 'share' is there twice"),
    ],
)
def test_a_wrong_column_is_named(events, header, message):
    assert message in broken(events, header + "\n")


def test_an_empty_file_is_named(events):
    assert "line 1: the column 'event_id' is missing" in broken(events, "")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,1-Nov-19,t,gsomia,,", "line 2, column start: '1-Nov-19' is not a date of the form"),
        ("a,2019/11/22,t,gsomia,,", "column start: '2019/11/22' is not a date"),
        ("a,,t,gsomia,,", "column start: '' is empty, but every row needs a value here"),
        ("A b,1910,t,gsomia,,", "column event_id: 'A b' is not an id: write small letters"),
        (
            "a,1910,t,gsomi,,",
            "column period: 'gsomi' is not one of colonial-rule, gsomia. Did you mean 'gsomia'?",
        ),
        ("a,1910,t,gsomia,three,", "column deaths: 'three' is not a whole number."),
        ("a,1910,t,gsomia,3.5,", "column deaths: '3.5' is not a whole number."),
        ("a,1910,t,gsomia,,n/a", "column share: 'n/a' is not a number. Write digits"),
        ('a,1910,t,gsomia,,"1,389"', "column share: '1,389' is not a number. Write 1389"),
        ("a,1910,t,gsomia,,47.9%", "column share: '47.9%' is not a number. Write 47.9"),
        ("a,1910,t,gsomia,,４７", "column share: '４７' is not a number."),
        ("a,1910,t,gsomia,,nan", "column share: 'nan' is not a number."),
    ],
)
def test_a_broken_cell_is_named_with_line_column_value_and_repair(events, row, message):
    found = broken(events, lines(events, row))
    assert message in found and "events.csv, line 2" in found
    assert "The column holds: The " in found


def test_a_value_that_is_neither_true_nor_false_is_named(tiny):
    path = tiny.add("polls", "poll_id is_subtotal:boolean!", "a,true")
    assert "column is_subtotal: 'yes' is neither true nor false" in broken(
        path, "poll_id,is_subtotal\na,yes\n"
    )


def test_an_id_used_twice_is_named_with_both_lines(events):
    message = broken(events, lines(events, SIGNED, RULE, SIGNED))
    assert "events.csv, line 4: the id 'gsomia-signed' is taken by line 2" in message
