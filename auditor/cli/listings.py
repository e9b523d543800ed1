"""``auditor sources`` and ``auditor claims``: what to read an article with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor import __version__, readers
from auditor.cli.audits import audit_files
from auditor.cli.codes import Code, worst
from auditor.cli.options import Raw, build, choice
from auditor.cli.output import check_output, spare, write
from auditor.cli.settings import settle
from auditor.cli.terminal import Terminal
from auditor.errors import UsageError
from auditor.inputs import select
from auditor.model import UNVERIFIED, Audit, RuleSet, Status
from auditor.run import Style
from auditor.views.claimed import ATTRIBUTED, Wanted

FORMATS = ("text", "json", "csv")
_ALL_UNVERIFIED = "unverified"

_Tell = Callable[[Sequence[Audit], RuleSet, Style], str]


def sources(raw: Raw, format: str, parties: Sequence[str]) -> Code:
    """Print who is heard in the articles, of ``parties`` only if any are named."""

    def tell(audits: Sequence[Audit], rules: RuleSet, style: Style) -> str:
        from auditor.views import ledger

        if format == "json":
            return ledger.ledger_json(audits, parties, __version__, rules.packs)
        if format == "csv":
            return ledger.ledger_csv(audits, parties)
        return ledger.ledger_text(audits, parties, style)

    return _list(raw, format, parties, tell)


def claims(
    raw: Raw, format: str, parties: Sequence[str], statuses: Sequence[str], least: str
) -> Code:
    """Print the claims of the articles; ``statuses`` and ``parties`` choose among them."""
    wanted = Wanted(tuple(parties), _statuses(statuses), _words(least))

    def tell(audits: Sequence[Audit], rules: RuleSet, style: Style) -> str:
        from auditor.views import claimed

        if format == "json":
            return claimed.claims_json(audits, wanted, __version__, rules.packs)
        if format == "csv":
            return claimed.claims_csv(audits, wanted)
        return claimed.claims_text(audits, wanted, style)

    return _list(raw, format, parties, tell)


def _list(raw: Raw, format: str, parties: Sequence[str], tell: _Tell) -> Code:
    choice(format, "--format", FORMATS)
    options = build(raw)
    check_output(options.output)
    settings = settle(options, absorb=False)
    chosen = select(options.paths, readers.suffixes(), house=settings.patterns)
    if not chosen.files:
        raise UsageError("nothing to audit here")
    spare(chosen, options, settings)
    rules = settings.load()
    terminal = Terminal(options, machine=format != "text")
    codes: list[Code] = []
    audits = list(audit_files(chosen.files, rules, settings, options, codes))
    for name in _unheard(parties, audits):
        terminal.complain(f"--party {name}: no such party is heard{_heard(name, audits)}")
    text = tell(audits, rules, terminal.style(settings.limits))
    write(iter([text]), options, terminal)
    return worst(codes)


def _unheard(parties: Sequence[str], audits: Sequence[Audit]) -> list[str]:
    heard = {source.party.casefold() for audit in audits for source in audit.sources}
    return [name for name in parties if name.casefold() not in heard] if audits else []


def _heard(name: str, audits: Sequence[Audit]) -> str:
    """Return what may be meant: a party that is heard, spelled another way, or all of them."""
    from difflib import get_close_matches

    names = sorted({source.party for audit in audits for source in audit.sources})
    close = get_close_matches(name, names, 1, 0.7)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; there are {', '.join(names)}" if 0 < len(names) <= 12 else ""


def _statuses(names: Sequence[str]) -> frozenset[Status]:
    if not names:
        return ATTRIBUTED
    chosen: set[Status] = set()
    for name in names:
        choice(name.replace("-", "_"), "--status", (_ALL_UNVERIFIED, *Status))
        if name == _ALL_UNVERIFIED:
            chosen |= UNVERIFIED
        else:
            chosen.add(Status(name.replace("-", "_")))
    return frozenset(chosen)


def _words(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"--min-words {text}: write a number of words")
    return int(text)
