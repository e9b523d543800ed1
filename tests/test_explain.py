"""Why a rule did or did not fire: each reason there can be, in its own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import Done, call

from auditor.errors import UsageError
from auditor.explain import Explanation, explain
from auditor.explain.trace import trace
from auditor.formats import read_text
from auditor.match import match
from auditor.model import RuleSet
from auditor.packs.load import load_rules
from auditor.packs.phrase import NUMBERS, parse
from auditor.segment import segment

ROOT = Path(__file__).resolve().parent.parent
PACK = """
pack: try-en
version: "1.0.0"
about: For these tests.
lists:
  fish: [herring, "smoked eel", ~cod:n]
rules:
  - id: fish
    kind: hedge
    phrases: ["the @fish (swam | jumped)", "no ...2 herring [today]"]
    unless: [herring swam away]
    examples: {find: ["{The herring swam}."], leave: [None.]}
  - id: advert
    kind: boilerplate
    covers: line
    longest: "8"
    phrases: [buy our mug]
    examples: {find: ["{Buy our mug}."], leave: [None.]}
  - id: croak
    kind: cue
    act: speech
    stance: neutral
    phrases: [~croak, ~croak that]
    examples: {find: ["He {croaked}."], leave: [None.]}
"""
TEXT = """Market day

The herring swam. The smoked eel slept.
The herring swam away.
There was no very good plaice.
Buy our mug now. The herring jumped.
Buy our mug now, said the keeper of the shop, who had made far too many of them this spring.
The old frog croaked in the pond near the mill.
"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    path = tmp_path_factory.mktemp("packs") / "try.yaml"
    path.write_text(PACK, encoding="utf-8")
    return [path]


@pytest.fixture(scope="module")
def rules(packs: list[Path]) -> RuleSet:
    return load_rules(packs)


def ask(
    rules: RuleSet, packs: list[Path], name: str, line: int, column: int | None = None,
    text: str = TEXT,
) -> Explanation:  # fmt: skip
    rule = next(rule for rule in rules.rules if rule.id == name)
    return explain(rule, read_text(text, "a.txt"), line, column, rules, packs)


def test_a_match_and_the_phrase_it_is_of(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "try-en/fish", 3)
    assert fired
    assert reasons[0] == (
        "the phrase 'the @fish (swam | jumped)' matches \u201cThe herring swam\u201d"
    )
    assert reasons[1].startswith("  the words there are ")


def test_a_column_names_one_sentence(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "try-en/fish", 3, 24)
    assert not fired
    assert reasons == (
        "the phrase 'the @fish (swam | jumped)' came 3 words far: \u201cThe smoked eel\u201d fits, "
        "then comes \u201cslept\u201d in the place of 'jumped' or 'swam'",
        "in this file it matches on lines 3, 6",
    )


def test_what_undid_it(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "try-en/fish", 4)
    assert not fired
    assert reasons[0] == (
        "the phrase 'the @fish (swam | jumped)' fits \u201cThe herring swam\u201d, but `unless` "
        "undoes it: 'herring swam away' matches \u201cherring swam away\u201d"
    )


def test_how_far_a_phrase_with_a_gap_came(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "try-en/fish", 5)
    assert not fired
    assert reasons[0] == (
        "the phrase 'no ...2 herring [today]' came 1 word far: \u201cno\u201d fits, "
        "then none of the next 3 words is 'herring'"
    )


def test_text_that_is_left_out_counts_for_nothing(rules: RuleSet, packs: list[Path]) -> None:
    text = TEXT.replace("now. The", "now the")
    fired, reasons = ask(rules, packs, "try-en/fish", 6, text=text)
    assert not fired
    assert reasons[1] == "  stands in what is left out as boilerplate: try-en/advert"
    assert ask(rules, packs, "try-en/advert", 6, text=text).fired


def test_a_line_too_long_to_be_left_out(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "try-en/advert", 7)
    assert not fired
    assert "longer than the rule allows" in reasons[1]


