"""What people have decided on an article: beside it, and for the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from auditor.desk.sidecar import beside_or_not
from auditor.run import Correction, Decision

if TYPE_CHECKING:
    from auditor.desk.desk import Desk

OPTION = "--corrections"


class Decided(NamedTuple):
    """``fault`` is what is wrong with the file beside the article, ``note`` what is set aside."""

    decisions: Sequence[Decision] = ()
    fault: str = ""
    note: str = ""


def decided(path: str, desk: Desk | None, *, correctable: bool = True) -> Decided:
    """Return what holds for the article at ``path``.

    A file beside an article may come with it: where somebody else sets a limit it must not
    decide what is measured.  Unless it is ``correctable``, such corrections are set aside.
    """
    beside, fault = beside_or_not(path)
    house = desk.config.corrections if desk is not None and desk.config is not None else ()
    if correctable:
        return Decided((*house, *beside), fault)
    kept = [decision for decision in beside if not isinstance(decision, Correction)]
    aside = len(beside) - len(kept)
    note = f"{aside} correction{'' if aside == 1 else 's'} beside the article set aside, as the "
    note += f"limit is set on the command line; {OPTION} lets them count"
    return Decided((*house, *kept), fault, note if aside else "")
