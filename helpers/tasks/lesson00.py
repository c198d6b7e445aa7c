"""Lesson 00, "Whose words?": eight tasks and two checks in class.

TASKS and IN_CLASS hold all that a student is told about them. keys00 computes what is right.
"""

from __future__ import annotations

from helpers import data
from helpers.tasks import keys00 as keys
from helpers.tasks import worked
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, ids, matching, number, source
from helpers.tasks.reading import spelled


def _told(pairs: dict[str, object]) -> str:
    lines = (
        (name, said if isinstance(said, str) else " or ".join(sorted(said))) for name, said in pairs.items()
    )
    return "\n".join(f"{name}: {said}." for name, said in lines)


def _solve_edges() -> str:
    return (
        f"Nameless: {spelled(sorted(keys.nameless()))}. {spelled(sorted(keys.changed()))} changed "
        f"{keys.changes()} times; the page that shows it is {spelled(sorted(keys.watcher()))}."
    )


def _solve_sums() -> str:
    times = ", ".join(f"{one}: {value:.1f}" for one, value in keys.multiples().items())
    return f"{_told(keys.counts())}\nMultiples of what was paid: {times}."


def _solve_slips() -> str:
    return (
        f"{_told(keys.verdicts())}\nAs labelled {keys.as_labelled():,.1f}, as won {keys.as_won():.2f} "
        f"billion dollars. The month: {spelled(sorted(keys.texts_of_the_pact()))}."
    )


def _solve_persons() -> str:
    return f"{_told(keys.one_or_two())}\n{keys.FAMILY}: {spelled(sorted(keys.spellings()))}."


def _solve_reasons() -> str:
    rows = data.table("claims").set_index("claim_id")["statement"]
    return "These two give a reason from use:\n" + "\n".join(
        f"{one}: {rows[one]}" for one in sorted(keys.reasons())
    )


