"""The parts of one article's section in the text report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.claims import Claim, heard, largest, remedy, unverified
from auditor.headline import headline
from auditor.model import EXCLUDED, Audit, Corrected, Finding, Severity, Source
from auditor.reports._bar import bar, legend
from auditor.reports._console import table
from auditor.reports._corrections import message
from auditor.reports._places import Places
from auditor.reports._style import LOOKS, clipped, plural, printable
from auditor.run import Style
from auditor.summary import digest, percent
from auditor.visible import visible

_LISTED = 10  # rows of a list, unless everything was asked for
_CLAIM_FIXED = 40  # cells that the other columns of the claims and the gaps take
_SEVERITY_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def verdict(audit: Audit, style: Style) -> RenderableType:
    """Return the article's name and, in a sentence, how much rests on single parties."""
    line = Text(printable(audit.document.path), "bold")
    if audit.title:
        start, end = audit.title
        title = clipped(printable(visible(audit.document, start, end)), max(20, style.width - 2))
        line.append(f"\n{title}", "italic")
    if not audit.content_words:
        return line.append("\nNothing in it is content that could rest on a source.", "bold")
    told = headline(digest(audit), style.limits)
    line.append(f"\n{told.all}", "bold red" if told.most else "bold").append(f" {told.of}: ")
    line.append(told.ranged, "bold red" if told.over else "bold").append(f" {told.says}")
    if told.limit:
        line.append("; ").append(told.limit, "bold red" if told.over else "green")
    return line


def sections(audit: Audit, style: Style) -> Iterator[RenderableType]:
    """Yield what follows the verdict, each part only where there is something to tell."""
    places = Places(audit)
    for doubt in audit.doubts:
        yield Text(f"Not audited: {printable(doubt)}", "bold yellow")
    for note in audit.notes:
        yield Text(f"Note: {printable(note)}", "yellow")
    if audit.content_words:
        yield bar(audit, min(style.width - 2, 100))
        yield legend(audit, style.width - 2)
    if audit.sources:
        yield _sources(audit, style)
        yield Text("")
    claims = unverified(audit)
    if claims:
        yield _claims(audit, claims, places, style)
        yield Padding(_advice(audit, claims, places, style), (0, 0, 1, 2))
    if audit.findings:
        yield _findings(audit.findings, places, style)
        if style.verbosity > 0:
            yield Text("The mark behind a rule is the fingerprint, for an .audit.yaml file.", "dim")
        yield Text("")
    if audit.corrections:
        yield _corrected(audit.corrections, places, style)
        yield Text("")
    if style.verbosity > 0 and audit.skipped:
        yield _skipped(audit, places, style)
        yield Text("")
    if audit.readability:
        yield Padding(_readability(audit), (0, 0, 1, 0))


def _sources(audit: Audit, style: Style) -> Table:
    told = table("Sources", style, "Party 2", "Source 3", "Naming", "Words >", "Mentions >")
    ranked = [(party, source) for party, sources in heard(audit) for source in sources]
    listed = ranked if style.verbosity > 0 else ranked[:_LISTED]
    last = None
    for party, source in listed:
        label = f"{printable(party.name)} {percent(party.share)}"
        told.add_row(*_source(source, "" if party is last else label))
        last = party
    _note_rest(told, len(ranked) - len(listed), column=1)
    return told


def _source(source: Source, party: str) -> tuple[Text, ...]:
    return (
        Text(party),
        Text(printable(source.name)),
        Text(source.naming, "magenta" if source.naming in ("anonymous", "vague") else ""),
        Text(f"{source.words:,}"),
        Text(f"{len(source.mentions):,}"),
    )


def _claims(audit: Audit, claims: Sequence[Claim], places: Places, style: Style) -> Table:
    columns = ("Line >", "Party 2", "Status", "Words >", "Claim 5!")
    told = table("Claims on one party's word", style, *columns)
    listed = claims if style.verbosity > 0 else largest(claims, _LISTED)
    room = (style.width - _CLAIM_FIXED) * 5 // 7 * 2 - 6  # two lines, broken at words
    for claim in listed:
        look = LOOKS[claim.status]
        passage = places.said(claim.start, claim.end)
        quoted = Text(passage if style.verbosity > 0 else clipped(passage, room))
        if style.verbosity > 0:
            for reason in claim.reasons:
                quoted.append(f"\n{printable(reason)}", "dim")
        told.add_row(
            Text(places.at(claim.start)),
            Text(printable(claim.party or "-")),
            Text(look.label, look.colour),
            Text(f"{claim.words:,}"),
            quoted,
        )
    rest = len(claims) - len(listed)
    _note_rest(told, rest, column=4, what="smaller one" if rest == 1 else "smaller ones")
    return told


