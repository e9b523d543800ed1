"""Run the examples that every rule carries.

An example marks ``{what the rule matches}`` and may mark ``[roles](source)`` for
the whole pipeline to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from auditor.formats import read_text
from auditor.match import match
from auditor.model import Audit, Document, Layout, Rule, RuleSet, Span
from auditor.packs.lint import lint as lint
from auditor.packs.place import place
from auditor.segment import segment
from auditor.text import fold, tokenize

ROLES = ("source", "content", "party")
_MARK = re.compile(r"\{|\}|\[|\](?:\((?P<role>source|content|party)\))?")

Auditing = Callable[[str], Audit]


class Example(NamedTuple):
    """The text of an example without its marks, and the spans they mark."""

    text: str
    found: Span | None
    roles: tuple[tuple[str, Span], ...]


def parse_example(marked: str) -> Example:
    """Take the marks out of an example; brackets that mark no role stay in the text."""
    marks: list[Span] = []  # what is taken out
    pairs: list[tuple[str, int, int]] = []  # role, where it begins and ends among the marks
    brackets: list[int] = []
    brace = -1
    for sign in _MARK.finditer(marked):
        at, text = sign.start(), sign.group()
        if text == "{":
            brace = at
        elif text == "[":
            brackets.append(at)
        elif text == "}" and brace >= 0:
            pairs.append(("", brace, at))
            marks += [Span(brace, brace + 1), Span(at, at + 1)]
            brace = -1
        elif text[0] == "]" and brackets:
            opened = brackets.pop()
            if sign["role"]:
                pairs.append((sign["role"], opened, at))
                marks += [Span(opened, opened + 1), Span(at, sign.end())]
    marks.sort()

    def place(at: int) -> int:
        """Return where a code point of the marked text stands without the marks before it."""
        return at - sum(end - start for start, end in marks if start < at)

    ends = [0, *(mark.end for mark in marks)]
    starts = [*(mark.start for mark in marks), len(marked)]
    text = "".join(marked[end:start] for end, start in zip(ends, starts, strict=True))
    spans = [(role, Span(place(first), place(end))) for role, first, end in pairs]
    found = next((span for role, span in spans if not role), None)
    return Example(text, found, tuple(pair for pair in spans if pair[0]))


def example_document(text: str) -> Document:
    """Return an example as an article: plain text, or Markdown where it holds a comment."""
    return read_text(text, format="markdown" if "<!--" in text else "text")


def check_examples(rules: RuleSet, audit: Auditing | None = None) -> list[str]:
    """Return a line per example that fails, empty if every rule does what it shows.

    With ``audit`` the roles are checked too, and the examples of policy rules, which
    are findings of the whole pipeline.
    """
    failures: list[str] = []
    for first, end in _groups(rules.rules):
        rule = rules.rules[first]
        if rule.kind == "policy":
            failures += _check_policy(rule, audit) if audit else ()
        elif rule.phrases:
            failures += _check_group(rules, first, end, audit)
    return failures


def _groups(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield ranges of rules that share their examples: the facets of a party."""
    first = 0
    while first < len(rules):
        end = first + 1
        if rules[first].kind == "party":
            party = rules[first].traits["party"]
            while end < len(rules) and rules[end].traits.get("party") == party:
                end += 1
        yield first, end
        first = end


def _check_group(rules: RuleSet, first: int, end: int, audit: Auditing | None) -> Iterator[str]:
    rule = rules.rules[first]
    for marked in rule.find:
        example = parse_example(marked)
        layout, spans = _matched(rules, example.text, first, end)
        if example.found is None or _tokens(layout, example.found) not in spans:
            said = _quoted(example.text, layout, spans)
            yield _line(rule, marked, f"does not find what is marked in {marked!r}: found {said}")
        if audit and example.roles:
            for fault in _check_roles(example, audit(example.text)):
                yield _line(rule, marked, f"{fault} in {marked!r}")
    for text in rule.leave:
        layout, spans = _matched(rules, text, first, end)
        if spans:
            yield _line(
                rule, text, f"must leave {text!r} alone: found {_quoted(text, layout, spans)}"
            )


def _check_policy(rule: Rule, audit: Auditing) -> Iterator[str]:
    for wanted, texts in ((True, rule.find), (False, rule.leave)):
        for text in texts:
            findings = audit(parse_example(text).text).findings
            if any(finding.rule == rule.id for finding in findings) is not wanted:
                said = "finds nothing in" if wanted else "must leave alone"
                yield _line(rule, text, f"{said} {text!r}")


def _check_roles(example: Example, audit: Audit) -> Iterator[str]:
    """Yield the roles that no attribution at the example's cue has as they are marked."""
    text, found = example.text, example.found
    attributions = [
        attribution
        for attribution in audit.attributions
        if found is None or any(_overlap(span, found) for span in attribution.cue)
    ] or list(audit.attributions)
    for role, span in example.roles:
        if role == "party":
            spans = [[mention] for source in audit.sources for mention in source.mentions]
            fits = any(_overlap(mention, span) for (mention,) in spans)
        else:
            spans = [list(getattr(attribution, role)) for attribution in attributions]
            fits = any(_same(text, span, found_spans) for found_spans in spans)
        if not fits:
            said = " | ".join(" + ".join(text[a:b] for a, b in each) for each in spans)
            yield f"the {role} is {said!r}"


def _matched(
    rules: RuleSet, text: str, first: int, end: int
) -> tuple[Layout, list[tuple[int, int]]]:
    layout = segment(read_text(text), rules)
    matches = match(layout, rules).get(rules.rules[first].kind, ())
    return layout, [(m.first, m.end) for m in matches if first <= m.rule < end]


def _tokens(layout: Layout, span: Span) -> tuple[int, int]:
    inside = [at for at, start in enumerate(layout.starts) if span.start <= start < span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _quoted(text: str, layout: Layout, spans: Sequence[tuple[int, int]]) -> str:
    found = (layout.span(first, end) for first, end in spans)
    return ", ".join(repr(text[start:end]) for start, end in found) or "nothing"


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same(text: str, wanted: Span, spans: Sequence[Span]) -> bool:
    """Tell whether both have the same words; marks at the edges do not count."""
    return _words(text[wanted.start : wanted.end]) == [
        word for span in spans for word in _words(text[span.start : span.end])
    ]


def _words(text: str) -> list[str]:
    return [word for word in tokenize(fold(text))[1] if word[-1].isalnum() or len(word) > 1]


def _line(rule: Rule, text: str, message: str) -> str:
    return f"{place(rule, text)}: {rule.id}: {message}"
