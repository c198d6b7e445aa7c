"""What is right in exercise 02 and in the checks of lesson 02, computed from the tables: no key is typed.

The names of rows and options are the question; each function answers one part of it.
"""

from __future__ import annotations

from statistics import fmean

from helpers import data

FIRST, LAST = "1914", "1933"
HARVEST, SHIPPED, EATEN = "rice_production_korea", "rice_to_japan", "rice_per_head_korea"
GROWING = (HARVEST, SHIPPED, "koreans_in_korea_gg")
POLICE, CENSUS = "koreans_in_japan_home_ministry", "koreans_in_japan_census"


def values(series_id: str) -> dict[str, float]:
    """Return one series as a dict from date to value."""
    rows = data.series(series_id)
    return dict(zip(rows["date"], rows["value"], strict=True))


# --- 02.1: census, register, police or estimate ------------------------------------------------------------

KINDS = ("census", "estimate", "police", "register")
COUNTS = {
    "korea-1920": ("population_korea_total", "1920"),
    "korea-1930": ("population_korea_total", "1930"),
    "japan-1930-low": (POLICE, "1930"),
    "japan-1930-high": (CENSUS, "1930"),
    "japan-1945": ("koreans_in_japan_pak_jaeil", "1945"),
    "south-1938": ("gdppc_mpd2023_kor", "1938"),
}


def kinds() -> dict[str, str]:
    """02.1: the first kind of count that the note, the title or the definition names."""
    found = {}
    for name, (series_id, date) in COUNTS.items():
        rows, about = data.series(series_id), data.row("series", series_id)
        notes = rows.loc[rows["date"] == date, "note"].tolist()
        texts = [text.casefold() for text in (*notes, about["title"], about["definition"])]
        found[name] = next(kind for text in texts for kind in KINDS if kind in text)
    return found


def first_census() -> int:
    """02.1: the year of the first census in Korea, where the row of the census years begins."""
    return int(data.row("figures", "hist-f225")["date"][:4])


# --- 02.2: copies of one author ----------------------------------------------------------------------------

ASKED = ("arrested", "demonstrations", "injured", "killed")


def copies(what: str) -> dict[str, float]:
    """02.2: what each copy of Park Eun-sik prints, by source."""
    rows = data.table("figures")
    rows = rows[(rows["actor_id"] == "park-eunsik") & (rows["quantity"] == f"March First: {what}")]
    return dict(zip(rows["source_id"], rows["value"], strict=True))


def differing() -> list[str]:
    """02.2: what the copies print differently."""
    return [what for what in ASKED if len(set(copies(what).values())) > 1]


def largest_in() -> dict[str, set[str]]:
    """02.2: the sources of the largest number."""
    return {
        what: {name for name, value in copies(what).items() if value == max(copies(what).values())}
        for what in differing()
    }


def of_others() -> list[float]:
    """02.2: numbers of another author or office."""
    rows = data.table("figures")
    rows = rows[rows["quantity"].str.startswith("March First:") & (rows["actor_id"] != "park-eunsik")]
    return rows["value"].dropna().tolist()


# --- 02.3: growth a year -----------------------------------------------------------------------------------


def ratio(series_id: str) -> float:
    """Return the last value by the first."""
    found = values(series_id)
    return found[LAST] / found[FIRST]


def steps() -> int:
    """Return the number of years between the first value and the last."""
    return int(LAST) - int(FIRST)


def yearly() -> dict[str, float]:
    """02.3: compound growth in percent a year."""
    return {name: 100 * (ratio(name) ** (1 / steps()) - 1) for name in GROWING}


def simple() -> list[float]:
    """02.3: the whole growth, divided by the years."""
    return [growth / steps() for growth in whole()]


def whole() -> list[float]:
    """02.3: the whole growth in percent."""
    return [100 * (ratio(name) - 1) for name in GROWING]


def miscounted() -> list[float]:
    """02.3: the years counted, and not the steps between them."""
    return [100 * (ratio(name) ** (1 / (steps() + 1)) - 1) for name in GROWING]