TASKS = by_id(
    Task(
        "00.1",
        title="Six words, whose?",
        rung="recognise",
        skills=("PER", "CLR"),
        minutes=8,
        parts=(
            matching(
                "users",
                rows=lambda: keys.WORDS,
                known=lambda: keys.CONVENTIONS,
                key=keys.users,
                slips={
                    ("people brought against their will", "jpn-government"): "first-speaker-for-user",
                    ("Peace Line", "kit"): "near-word-for-the-word",
                    ("wartime labour mobilisation", "rok-textbook"): "near-word-for-the-word",
                    "*": "user-guessed-from-sound",
                },
                marks=3,
            ),
            choice(
                "reason",
                known=lambda: keys.REASONS,
                key=keys.reason,
                slips={"hiding compulsion": "critic-for-user", "in a treaty": "user-guessed-from-sound"},
            ),
        ),
        hints=(
            "Look at the column of wordings, not at what a word seems to mean.",
            "Search for the exact wording, then read the convention in its row.",
            "For the reason: the sentence that begins with Japan's government.",
        ),
        solution=lambda: f"{_told(keys.users())}\nThe reason: {keys.reason()}.",
        right=lambda: "You went by the rows. One word has two users here, so either was right.",
        disputed="Whether each word fits. The table says who writes it, and never that it is apt.",
        why="A row tells who is said to write a word; its note tells whether anybody saw the page.",
        look_at="The columns convention, form_en and note.",
        next_step="Take one word and find the row in which it stands exactly like this.",
    ),
    Task(
        "00.2",
        title="Read the edges first",
        rung="locate",
        skills=("SRC",),
        minutes=8,
        parts=(
            ids(
                "nameless",
                known=keys.articles,
                key=keys.nameless,
                extra="credit-overlooked",
                missing="inferred-read-as-printed",
            ),
            number(
                "changes",
                key=keys.changes,
                slips={"versions-seen-for-changes-made": keys.versions_seen},
            ),
            source(key=keys.watcher, slips={"seed-nyt-1122": "page-vouches-for-itself"}),
        ),
        hints=(
            "Look at the first table for the names, at the second for the changes.",
            "Keep apart what the file says and what we inferred. The second table tells of a service.",
            "Nameless files say so in original_publisher. Changes: row nyt22. Service: News Sniffer.",
        ),
        solution=_solve_edges,
        right=lambda: "You kept what a page says about itself apart from what others inferred.",
        disputed="Which newspaper wrote the nameless ones. House style points somewhere; it proves nothing.",
        why="Whoever quotes an article quotes one copy of one version.",
        look_at="original_publisher and published_basis.",
        next_step="Read the first words of each cell: does the name stand in the file?",
    ),
    Task(
        "00.3",
        title="One sum, many sizes",
        rung="compute",
        skills=("CAL", "SRC"),
        minutes=9,
        parts=(
            matching(
                "counts",
                rows=lambda: keys.SUMS,
                known=lambda: keys.COUNTS,
                key=keys.counts,
                slips={
                    ("fig-054", "asked for"): "cost-read-as-demand",
                    ("fig-055", "asked for"): "cost-read-as-demand",
                    "paid": "report-read-as-payment",
                },
                marks=2,
            ),
            choice("figure", known=lambda: keys.NAMED, marks=0),
            number(
                "times",
                key=keys.multiples,
                within=0.06,
                by="figure",
                slips={"units-left-apart": keys.unconverted, "base-upside-down": keys.upside_down},
            ),
            source(key=keys.pages, by="figure", other="source-of-another-row"),
        ),
        hints=(
            "Look at the words of quantity, and at the unit of each row.",
            "Bring both sums to billions, then divide the one of your choice by what was paid.",
            "870 million are 0.87 billion. Divide the value of your row by 0.87.",
        ),
        solution=_solve_sums,
        right=lambda: "You said what each number counts before you compared it.",
        disputed="What the American side really asked for. Most demands here are known from reports only.",
        why="Paid, asked for and cost are three questions. Each has its own number.",
        look_at="quantity, unit and source_id.",
        next_step="Write beside each number who says it and what it counts.",
    ),
    Task(
        "00.4",
        title="Which Monday?",
        rung="compute",
        skills=("CTX", "CAL"),
        minutes=9,
        parts=(
            matching(
                "dates",
                rows=lambda: keys.DAYS,
                known=keys.calendar,
                key=keys.dates,
                slips={
                    ("suga-monday", "2019-11-18"): "day-of-the-reprint",
                    ("leave-next-friday", "2019-11-15"): "next-read-as-this",
                    "*": "weekday-without-anchor",
                },
                marks=3,
            ),
            choice(
                "not_alone",
                known=lambda: keys.DAYS,
                key=keys.not_alone,
                slips={"*": "sure-without-the-basis"},
            ),
        ),
        hints=(
            "Look at the date of the page, then at the direction: back, or forward?",
            "A past weekday lies in the seven days up to the writing; a reprint may be later than that.",
            "Read published_basis of jpn: it says when the quoted Monday was.",
        ),
        solution=lambda: f"{_told(keys.dates())}\nNot by the page alone: {keys.not_alone()}.",
        right=lambda: "Each weekday has an anchor, and for one of them you looked behind the reprint.",
        disputed="The exact hour of writing. Between writing and printing lie hours or days.",
        why="A weekday is a date only together with the day on which it was written.",
        look_at="published, published_basis and the sentence with the weekday.",
        next_step="Write the date of the page down, then count back or forward by day.",
    ),
    Task(
        "00.5",
        title="Good sources err, too",
        rung="corroborate",
        skills=("COR", "UNC", "CAL"),
        minutes=10,
        parts=(
            matching(
                "verdicts",
                rows=lambda: keys.POINTS,
                known=lambda: sorted(keys.VERDICTS.values()),
                key=keys.verdicts,
                slips={
                    ("pew", "misprint"): "culprit-without-evidence",
                    ("pew", "both right"): "slip-explained-away",
                    ("month", "cannot tell"): "doubt-where-a-text-decides",
                    ("end", "misprint"): "writing-taken-for-error",
                    ("end", "cannot tell"): "writing-taken-for-error",
                    ("label", "both right"): "slip-explained-away",
                },
                marks=2,
            ),
            *amount(
                key=keys.as_won,
                unit="billion USD",
                within=0.006,
                slips={"label-believed": keys.as_labelled},
            ),
            source(
                key=keys.texts_of_the_pact,
                slips={"encykorea-gsomia": "doubtful-page-as-witness"},
            ),
        ),
        hints=(
            "Look at what each finding says: does a document decide?",
            "Misprint: another document decides. Both right: two ways of writing. Else: cannot tell.",
            "The pact's own text decides the month. 10,389 in units of a hundred million won; divide.",
        ),
        solution=_solve_slips,
        right=lambda: "You called an error only what a document or a sum shows to be one.",
        disputed="Which of two numbers on one page its author meant, as long as nobody looks it up.",
        why="Trust grows where slips can be found, and where nobody guesses.",
        look_at="says_a, says_b and finding.",
        next_step="Ask of each row: which document or sum could decide, and is it here?",
    ),
    Task(
        "00.6",
        title="One person or two?",
        rung="corroborate",
        skills=("COR", "CLR"),
        minutes=10,
        parts=(
            matching(
                "persons",
                rows=lambda: keys.PAIRS,
                known=lambda: keys.ANSWERS,
                key=keys.one_or_two,
                slips={
                    ("lee", "one"): "shared-name-read-as-person",
                    ("lee", "two"): "shared-name-read-as-person",
                    ("dong", "one"): "family-name-for-person",
                    ("kono", "one"): "family-name-for-person",
                    "two": "spelling-read-as-person",
                    "cannot tell": "doubt-where-rows-decide",
                },
                marks=3,
            ),
            ids(
                "spellings",
                known=lambda: keys.SPELLINGS,
                key=keys.spellings,
                extra="family-name-for-person",
                missing="spelling-read-as-person",
                marks=1,
            ),
        ),
        hints=(
            "Look for both forms of a pair in all columns, hyphens and spaces left out.",
            "One row holds both: one. Two rows: two. A form that stands in two rows: cannot tell.",
            "Search name_ko for the form of the pair lee. For the spellings read name_en.",
        ),
        solution=_solve_persons,
        right=lambda: "You joined by row and not by sound, and left open what a form leaves open.",
        disputed="Nothing here, once the characters are known. Without them a form can stay open.",
        why="A name that is read wrongly gives one person's words to another.",
        look_at="The five columns with forms of the name.",
        next_step="Take one form and count the rows in which it stands.",
    ),
    Task(
        "00.7",
        title="A name and its reason",
        rung="explain",
        skills=("PER", "ARG"),
        minutes=9,
        parts=(
            ids(
                "reasons",
                known=keys.sea_claims,
                key=keys.reasons,
                slips={"hist-c111": "wish-for-reason", "hist-c112": "practice-read-as-verdict"},
                missing="one-reason-for-two",
            ),
            essay(shortest=25, longest=90),
        ),
        hints=(
            "Look for rows that say why, and not only what.",
            "One row from each shore argues from how long and how widely a name was in use.",
            "The rows of the two governments that take part in this course's dispute.",
        ),
        solution=_solve_reasons,
        right=lambda: "Both reasons stand, each with its speaker, in words that its holder could accept.",
        disputed="How old and how widespread each name is. Both statements are of the class D.",
        why="Who can state the other side's reason can also question it fairly.",
        look_at="statement, actor_id and evidence_class.",
        next_step="Finish this sentence for each speaker: it wants this name, because ...",
    ),
    Task(
        "00.8",
        title="A page for the exchange student",
        rung="create",
        skills=("PER", "SRC", "ARG"),
        minutes=22,
        parts=(essay(shortest=110, longest=220, documents=2),),
        hints=(
            "Look at one thing only, and at what its names add.",
            "Name, user, reason with id; the other name likewise; your choice; what stays open.",
            "Try [kantei-19950815-murayama], [hankookilbo-20121029-terms], [hist-c109], [hist-c110].",
        ),
        solution=lambda: worked.essay("00.8"),
        right=lambda: "The form is there: length, and evidence from both shores.",
        disputed="The choice of the name is yours: opposite choices can earn the same marks.",
        why="A reader must be able to see whose word stands there, and to choose another.",
        look_at="The list of what the text needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)


IN_CLASS = by_id(
    Task(
        "00.a",
        title="Your first check",
        rung="recognise",
        skills=("CLR",),
        minutes=3,
        parts=(
            choice(
                "convention",
                known=lambda: keys.CONVENTIONS,
                key=lambda: keys.users_of(keys.SEA),
                slips={
                    "jpn-government": "near-word-for-the-word",
                    "kit": "near-word-for-the-word",
                    "rok-textbook": "user-guessed-from-sound",
                },
            ),
        ),
        hints=(
            "Look at the column with the English wording.",
            "Find the exact words, then read the first column of the same row.",
            "It is the row of the organization that makes sea charts.",
        ),
        solution=lambda: spelled(sorted(keys.users_of(keys.SEA))),
        right=lambda: "You have passed your first check. The answer was in the row, and not in the sound.",
        disputed="Which name the sea should have. Here you only said who writes what.",
        why="A wording that is nearly the same can belong to somebody else.",
        look_at="The column form_en, one row at a time.",
        next_step="Compare letter by letter, then take the word from the first column.",
    ),
    Task(
        "00.exit",
        title="Five kinds of statement",
        rung="recognise",
        skills=("CLR", "UNC"),
        minutes=3,
        parts=(
            matching(
                "kinds",
                rows=lambda: keys.TICKET,
                known=lambda: keys.LETTERS,
                key=keys.kinds,
                slips={
                    ("hist-joint-2010-japan", "E"): "reading-taken-for-fact",
                    ("hist-joint-2010-japan", "N"): "moral-word-as-legal-word",
                    ("hist-c009", "L"): "text-is-not-its-reading",
                    ("hist-c043", "E"): "dispute-left-unsaid",
                    ("gsomia-trade-link.chosun-ilbo", "D"): "value-read-as-fact",
                    ("gsomia-trade-link.chosun-ilbo", "E"): "value-read-as-fact",
                    "E": "statement-read-as-fact",
                },
                marks=2,
            ),
        ),
        hints=(
            "Look for what could settle the sentence: a document, a court, a value, or nothing but a voice.",
            "A treaty's printed words are one thing; what they mean in law is another.",
            "The letters stand in the list with E, D, N, L and V further up.",
        ),
        solution=lambda: _told(keys.kinds()),
        right=lambda: (
            "You asked what could settle each sentence. That question goes through the whole course."
        ),
        disputed="The border between value and fact in sentences that mix them. Say which part you mean.",
        why="Only established sentences may stand alone. All others need their speaker beside them.",
        look_at="The list of the five kinds.",
        next_step="Read each row once more and ask: what could settle this?",
    ),
)
