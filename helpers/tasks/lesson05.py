"""Exercise 05, "Apologies, funds, textbooks": eight tasks, and two checks inside the lesson.

This is what a student is told about them; keys05 computes what is right.
"""

from __future__ import annotations

from functools import partial

from helpers.tasks import keys05 as keys
from helpers.tasks.model import Task, by_id
from helpers.tasks.parts import amount, choice, essay, grid, ids, number, source
from helpers.tasks.reading import spelled

TASKS = by_id(
    Task(
        "05.1",
        title="What does the sentence do?",
        rung="recognise",
        skills=("CLR", "PER"),
        minutes=9,
        parts=(
            grid(
                "codes",
                rows=lambda: keys.CODED,
                columns=lambda: keys.ACTS,
                known=lambda: ("yes", "no"),
                key=keys.both_codings,
                slips={
                    ("hist-c123", "regret", "yes"): "coded-from-memory",
                    ("hist-c120", "responsibility", "yes"): "regret-read-as-responsibility",
                    ("hist-c124", "remedy", "yes"): "words-read-as-deeds",
                    ("hist-c124", "legal duty", "yes"): "apology-read-as-legal-duty",
                    ("apology-2015.abe", "legal duty", "yes"): "apology-read-as-legal-duty",
                    ("hist-c096", "legal duty", "yes"): "apology-read-as-legal-duty",
                },
                marks=6,
            ),
        ),
        hints=(
            "Look at one row alone: what stands in it, and what do you only know from elsewhere?",
            "Ask four times of each row: sorry? who did what? does law oblige? is anything given?",
            "hist-c123 has no word of regret in it; hist-c120 names nobody who did anything.",
        ),
        solution=keys.solve_codes,
        right=lambda: "Where a narrow and a wide reader differ, both letters are fair and accepted.",
        disputed=(
            "Whether “responsibilities” in 2015 is a legal word, and whether to uphold earlier apologies is "
            "to apologise. Speakers on both shores differ, and a summary in English cannot decide it."
        ),
        why="An apology can do one thing and leave three others undone. Quarrels are about those.",
        look_at="The statement of each row, word by word.",
        next_step="Take one row and one act, and point to the word that makes you say yes.",
    ),
    Task(
        "05.2",
        title="When did the fund begin, and whom did it reach?",
        rung="locate",
        skills=("SRC", "CTX"),
        minutes=7,
        parts=(
            choice(
                "start",
                known=lambda: ("1995-06-19", "1995-07-19"),
                key=keys.start_of_the_fund,
                slips={"1995-06-19": "secondhand-before-own-record"},
            ),
            source(
                "start_source",
                key=lambda: {"awf-2000-report"},
                slips={"awf-wikipedia": "secondhand-before-own-record"},
                other="secondhand-before-own-record",
            ),
            number(
                "korean",
                key=lambda: keys.figure("hist-f177"),
                slips={
                    "all-countries-for-one": lambda: [keys.figure("hist-f175"), keys.figure("hist-f178")],
                    "known-taken-for-reached": lambda: [keys.figure("hist-f176"), keys.figure("hist-f186")],
                },
            ),
            source("source", key=keys.carriers_of_korean_recipients),
        ),
        hints=(
            "Look at the publisher of each page: which one is the fund itself?",
            "Filter the figures by the word Korean, then read the counting rule of each number.",
            "start_source: a report of September 2000. korean: the quantity ends in “Korean recipients”.",
        ),
        solution=keys.solve_fund,
        right=lambda: (
            "The body's own dated report is nearest to its start; the count is that of one country."
        ),
        disputed=(
            "How many women there were in all: the numbers by country add up to one fewer than "
            "the total. A body's own report is good for its dates; for its merits ask others, too."
        ),
        why="One number can count women of several countries. Without its rule it answers another question.",
        look_at="The columns quantity, counting_rule and source_id.",
        next_step="Say the number aloud with its country and its counting rule.",
    ),
    Task(
        "05.3",
        title="A sum that its own rates do not give",
        rung="compute",
        skills=("CAL", "SRC"),
        minutes=10,
        parts=(
            choice("month", known=lambda: keys.RATES, marks=0),
            *amount(
                key=keys.by_rates,
                unit="million KRW",
                within=0.6,
                by="month",
                slips={
                    "one-rate-for-all": keys.at_one_rate,
                    "print-for-computation": lambda: list(keys.printed().values()),
                },
                unit_slips={"JPY": "currency-mixed-up", "USD": "currency-mixed-up"},
            ),
            number("gap", key=keys.below_the_rates, within=0.6, by="month"),
            choice(
                "why",
                known=lambda: ("cannot tell", "a misprint", "running costs", "some shares were not paid"),
                key=lambda: {"cannot tell"},
                slips={"*": "possible-read-as-shown"},
            ),
            source(key=keys.printers, by="month"),
        ),
        hints=(
            "Look at four numbers of your month: two groups of persons, two rates.",
            "Persons times rate, group by group; add; then take away what the page prints as paid.",
            "Rates: hist-f184 and hist-f185. The printed sum for 2018-11 is hist-f181.",
        ),
        solution=keys.solve_rates,
        right=lambda: "Both months fall short of the rates by the same sum, and no page says why.",
        disputed=(
            "What explains the gap. Shares of families that were not yet paid in full would fit; running "
            "costs were paid from another part of the money. The register keeps it open."
        ),
        why="A total and its parts test one another. Where they differ, an explanation needs a document.",
        look_at="The table of figures above the task.",
        next_step="Write the sum for each group on its own line, with its unit.",
    ),
    Task(
        "05.4",
        title="Better than chance?",
        rung="compute",
        skills=("CAL", "UNC"),
        minutes=10,
        parts=(
            choice("act", known=lambda: ("regret", "responsibility", "remedy"), marks=0),
            number(
                "agreement",
                key=partial(keys.by_act, 0),
                within=0.5,
                by="act",
                slips={"fraction-read-as-percent": lambda: [one / 100 for one in keys.by_act(0).values()]},
            ),
            number(
                "chance",
                key=partial(keys.by_act, 1),
                within=0.6,
                by="act",
                slips={"half-of-chance-forgotten": keys.yes_times_yes},
            ),
            number(
                "kappa",
                key=partial(keys.by_act, 2),
                within=0.006,
                by="act",
                slips={
                    "agreement-read-as-kappa": lambda: [one / 100 for one in keys.by_act(0).values()],
                    "chance-not-divided-out": lambda: [
                        (one - two) / 100
                        for one, two in zip(keys.by_act(0).values(), keys.by_act(1).values(), strict=True)
                    ],
                },
            ),
            choice(
                "legal_duty",
                known=lambda: (
                    "nearly all of it is chance",
                    "the coders agree very well",
                    "one coder is wrong",
                ),
                key=lambda: "nearly all of it is chance" if keys.agreement("legal duty")[2] < 0.2 else "",
                slips={
                    "the coders agree very well": "agreement-read-as-kappa",
                    "one coder is wrong": "rule-taken-for-error",
                },
            ),
        ),
        hints=(
            "Look at three shares of your act: same answer, yes of one coder, yes of the other.",
            "Chance: yes times yes plus no times no. Kappa: (agreement - chance) / (1 - chance).",
            "(narrow[act] == wide[act]).mean(), narrow[act].mean() and wide[act].mean() give all you need.",
        ),
        solution=keys.solve_kappa,
        right=lambda: (
            "Each number fits the act that you chose. Where one answer is rare, agreement comes cheap."
        ),
        disputed="From which kappa on a coding is good enough. Handbooks give limits; they are customs.",
        why="Two people who nearly always say no agree without reading. Chance has to be taken out.",
        look_at="The columns of narrow and wide for your act.",
        next_step="Write agreement and chance as fractions, then subtract and divide.",
    ),
    Task(
        "05.5",
        title="A share that leaves no room",
        rung="corroborate",
        skills=("COR", "UNC"),
        minutes=10,
        parts=(
            number(
                "low",
                key=lambda: min(keys.left_over().values()),
                within=0.06,
                slips={"suspect-as-witness": lambda: keys.left_in_2016(keys.other_print())},
            ),
            number("high", key=lambda: max(keys.left_over().values()), within=0.06),
            number(
                "value",
                key=keys.without_affinity,
                within=0.06,
                slips={"print-without-room": keys.other_print},
            ),
            source(key=keys.carriers_of_2016, slips={"fuseishoyo-cao-2016": "print-without-room"}),
        ),
        hints=(
            "Look at what is left when both answers are added: people who gave no clear answer.",
            "Compute 100 - yes - no for each wave of interviews that has both, without January 2016.",
            "Take both[both.index < '2020'], drop '2016-01', find least and most; then test two prints.",
        ),
        solution=keys.solve_left,
        right=lambda: "Every other wave leaves more room than the misprint would; the other number fits.",
        disputed="Nothing here: a report gives the change on the year before, and it leads to one number.",
        why="A number seldom comes alone. Its neighbours in the same survey can vouch for it, or refute it.",
        look_at="The two columns of the waves, side by side, and the row of 2014.",
        next_step="Add yes and no for one wave, see what is left, then do all of them.",
    ),
    Task(
        "05.6",
        title="Do two publics move together?",
        rung="corroborate",
        skills=("CAL", "UNC", "PER"),
        minutes=12,
        parts=(
            number(
                "same_way",
                key=partial(keys.count_steps, True),
                slips={"two-counts-swapped": partial(keys.count_steps, False)},
            ),
            number(
                "opposite",
                key=partial(keys.count_steps, False),
                slips={"years-miscounted": lambda: len(keys.steps()) + 1 - keys.count_steps(True)},
            ),
            number(
                "sure_same",
                key=partial(keys.count_steps, True, keys.MARGIN),
                slips={"change-without-margin": partial(keys.one_side_sure, True)},
            ),
            number(
                "sure_opposite",
                key=partial(keys.count_steps, False, keys.MARGIN),
                slips={"change-without-margin": lambda: [keys.one_side_sure(False), keys.count_steps(False)]},
            ),
            choice(
                "rule",
                known=lambda: ("yes", "no", "cannot tell"),
                key=keys.rule_of_opposites,
                slips={"yes": "few-cases-read-as-rule", "no": "few-cases-read-as-rule"},
            ),
        ),
        hints=(
            "Look at changes from one year to the next, not at the levels.",
            "Same way: both changes have the same sign. Sure: both are larger than the margin, up or down.",
            "good.diff().dropna() has ten rows. Test the product of the columns, then the smaller size.",
        ),
        solution=keys.solve_steps,
        right=lambda: (
            "Most steps are opposite, but of the steps beyond the margin as many go one way as the other."
        ),
        disputed="Why the lines part. These rows count answers; the reasons are not in the table.",
        why="Small steps of a poll can be chance. What is left after them is often too little for a rule.",
        look_at="The table of yearly changes.",
        next_step="Mark each year with its two signs, then cross out what lies inside the margin.",
    ),
    Task(
        "05.7",
        title="A headline that joins three polls",
        rung="contest",
        skills=("UNC", "SRC"),
        minutes=10,
        parts=(
            ids(
                "polls",
                known=lambda: keys.OFFERED,
                key=lambda: keys.HEADLINE,
                slips={
                    "kr-gallup-2019-07-11b": "people-for-country",
                    "kpf-2020-kr-people": "people-for-country",
                },
                marks=2,
            ),
            choice(
                "because",
                known=lambda: keys.OBJECTIONS,
                key=lambda: {"different questions", "an event in between"},
                slips={"nothing": "questions-taken-as-one", "too few persons asked": "sample-size-blamed"},
            ),
            choice(
                "third_asked",
                known=lambda: ("2019-06", "2019-07", "2019-08", "2020-08"),
                key=lambda: keys.asked_in(keys.HEADLINE[2]),
                slips={"*": "year-of-the-copy"},
            ),
            source(
                key=lambda: keys.source_of(keys.HEADLINE[1]),
                slips={
                    one: "source-of-another-row"
                    for poll in ("genron-eai-2019k", "kpf-2020-kr")
                    for one in keys.source_of(poll)
                },
                other="source-of-another-row",
            ),
        ),
        hints=(
            "Look at three columns at once: question, fieldwork, percent.",
            "Find each number of the headline; read its question aloud; put its month on a line of time.",
            "The third number is the 15 of kpf-2020-kr; fieldwork_start in that row has the month.",
        ),
        solution=keys.solve_headline,
        right=lambda: "Question and event changed together, and the third number is a year younger.",
        disputed="How far the view fell in July 2019: no poll here asked one question before and after.",
        why="A line through three polls claims one question. A reader cannot see that there were three.",
        look_at="The columns question and fieldwork_start.",
        next_step="Read the questions one after the other, and mark 1 July 2019 between them.",
    ),
    Task(
        "05.8",
        title="One panel for a museum",
        rung="create",
        skills=("ARG", "PER", "UNC"),
        minutes=20,
        parts=(essay(shortest=90, longest=150, number=True, documents=2),),
        hints=(
            "Look at the question of the visitor: accepted by whom, and what was missing for whom?",
            "Answer, reason with id, number with id, the best other explanation with id, one doubt.",
            "Take an id from each shore out of the two tables above; dissent on a shore makes it stronger.",
        ),
        solution=keys.solve_essay,
        right=lambda: "The form is there: length, evidence from both shores, a number with its source.",
        disputed="The explanation is yours to choose: opposite ones can earn the same marks.",
        why="A visitor can check a reason with a source, and sees both shores only if you show them.",
        look_at="The list of what the panel needs.",
        next_step="Add what is missing and run the cell again.",
        by_person=True,
        out_of=12,
    ),
)

