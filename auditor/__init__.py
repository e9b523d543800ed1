"""How much of an article rests on one party's word?

    from auditor import audit_text, load_rules, read_document

    rules = load_rules()
    audit = audit_text("Moscow said it had taken the town. ...", rules)
    audit.metrics["unverified_single_party_share"]

``audit_text`` takes a string, or a document made by ``read_document``, and returns an
``auditor.model.Audit``.  The errors these functions raise are in ``auditor.errors``.
Everything else may change between minor versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.audit import audit_text as audit_text
    from auditor.formats import read_document as read_document
    from auditor.packs.load import load_rules as load_rules

__version__ = "0.1.0"
__all__ = ["__version__", "audit_text", "load_rules", "read_document"]

_HOMES = {
    "audit_text": "auditor.audit",
    "read_document": "auditor.formats",
    "load_rules": "auditor.packs.load",
}


def __getattr__(name: str) -> object:
    """Import the public functions on first use: the command line starts faster without."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
