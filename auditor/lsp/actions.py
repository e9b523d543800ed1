"""What an editor offers to do where something was found."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from auditor.claims import Claim, unverified
from auditor.lsp.draft import Draft
from auditor.lsp.told import rule_of
from auditor.model import Finding
from auditor.reports._style import printable

ACKNOWLEDGE = "auditor.acknowledge"
CORRECT = "auditor.correct"
OPEN = "auditor.openRule"
_COMMENTED = frozenset({"markdown", "html"})  # formats in which a comment is no text


def actions(draft: Draft, span: types.Range, *, asks: bool) -> list[types.CodeAction]:
    """Return what can be done in a range.

    Where the editor ``asks`` for reasons, it can have decisions written beside the article.
    """
    start, end = draft.positions.offset(span.start), draft.positions.offset(span.end)
    found = [action for f in draft.findings(start, end) for action in _on_finding(draft, f, asks)]
    if draft.audit is None:
        return found
    for claim in unverified(draft.audit):
        if claim.start <= end and start < claim.end:
            found.append(_second_source(draft, claim))
    segment = draft.segment(start)
    if asks and segment is not None:
        command = types.Command(
            "Correct the status", CORRECT, arguments=[draft.uri, segment.fingerprint]
        )
        title = f"Correct: this passage is not {segment.status.replace('_', ' ')}…"
        found.append(types.CodeAction(title, types.CodeActionKind.Empty, command=command))
    return found


def _on_finding(draft: Draft, finding: Finding, asks: bool) -> Iterator[types.CodeAction]:
    name = finding.rule.rpartition("/")[2]
    audit = draft.audit
    if audit is not None and audit.document.format in _COMMENTED:
        # It acknowledges nothing, which is an error, until a reason and initials are written.
        comment = f" <!-- auditor: ok {name} -- , -->"
        yield _insertion(
            draft, f"Acknowledge {name} here: write a reason and initials",
            _end_of_block(draft, finding.end), comment,
        )  # fmt: skip
    if asks:
        given = [draft.uri, finding.fingerprint, finding.rule]
        command = types.Command("Acknowledge", ACKNOWLEDGE, arguments=given)
        title = f"Acknowledge {name} beside the article…"
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, command=command)
    if rule_of(draft, finding.rule) is not None:
        command = types.Command("Open the rule", OPEN, arguments=[draft.uri, finding.rule])
        title = f"What {name} asks for, and why"
        yield types.CodeAction(title, types.CodeActionKind.Empty, command=command)


def _second_source(draft: Draft, claim: Claim) -> types.CodeAction:
    assert draft.audit is not None
    party = printable(claim.party or "one party").replace("--", "–")
    asked = f"second source? only {party} says so"
    commented = draft.audit.document.format in _COMMENTED
    said = f" <!-- {asked.replace('>', '')} -->" if commented else f" [{asked}]"
    return _insertion(draft, "Ask for a second source", claim.end, said)


def _end_of_block(draft: Draft, offset: int) -> int:
    """Return the end of the paragraph around a code point: a comment there is about it."""
    assert draft.audit is not None
    blocks = draft.audit.document.blocks
    return next((b.end for b in blocks if b.start <= offset <= b.end), offset)


def _insertion(draft: Draft, title: str, offset: int, text: str) -> types.CodeAction:
    place = draft.positions.position(offset)
    edit = types.TextEdit(types.Range(place, place), text)
    document = types.OptionalVersionedTextDocumentIdentifier(draft.uri, draft.version)
    changes = [types.TextDocumentEdit(document, [edit])]
    return types.CodeAction(
        title, types.CodeActionKind.QuickFix, edit=types.WorkspaceEdit(document_changes=changes)
    )