IN_CLASS = by_id(
    Task(
        "05.a",
        title="From agreement to kappa",
        rung="compute",
        skills=("CAL",),
        minutes=2,
        parts=(
            number(
                "kappa",
                key=lambda: keys.agreement("responsibility")[2],
                within=0.006,
                slips={
                    "agreement-read-as-kappa": lambda: keys.agreement("responsibility")[0] / 100,
                    "chance-not-divided-out": lambda: (
                        (keys.agreement("responsibility")[0] - keys.agreement("responsibility")[1]) / 100
                    ),
                },
            ),
        ),
        hints=(
            "Look at the row responsibility: agreement, and agreement by chance.",
            "Turn both into fractions. Take chance away from agreement, and from one; divide.",
            "(agreement - chance) / (1 - chance), with the two numbers of that row divided by 100.",
        ),
        solution=keys.solve_kappa,
        right=lambda: "So much of the way from chance to full agreement the two sets of rules have gone.",
        disputed="Which of the two sets of rules is the better one. Kappa does not say.",
        why="Agreement holds a part that nobody earned by reading.",
        look_at="The table of agreement and chance agreement.",
        next_step="Put the two numbers of the row into the formula.",
    ),
    Task(
        "05.exit",
        title="Who departs from their own government?",
        rung="recognise",
        skills=("PER",),
        minutes=3,
        parts=(
            ids(
                "dissent",
                known=lambda: keys.TICKET,
                key=keys.dissenters,
                slips=dict.fromkeys(
                    ("hist-c126", "hist-c103", "apology-1995.rok-mofa"), "government-as-dissenter"
                ),
                missing="one-shore-one-voice",
            ),
        ),
        hints=(
            "Look at the speaker of each row: office, party, court, scholars, civic group?",
            "Ask of each: does the speaker hold office in that government at that time?",
            "claims.loc[ticket, ['actor_id', 'affiliation']] prints for whom each one speaks.",
        ),
        solution=lambda: "They depart from their own government: " + spelled(sorted(keys.dissenters())) + ".",
        right=lambda: "Each of them speaks against the line of the government of their country.",
        disputed="How many people at home agree with them. One statement is one speaker.",
        why="If each shore has one voice only, nobody can explain why agreements broke at home.",
        look_at="The column speaker.",
        next_step="Print the column affiliation of the rows and choose again.",
    ),
)
