"""The auditor for programs and notebooks: what ``auditor`` itself exports.

Nothing is printed, written or asked for over a network.  What is wrong with an argument is a
``TypeError`` or a ``ValueError``; what is wrong with an input is an error of ``auditor.errors``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from auditor import model
from auditor.audit import audit_text as audited
from auditor.claims import Claim, unverified
from auditor.packs.load import load_rules
from auditor.summary import digest, share

_FRAMES = ("pandas", "polars")


class Audit(model.Audit):
    """What one article shows about its sourcing; every field is described in ``auditor.model``."""

    __slots__ = ()

    @property
    def share(self) -> float:
        """The part of the content that rests on unverified single-party claims, 0 to 1."""
        return share(digest(self))

    @property
    def claims(self) -> list[Claim]:
        """The unverified claims, in the order of the article."""
        return unverified(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what the JSON report says of the article, and its ``text``.

        Nothing but dictionaries, lists, texts, numbers, truths and None; ``from_json`` reads it.
        """
        import json

        from auditor.reports._json import dump, result_value

        value: dict[str, Any] = json.loads(dump(result_value(self)))
        return {**value, "text": self.document.text}

    def to_frame(self, of: str = "segments", *, library: str = "") -> Any:
        """Return a table with a row for each of the article's ``segments``, ``sources``, …

        ``of`` is segments, attributions, sources, parties or findings; segments and findings
        have their words as ``text``.  ``library`` is pandas or polars: without it, the one that
        is installed.  Raises ImportError where neither is, ValueError for another word.
        """
        from auditor.views.tables import TABLES

        if of not in TABLES:
            raise ValueError(f"of={of!r}: choose {', '.join(TABLES)}")
        return _frame(library).DataFrame(TABLES[of](self))

    @classmethod
    def from_json(cls, report: str | Mapping[str, Any], *, text: str | None = None) -> Audit:
        """Return the audit that a JSON report or ``to_dict`` holds.

        A report of several files has its articles under ``files``: hand over one of those.
        ``text`` is that of the article, where it is not in the report.  What no report holds (the
        blocks of the file) is at its default.  Raises ValueError with one line for
        anything else, also for a text that does not have the words that the report quotes.
        """
        from auditor.restore import restored

        return cls(*restored(report, text))

    def __repr__(self) -> str:
        words = f"{self.content_words:,} content words"
        return f"<Audit of {self.document.path!r}: {self.share:.1%} of {words} unverified>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: no script, and no style but its own."""
        from auditor.views.notebook import shown

        return shown(self)


def audit_text(
    article: str | model.Document, rules: model.RuleSet | None = None
) -> Audit:  # fmt: skip
    """Audit a text, or a document that ``read_document`` has read.

    ``rules`` are those of ``load_rules``; without them, the built-in ones.  Raises TypeError for
    anything that is neither text nor document.
    """
    return Audit(*audited(_article(article), rules or _built_in()))


def audit_many(
    articles: Iterable[str | model.Document], rules: model.RuleSet | None = None
) -> Iterator[Audit]:
    """Yield the audit of each article in order; the rules are loaded once.

    One article is held at a time.  Raises TypeError at what is neither text nor document.
    """
    if isinstance(articles, str | model.Document):
        raise TypeError("audit_many takes several articles; audit_text takes one")
    rules = rules or _built_in()
    for number, article in enumerate(articles):
        yield Audit(*audited(_article(article, f"article {number}: "), rules))


def _article(given: object, which: str = "") -> str | model.Document:
    if isinstance(given, str | model.Document):
        return given
    hint = "read_document reads files"
    if isinstance(given, bytes | bytearray):
        hint = "decode it, or let read_document read the file"
    kind = type(given).__name__
    raise TypeError(f"{which}expected a text or a document, not {kind}; {hint}")


@lru_cache(maxsize=1)
def _built_in() -> model.RuleSet:
    return load_rules()


def _frame(library: str) -> Any:
    """Return the module that makes tables; nothing imports one before it is asked for."""
    if library and library not in _FRAMES:
        raise ValueError(f"library={library!r}: choose {' or '.join(_FRAMES)}")
    for name in [library] if library else _FRAMES:
        try:
            return import_module(name)
        except ImportError:
            continue
    raise ImportError(f"to_frame needs {library or 'pandas or polars'}: pip install pandas")
