"""What a process that audits does with a request: nothing is kept of it from one to the next."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

from auditor import __version__, reports
from auditor.corpus import mapping_of, settled
from auditor.desk.baseline import Baseline, below
from auditor.desk.config import NO_SEVERITY, Config, Override
from auditor.desk.desk import Desk
from auditor.drafts import compare
from auditor.errors import ReadError, UsageError
from auditor.formats import read_bytes
from auditor.gate import judge
from auditor.harmless import printable
from auditor.model import Audit, RuleSet
from auditor.run import Gate, Limits, Piece, Result, Run, Style, Unreadable
from auditor.server import languagetool
from auditor.server.drafts import JSON, Draft, Request, compared, draft, wrong
from auditor.server.pieces import mark, packed_piece, unpacked
from auditor.server.refusal import Answer, Refusal
from auditor.summary import digest

_EVERYWHERE = ("*",)

MEDIA = {
    "compact": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "csv-sources": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "github": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "junit": "application/xml",
    "markdown": "text/markdown; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "sarif": "application/sarif+json",
    "text": "text/plain; charset=utf-8",
}


class Ground(NamedTuple):
    """What all requests are answered by; ``mark`` is that of the rules and the configuration."""

    rules: RuleSet
    desk: Desk
    mark: str = ""


def ground(rules: RuleSet, desk: Desk | None, limits: Limits) -> Ground:
    """Return what requests are answered by."""
    import auditor.audit  # noqa: F401 - before processes are forked

    return Ground(rules, desk or Desk(limits), mark(rules, desk.config if desk else None))


def answer(request: Request, ground: Ground) -> Answer:
    """Return the answer to a request, a refusal where it cannot be served."""
    try:
        return _TASKS[request.task](request, ground)
    except Refusal as refusal:
        return refusal.answer()
    except ReadError as error:
        return wrong(error.code, printable(str(error))).answer()
    except UsageError as error:
        return wrong("option", printable(str(error))).answer()


def _report(request: Request, ground: Ground) -> Answer:
    """Return the report that ``auditor check`` prints of a draft with this name."""
    given = draft(request)
    desk = desk_of(given, ground)
    report = reports.load(given.report)
    wants = not report.MACHINE if given.readability is None else given.readability
    result = audited(given, desk, ground.rules, readability=wants)
    pieces, run = told(result, report, desk, ground.rules)
    encoding = "latin-1" if reports.binary(report) else "utf-8"
    body = "".join(report.whole(pieces, run)).encode(encoding)
    return Answer(200, MEDIA[given.report], body)


def desk_of(given: Draft, ground: Ground) -> Desk:
    """Return the desk with what a request sets for itself."""
    if not given.gates and not given.severities:
        return ground.desk
    _check_rules(given, ground.rules)
    config = ground.desk.config or Config("", ".")
    own = Override(_EVERYWHERE, given.severities, given.gates)
    return replace(ground.desk, config=replace(config, overrides=(*config.overrides, own)))


def _check_rules(given: Draft, rules: RuleSet) -> None:
    levels = {rule.id: rule.traits["severity"] for rule in rules.rules if rule.kind == "policy"}
    for name in given.severities:
        found = [levels[id] for id in levels if name in (id, id.rpartition("/")[2])]
        if not found:
            raise wrong("option", f"severities: there is no policy rule {name!r}")
        if found == [NO_SEVERITY] and given.severities[name] != NO_SEVERITY:
            raise wrong("option", f"severities: {name} is off in the configuration of this server")


def audited(given: Draft, desk: Desk, rules: RuleSet, *, readability: bool = False) -> Audit:
    """Return the audit of a draft; raise ReadError or UsageError."""
    document = read_bytes(
        given.data, given.name, format=given.format, encoding=given.encoding,
        mapping=mapping_of(desk),
    )  # fmt: skip
    return settled(document, rules, desk, readability=readability)


def told(
    result: Result, report: reports.Report, desk: Desk, rules: RuleSet
) -> tuple[list[Piece], Run]:
    """Return the pieces of a report of one article, and what it says about the run."""
    path = result.path if isinstance(result, Unreadable) else result.document.path
    limits = desk.limits_of(path)
    style = Style(limits=limits)
    figures = digest(result)
    if desk.varies:
        figures = figures._replace(limits=limits)
    pieces = [Piece(figures, report.article(result, style))]
    return pieces, run(rules, limits, pieces)


def run(rules: RuleSet, limits: Limits, pieces: Sequence[Piece]) -> Run:
    """Return what a report says besides its pieces."""
    policy = tuple(
        rule
        for rule in rules.rules
        if rule.kind == "policy" and rule.traits["severity"] != NO_SEVERITY
    )
    gate = judge([piece.digest for piece in pieces], limits)
    reader = rules.reader.name if rules.reader else ""
    return Run(__version__, rules.packs, gate, Style(limits=limits), policy, reader=reader)


def as_json(value: object) -> bytes:
    """Return a value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _matches(request: Request, ground: Ground) -> Answer:
    """Return what clients of LanguageTool show."""
    call = languagetool.asked(request)
    audit = None
    if languagetool.is_english(call) and call.sent.plain.strip():
        audit = audited(call.draft, ground.desk, ground.rules)
    return Answer(200, JSON, as_json(languagetool.matches(call, audit, ground.rules)))


def _compared(request: Request, ground: Ground) -> Answer:
    """Return what ``auditor diff`` prints of two drafts."""
    old, new, format = compared(request)
    desk = replace(ground.desk, baseline=None)
    drafts = compare(audited(old, desk, ground.rules), audited(new, desk, ground.rules))
    view = import_module(f"auditor.views.drafts_{format}")
    run = Run(__version__, ground.rules.packs, Gate(True), Style(limits=desk.limits))
    return Answer(200, MEDIA[format], "".join(view.two(drafts, run)).encode())


def _piece(request: Request, ground: Ground) -> Answer:
    """Return one article's part of the report of a whole ``auditor check --server``."""
    asked, data = unpacked(request.body)
    if asked.mark != ground.mark:
        detail = "this server has other packs, another version or another configuration"
        raise Refusal(409, "rules", detail)
    place = os.path.join(ground.desk.config.folder if ground.desk.config else ".", asked.place)  # noqa: PTH118
    known = {below(place, "."): asked.recorded}
    desk = replace(ground.desk, baseline=Baseline(".", known) if asked.recorded else None)
    try:
        document = read_bytes(data, asked.name, encoding=asked.encoding, mapping=mapping_of(desk))
    except ReadError as error:
        raise wrong(error.code, str(error)) from None  # as it is, for the same report
    result = settled(
        document, ground.rules, desk, asked.decided, place, readability=asked.readability
    )
    text = reports.load(asked.report).article(result, asked.style)
    return Answer(200, JSON, packed_piece(Piece(digest(result), text)))


_TASKS: dict[str, Callable[[Request, Ground], Answer]] = {
    "audit": _report,
    "diff": _compared,
    "matches": _matches,
    "piece": _piece,
}
