"""The parts of one article's section in the text report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.claims import Claim, remedy, unverified
from auditor.model import EXCLUDED, Audit, Severity, Source
from auditor.reports._bar import bar, legend
from auditor.reports._issues import on_page
from auditor.reports._style import LOOKS, clipped, plural, printable
from auditor.run import Style
from auditor.summary import digest, exceeds, percent, share
from auditor.text import LineIndex
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
    figures = digest(audit)
    value, limit = share(figures), style.limits.single_party
    if not audit.content_words:
        return line.append("\nNothing in it is content that could rest on a source.", "bold")
    over = exceeds(value, limit)
    line.append(f"\n{percent(value, limit)}", "bold red" if over else "bold")
    line.append(f" of {plural(audit.content_words, 'content word')}")
    line.append(" rest on unverified single-party claims")
    carried = share(figures, "carried_share")
    if carried:
        line.append(f", {percent(carried)} by carry-over")
    if limit is not None:
        line.append("; ")
        line.append(
            f"{'over' if over else 'within'} the limit of {limit * 100:g}%",
            "bold red" if over else "green",
        )
    return line


def sections(audit: Audit, style: Style) -> Iterator[RenderableType]:
    """Yield what follows the verdict, each part only where there is something to tell."""
    lines = LineIndex(audit.document.text)
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
        yield _claims(audit, claims, lines, style)
        yield Padding(_advice(audit, claims, lines, style), (0, 0, 1, 2))
    if audit.findings:
        yield _findings(audit, lines, style)
        if style.verbosity > 0:
            yield Text("The mark behind a rule is the fingerprint, for an .audit.yaml file.", "dim")
        yield Text("")
    if style.verbosity > 0 and audit.skipped:
        yield _skipped(audit, lines, style)
        yield Text("")
    if audit.readability:
        yield Padding(_readability(audit), (0, 0, 1, 0))


def _table(title: str, style: Style) -> Table:
    return Table(
        title=Text(title, "bold"), title_justify="left", title_style="", box=SIMPLE_HEAD,
        width=style.width, pad_edge=True, header_style="bold", show_edge=False,
    )  # fmt: skip


def _sources(audit: Audit, style: Style) -> Table:
    table = _table("Sources", style)
    table.add_column("Party", ratio=2, no_wrap=True, overflow="ellipsis")
    table.add_column("Source", ratio=3, no_wrap=True, overflow="ellipsis")
    table.add_column("Naming", no_wrap=True)
    table.add_column("Words", justify="right", no_wrap=True)
    table.add_column("Mentions", justify="right", no_wrap=True)
    shares = {party.name: party.share for party in audit.parties}
    weight = {party.name: party.words for party in audit.parties}
    ranked = sorted(audit.sources, key=lambda s: (-weight.get(s.party, 0), s.party, -s.words, s.id))
    listed = ranked if style.verbosity > 0 else ranked[:_LISTED]
    last = None
    for source in listed:
        label = f"{printable(source.party)} {percent(shares.get(source.party, 0.0))}"
        table.add_row(*_source(source, "" if source.party == last else label))
        last = source.party
    _note_rest(table, len(ranked) - len(listed), column=1)
    return table


def _source(source: Source, party: str) -> tuple[Text, ...]:
    return (
        Text(party),
        Text(printable(source.name)),
        Text(source.naming, "magenta" if source.naming in ("anonymous", "vague") else ""),
        Text(f"{source.words:,}"),
        Text(f"{len(source.mentions):,}"),
    )


def _claims(audit: Audit, claims: Sequence[Claim], lines: LineIndex, style: Style) -> Table:
    table = _table("Claims on one party's word", style)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Party", ratio=2, no_wrap=True, overflow="ellipsis")
    table.add_column("Status", no_wrap=True)
    table.add_column("Words", justify="right", no_wrap=True)
    table.add_column("Claim", ratio=5)
    listed = list(claims)
    if style.verbosity <= 0 and len(listed) > _LISTED:
        largest = sorted(claims, key=lambda c: (-c.words, c.start))[:_LISTED]
        listed = sorted(largest, key=lambda claim: claim.start)
    room = (style.width - _CLAIM_FIXED) * 5 // 7 * 2 - 6  # two lines, broken at words
    for claim in listed:
        look = LOOKS[claim.status]
        passage = printable(visible(audit.document, claim.start, claim.end))
        quoted = Text(passage if style.verbosity > 0 else clipped(passage, room))
        if style.verbosity > 0:
            for reason in dict.fromkeys(r for s in claim.segments for r in s.reasons):
                quoted.append(f"\n{printable(reason)}", "dim")
        table.add_row(
            Text(_place(lines, claim.start)),
            Text(printable(claim.party or "-")),
            Text(look.label, look.colour),
            Text(f"{claim.words:,}"),
            quoted,
        )
    rest = len(claims) - len(listed)
    _note_rest(table, rest, column=4, what="smaller one" if rest == 1 else "smaller ones")
    return table


def _advice(audit: Audit, claims: Sequence[Claim], lines: LineIndex, style: Style) -> Text:
    """Say what would bring the article under the limit, or without one, lower its share most."""
    limit = style.limits.single_party
    if limit is not None:
        cure = remedy(audit, limit)
        if cure is None:
            return Text("")
        places = _places(cure.claims, lines)
        return Text(
            f"To get to {limit * 100:g}%: verify, corroborate or cut "
            f"{plural(cure.words, 'word')}; {places} would do (leaves {percent(cure.share)})."
        )
    content = sum(s.words for s in audit.segments if s.status not in EXCLUDED)
    total = sum(claim.words for claim in claims)
    largest = sorted(claims, key=lambda c: (-c.words, c.start))[:3]
    left = (total - sum(claim.words for claim in largest)) / content
    places = _places(sorted(largest, key=lambda claim: claim.start), lines)
    return Text(f"What would help most: a second source for {places} (leaves {percent(left)}).")


def _places(claims: Sequence[Claim], lines: LineIndex) -> str:
    places = [_place(lines, claim.start) for claim in claims]
    if len(places) == 1:
        return f"the claim at {places[0]}"
    return f"the claims at {', '.join(places[:-1])} and {places[-1]}"


def _findings(audit: Audit, lines: LineIndex, style: Style) -> Table:
    findings = audit.findings
    known = sum(finding.suppressed is not None for finding in findings)
    title = f"Findings, {known} of {len(findings)} suppressed" if known else "Findings"
    table = _table(title, style)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("Finding", ratio=1)
    for finding in findings:
        colour = _SEVERITY_COLOUR[finding.severity]
        message = Text(f"{printable(finding.message)}{on_page(audit, finding.start)} ")
        mark = f" {finding.fingerprint}" if style.verbosity > 0 else ""
        message.append(f"[{printable(finding.rule)}]{mark}", "dim")
        if finding.suppressed is not None:
            message.append(f" {printable(finding.suppressed)}", "green")
        table.add_row(Text(_place(lines, finding.start)), Text(finding.severity, colour), message)
    return table


def _skipped(audit: Audit, lines: LineIndex, style: Style) -> Table:
    table = _table("Not audited", style)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Reason", ratio=1)
    table.add_column("Passage", ratio=2, no_wrap=True, overflow="ellipsis")
    for passage in audit.skipped:
        table.add_row(
            Text(_place(lines, passage.start)),
            Text(passage.kind),
            Text(printable(passage.reason)),
            Text(printable(visible(audit.document, passage.start, passage.end))),
        )
    return table


def _readability(audit: Audit) -> Text:
    figures = audit.readability or {}
    names = {
        "ari": "ARI grade", "coleman_liau": "Coleman-Liau grade", "lix": "LIX", "rix": "RIX",
        "mcalpine_eflaw": "EFLAW", "reading_minutes": "minutes",
    }  # fmt: skip
    told = [f"{names.get(name, name)} {value:.1f}" for name, value in figures.items()]
    return Text("Readability: " + ", ".join(told), "dim")


def _place(lines: LineIndex, offset: int) -> str:
    line, column = lines.position(offset)
    return f"{line}:{column}"


def _note_rest(table: Table, rest: int, column: int, what: str = "more") -> None:
    """Never cut a list silently."""
    if rest > 0:
        cells = [Text("")] * len(table.columns)
        cells[column] = Text(f"… and {rest:,} {what}; -v lists all", "dim")
        table.add_row(*cells)
