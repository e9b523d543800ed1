"""Examples that fail, and phrases that never count."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import RuleSet, Span
from auditor.packs.check import check_examples, lint, parse_example
from auditor.packs.load import load_only

_RULE = """\
  - id: {id}
    kind: hedge
    phrases: {phrases}
    examples:
      find: ["{find}"]
      leave: ["{leave}"]
"""


def pack(tmp_path: Path, *rules: tuple[str, str, str]) -> RuleSet:
    """Return a pack of hedges: phrases, a text to find, a text to leave."""
    text = 'pack: p\nversion: "1.0.0"\nabout: x\nlists:\n  {ab: [a, b], gaps: [x ... y]}\nrules:\n'
    for number, (phrases, find, leave) in enumerate(rules):
        text += _RULE.format(id=f"r{number}", phrases=phrases, find=find, leave=leave)
    path = tmp_path / "p.yaml"
    path.write_text(text)
    return load_only([path])


@pytest.mark.parametrize(
    ("marked", "text", "found", "roles"),
    [
        ("It {may} rain", "It may rain", Span(3, 6), ()),
        ("[He](source) {said} [so](content)", "He said so", Span(3, 7),
         (("source", Span(0, 2)), ("content", Span(8, 10)))),
        ("{he [said](source)}", "he said", Span(0, 7), (("source", Span(3, 7)),)),
        ("a [sic] {b} (source)", "a [sic] b (source)", Span(8, 9), ()),
        ("[a [b] {c}](content)", "a [b] c", Span(6, 7), (("content", Span(0, 7)),)),
    ],
)  # fmt: skip
def test_marks_come_out_of_an_example(
    marked: str, text: str, found: Span, roles: tuple[tuple[str, Span], ...]
) -> None:
    assert parse_example(marked) == (text, found, roles)


@pytest.mark.parametrize(
    ("find", "leave", "failure"),
    [
        ("It {may be} so.", "It is so.", None),
        ("It {may} be so.", "It is so.",
         "does not find what is marked in 'It {may} be so.': found 'may be'"),
        ("It {is} so.", "It is so.",
         "does not find what is marked in 'It {is} so.': found nothing"),
        ("It {may be} so.", "So it may be.", "must leave 'So it may be.' alone: found 'may be'"),
    ],
)  # fmt: skip
def test_an_example_that_fails_is_a_line(
    tmp_path: Path, find: str, leave: str, failure: str | None
) -> None:
    lines = check_examples(pack(tmp_path, ("[may be]", find, leave)))
    assert [line.split(": ", 1)[1] for line in lines] == ([f"p/r0: {failure}"] if failure else [])


@pytest.mark.parametrize(
    ("phrases", "line"),
    [
        ("['(a | b) c', 'd e']", None),
        ("['(a | b) c', '@ab c']", "p/r0: '@ab c' is covered by '(a | b) c' of p/r0"),
        ("['a c', 'a [very] c']", "p/r0: 'a c' is covered by 'a [very] c' of p/r0"),
        ("['~say', said]", "p/r0: 'said' is covered by '~say' of p/r0"),
        ("['a c', A   C]", "p/r0: the phrase 'A   C' stands in this rule already"),
        ("['a ^ c', 'd']", "p/r0: the phrase 'a ^ c' can never match"),
        ("['a $ c', 'd']", "p/r0: the phrase 'a $ c' can never match"),
        ("['it (')t', 'd']".replace("(')", "''s'' "), None),
        ("['^ the a', 'the a b']", None),
        ("['a c', '^ a c']", None),
        ("['=US a', 'us a']", None),
    ],
)
def test_lint_tells_the_phrases_that_never_count(
    tmp_path: Path, phrases: str, line: str | None
) -> None:
    lines = lint(pack(tmp_path, (phrases, "{d}", "x")))
    assert [said.split(": ", 1)[1] for said in lines] == ([line] if line else [])
    assert all(said.startswith(f"{tmp_path}/p.yaml:9:") for said in lines)


def test_a_line_tells_where_the_phrase_or_the_example_stands(tmp_path: Path) -> None:
    rules = pack(tmp_path, ("[d]", "{d}", "x"), ("['a c', 'A  C', \"b\"]", "It {is}.", "It is b."))
    path = f"{tmp_path}/p.yaml"
    assert [line.split(" ")[0] for line in lint(rules)] == [f"{path}:15:23:"]
    assert [line.split(" ")[0] for line in check_examples(rules)] == [
        f"{path}:17:15:",
        f"{path}:18:16:",
    ]


def test_what_stands_for_many_texts_is_linted_at_once(tmp_path: Path) -> None:
    phrase = "d " + "(a | b c) " * 20 + "@ab ...3 d"
    rules = pack(tmp_path, (phrase, "{d}", "x"), (phrase.replace("ab", "gaps"), "{d}", "x"))
    assert lint(rules) == []


def test_a_phrase_of_two_rules_of_a_kind_is_said(tmp_path: Path) -> None:
    rules = pack(tmp_path, ("[a b, c]", "{c}", "x"), ("a (b | d)", "{a b}", "x"))
    assert [said.split(": ", 1)[1] for said in lint(rules)] == [
        "p/r0: 'a b' is covered by 'a (b | d)' of p/r1"
    ]


_CUES = """\
pack: p
version: "1.0.0"
about: x
rules:
"""
_CUE = """\
  - {{id: r{id}, kind: cue, act: {act}, stance: neutral, phrases: {phrases}, examples: {{}}}}
"""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("attitude: convinced", "speech: ~convince", []),
        ("speech: ~convince", "attitude: convinced", ["p/r1: 'convinced' is covered by"]),
        ("speech: convinced", "speech: ~convince", ["p/r0: 'convinced' is covered by"]),
        ("speech: ~claim", "speech: '~claim:n'", []),
        ("speech: '~claim:n'", "speech: ~claim", []),
    ],
    ids=["first and narrow", "after a wider one", "nothing else", "verb, noun", "noun, verb"],
)
def test_a_form_that_says_something_else_counts(
    tmp_path: Path, first: str, second: str, said: list[str]
) -> None:
    text = _CUES
    for number, (act, phrases) in enumerate(rule.split(": ") for rule in (first, second)):
        text += _CUE.format(id=number, act=act, phrases=f"[{phrases}]")
    (tmp_path / "p.yaml").write_text(
        text.replace("{}", "{find: ['{convinced} claim'], leave: [x]}")
    )
    lines = lint(load_only([tmp_path / "p.yaml"]))
    assert [line.split(": ", 1)[1].partition(" '~")[0] for line in lines] == said