def test_points_against_a_cue(rules: RuleSet, packs: list[Path]) -> None:
    text = "The frogs sat by the fire in the old mill.\n"
    fired, reasons = ask(rules, packs, "cues-speech/criticize", 1, text=text)
    assert not fired
    assert reasons[0] == "the phrase '~fire' matches \u201cfire\u201d"
    assert "points for being a cue here, which is too few" in reasons[1]
    assert all(line.split()[0][0] in "+-" for line in reasons[2:])


def test_a_rule_that_was_never_counted_is_taken_at_its_word(
    rules: RuleSet, packs: list[Path]
) -> None:
    assert ask(rules, packs, "try-en/croak", 8).fired


def test_a_name_and_a_longer_match_take_the_words(rules: RuleSet, packs: list[Path]) -> None:
    text = "The Daily Croak opened. His claims were false.\n"
    fired, reasons = ask(rules, packs, "try-en/croak", 1, text=text)
    assert not fired and "taken for a name" in reasons[1]
    fired, reasons = ask(rules, packs, "cues-speech/claim", 1, text=text)
    assert not fired and "the words belong to another match" in reasons[1]


def test_who_is_credited_with_what(rules: RuleSet, packs: list[Path]) -> None:
    text = "The mayor said the bridge was open.\n"
    fired, reasons = ask(rules, packs, "cues-speech/say", 1, text=text)
    assert fired
    assert "  credited to \u201cThe mayor\u201d: \u201cthe bridge was open.\u201d" in reasons


def test_a_policy_looks_at_findings(rules: RuleSet, packs: list[Path]) -> None:
    fired, reasons = ask(rules, packs, "policy-en/loaded-verb", 3)
    assert not fired and "no phrases" in reasons[0]


def test_places_without_words_and_without_lines(rules: RuleSet, packs: list[Path]) -> None:
    assert "no words of the article" in ask(rules, packs, "try-en/fish", 2).reasons[0]
    with pytest.raises(UsageError, match=r"a\.txt:9: the file has 8 lines"):
        ask(rules, packs, "try-en/fish", 9)
    with pytest.raises(UsageError, match=r"a\.txt:1:99: the line is not that long"):
        ask(rules, packs, "try-en/fish", 1, 99)
    assert not ask(rules, packs, "try-en/fish", 1, text="").fired


def test_every_example_fires(rules: RuleSet, packs: list[Path]) -> None:
    """What the matcher finds, the slow walk finds: same phrase, same end."""
    text = "\n".join(f"{rule.find[0]}" for rule in rules.rules if rule.phrases)
    layout = segment(read_text(text.replace("{", "").replace("}", "")), rules)
    found = match(layout, rules)
    plain = [rule for rule in rules.rules if rule.phrases and "@" not in "".join(rule.phrases)]
    lists = {NUMBERS: [parse(word) for word in rules.lists[NUMBERS]]}
    checked = 0
    for rule in plain:
        number = rules.rules.index(rule)
        phrases = [parse(phrase) for phrase in rule.phrases]
        for one in found.get(rule.kind, ()):
            if one.rule == number:
                ends = [trace(parts, lists, layout, one.first).end or 0 for parts in phrases]
                assert max(ends) == one.end, (rule.id, layout.words[one.first : one.end])
                checked += 1
    assert checked > 100


def run(*words: str) -> Done:
    return call("explain-match", *words)


def test_the_command_and_its_exit_codes(tmp_path: Path, packs: list[Path]) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    fired = run("fish", f"{article}:3", "--rules", str(packs[0]))
    assert fired.returncode == 0
    assert "try-en/fish fired" in fired.stdout
    assert run("try-en/fish", f"{article}:5", "--rules", str(packs[0])).returncode == 1
    for words in (("fish", f"{article}:3"), ("say", str(article)), ("say", f"{article}:99"),
                  ("say", f"{tmp_path}/none.txt:1"), ("say",)):  # fmt: skip
        wrong = run(*words)
        assert wrong.returncode == 2
        assert wrong.stderr.startswith("auditor: ") and wrong.stderr.count("\n") == 1
