"""Audits put together by hand, so that reports are tested without the stages before them."""

from __future__ import annotations

import random

from auditor.model import (
    EXCLUDED,
    UNVERIFIED,
    Act,
    Attribution,
    Audit,
    Block,
    BlockKind,
    Document,
    Finding,
    Kind,
    Naming,
    Pack,
    Party,
    Role,
    Segment,
    Severity,
    Skipped,
    Source,
    Span,
    Stance,
    Status,
)
from auditor.run import Gate, Limits, Piece, Run, Style
from auditor.summary import digest
from auditor.text import count_words, fold

PACKS = (Pack("cues-en", "1.0.0", "ab" * 32), Pack("parties-x", "2.1.0", "cd" * 32))

# (text, status, party, carried)
Line = tuple[str, Status, str | None, bool]

STRIKE: list[Line] = [
    ("Depot hit near Arlen, ministry says", Status.HEADLINE, None, False),
    ("By Mira Oltean", Status.BOILERPLATE, None, False),
    (
        "Northland's defence ministry said its missiles had destroyed an arms depot near Arlen.",
        Status.SINGLE_PARTY, "Northland", False,
    ),
    ("Forty vehicles were burnt.", Status.SINGLE_PARTY, "Northland", True),
    ("The claim could not be verified.", Status.META, None, False),
    ("The depot lies beside the old road to the coast.", Status.OWN_VOICE, None, False),
    ("Southland denied that any depot had been hit.", Status.CONTESTED, "Southland", False),
    ("Satellite pictures show a burnt shed.", Status.VERIFIED, "Orbit Lab", False),
    ("Two more sheds reportedly burned.", Status.UNSOURCED, None, False),
]  # fmt: skip


def document(text: str, path: str = "strike.txt") -> Document:
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH),)
    return Document(path, "text", text, fold(text), blocks, "0" * 64)


def audit(lines: list[Line] = STRIKE, path: str = "strike.txt", **changes: object) -> Audit:
    """Return an audit with one segment per line, and one source per party."""
    text = "\n\n".join(line[0] for line in lines) + "\n"
    segments, at = [], 0
    attributions: list[Attribution] = []
    sources: dict[str, Source] = {}
    for words, status, party, carried in lines:
        end = at + len(words)
        number = None
        if party is not None:
            known = sources.get(party)
            first = words.split()[0].removesuffix("'s")
            mentions = (*(known.mentions if known else ()), Span(at, at + len(first)))
            total = (known.words if known else 0) + count_words(words)
            sources[party] = Source(
                known.id if known else len(sources) + 1, party, party, Naming.NAMED,
                "government", "government", mentions, Role.BELLIGERENT, total,
            )  # fmt: skip
            if not carried:
                attributions.append(
                    Attribution(
                        len(attributions) + 1, Kind.INDIRECT, Act.SPEECH, Stance.NEUTRAL,
                        "cues-en/say", (Span(at, at + 3),), (Span(at, at + len(first)),),
                        (Span(at, end),), sources[party].id, party,
                    )
                )  # fmt: skip
            number = len(attributions) or None
        segments.append(
            Segment(
                at, end, count_words(words), status, party, number, carried,
                (f"told as {status}",),
            )
        )  # fmt: skip
        at = end + 2
    content = [s for s in segments if s.status not in EXCLUDED]
    total = sum(s.words for s in content)
    parties = tuple(
        Party(p.party, p.role, p.words, p.words / total if total else 0.0, (p.id,))
        for p in sources.values()
    )
    values: dict[str, object] = {
        "document": document(text, path),
        "title": Span(0, len(lines[0][0])) if lines else None,
        "words": sum(s.words for s in segments),
        "content_words": total,
        "metrics": _metrics(content, total, parties),
        "attributions": tuple(attributions),
        "segments": tuple(segments),
        "sources": tuple(sources.values()),
        "parties": parties,
        "findings": (),
        "skipped": tuple(
            Skipped(s.start, s.end, s.status, "by a rule") for s in segments if s.status in EXCLUDED
        ),
    }
    return Audit(**{**values, **changes})  # type: ignore[arg-type]


def _metrics(
    content: list[Segment], total: int, parties: tuple[Party, ...]
) -> dict[str, float | int | str | None]:
    def part(chosen: list[Segment]) -> float:
        return sum(s.words for s in chosen) / total if total else 0.0

    largest = max(parties, key=lambda p: p.words, default=None)
    return {
        "unverified_single_party_share": part([s for s in content if s.status in UNVERIFIED]),
        "one_party_share": part(
            [s for s in content if s.status in UNVERIFIED or s.status is Status.POSITION]
        ),
        "strict_share": part([s for s in content if s.status in UNVERIFIED and not s.carried]),
        "carried_share": part([s for s in content if s.status in UNVERIFIED and s.carried]),
        **{
            f"{status}_share": part([s for s in content if s.status is status])
            for status in Status
            if status not in EXCLUDED
        },
        "parties": len(parties),
        "sources": len(parties),
        "unnamed_sources": 0,
        "largest_party": largest.name if largest else None,
        "largest_party_share": largest.share if largest else 0.0,
        "first_independent_paragraph": None,
    }


def finding(
    start: int = 0, end: int = 5, severity: Severity = Severity.WARNING, **changes: object
) -> Finding:
    values: dict[str, object] = {
        "rule": "policy/headline-single-party",
        "severity": severity,
        "message": "The headline rests on one party",
        "start": start,
        "end": end,
        "fingerprint": "f00d",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def run(style: Style | None = None, gate: Gate | None = None) -> Run:
    return Run("0.1.0", PACKS, gate or Gate(True), style or Style())


def piece(result: Audit, text: str = "") -> Piece:
    return Piece(digest(result), text)


def random_lines(seed: int) -> list[Line]:
    """Return an article of random statuses, parties and characters, hostile ones too."""
    dice = random.Random(seed)
    alphabet = [
        "word",
        "[red]markup[/]",
        "\x1b[31m",
        "“quote”",
        "日本語",
        "a\u202eb",
        "é",
        "{x}",
        "\u009b2J",
    ]
    parties = [None, "Northland", "Southland", "[bold]Party", "a\x07b"]
    lines: list[Line] = []
    for number in range(dice.randrange(0, 40)):
        text = " ".join(dice.choice(alphabet) for _ in range(dice.randrange(1, 30)))
        status = dice.choice(list(Status))
        party = dice.choice(parties) if status not in EXCLUDED else None
        lines.append((text, status, party, bool(number) and dice.random() < 0.3))
    return lines


__all__ = ["Limits", "audit", "document", "finding", "piece", "random_lines", "run"]
