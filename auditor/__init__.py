"""How much of an article rests on one party's word?

    from auditor import audit_text

    audit = audit_text("Moscow said it had taken the town. ...")
    audit.share, audit.claims, audit.to_dict()

What is listed here is stable, with ``auditor.model`` (what an audit holds) and
``auditor.errors`` (what is raised); docs/library.md tells of each.  Everything else is internal
and may change between minor versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.errors import AuditorError as AuditorError
    from auditor.errors import ReadError as ReadError
    from auditor.errors import RulePackError as RulePackError
    from auditor.errors import UsageError as UsageError
    from auditor.formats import read_document as read_document
    from auditor.library import Audit as Audit
    from auditor.library import audit_many as audit_many
    from auditor.library import audit_text as audit_text
    from auditor.packs.load import load_rules as load_rules

__version__ = "0.1.0"

_HOMES = {
    "Audit": "auditor.library",
    "AuditorError": "auditor.errors",
    "ReadError": "auditor.errors",
    "RulePackError": "auditor.errors",
    "UsageError": "auditor.errors",
    "audit_many": "auditor.library",
    "audit_text": "auditor.library",
    "load_rules": "auditor.packs.load",
    "read_document": "auditor.formats",
}
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    """Import the public functions on first use: the command line starts faster without."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
