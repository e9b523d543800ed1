"""An audit as editors show it: diagnostics, hovers, the share, claims and sources as an outline."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from auditor.claims import Claim, heard, unverified
from auditor.headline import UNAUDITED, headline
from auditor.lsp.draft import Draft
from auditor.model import Audit, Finding, Rule, Severity, Status
from auditor.reports._corrections import message, rule, severity
from auditor.reports._issues import issues
from auditor.reports._markdown import escaped
from auditor.reports._places import Places
from auditor.reports._style import LOOKS, clipped, plural, printable
from auditor.summary import digest
from auditor.views.labels import who

SOURCE = "auditor"
REPORT = "auditor.report"  # the command that opens the whole report
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_LONGEST = 80  # characters of a passage in an outline


def diagnostics(draft: Draft, *, claims: bool = True) -> list[types.Diagnostic]:
    """Return what to look at: what is said of the whole, findings, corrections, and claims.

    Claims on one party's word are hints, the faintest that editors have; without ``claims``
    there are none.
    """
    audit = draft.audit
    if audit is None:
        fault = draft.checked.fault
        return [_whole(draft, fault, types.DiagnosticSeverity.Error)] if fault else []
    found = [
        *_of_whole(draft, audit),
        *(_finding(draft, f) for f in audit.findings if not f.suppressed),
    ]
    found += [
        _diagnostic(draft, c.start, c.end, message(c), rule(c), _SEVERITIES[severity(c)])
        for c in audit.corrections
    ]
    if claims:
        found += [_claim(draft, claim) for claim in unverified(audit)]
    return found


def _of_whole(draft: Draft, audit: Audit) -> Iterator[types.Diagnostic]:
    for issue in issues(audit._replace(findings=(), corrections=()), draft.checked.limits):
        severity = Severity.NOTE if issue.rule == UNAUDITED else issue.severity  # not yet, perhaps
        yield _whole(draft, issue.message, _SEVERITIES[severity], issue.rule)
    for note in audit.notes:
        yield _whole(draft, note, types.DiagnosticSeverity.Information)


def _whole(
    draft: Draft, text: str, severity: types.DiagnosticSeverity, code: str | None = None
) -> types.Diagnostic:
    return types.Diagnostic(
        draft.positions.first_line(), printable(text), severity, code, source=SOURCE
    )


def _diagnostic(
    draft: Draft, start: int, end: int, text: str, code: str, severity: types.DiagnosticSeverity
) -> types.Diagnostic:
    return types.Diagnostic(
        draft.positions.range(start, end), printable(text), severity, code, source=SOURCE
    )


def _finding(draft: Draft, finding: Finding) -> types.Diagnostic:
    told = _diagnostic(
        draft, finding.start, finding.end, finding.message, finding.rule,
        _SEVERITIES[finding.severity],
    )  # fmt: skip
    if finding.url:
        told.code_description = types.CodeDescription(finding.url)
    told.related_information = [
        types.DiagnosticRelatedInformation(
            types.Location(draft.uri, draft.positions.range(*span)), "see also"
        )
        for span in finding.related
    ]
    told.data = {"fingerprint": finding.fingerprint}
    return told


def _claim(draft: Draft, claim: Claim) -> types.Diagnostic:
    look = LOOKS[claim.status]
    text = f"{_standing(claim.status, claim.party)}, {plural(claim.words, 'word')}: {look.meaning}"
    return _diagnostic(
        draft, claim.start, claim.end, text, claim.status, types.DiagnosticSeverity.Hint
    )


def _standing(status: Status, party: str | None) -> str:
    look = LOOKS.get(status)
    label = look.label if look else status.replace("_", " ")
    return f"{label}, {who(party)}" if party else label


# ---------------------------------------------------------------- hover


def hover(draft: Draft, position: types.Position) -> types.Hover | None:
    """Return why the passage at a position has its status, and what is found there."""
    offset = draft.positions.offset(position)
    segment = draft.segment(offset)
    found = draft.findings(offset, offset)
    if segment is None and not found:
        return None
    told = [part for finding in found for part in _explained(draft, finding)]
    if segment is not None:
        look = LOOKS.get(segment.status)
        standing = escaped(_standing(segment.status, segment.party))
        meaning = f": {look.meaning}" if look else ""
        told.append(f"**{standing}**, {plural(segment.words, 'word')}{meaning}")
        told += [f"- {escaped(reason)}" for reason in segment.reasons]
    span = (segment.start, segment.end) if segment else (found[0].start, found[0].end)
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n".join(told))
    return types.Hover(content, draft.positions.range(*span))


def _explained(draft: Draft, finding: Finding) -> Iterator[str]:
    yield f"**{finding.severity}** {escaped(finding.message)} ({escaped(finding.rule)})"
    known = rule_of(draft, finding.rule)
    if known is not None:
        for name in ("standard", "advice"):
            if text := known.traits.get(name):
                yield f"- {name}: {escaped(text)}"
    yield ""


def rule_of(draft: Draft, id: str) -> Rule | None:
    """Return the rule with an id."""
    rules = draft.checked.rules
    return next((known for known in rules.rules if known.id == id), None) if rules else None


# ---------------------------------------------------------------- the share, the outline


def lens(draft: Draft) -> list[types.CodeLens]:
    """Return the share, for the line above the first."""
    audit = draft.audit
    if audit is None or not audit.content_words:
        return []
    told = headline(digest(audit), draft.checked.limits)
    limit = f"; {told.limit}" if told.limit else ""
    title = f"{told.all} {told.of}: {told.ranged} {told.says}{limit}"
    start = types.Position(0, 0)
    command = types.Command(title, REPORT, arguments=[draft.uri])
    return [types.CodeLens(types.Range(start, start), command)]


def symbols(draft: Draft) -> list[types.DocumentSymbol]:
    """Return the claims on one party's word and the sources, in the order of the draft."""
    audit = draft.audit
    if audit is None:
        return []
    places = Places(audit)
    found = []
    for claim in unverified(audit):
        span = draft.positions.range(claim.start, claim.end)
        passage = places.passage(claim.start, claim.end, _LONGEST)
        name = f"{_standing(claim.status, claim.party)}, {plural(claim.words, 'word')}"
        found.append(_symbol(name, types.SymbolKind.Event, span, passage))
    for party, sources in heard(audit):
        for source in sources:
            if source.mentions:
                span = draft.positions.range(*source.mentions[0])
                detail = f"{printable(party.name)}, {source.naming}, {plural(source.words, 'word')}"
                name = clipped(printable(source.name), _LONGEST) or "source"
                found.append(_symbol(name, types.SymbolKind.Object, span, detail))
    return sorted(found, key=lambda s: (s.range.start.line, s.range.start.character))


def _symbol(
    name: str, kind: types.SymbolKind, span: types.Range, detail: str
) -> types.DocumentSymbol:
    return types.DocumentSymbol(name, kind, span, span, detail)