def carriers() -> dict[str, set[str]]:
    """02.3: the sources of each series."""
    return {name: set(data.series(name)["source_id"]) for name in GROWING}


# --- 02.4: base years --------------------------------------------------------------------------------------

YEARS = tuple(str(year) for year in range(int(FIRST), int(LAST)))
MUCH, WINDOW = 140, 5
ENDS = ("averages of five years", "it makes no difference", "single years")


def indexes() -> dict[str, float]:
    """02.4: the harvest of the last year, for each base."""
    harvest = values(HARVEST)
    return {year: 100 * harvest[LAST] / harvest[year] for year in YEARS}


def changes() -> list[float]:
    """02.4: the change in percent, which is not the index."""
    return [value - 100 for value in indexes().values()]


def upside_down() -> list[float]:
    """02.4: the base year by the last year."""
    return [10_000 / value for value in indexes().values()]


def rises() -> set[str]:
    """02.4: bases that make the harvest of the last year look much larger."""
    return {year for year, value in indexes().items() if value >= MUCH}


def falls() -> set[str]:
    """02.4: bases that make it look smaller."""
    return {year for year, value in indexes().items() if value < 100}


def steadier() -> str:
    """02.4: the comparison that changes less when the table begins a year later or ends a year earlier."""
    harvest = list(values(HARVEST).values())
    spans = [harvest[start : len(harvest) - end] for start in (0, 1) for end in (0, 1)]

    def spread(years: int) -> float:
        ratios = [fmean(span[-years:]) / fmean(span[:years]) for span in spans]
        return max(ratios) - min(ratios)

    return ENDS[0] if spread(WINDOW) < spread(1) else ENDS[2]


# --- 02.5: editions of Maddison ----------------------------------------------------------------------------

EDITIONS = {
    "2010": ("maddison2010", "kor"),
    "2023-south": ("mpd2023", "kor"),
    "2023-north": ("mpd2023", "prk"),
}
STANCES = ("supports", "contradicts", "silent", "cannot tell")
START, END = "1911", "1938"
STATEMENTS = {
    "faster": "From 1911 to 1938 GDP per head grew faster here than in Japan.",
    "half": "In 1938 GDP per head here was more than half of that of Japan.",
    "fell": "GDP per head here fell from 1943 to 1944.",
    "food": "People here had more to eat in 1938 than in 1911.",
}


def editions() -> dict[str, dict[str, str]]:
    """02.5: what each edition and area says to each statement. A product decides nothing about food."""
    table: dict[str, dict[str, str]] = {name: {} for name in STATEMENTS}
    for name, (edition, area) in EDITIONS.items():
        here, japan = values(f"gdppc_{edition}_{area}"), values(f"gdppc_{edition}_jpn")
        facts = {
            "faster": here[END] / here[START] > japan[END] / japan[START],
            "half": here[END] > japan[END] / 2,
            "fell": here["1944"] < here["1943"] if {"1943", "1944"} <= set(here) else None,
        }
        for row, fact in facts.items():
            table[row][name] = "silent" if fact is None else "supports" if fact else "contradicts"
        table["food"][name] = "cannot tell"
    return table


def edition_slips() -> dict[tuple[str, str, str], str]:
    """02.5: a result of one edition given to another, silence read as an answer, product read as food."""
    slips: dict[tuple[str, str, str], str] = {}
    for name in EDITIONS:
        for said in STANCES[:2]:
            slips |= {(row, name, said): "edition-left-out" for row in ("faster", "half")}
            slips["food", name, said] = "product-read-as-welfare"
        slips["fell", name, "supports"] = "edition-left-out"
        slips["fell", name, "contradicts"] = "silence-read-as-denial"
        slips["fell", name, "cannot tell"] = "silent-is-not-undecided"
    return slips


# --- 02.6: police and census -------------------------------------------------------------------------------

TOGETHER = ("1920", "1930", "1940")


def factors() -> dict[str, float]:
    """02.6: the census by the police, in years that have both."""
    police, census = values(POLICE), values(CENSUS)
    return {year: census[year] / police[year] for year in TOGETHER}


