"""``auditor rules try``: what a sentence yields, and which pack and rule gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.audit import attributed
from auditor.cli.codes import Code
from auditor.cli.terminal import tell
from auditor.errors import UsageError
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Layout, Range, RuleSet
from auditor.packs.load import load_rules
from auditor.resolve import Choice, weigh


def try_rules(*, text: str, rules: Sequence[str] = ()) -> Code:
    """Print the attributions of a text with source, party and why, and the names that packs claim.

    Raises ``UsageError`` for a text without words.
    """
    if not any(map(str.isalnum, text)):
        raise UsageError("rules try: give it a sentence, in quotation marks")
    loaded = load_rules([Path(path) for path in rules])
    layout, matches, _, exclusions, frames = attributed(read_text(text), loaded)
    resolution, choices = weigh(layout, matches, frames, loaded, exclusions)
    for number, frame in enumerate(frames):
        at = resolution.source_of[number]
        who = _quoted(layout, frame.source) or "nobody"
        tell(f"source   {who}")
        tell(f"  cue    {_quoted(layout, frame.cue)}  ({frame.rule})")
        tell(f"  says   {_quoted(layout, frame.content) or '-'}")
        if at is not None:
            source = resolution.sources[at]
            tell(f"  party  {source.party}  ({source.role}, {source.naming}, {source.type})")
            choice = choices.get(frame.source[0].first)
            for line in _told(choice) if choice is not None else ():
                tell(f"         {line}")
    if not frames:
        tell("no attribution")
    claims = list(_claims(layout, loaded))
    if claims:
        tell("names")
        tell("\n".join(f"  {line}" for line in claims))
    return Code.OK


def _told(choice: Choice) -> Iterator[str]:
    """Yield how sure a choice is, what speaks for it, and who else was near."""
    name = choice.best.label or "nobody"
    yield f"{name} {choice.probability:.0%}: {', '.join(choice.reasons)}"
    others = [f"{label or 'nobody'} {odds:.0%}" for label, odds in choice.others if odds >= 0.005]
    if others:
        yield f"beside {', '.join(others)}"


def _claims(layout: Layout, rules: RuleSet) -> Iterator[str]:
    """Yield each name of a party with the rule that counts there, and those that do not."""
    kept = {match[:2] for match in match(layout, rules).get("party", ())}
    found: dict[tuple[int, int], list[int]] = {}
    for first, end, number, _ in rules.matcher.find(layout).get("party", ()):
        found.setdefault((first, end), []).append(number)
    for (first, end), claiming in sorted(found.items()):
        name = _quoted(layout, (Range(first, end),))
        if (first, end) not in kept:
            yield f"{name}  inside a longer name"
            continue
        for place, number in enumerate(sorted(claiming)):
            rule = rules.rules[number]
            verdict = "not counted: claimed by an earlier pack" if place else rule.origin
            yield f"{name}  {rule.traits['party']}  {rule.id}  ({verdict})"


def _quoted(layout: Layout, ranges: Sequence[Range]) -> str:
    """Return the text of token ranges, their gaps as dots."""
    spans = (layout.span(*where) for where in ranges)
    return " … ".join(" ".join(layout.document.text[a:b].split()) for a, b in spans)
