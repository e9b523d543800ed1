"""Two folders of drafts compared, as a page: a table, then each article that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Pack
from auditor.reports._figures import counted as findings
from auditor.reports._html import anchor
from auditor.reports._html.shown import line as safe
from auditor.run import Digest
from auditor.summary import percent, share
from auditor.views.drafts_html import Row, page
from auditor.views.folders import Folders, Line, counted, told
from auditor.views.labels import points


def folders_html(
    folders: Folders, sections: Sequence[str], version: str, packs: Sequence[Pack]
) -> Iterator[str]:
    """Yield the page; ``sections`` are the comparisons of the articles, already HTML."""
    figure = folders.share
    old, new = percent(figure.old, figure.new), percent(figure.new, figure.old)
    parts = [
        _part("changed", "Articles that changed", map(_changed, folders.changed), both=True),
        _part("added", "Articles added", (_single(line, line.new) for line in folders.added)),
        _part("removed", "Articles removed", (_single(line, line.old) for line in folders.removed)),
    ]
    yield from page(
        f"{old} → {new} unverified: {safe(folders.new)}",
        (safe(folders.old), safe(folders.new)),
        sections,
        version,
        packs,
        old_share=old,
        new_share=new,
        points=points(figure),
        tone="over" if figure.rose else "",
        counted=counted(folders),
        lines=[part for part in parts if part["rows"]] or [parts[0]],
    )


def _part(id: str, title: str, rows: Iterator[Row], *, both: bool = False) -> Row:
    return {"id": id, "title": title, "rows": list(rows), "both": both}


def _changed(line: Line) -> Row:
    figure = line.share
    return {
        "id": anchor(line.path),
        "path": safe(line.path),
        "old": percent(figure.old, figure.new),
        "new": percent(figure.new, figure.old),
        "points": points(figure),
        "tone": "over" if figure.rose else "",
        "told": told(line),
    }


def _single(line: Line, figures: Digest | None) -> Row:
    assert figures is not None
    return {
        "id": "",
        "path": safe(line.path),
        "share": percent(share(figures)),
        "words": f"{figures.content_words:,}",
        "findings": findings(figures),
    }
