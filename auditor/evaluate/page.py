"""An evaluation as a section of a Markdown page, written between two markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor import files
from auditor.errors import UsageError
from auditor.evaluate.classes import BY

_NAMES = {
    "cue": "kind of the cue",
    "form": "form of the content",
    "source": "form of the source",
    "content": "place of the content",
    "size": "length of the content",
    "combination": "common combinations of the first four",
}

_MOST_BYTES = 4_000_000  # of a page of the documentation


def write_section(path: Path, corpus: str, text: str) -> None:
    """Put ``text`` between the markers ``<!-- measured: CORPUS -->`` and ``<!-- end -->``.

    Raises ``UsageError`` where the page cannot be written or has no such markers.
    """
    begin, end = f"<!-- measured: {corpus} -->", "<!-- end -->"
    try:
        page = files.read(path, _MOST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--write-docs {path}: {error}") from error
    between = re.compile(re.escape(begin) + "(.*?)" + re.escape(end), re.DOTALL)
    if not between.search(page):
        raise UsageError(f"--write-docs {path}: the page has no lines {begin} and {end}")
    new = between.sub(lambda _: f"{begin}\n{text}\n{end}", page, count=1)
    try:
        files.write(str(path), [new])
    except OSError as error:
        raise UsageError(f"--write-docs {path}: {error.strerror}") from error


def section(evaluation: Mapping[str, Any], *, with_classes: bool = True) -> str:
    """Return the measures, and the classes of marked attributions, as Markdown tables."""
    if evaluation["kind"] != "attributions":
        return "\n".join(_segments(evaluation["measures"]))
    parts = list(_attributions(evaluation["measures"]))
    if with_classes:
        parts += ["", *class_tables(evaluation["classes"])]
    return "\n".join(parts)


def _attributions(m: Mapping[str, Any]) -> Iterator[str]:
    yield f"{m['articles']:,} articles, {m['annotations']:,} annotations, {m['words']:,} words."
    yield ""
    yield "| measure | precision | recall | F1 |"
    yield "|---|---|---|---|"
    rows = [(f"words of the {role}", row) for role, row in m["token"].items()]
    rows += [("attributions by content", m["attribution"])]
    rows += [("attributions by content and source", m["strict"])]
    for name, row in [*rows, ("sentences with attributed content", m["sentence"])]:
        yield f"| {name} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} |"
    yield ""
    yield from _share("Share of words under attribution", m["share"])


def _segments(m: Mapping[str, Any]) -> Iterator[str]:
    yield f"{m['articles']:,.0f} articles, {m['annotations']:,} annotations, {m['words']:,} words."
    yield ""
    yield "| measure | value |"
    yield "|---|---|"
    yield f"| words with the right status | {m['status_accuracy']:.3f} |"
    yield f"| words with the right party | {m['party_accuracy']:.3f} |"
    yield f"| words in the right group of statuses | {m['group']['accuracy']:.3f} |"
    yield f"| macro F1 over the groups | {m['group']['macro_f1']:.3f} |"
    for name, value in m["group"]["f1"].items():
        yield f"| F1 of `{name}` | {value:.3f} |"
    for name, value in m["disclaimed"].items():
        yield f"| `disclaimed`, {name} | {value:.3f} |"
    yield ""
    yield from _share("Unverified single-party share", m["share"])


def _share(name: str, row: Mapping[str, Any]) -> Iterator[str]:
    r = "undefined" if row["r"] is None else f"{row['r']:.3f}"
    yield f"{name}, by article: mean error {row['mae']:.3f}, bias {row['bias']:+.3f}, r {r}."


def class_tables(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield Markdown tables of the classes, one for each way to part them."""
    yield "*Marked*: attributions that people marked. *Lost* counts those not found: *unknown*, no"
    yield "rule has a phrase for the cue; *not taken*, a rule has, but the auditor did not take it"
    yield "for a cue there; *extent*, it did, but gave it other content."
    for by in BY:
        yield ""
        yield f"| {_NAMES[by]} | marked | recall | strict | unknown | not taken | extent |"
        yield "|---|---|---|---|---|---|---|"
        for row in rows:
            if row["by"] != by:
                continue
            lost = " | ".join(f"{count:.0f}" for count in row["lost"].values())
            yield (
                f"| {row['name']} | {row['gold']:.0f} | {row['recall']:.2f} | "
                f"{row['strict_recall']:.2f} | {lost} |"
            )
