"""The word lists of the lint, so that somebody who knows the dispute and no Python can mend them.

Each pattern is a regular expression; capital letters do not count, and text in quotation marks is not read.
"""

_SIDE = "(?:south |north )?(?:japan|korea|seoul|tokyo|pyongyang|the (?:government|court|company|ministry))"
_ACTS = "refuse|fail|lie|deny|ignore|break|provoke|retaliate|give in|back down"
_TRAITS = "right|wrong|to blame|guilty|at fault|the victim|lying|responsible"

# What a question or a heading presupposes: pattern, what is wrong with it, neutral alternative.
STEMS = (
    (rf"\bwhy \w+(?:n['’]t {_SIDE}| {_SIDE}[\w' -]{{0,20}} not)\b",
     "presupposes a refusal", "What reasons did X give?"),
    (rf"\bwhy (?:did|does) [\w' -]{{2,30}} (?:{_ACTS})\b",
     "presupposes a motive", "What did X announce, and why, by X?"),
    (rf"\bwho (?:is|was|were|are) (?:{_TRAITS})\b",
     "asks for a verdict", "What does each side base its case on?"),
    (r"\bwhose fault\b", "asks for a verdict", "What did each side do, in order, and say about it?"),
    (r"\b(?:do|would|don['’]t) you (?:agree|support|believe|think that)\b",
     "asks for a stance", "Which statement does the source carry?"),
    (rf"\b(?:is|are|was|were|does|did|should|has)n['’]t (?:it|they|this|that|{_SIDE})\b",
     "expects a yes", "Ask plainly"),
    (r"\b(?:admit|confess|give in|cave in|back down)(?:s|ted|ed)?\b",
     "presupposes guilt", "said, stated, accepted"),
    (r"(?<!completely and )\bfinally\b", "presupposes a delay", "Leave the word out, or give the date"),
    (r"\b(?:still|keeps?) (?:refus|den|reject|ignor)\w+",
     "presupposes guilt", "What does X say, and since when?"),
    (r"\b(?:real|true) (?:reason|motive|aim)s?\b",
     "presupposes a hidden motive", "Which reasons did X give?"),
    (rf"\b(?:should|must|ought to) {_SIDE}\b", "asks for policy", "What has been proposed, and by whom?"),
    (r"\bimagine (?:that )?you (?:are|were)\b",
     "asks for role play", "What could a reader of that day know?"),
)  # fmt: skip

# Verbs and judgements that the kit does not use in its own voice, wherever they stand.
VERDICTS = (
    (r"\b(?:obviously|of course|undeniabl[ey]|shameful|notorious|infamous|whitewash\w*)\b",
     "judges", "leave it out"),
    (r"\b(?:admitted (?:that|to)|confessed|conceded|caved in|gave in|backed down|lashed out|slammed)\b",
     "judges the speaker", "said, stated, accepted"),
)  # fmt: skip

# A sentence about a word, or one that says whose word it is, may hold the word.
ABOUT_WORDS = (
    r"\b(?:words?|wording|terms?|names?|named|naming|phrases?|labels?|verbs?|calls?|called|says?|said|writes?|"
    r"wrote|speaks?|spoke|uses|used by|(?:holds?|held) that|means?|translat\w+|in (?:Korean|Japanese))\b"
)

# Who speaks, besides the names of the table actors. "A government that says so" is nobody.
OFFICES = (
    r"(?:prime|foreign|defen[cs]e|trade|economy|finance|education|vice|deputy) (?:minister|ministry)|"
    r"government|(?:both|two|the) governments|(?:chief )?cabinet secretary|president|ambassador|plaintiffs|"
    r"spokes(?:man|woman|person)|(?:supreme|high) court|"
    r"(?:the|its|a) (?:court|majority|dissent|delegate|ministry|company)|"
    r"Seoul|Tokyo|Pyongyang|Washington|Namedactor"
)
# Nobody can be asked what these said, so they only ask somebody to look.
GROUPS = "critics|scholars|historians|survivors|officials|governments|courts"
NOBODY = ("a", "one", "any", "no", "each", "every", "which", "some")

# Says or holds. An announcement is an act as well, so it only asks somebody to look.
HOLDS = (
    r"says?|said|argue[sd]?|claimed|claims? that|den(?:y|ies|ied)|demand(?:s|ed)|insist(?:s|ed)?|"
    r"holds?(?: that)?|held (?:that|otherwise|the opposite)|wrote|writes|ruled that|f(?:ou|"
    r"i)nds? that|regard(?:s|ed)|describe[sd]|maintain(?:s|ed) that|accuse[sd]|admit(?:s|ted)|"
    r"call(?:s|ed)(?! (?:on|up|in)\b)|declare[sd]|protest(?:s|ed)|reject(?:s|ed)|object(?:s|ed)|"
    r"warn(?:s|ed)|state[sd] that|announce[sd]? that|acknowledge[sd]"
)
ANNOUNCES = "announce[sd]?"

# Numbers that state nothing about the dispute: parts of the kit, the seating of a class, how people count,
# the ideas that a lesson itself lists. Extend it only with such.
PHRASES = (
    r"(?:step|station|item|task|lesson|exercise|level|route|card|column|option|round|pair|"
    r"group)s? \d(?![\d.,]*\d)|groups of (?:three|four|five|six)|in (?:threes|fours)|ten thousands?|"
    r"ten times|four digits|twelve months|three (?:dates|answers|dots|hints)|(?:three|four|"
    r"five) sentences|step (?:three|four|five)|100 means|(?:three|four|five|six|eight|ten) minutes"
)

# Words that a pupil of sixteen does not know, or knows in another sense.
TECHNICAL = (
    "base year", "index number", "margin of error", "median", "difference-in-differences",
    "mirror statistics", "percentage point", "per capita", "nominal", "deflator", "control group",
    "correlation", "sample size", "confidence interval", "year on year", "logarithm", "quartile",
    "outlier", "residual", "protectorate", "plenipotentiary", "ratification", "plaintiff",
    "dissenting opinion", "separate opinion", "arbitration", "diplomatic protection",
    "statute of limitations", "solatium", "precedent", "jurisdiction", "photoresist", "catch-all control",
    "hydrogen fluoride", "koku", "bulk licence", "Government-General", "Residency-General", "annexation",
    "normalisation", "reparation", "requisition",
)  # fmt: skip