def _advice(audit: Audit, claims: Sequence[Claim], places: Places, style: Style) -> Text:
    """Say what would bring the article under the limit, or without one, lower its share most."""
    limit = style.limits.single_party
    if limit is not None:
        cure = remedy(audit, limit)
        if cure is None:
            return Text("")
        return Text(
            f"To get to {limit * 100:g}%: verify, corroborate or cut {plural(cure.words, 'word')}; "
            f"{_named(cure.claims, places)} would do (leaves {percent(cure.share)})."
        )
    content = sum(s.words for s in audit.segments if s.status not in EXCLUDED)
    total = sum(claim.words for claim in claims)
    chosen = largest(claims, 3)
    left = (total - sum(claim.words for claim in chosen)) / content
    named = _named(chosen, places)
    return Text(f"What would help most: a second source for {named} (leaves {percent(left)}).")


def _named(claims: Sequence[Claim], places: Places) -> str:
    at = [places.at(claim.start) for claim in claims]
    if len(at) == 1:
        return f"the claim at {at[0]}"
    return f"the claims at {', '.join(at[:-1])} and {at[-1]}"


def _findings(findings: Sequence[Finding], places: Places, style: Style) -> Table:
    known = sum(finding.suppressed is not None for finding in findings)
    title = f"Findings, {known} of {len(findings)} suppressed" if known else "Findings"
    told = table(title, style, "Line >", "Severity", "Finding 1!")
    for finding in findings:
        colour = _SEVERITY_COLOUR[finding.severity]
        message = Text(f"{printable(finding.message)}{places.on_page(finding.start)} ")
        mark = f" {finding.fingerprint}" if style.verbosity > 0 else ""
        message.append(f"[{printable(finding.rule)}]{mark}", "dim")
        if finding.suppressed is not None:
            message.append(f" {printable(finding.suppressed)}", "green")
        told.add_row(Text(places.at(finding.start)), Text(finding.severity, colour), message)
    return told


def _corrected(corrections: Sequence[Corrected], places: Places, style: Style) -> Table:
    told = table("Corrections", style, "Line >", "Words >", "Correction 1!")
    listed = corrections if style.verbosity > 0 else corrections[:_LISTED]
    for corrected in listed:
        said = Text(message(corrected), "yellow" if corrected.why else "")
        told.add_row(Text(places.at(corrected.start)), Text(f"{corrected.words:,}"), said)
    _note_rest(told, len(corrections) - len(listed), column=2)
    return told


def _skipped(audit: Audit, places: Places, style: Style) -> Table:
    told = table("Not audited", style, "Line >", "Kind", "Reason 1!", "Passage 2")
    for passage in audit.skipped:
        told.add_row(
            Text(places.at(passage.start)),
            Text(passage.kind),
            Text(printable(passage.reason)),
            Text(places.said(passage.start, passage.end)),
        )
    return told


def _readability(audit: Audit) -> Text:
    figures = audit.readability or {}
    names = {
        "ari": "ARI grade", "coleman_liau": "Coleman-Liau grade", "lix": "LIX", "rix": "RIX",
        "mcalpine_eflaw": "EFLAW", "reading_minutes": "minutes",
    }  # fmt: skip
    told = [f"{names.get(name, name)} {value:.1f}" for name, value in figures.items()]
    return Text("Readability: " + ", ".join(told), "dim")


def _note_rest(told: Table, rest: int, column: int, what: str = "more") -> None:
    """Never cut a list silently."""
    if rest > 0:
        cells = [Text("")] * len(told.columns)
        cells[column] = Text(f"… and {rest:,} {what}; -v lists all", "dim")
        told.add_row(*cells)
