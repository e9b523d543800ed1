"""The claims of an article: what it states, on whose word, and how that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.text import Text

from auditor.claims import ATTRIBUTED, Claim, grouped
from auditor.model import UNVERIFIED, Audit, Status
from auditor.reports._cells import row
from auditor.reports._console import told
from auditor.reports._places import Places
from auditor.reports._style import LOOKS, plural, printable
from auditor.run import Run
from auditor.views.labels import status_label, who
from auditor.views.listing import document, head, of_party
from auditor.visible import visible

_HEAD = (
    "path", "line", "column", "status", "unverified", "party", "source", "carried", "words",
    "passage", "reasons",
)  # fmt: skip


class Wanted(NamedTuple):
    """Which claims are listed."""

    parties: tuple[str, ...] = ()
    statuses: frozenset[Status] = ATTRIBUTED
    least: int = 1  # words

    def of(self, audit: Audit) -> list[Claim]:
        """Return the claims of ``audit`` that are wanted, in its order."""
        return [
            claim
            for claim in grouped(audit, self.statuses)
            if claim.words >= self.least and of_party(claim.party, self.parties)
        ]


def _text(wanted: Wanted, audits: Sequence[Audit], run: Run) -> str:
    """Return the claims one below the other, each with its place, standing and words."""
    return told((line for audit in audits for line in _lines(audit, wanted)), run.style)


def _json(wanted: Wanted, audits: Sequence[Audit], run: Run) -> str:
    """Return one JSON document: for each file its claims."""
    return document([_value(audit, wanted) for audit in audits], run)


def _csv(wanted: Wanted, audits: Sequence[Audit], run: Run) -> str:
    """Return a row for each claim."""
    return row(_HEAD) + "".join(_rows(audit, wanted) for audit in audits)


FORMATS = {"text": _text, "json": _json, "csv": _csv}


def _lines(audit: Audit, wanted: Wanted) -> Iterator[Text]:
    claims, places = wanted.of(audit), Places(audit)
    words = sum(claim.words for claim in claims)
    count = f"{plural(len(claims), 'claim')}, {words:,} of {plural(audit.content_words, 'word')}"
    yield Text(printable(audit.document.path), "bold").append(f"  {count}", "not bold")
    for claim in claims:
        look = LOOKS.get(claim.status)
        line = Text(f"\n{places.at(claim.start)}  ")
        line.append(status_label(claim.status), look.colour if look else "")
        line.append(f"  {who(claim.party)}, {plural(claim.words, 'word')}")
        yield line
        yield Text(f"  {places.said(claim.start, claim.end)}")
        for reason in claim.reasons:
            yield Text(f"  {printable(reason)}", "dim")
    yield Text("")


def _value(audit: Audit, wanted: Wanted) -> dict[str, Any]:
    places = Places(audit)
    return {
        **head(audit),
        "claims": [
            {
                "status": claim.status,
                "unverified": claim.status in UNVERIFIED,
                "party": claim.party,
                "source": _source(audit, claim),
                "carried": claim.carried,
                "words": claim.words,
                **places.quoted(claim.start, claim.end),
                "reasons": claim.reasons,
            }
            for claim in wanted.of(audit)
        ],
    }


def _rows(audit: Audit, wanted: Wanted) -> str:
    places, yes = Places(audit), {True: "yes", False: "no"}
    return "".join(
        row(
            [audit.document.path, *places.line(claim.start), claim.status,
             yes[claim.status in UNVERIFIED], claim.party, _source(audit, claim),
             yes[claim.carried], claim.words, visible(audit.document, claim.start, claim.end),
             "; ".join(claim.reasons)]
        )
        for claim in wanted.of(audit)
    )  # fmt: skip


def _source(audit: Audit, claim: Claim) -> str | None:
    """Return the name of the source that the claim is credited to first."""
    number = next((s.attribution for s in claim.segments if s.attribution is not None), None)
    if number is None:
        return None
    credited = audit.attributions[number - 1].source_id
    return None if credited is None else audit.sources[credited - 1].name
