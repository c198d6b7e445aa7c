"""Words that decide a question before it is asked, and words that are used before they are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from helpers import data, loaded
from helpers.lint.lists import ABOUT_WORDS, STEMS, TECHNICAL, VERDICTS
from helpers.lint.model import GUIDE, LESSON, TOUR, Block, Finding, Page, rule, warning

_KOREAN, _JAPANESE = "[\uac00-\ud7a3]", "[\u3040-\u30ff\u4e00-\u9fff]"
# Their names in the kit are everyday words.
_EVERYDAY = ["north-korea-name", "victim-plaintiff", "suspension", "peace-statue"]


@rule()
def stems(page: Page) -> Iterator[Finding]:
    """No question or heading holds its answer, and no sentence of the kit judges."""
    for block in page.blocks:
        if page.kind == GUIDE:  # a guide names bad questions, in italics
            block = replace(block, text=re.sub(r"(?<!\*)\*[^*]+\*(?!\*)", "...", block.text))
        for sentence in _read_apart(block):
            asks = block.kind == "heading" or sentence.rstrip('"”*)_').endswith("?")
            for pattern, why, instead in (*VERDICTS, *STEMS) if asks else VERDICTS:
                if found := re.search(pattern, loaded.unquoted(sentence), re.IGNORECASE):
                    level = "warning" if (pattern, why, instead) in VERDICTS else "error"
                    yield Finding(block.line, f"{found.group()!r} {why}", f"better: {instead}", level)


@rule()
def one_sided(page: Page) -> Iterator[Finding]:
    """A name that one side uses stands in quotation marks or with its user; the kit has a name of its own."""
    names = {form.casefold(): told for form, told in loaded.one_sided().items()}
    pairs = [name for _, name in names.values() if "/" in name]
    double = "|".join(re.escape(name).replace("/", r"\s*(?:/|and|or)\s*") for name in pairs)
    about_words = re.compile(rf"{ABOUT_WORDS}|{_KOREAN}|{_JAPANESE}", re.IGNORECASE)
    for block in page.blocks:
        for sentence in _read_apart(block):
            bare = "" if about_words.search(sentence) else re.sub(double, " ", sentence, flags=re.IGNORECASE)
            for word in loaded.words_in(bare, names):
                user, ours = names[word]
                found = f"{word!r} is the name of {user}"
                yield Finding(block.line, found, f"write {ours!r}, or say who calls it so")
            for word in () if block.sourced else loaded.words_in(bare, _contested().keys() - names.keys()):
                step = f"the kit says {_contested()[word]!r}; else quote it with its speaker"
                yield warning(block.line, f"{word!r} is contested", step)


def _read_apart(block: Block) -> list[str]:
    return [block.plain] if block.kind == "heading" else block.sentences


@cache
def _contested() -> dict[str, str]:
    """Contested words and what the kit says instead."""
    words = dict.fromkeys(loaded.MOTIVES, "what was announced") | loaded.contested()
    return {word.casefold(): ours for word, ours in words.items() if word not in loaded.PLAIN}


# --- explained before use ----------------------------------------------------------------------------------

_DEFINES = "(?:is|are|means?|was|were|stands? for|counts?|measures?|compares?|tells?|sets?|takes?|shows?)"


@rule(LESSON, TOUR)
def explained(page: Page) -> Iterator[Finding]:
    """A technical word is explained where it is first used in a sentence."""
    for term in TECHNICAL:
        pattern = rf"\b{re.escape(term)}s?\b"
        own = f'term("{term.casefold().replace(" ", "-")}"'  # prints it with its two other languages
        for block, after in zip(page.told, [*page.told[1:], None], strict=True):
            if own in block.text:
                break
            if re.search(pattern, block.plain, re.IGNORECASE):
                if not _explains(block, pattern, after.plain if after else ""):
                    found = f"{term!r} is not explained at its first use"
                    yield warning(block.line, found, "say in a few words what it is")
                break


def _explains(block: Block, pattern: str, after: str) -> bool:
    """Whether a block says what a word is: in bold, in three languages, or in a sentence that defines."""
    ways = (
        rf"{pattern}(?: \w+)?(?: \(|, that is| – |: |, or | {_DEFINES}\b|, (?:a|an|the|which) )",
        rf"\b(?:called|named|known as|meaning|that is|speak of|an?|is|are) (?:the |an? )?{pattern}[.,;:]",
        rf"{pattern}[^.]*\. (?:It|This|That|They|Such|An? {pattern}) (?:\w+ )?{_DEFINES}\b",
        rf"{pattern}[^.]*{_KOREAN}",
    )
    marked = re.search(rf"\*[^*\n]*{pattern}[^*\n]*\*", block.text, re.IGNORECASE)
    spoken = f"{block.plain} {after[:160]}"
    return bool(marked or any(re.search(way, spoken, re.IGNORECASE) for way in ways))


@rule(LESSON)
def three_languages(page: Page) -> Iterator[Finding]:
    """A name that is disputed stands with its Korean and Japanese forms where the lesson first uses it."""
    shown = set(re.findall(r"\bterm\(\s*['\"]([\w-]+)", page.text))
    for term_id in _disputed().keys() - shown:
        pattern = rf"(?<![\w/])(?:{'|'.join(map(re.escape, _disputed()[term_id]))})s?(?![\w/])"
        for block in page.told:
            if found := re.search(pattern, block.plain, re.IGNORECASE):
                if not (re.search(_KOREAN, block.text) and re.search(_JAPANESE, block.text)):
                    what = f"{found.group()!r} without Korean and Japanese at its first use"
                    yield warning(block.line, what, f'write {{{{ term("{term_id}") }}}}')
                break


@cache
def _disputed() -> dict[str, list[str]]:
    """The names of a term in the table `namings`: the kit's own, and the one of the table `terms`."""
    rows, terms = data.table("namings"), data.table("terms").set_index("term_id")["term_en"]
    rows = rows[(rows["convention"] == "kit") & ~rows["term_id"].isin(_EVERYDAY)]
    pairs = zip(rows["term_id"], rows["form_en"], strict=True)
    return {
        term: [re.sub(r"\s*\(.*?\)|[“”]", "", form) for form in (ours, terms[term])] for term, ours in pairs
    }