def more() -> float:
    """02.6: by how many percent the census of 1930 is higher."""
    return 100 * (factors()["1930"] - 1)


def steady() -> str:
    """02.6: whether one factor fits the three years, within a tenth."""
    return "yes" if max(factors().values()) / min(factors().values()) < 1.1 else "no"


def lowest() -> float:
    """02.6: the police count of 1935 as it stands."""
    return values(POLICE)["1935"]


def highest() -> float:
    """02.6: the same, raised by the greatest factor."""
    return lowest() * max(factors().values())


def census_source() -> set[str]:
    """02.6: where the census of 1930 stands."""
    rows = data.series(CENSUS)
    return set(rows.loc[rows["date"] == "1930", "source_id"])


# --- 02.7: a mean of counts --------------------------------------------------------------------------------

DEAD = {
    "government-general": "hist-c012",
    "kim-byeongjo": "hist-c015",
    "nikh": "hist-c016",
    "park-eunsik": "hist-c013",
    "provisional-government": "hist-c014",
}
OBJECTIONS = ("different counting rules", "nobody counted that number", "nothing", "too few counts")


def killed() -> list[tuple[float, float]]:
    """Return the ends of each count; a single number is both."""
    rows = data.table("figures")
    rows = rows[rows["quantity"] == "March First: killed"]
    single = rows["value"].notna()
    low, high = rows["value"].where(single, rows["low"]), rows["value"].where(single, rows["high"])
    return list(zip(low, high, strict=True))


def lowest_count() -> float:
    """02.7: the lower end of all counts."""
    return min(low for low, _ in killed())


def highest_count() -> float:
    """02.7: the upper end of all counts."""
    return max(high for _, high in killed())


def ends() -> list[float]:
    """02.7: the ends of single counts that leave a lower or a higher count out."""
    return sorted({end for count in killed() for end in count} - {lowest_count(), highest_count()})


def by_year() -> list[tuple[str, ...]]:
    """02.7: who counted, by the year in which it was said; the same year cannot be ordered."""
    years = {name: data.row("claims", claim)["date_said"][:4] for name, claim in DEAD.items()}
    return [tuple(name for name in DEAD if years[name] == year) for year in sorted(set(years.values()))]


def mean_of_all() -> float:
    """02.7: the number that nobody counted."""
    return fmean(fmean(ends) for ends in killed())


def objections() -> set[str]:
    """02.7: the objections that the rows bear out."""
    rows = data.table("figures")
    rules = rows.loc[rows["quantity"] == "March First: killed", "counting_rule"].nunique()
    found = {OBJECTIONS[0]} if rules > 1 else set()
    return found | (
        {OBJECTIONS[1]} if not any(low <= mean_of_all() <= high for low, high in killed()) else set()
    )


# --- in class ----------------------------------------------------------------------------------------------

TICKET = ("faster", "hunger", "share-1938", "per-head")


def share_1928() -> float:
    """02.a: shipments of 1928 by the harvest of the year before, in percent."""
    return 100 * values(SHIPPED)["1928"] / values(HARVEST)["1927"]


def share_same_year() -> float:
    """02.a: the same shipments by a harvest that most of them did not come from."""
    return 100 * values(SHIPPED)["1928"] / values(HARVEST)["1928"]


def carried() -> set[str]:
    """02.exit: what the rice series carry."""
    eaten = values(EATEN)
    facts = {"faster": ratio(SHIPPED) > ratio(HARVEST), "per-head": eaten[LAST] < eaten[FIRST]}
    return {name for name, fact in facts.items() if fact}


def one_edition() -> set[str]:
    """02.exit: the sentence that fits some editions of the ratio of 1938 and not all."""
    shares = [
        values(f"gdppc_{edition}_{area}")[END] / values(f"gdppc_{edition}_jpn")[END]
        for edition, area in EDITIONS.values()
    ]
    fits = [abs(share - 2 / 3) < 0.02 for share in shares]
    return {"share-1938"} if any(fits) and not all(fits) else set()
