"""What rules of each kind are for, what a match comes to, and what to do about one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class KindEntry(NamedTuple):
    """What is true of all rules of a kind."""

    why: str
    todo: str


_WRONG = (
    "`auditor explain-match {id} FILE:LINE` says why it did or did not fire in a place; a pack of "
    "your own (`--rules`) can add what is missing."
)

KINDS: Mapping[str, KindEntry] = {
    "cue": KindEntry(
        "A cue ties a passage to a source. What is said then rests on the source's word, and its "
        "party, not the writer, answers for it.",
        f"A cue is no fault. If it is none in your article, or one is missing: {_WRONG}",
    ),
    "hedge": KindEntry(
        "A hedge reports a claim without saying whose it is. Where no source is in reach, the "
        "passage is `unsourced`.",
        "Say who reports or believes it, or state what is known.",
    ),
    "disclaimer": KindEntry(
        "A disclaimer tells readers that a claim was not verified or came without evidence. The "
        "claims that it reaches are `disclaimed`; how far it reaches is its `scope`.",
        "Put it close to the claims it is meant for, and name them: “this claim” reaches one.",
    ),
    "verification": KindEntry(
        "Words that say that somebody other than the claimant checked a claim. What they reach is "
        "`verified`.",
        "Say who checked it, and how.",
    ),
    "denial": KindEntry(
        "An outright denial makes both the claim and the denial `contested`. Silence does not.",
        "Give both accounts the same verbs, and say whether it could be checked.",
    ),
    "no_comment": KindEntry(
        "Silence and refusals are about the reporting, not about the matter: such a sentence is "
        "`meta` and not in the denominator. It shows that the accused was asked.",
        "Say when and how you asked.",
    ),
    "anonymity": KindEntry(
        "Words that leave a source unnamed. What rests on nobody else is `anonymous`.",
        "Tell readers why the source is not named, and how it comes to know.",
    ),
    "source": KindEntry(
        "A noun for a source says of what kind it is: whether it has a stake, what it belongs to "
        "and whose voice it is.",
        f"If it is another kind of source in your articles: {_WRONG}",
    ),
    "alignment": KindEntry(
        "Words that tie a source to a party: officials whom a side has installed speak for it.",
        f"If somebody is put with the wrong party: {_WRONG}",
    ),
    "position": KindEntry(
        "Words of a stand and not of a claim: they help to tell `position`, which nobody could "
        "check, from what is in the share.",
        f"If a claim is taken for a position: {_WRONG}",
    ),
    "boilerplate": KindEntry(
        "Text that is not part of the story is left out of all shares, and listed with the rule "
        "that left it out.",
        "If it is part of the story, `--no-pack` leaves the pack out; a pack of your own can say "
        "it better.",
    ),
    "party": KindEntry(
        "The names of a party. All its voices are one party: they do not support each other.",
        "A pack of your own can add names, parties and allies; the configuration can count allies "
        "as one.",
    ),
    "policy": KindEntry(
        "A policy rule looks at the finished audit and asks an editor to look at a place.",
        "Change the passage, or accept the finding with a reason: "
        "<!-- auditor: ok {name} -- reason, initials -->",
    ),
}
