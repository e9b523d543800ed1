"""``auditor sources`` and ``auditor claims``: what to read an article with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from auditor import __version__, formats
from auditor.claims import ATTRIBUTED
from auditor.cli.audits import audit_files
from auditor.cli.codes import Code, worst
from auditor.cli.options import check_options
from auditor.cli.output import check_output, spare, write
from auditor.cli.settings import settle
from auditor.cli.terminal import Terminal
from auditor.errors import UsageError
from auditor.inputs import select
from auditor.model import UNVERIFIED, Audit, Status
from auditor.run import Gate, Run

_ALL_UNVERIFIED = "unverified"


def sources(*, format: str = "text", party: Sequence[str] = (), **given: Any) -> Code:
    """Print who is heard in the articles, of the parties ``party`` only if any are named."""
    from auditor.views import ledger

    return _list(given, format, party, partial(ledger.FORMATS[format], party))


def claims(
    *,
    format: str = "text",
    party: Sequence[str] = (),
    status: Sequence[str] = (),
    min_words: int = 1,
    **given: Any,
) -> Code:
    """Print the claims of the articles; ``party``, ``status`` and ``min_words`` choose."""
    from auditor.views import claimed

    wanted = claimed.Wanted(tuple(party), _statuses(status), min_words)
    return _list(given, format, party, partial(claimed.FORMATS[format], wanted))


def _list(
    given: dict[str, Any],
    format: str,
    parties: Sequence[str],
    tell: Callable[[Sequence[Audit], Run], str],
) -> Code:
    options = check_options(given)
    check_output(options.output)
    settings = settle(options, absorb=False)
    chosen = select(options.paths, formats.suffixes(), house=settings.patterns)
    if not chosen.files:
        raise UsageError("nothing to audit here")
    spare(chosen, options, settings)
    rules = settings.load()
    terminal = Terminal(options, machine=format != "text")
    codes: list[Code] = []
    audits = list(audit_files(chosen.files, rules, settings, options, codes))
    for name in _unheard(parties, audits):
        terminal.complain(f"--party {name}: no such party is heard{_heard(name, audits)}")
    run = Run(__version__, rules.packs, Gate(True), terminal.style(settings.limits))
    write(iter([tell(audits, run)]), options, terminal)
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
    chosen = {Status(name) for name in names if name != _ALL_UNVERIFIED}
    return frozenset(chosen | UNVERIFIED if _ALL_UNVERIFIED in names else chosen)
