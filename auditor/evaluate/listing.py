"""An evaluation as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_HOW = {"unknown": "no rule has it", "not taken": "not taken for a cue", "extent": "other content"}


def lines(evaluation: Mapping[str, Any], limit: int) -> Iterator[str]:
    """Yield the report; its lists show ``limit`` rows and say how many there are."""
    if evaluation["kind"] == "attributions":
        yield from _attributions(evaluation["measures"])
    else:
        yield from _segments(evaluation["measures"])
    yield from _rules(evaluation, limit)
    if evaluation["kind"] == "attributions":
        yield from _missed(evaluation["missed_cues"], limit)
    else:
        yield from _confusions(evaluation["confusions"], limit)


def _attributions(m: Mapping[str, Any]) -> Iterator[str]:
    yield _head(m)
    yield f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}"
    rows = [(f"words of the {role}", figures) for role, figures in m["token"].items()]
    rows += [("attributions, content", m["attribution"]), ("attributions, strict", m["strict"])]
    for name, row in [*rows, ("sentences", m["sentence"])]:
        yield f"{name:24}{row['precision']:10.3f}{row['recall']:8.3f}{row['f1']:8.3f}"
    for kind in ("direct", "indirect"):
        row = m[kind]
        yield (
            f"{kind + ' recall':24}{row['recall']:18.3f}  strict {row['strict_recall']:.3f}, "
            f"words {row['word_recall']:.3f} ({row['gold']:.0f} marked)"
        )
    yield _share("share of words under attribution", m["share"])


def _segments(m: Mapping[str, Any]) -> Iterator[str]:
    yield _head(m)
    yield _share("unverified single-party share", m["share"])
    yield f"status accuracy {m['status_accuracy']:.3f}  party accuracy {m['party_accuracy']:.3f}"
    group = m["group"]
    yield f"group accuracy {group['accuracy']:.3f}  macro F1 {group['macro_f1']:.3f}"
    yield "  F1 " + "  ".join(f"{name} {value:.3f}" for name, value in group["f1"].items())
    row = m["disclaimed"]
    yield (
        f"disclaimed: precision {row['precision']:.3f}  recall {row['recall']:.3f}  "
        f"F1 {row['f1']:.3f}"
    )


def _head(m: Mapping[str, Any]) -> str:
    several = "" if m["annotations"] == m["articles"] else f", {m['annotations']} annotations"
    return f"{m['articles']:,.0f} articles{several}, {m['words']:,} words"


def _share(name: str, row: Mapping[str, Any]) -> str:
    r = "undefined" if row["r"] is None else f"{row['r']:.3f}"
    return f"{name}: mean error {row['mae']:.3f}, bias {row['bias']:+.3f}, r {r}"


def _rules(evaluation: Mapping[str, Any], limit: int) -> Iterator[str]:
    rules = evaluation["rules"]
    attributions = evaluation["kind"] == "attributions"
    width = max([len(row["rule"]) for row in rules], default=4)
    judged = "judged  right  precision  95 % interval"
    yield ""
    if attributions:
        yield f"{'rule':{width}}  {judged}  extent  spurious  nested"
    else:
        yield f"{'rule':{width}}  {judged}  same status"
    for row in sorted(rules, key=lambda row: (-row["of"], row["rule"])):
        low, high = row["interval"]
        counts = row["counts"]
        names = ("extent", "spurious", "nested") if attributions else ("status",)
        widths = (6, 8, 6) if attributions else (11,)
        others = "  ".join(
            f"{_n(counts.get(name, 0)):>{size}}" for name, size in zip(names, widths, strict=True)
        )
        yield (
            f"{row['rule']:{width}}  {_n(row['of']):>6}  {_n(row['right']):>5}  "
            f"{row['precision']:9.2f}  {low:6.2f} to {high:.2f}  {others}"
        )
    wrong = [row for row in rules if row["of"] - row["right"] > 0]
    yield ""
    yield f"Rules that were wrong most often{_of(limit, wrong)}"
    for row in wrong[:limit]:
        yield f"  {row['rule']}: {_n(row['of'] - row['right'])} of {_n(row['of'])}"
        yield from _examples(row["examples"])


def _missed(cues: Sequence[Mapping[str, Any]], limit: int) -> Iterator[str]:
    yield ""
    yield f"Cues that were missed most often{_of(limit, cues)}"
    for row in cues[:limit]:
        why = ", ".join(f"{_HOW[name]} {_n(count)}" for name, count in row["because"].items())
        yield f"  {row['cue']}: {_n(row['missed'])} of {_n(row['of'])} ({why})"
        yield from _examples(row["examples"])


def _confusions(rows: Sequence[Mapping[str, Any]], limit: int) -> Iterator[str]:
    yield ""
    yield f"Statuses taken for others{_of(limit, rows)}"
    for row in rows[:limit]:
        yield f"  {row['gold']} taken for {row['found']}: {_n(row['words'])} words"
        yield from _examples(row["examples"])


def _of(limit: int, rows: Sequence[object]) -> str:
    if not rows:
        return ": none"
    return f" ({limit} of {len(rows)})" if len(rows) > limit else ""


def _n(number: float) -> str:
    """Return a count; where several people marked an article, it has parts of one."""
    return f"{number:.0f}" if abs(number - round(number)) < 0.05 else f"{number:.1f}"


def _examples(examples: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for example in examples:
        yield f"    {example['place']}  {example['text']}"
