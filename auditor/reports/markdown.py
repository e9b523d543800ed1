"""Markdown for a comment on a pull request: the gate, a table, and what to look at.

The comment begins with a marker by which a later run can find and replace it.  It keeps
within what GitHub and GitLab accept, and says what it left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.claims import largest, remedy, unverified
from auditor.model import Audit
from auditor.reports._figures import (
    Entry,
    acknowledged,
    counted,
    entry,
    outcome,
    overall,
    pieces_worst_first,
    unaudited,
)
from auditor.reports._issues import Issue, open_issues
from auditor.reports._markdown import escaped, in_html
from auditor.reports._places import Places, clipped
from auditor.reports._style import LOOKS, plural
from auditor.run import Limits, Piece, Result, Run, Style, Unreadable
from auditor.summary import worst_first

MACHINE = True
MARKER = "<!-- attribution-auditor -->"
_LONGEST = 60_000  # characters; GitHub refuses comments of more than 65,536
_LISTED = 5  # claims of an article
_ROWS = 100
_SYMBOLS = {"error": "🔴", "warning": "🟡", "note": "🔵"}


def article(result: Result, style: Style) -> str:
    """Return the section of one article, folded; nothing where there is nothing to do."""
    if isinstance(result, Unreadable):
        return ""
    # The limits it breaks stand in the head of the comment.
    found = open_issues(result, Limits())
    claims = _claims(result, style.limits)
    known = acknowledged(result)
    if not found and not claims:
        return ""
    told = [f"<details><summary><b>{in_html(result.document.path)}</b></summary>", ""]
    told += [f"- {_issue(issue)}" for issue in found]
    if known:
        told.append(f"- {plural(known, 'finding')} acknowledged")
    if claims:
        told += ["", *claims]
    return "\n".join([*told, "", "</details>", ""])


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the comment."""
    yield from comment(pieces, run, _LONGEST)


def comment(pieces: Sequence[Piece], run: Run, room: int) -> Iterator[str]:
    """Yield the comment in at most ``room`` characters, as far as whole articles go."""
    head = "".join(_head(pieces, run))
    yield head
    room -= len(head)
    left_out = 0
    for piece in pieces_worst_first(pieces):
        section = piece.text
        if not section:
            continue
        room -= len(section) + 1
        if room < 0:
            left_out += 1
        else:
            yield f"\n{section}"
    if left_out:
        told = plural(left_out, "article")
        yield f"\nDetails of {told} left out: the comment would be too long.\n"


def _head(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    result = outcome(pieces, run)
    mark = {"failed": "❌ ", "passed": "✅ ", "incomplete": "⚠️ "}.get(result, "")
    yield f"{MARKER}\n### {mark}Attribution audit: {result}\n\n{overall(pieces)}\n"
    for reasons, title in ((run.gate.reasons, ""), (_failures(pieces), "Not audited:")):
        if reasons:
            yield f"\n{title}\n\n" if title else "\n"
            yield from (f"- {escaped(reason)}\n" for reason in reasons[:_ROWS])
            if len(reasons) > _ROWS:
                yield f"- and {len(reasons) - _ROWS:,} more\n"
    rows = worst_first([piece.digest for piece in pieces])
    if not rows:
        return
    yield "\n| article | unverified | unsourced | relies most on | words | findings |\n"
    yield "|---|---:|---:|---|---:|---|\n"
    for figures in rows[:_ROWS]:
        yield _row(entry(figures, run.style.limits))
    if len(rows) > _ROWS:
        yield f"\nand {plural(len(rows) - _ROWS, 'article')} with smaller shares\n"


def _failures(pieces: Sequence[Piece]) -> list[str]:
    return unaudited([piece.digest for piece in pieces])


def _row(told: Entry) -> str:
    cells = (
        escaped(told.figures.path),
        _stressed(told.headline.ranged, told.headline.over),
        _stressed(told.unsourced, told.unsourced_over),
        f"{escaped(told.party)} {told.party_share}" if told.party else "–",
        f"{told.figures.content_words:,}",
        counted(told.figures),
    )
    return f"| {' | '.join(cells)} |\n"


def _stressed(text: str, over: bool) -> str:
    return f"**{text}**" if over else text


def _issue(issue: Issue) -> str:
    place = f"{issue.start.line}:{issue.start.column}"
    told = f"{_SYMBOLS[issue.severity]} {issue.severity} at {place}: {escaped(issue.message)}"
    passage = f" — {escaped(clipped(issue.passage, 160))}" if issue.passage else ""
    return f"{told}{passage} <sub>{escaped(issue.rule)}</sub>"


def _claims(audit: Audit, limits: Limits) -> list[str]:
    """Return what has to be dealt with to keep the limit, or else the largest claims."""
    cure = None if limits.single_party is None else remedy(audit, limits.single_party)
    if cure is None:
        if audit.findings == () or not unverified(audit):
            return []
        chosen = largest(unverified(audit), _LISTED)
    else:
        chosen = list(cure.claims)
    places = Places(audit)
    told = ["The largest claims on one party's word:", ""]
    if cure is not None:
        needed = plural(cure.words, "word")
        told[0] = f"Verify, corroborate or cut {needed} to keep the limit; this would do:"
    for claim in chosen:
        passage = escaped(places.passage(claim.start, claim.end, 160))
        look = LOOKS[claim.status].label
        told.append(
            f"- {places.at(claim.start)} {look}, {escaped(claim.party or '-')}, "
            f"{plural(claim.words, 'word')} — {passage}"
        )
    return told
