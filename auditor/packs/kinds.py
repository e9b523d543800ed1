"""What each kind of rule may say: the closed set of kinds, and their traits.

To add a trait, add a line here; the loader, its error messages and ``docs/rules.md``
follow this table.
"""

from typing import NamedTuple

from auditor.model import Act, Role, Severity, Stance


class Trait(NamedTuple):
    """A trait of a rule: its allowed values (none listed: any text)."""

    values: tuple[str, ...] = ()
    required: bool = False
    many: bool = False  # a list is allowed; stored joined by ", "
    number: bool = False  # a whole number above zero


class RuleKind(NamedTuple):
    about: str
    traits: dict[str, Trait]
    phrases: bool = True  # rules of this kind must have phrases


_TEXT = Trait()
_NUMBER = Trait(number=True)
_SCOPE = ("sentence", "clause", "claim", "party", "both", "article")
_STAKES = ("interested", "independent", "unknown")
_TYPES = ("individual", "group", "document", "poll", "database", "visual")
_AFFILIATIONS = ("government", "military", "police", "judiciary", "state-media", "media",
                 "corporate", "ngo-or-monitor", "international-organisation", "academic",
                 "political-group", "armed-group", "occupation-authority", "union-or-industry",
                 "religious", "witness", "victim", "other", "unknown")  # fmt: skip
_BINDS = ("state", "place", "body", "own", "person", "issuer", "faction", "occupier", "client",
          "nobody")  # fmt: skip
_WEIGHTS = ("weak", "medium", "strong")

FRAMES = ("clause", "quote", "infinitive", "noun_phrase", "question", "parenthetical",
          "opening", "passive", "colon")  # fmt: skip

KINDS: dict[str, RuleKind] = {
    "cue": RuleKind(
        "words that signal an attribution",
        {
            "act": Trait(tuple(Act), required=True),
            "stance": Trait(tuple(Stance), required=True),
            "frames": Trait(FRAMES, many=True),
            "yields": Trait(("claim", "position")),
            "form": _TEXT,
            "like": _TEXT,  # the rule whose points tell where source and content are
            "weight": Trait(_WEIGHTS),
        },
    ),
    "hedge": RuleKind(
        "words that present a claim as report without naming a source",
        {"weight": Trait(_WEIGHTS), "form": Trait(("pictures",))},
    ),
    "disclaimer": RuleKind(
        "statements that a claim was not verified or came without evidence",
        {
            "scope": Trait(_SCOPE, required=True),
            "form": Trait(("sentence", "clause", "adjective", "evidence", "none")),
        },
    ),
    "verification": RuleKind(
        "statements that somebody else than the claimant checked a claim",
        {
            "scope": Trait(_SCOPE),
            "by": Trait(("outlet", "body", "other")),
            "form": Trait(("document", "named", "outlet")),
        },
    ),
    "denial": RuleKind("outright denials", {"target": Trait(("none", "both", "admits"))}),
    "no_comment": RuleKind("silence, refusals, answers not had", {}),
    "anonymity": RuleKind(
        "words that leave a source unnamed",
        {"reason": Trait(("given", "formula", "none"))},
    ),
    "source": RuleKind(
        "nouns for sources",
        {
            "type": Trait(_TYPES, required=True),
            "affiliation": Trait(_AFFILIATIONS, required=True),
            "stake": Trait(_STAKES, required=True),
            "binds": Trait(_BINDS, required=True),
        },
    ),
    "alignment": RuleKind(
        "words that tie a source to a party",
        {"tie": Trait(("proxy", "place", "claimed"), required=True)},
    ),
    "position": RuleKind(
        "words of a stand, not of a checkable claim",
        {"weight": Trait(_WEIGHTS), "leans": Trait(("position", "claim"))},
    ),
    "boilerplate": RuleKind(
        "text that is not part of the story",
        {
            "covers": Trait(("line", "sentence", "rest", "phrase")),
            "longest": _NUMBER,  # tokens
            "reason": _TEXT,
            "status": Trait(("boilerplate", "meta")),
        },
    ),
    "party": RuleKind("names of a party; made by the loader from party packs", {}),
    "policy": RuleKind(
        "what an editor is asked to look at",
        {
            "severity": Trait(tuple(Severity), required=True),
            "message": Trait(required=True),
            "standard": _TEXT,
            "advice": _TEXT,
            "url": _TEXT,
        },
        phrases=False,
    ),
}

FACETS = ("names", "demonyms", "metonyms", "officials", "bodies", "appointed", "forces", "media",
          "places")  # fmt: skip
# What a party can be; the first four are lands, whose ministries and armies are found by structure.
TYPES = (
    "country", "territory", "state", "government", "federation", "alliance", "group of countries",
    "international organisation", "armed group", "political party", "political group",
    "campaign group", "corporate", "union", "union or industry", "aid organisation", "monitor",
    "academic", "think tank", "pollster", "police", "court", "judiciary", "auditor", "regulator",
    "statistical office", "electoral commission", "accident board", "anti-doping body", "group",
)  # fmt: skip
ROLES = tuple(role for role in Role if role is not Role.UNKNOWN)
