"""What each status means: in a sentence, with an example and what an editor may do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Status


class StatusEntry(NamedTuple):
    """The meaning of a status; ``example`` shows it in a sentence, ``rules`` are about it."""

    means: str
    example: str
    todo: str
    kinds: tuple[str, ...] = ()  # kinds of rules that lead to it
    rules: tuple[str, ...] = ()  # policy rules that look at it


STATUSES: Mapping[Status, StatusEntry] = {
    Status.VERIFIED: StatusEntry(
        "Somebody other than the claimant checked it, by what the article says: the outlet or an "
        "independent body saw, authenticated or geolocated it, or a verdict or record holds it.",
        "The bridge collapsed, pictures verified by this newspaper show.",
        "Nothing. Readers are better served if the article says how it was checked.",
        ("verification",),
    ),
    Status.CORROBORATED: StatusEntry(
        "Parties that are independent of each other, or opponents, state the same proposition. "
        "Two voices of one side do not corroborate each other.",
        "The Harlow police said the dam had burst on Sunday night. The Red Cross also said "
        "that the dam had burst on Sunday night.",
        "Check that the second party knows it by itself and does not repeat the first.",
    ),
    Status.CONTESTED: StatusEntry(
        "One party claims it and another party in the article denies or disputes it. The claim and "
        "the denial both have this status.",
        "Northland said Southland had shelled the school; Southland denied that it had.",
        "Check it, or say that you could not. Give both accounts the same verbs.",
        ("denial",),
        ("contested-without-disclaimer", "accused-not-heard"),
    ),
    Status.DISCLAIMED: StatusEntry(
        "It is attributed, and the article says that it could not be verified, is unconfirmed, or "
        "was given without evidence.",
        "The army said it had taken the hill. The claim could not be verified.",
        "A disclaimer informs readers; it does not lower the share. See that it stands close to "
        "the claims that it is meant for and names them.",
        ("disclaimer",),
    ),
    Status.ANONYMOUS: StatusEntry(
        "Only unnamed people stand behind it: nobody can tell their party, or they spoke on "
        "condition of anonymity.",
        "Two people familiar with the talks said the deal was dead.",
        "Name somebody, or say why not, and how the person comes to know.",
        ("anonymity", "source"),
        (
            "single-anonymous-source",
            "anonymity-without-reason",
            "formulaic-anonymity",
            "bare-officials",
        ),
    ),
    Status.SINGLE_PARTY: StatusEntry(
        "One identifiable party with a stake stands behind it: a government, an army, "
        "police, a company, a campaign, a witness, or media that speak for one of them.",
        "Northmoor Police said two men had entered the shop.",
        "Look for a record, or for a second source that is not connected with the first.",
        ("cue", "party"),
        ("no-second-party", "one-side-many-voices", "headline-states-claim", "attribution-drift"),
    ),
    Status.INDEPENDENT: StatusEntry(
        "One source that has no side in the matter says it: a court, a monitor, a researcher, a "
        "poll, an international body, another outlet that was there.",
        "A study of 4,000 pupils found that light evenings cost them sleep.",
        "Check that the source has indeed no stake here; a pack can say otherwise.",
        ("source", "party"),
    ),
    Status.UNSOURCED: StatusEntry(
        "It is presented as report and not as fact, and nobody is named.",
        "The watches were reportedly found in a garden.",
        "Say who reports or believes it, or cut it. It is not in the share and has a limit of its "
        "own (--max-unsourced).",
        ("hedge",),
    ),
    Status.POSITION: StatusEntry(
        "It is attributed, but is no claim about the world that could be checked: a demand, a "
        "promise, a threat, a wish, a judgement, a feeling, a prediction.",
        "The minister called the vote a disgrace and vowed to resign.",
        "Nothing: who wants what needs a speaker, not a check.",
        ("position",),
    ),
    Status.OWN_VOICE: StatusEntry(
        "The writer states it without an attribution.",
        "The road along the coast has been closed since May.",
        "If nobody of the newsroom saw or checked it, attribute it. The share will rise, and that "
        "is right.",
        rules=("attribution-drift", "lead-states-claim", "casualty-without-source"),
    ),
    Status.HEADLINE: StatusEntry(
        "The title, or a subheading of the story. It is not content and not in the denominator.",
        "Army says rebels burned the grain depot",
        "The findings look at the headline by itself.",
        rules=("headline-states-claim", "headline-one-party"),
    ),
    Status.BOILERPLATE: StatusEntry(
        "Text that is not part of the story: bylines, credits, links, calls to subscribe.",
        "Published 12 minutes ago",
        "If it is part of the story, say so to the authors of the packs; the report lists every "
        "passage with the rule that left it out.",
        ("boilerplate",),
    ),
    Status.META: StatusEntry(
        "A sentence about the reporting itself: that something could not be verified, that "
        "somebody gave no answer.",
        "The ministry did not reply to questions.",
        "Nothing: it is not a claim, and not in the denominator.",
        ("disclaimer", "no_comment"),
    ),
}


def in_share(status: Status) -> str:
    """Return in words whether a status counts in the unverified single-party share."""
    if status in EXCLUDED:
        return "It is left out of all shares."
    if status in UNVERIFIED:
        return "It counts in the unverified single-party share."
    return "It is content and does not count in the unverified single-party share."
