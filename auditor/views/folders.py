"""Two folders of drafts compared: the articles that both have, those added, those removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.drafts import Drafts, Figure
from auditor.inputs import Selection, shown
from auditor.model import Audit
from auditor.reports._style import plural
from auditor.run import Digest
from auditor.summary import SHARE, digest, share, summarise
from auditor.views.changes import parts


class Line(NamedTuple):
    """An article of one folder or of both, and how much changed in it."""

    path: str  # below the folders
    old: Digest | None  # None: it was added
    new: Digest | None  # None: it was removed
    counts: Mapping[str, int] = {}  # changes of each sort, by their names in JSON
    stripped: int = 0  # claims that lost their attribution
    worse: bool = False

    @property
    def share(self) -> Figure:
        """The unverified share before and after; 0 where there is no article."""
        old, new = (share(side) if side else 0.0 for side in (self.old, self.new))
        return Figure(SHARE, old, new)

    @property
    def changed(self) -> bool:
        """Whether anything is told of an article that both folders have."""
        figure = self.share
        fell = Figure(figure.name, figure.new, figure.old).rose
        return any(self.counts.values()) or figure.rose or fell


class Folders(NamedTuple):
    """Two folders compared, article by article in the order of their paths."""

    old: str
    new: str
    lines: tuple[Line, ...]

    @property
    def pairs(self) -> list[Line]:
        """The articles that both folders have."""
        return [line for line in self.lines if line.old and line.new]

    @property
    def changed(self) -> list[Line]:
        """Those in which something changed, the one whose share rose most first."""
        changed = [line for line in self.pairs if line.changed]
        return sorted(changed, key=lambda line: (-line.share.change, line.path))

    @property
    def added(self) -> list[Line]:
        """The articles that only the later folder has."""
        return [line for line in self.lines if line.old is None]

    @property
    def removed(self) -> list[Line]:
        """The articles that only the earlier folder has."""
        return [line for line in self.lines if line.new is None]

    @property
    def share(self) -> Figure:
        """The unverified share of all articles together, before and after."""
        old = summarise(line.old for line in self.lines if line.old)
        new = summarise(line.new for line in self.lines if line.new)
        return Figure(SHARE, old.share, new.share)

    @property
    def worse(self) -> bool:
        """Whether an article's share rose or a finding is new, also in an added article."""
        return any(line.worse or (line.old is None and line.counts["new"]) for line in self.lines)


def compared(path: str, drafts: Drafts) -> Line:
    """Return the line of an article that both folders have."""
    counts = {part.name[1]: len(part.rows) for part in parts(drafts)}
    old, new = digest(drafts.old), digest(drafts.new)
    return Line(path, old, new, counts, len(drafts.stripped), drafts.worse)


def added(path: str, audit: Audit) -> Line:
    """Return the line of an article that only the later folder has."""
    return Line(path, None, digest(audit), {"new": _open(audit)})


def removed(path: str, audit: Audit) -> Line:
    """Return the line of an article that only the earlier folder has."""
    return Line(path, digest(audit), None, {"fixed": _open(audit)})


def _open(audit: Audit) -> int:
    return sum(finding.suppressed is None for finding in audit.findings)


def counted(folders: Folders) -> str:
    """Return how many articles and findings there are of each sort, as a sentence."""
    articles = [
        f"{plural(len(folders.pairs), 'article')} compared, {len(folders.changed):,} changed"
    ]
    articles += [f"{len(folders.added):,} added"] * bool(folders.added)
    articles += [f"{len(folders.removed):,} removed"] * bool(folders.removed)
    fixed = sum(line.counts["fixed"] for line in folders.pairs)
    found = sum(line.counts["new"] for line in (*folders.pairs, *folders.added))
    return f"{'; '.join(articles)}. Findings: {fixed:,} fixed, {found:,} new."


def told(line: Line) -> str:
    """Return what changed in an article, in a few words."""
    count = line.counts.get
    told = [
        (line.stripped, "claim", "without attribution now"),
        (count("gained", 0), "source", "gained"),
        (count("lost", 0), "source", "lost"),
        (count("changed", 0) - line.stripped, "claim", "with another status"),
        (count("added", 0), "unverified claim", "added"),
        (count("gone", 0), "unverified claim", "gone"),
        (count("fixed", 0), "finding", "fixed"),
        (count("acknowledged", 0), "finding", "acknowledged"),
        (count("new", 0), "finding", "new"),
    ]
    return ", ".join(f"{plural(number, word)} {what}" for number, word, what in told if number)


def below(folder: str, chosen: Selection) -> dict[str, str]:
    """Return the files that were chosen in a folder, by their paths below it."""
    above = f"{shown(folder)}/"
    return {file.removeprefix(above): file for file in chosen.files}
