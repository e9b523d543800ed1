"""Which columns of a table hold what: as they are named, else by the names that are usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.errors import ReadError

# What is looked for, with the names that columns have in archives, the likeliest first; case,
# spaces, dashes and underscores do not count.
USUAL: Mapping[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in {
        "text": """text articletext fulltext maintext bodytext plaintext body content articlebody
            article story html bodyhtml contenthtml""",
        "title": "title headline articletitle heading name",
        "id": "id articleid docid documentid storyid uid uuid guid",
        "date": """date published publishedat publishdate publicationdate pubdate datepublished
            datepublish publisheddate datetime timestamp createdat""",
        "outlet": "outlet publisher publication newspaper medium sourcename source site domain",
        "url": "url link articleurl permalink weburl sourceurl",
    }.items()
}


class Columns(NamedTuple):
    """The columns that the caller names; "" for those that are to be guessed."""

    text: str = ""
    title: str = ""
    id: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""


class Chosen(NamedTuple):
    """The columns of one table by what they hold."""

    by_what: Mapping[str, str]

    @property
    def names(self) -> list[str]:
        """Each column once."""
        return list(dict.fromkeys(self.by_what.values()))

    @property
    def told(self) -> str:
        """A line on what is taken from where."""
        taken = ", ".join(f"{what} from {name}" for what, name in self.by_what.items())
        made = "" if "id" in self.by_what else "; ids are made of the content"
        return f"{taken}{made}"


def choose(columns: Sequence[str], named: Columns, path: str) -> Chosen:
    """Return the columns to take; raise ReadError where a named one, or the text, is missing."""
    plain = {_plain(name): name for name in reversed(columns)}
    by_what: dict[str, str] = {}
    for what, name in named._asdict().items():
        if name and name not in columns:
            raise ReadError("columns", f"{path}: has no column {name}; {_listed(columns)}")
        found = name or next((plain[n] for n in USUAL[what] if n in plain), "")
        if found:
            by_what[what] = found
    if "text" not in by_what:
        cure = "name the one with the text by --text-column"
        raise ReadError("columns", f"{path}: {_listed(columns)}; {cure}")
    return Chosen(by_what)


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:12]) + (" …" if len(columns) > 12 else "")
    return f"its columns are {shown}" if columns else "it has no columns"
