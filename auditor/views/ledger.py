"""The ledger of an article: who is heard, for which party, with how many words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.text import Text

from auditor.claims import heard
from auditor.model import Audit, Naming, Role, Source
from auditor.reports import csv_sources
from auditor.reports._console import told
from auditor.reports._json import SOURCE, party_value, picked
from auditor.reports._places import Places
from auditor.reports._style import kind, plural, printable
from auditor.run import Run
from auditor.summary import percent
from auditor.views.labels import who
from auditor.views.listing import document, head, of_party

_HIDDEN = (Naming.ANONYMOUS, Naming.VAGUE)
_MENTIONS = 12  # places that are named of one source


def _text(parties: Collection[str], audits: Sequence[Audit], run: Run) -> str:
    """Return the parties, the weightiest first, and below each its sources."""
    return told((line for audit in audits for line in _lines(audit, parties)), run.style)


def _json(parties: Collection[str], audits: Sequence[Audit], run: Run) -> str:
    """Return one JSON document: for each file its parties and its sources."""
    return document([_value(audit, parties) for audit in audits], run)


def _csv(parties: Collection[str], audits: Sequence[Audit], run: Run) -> str:
    """Return a row for each source, as ``check --format csv-sources`` has them."""
    found = (csv_sources.rows(audit, _sources(audit, parties)) for audit in audits)
    return csv_sources.HEAD_ROW + "".join(found)


FORMATS = {"text": _text, "json": _json, "csv": _csv}


def _lines(audit: Audit, parties: Collection[str]) -> Iterator[Text]:
    yield Text(printable(audit.document.path), "bold")
    places = Places(audit)
    listed = [one for one in heard(audit) if of_party(one.party.name, parties)]
    if not listed:
        yield Text("  nobody is heard" if not parties else "  no such party is heard")
    for party, sources in listed:
        line = Text(f"\n{who(party.name)}", "bold")
        line.append(f"  {percent(party.share)}, {plural(party.words, 'word')}", "not bold")
        if party.role is not Role.UNKNOWN:
            line.append(f", {party.role}", "not bold")
        yield line
        for source in sources:
            yield _source(source, places)
    yield Text("")


def _source(source: Source, places: Places) -> Text:
    line = Text(f"  {printable(source.name)}  {plural(source.words, 'word')}, ")
    line.append(source.naming, "magenta" if source.naming in _HIDDEN else "")
    line.append(f", {printable(kind(source))}")
    at = list(dict.fromkeys(places.at(span.start) for span in source.mentions))
    rest = f" and {len(at) - _MENTIONS:,} more" if len(at) > _MENTIONS else ""
    return line.append(f"\n    heard at {', '.join(at[:_MENTIONS])}{rest}", "dim") if at else line


def _sources(audit: Audit, parties: Collection[str]) -> list[Source]:
    return [source for source in audit.sources if of_party(source.party, parties)]


def _value(audit: Audit, parties: Collection[str]) -> dict[str, Any]:
    places = Places(audit)
    return {
        **head(audit),
        "parties": [
            party_value(party, [source.id for source in sources])
            for party, sources in heard(audit)
            if of_party(party.name, parties)
        ],
        "sources": [
            {
                **picked(source, f"{SOURCE} words"),
                "mentions": [places.quoted(*span) for span in source.mentions],
            }
            for source in _sources(audit, parties)
        ],
    }
