"""The phrase language as a table: phrase, text, and what of it is matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phrases import cut, found, located

from auditor.packs.phrase import PhraseError, parse

LISTS = {
    "adv": ["independently", "immediately", "not yet"],
    "verify": ["~verify", "~confirm"],
    "claim_np": ["the (claim | report)", "these claims"],
}


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        # words: any case, any blanks, any hyphen or apostrophe
        ("said he", "SAID  he. said\u00a0he.", ["SAID  he", "said\u00a0he"]),
        ("don't know", "They don\u2019t know.", ["don\u2019t know"]),
        ("russian-backed", "Russian\u2011backed forces", ["Russian\u2011backed"]),
        ("u.s.", "The U.S. said so.", ["U.S."]),
        ("red cross", "the cross of red, cross", ["red"][:0]),
        # alternatives and options
        ("(a | one) source", "a source, one source, the source", ["a source", "one source"]),
        ("[very] likely", "very likely and likely", ["very likely", "likely"]),
        ("(can | could [possibly]) not", "could possibly not, cannot, can not",
         ["could possibly not", "can not"]),
        ("Moscow-(backed | run)", "a Moscow-run paper", ["Moscow-run"]),
        ("(Moscow | Kyiv)-run", "a Kyiv-run paper", ["Kyiv-run"]),
        # inflection
        ("~say", "says said saying say unsaid", ["says", "said", "saying", "say"]),
        ("~point out", "pointed out, points out, pointing at", ["pointed out", "points out"]),
        ("~fact-check", "It fact-checked him.", ["fact-checked"]),
        ("~claim:n", "claims claimed claim", ["claims", "claim"]),
        ("~say:", "He said: no. He said no.", ["said:"]),
        # lists
        ("@claim_np (could | can) not [@adv] be [@adv] @verify",
         "The claim could not immediately be independently verified. These claims can not be"
         " confirmed. The report could not be not yet verified.",
         ["The claim could not immediately be independently verified",
          "These claims can not be confirmed",
          "The report could not be not yet verified"]),
        # gaps: bounded, inside the sentence, the longest match wins
        ("no ... evidence", "no good evidence, no evidence", ["no good evidence, no evidence"]),
        ("no ...2 evidence", "no a b evidence. No a b c evidence.", ["no a b evidence"]),
        ("no ... evidence", "He said no. Evidence came later.", []),
        # case, numbers, literal signs
        ("=US officials", "US officials told us officials", ["US officials"]),
        ("=WHO", "Who asked the WHO?", ["WHO"]),
        ("(=WHO | who knows)", "the WHO, who knows", ["WHO", "who knows"]),
        ("# (people | dead)", "1,200 people, three people, 10th people, no people",
         ["1,200 people", "three people", "10th people"]),
        (r"\# 1", "# 1", ["# 1"]),
        (r"\... \| \[", "well ... so | [so]", []),
        (r"\... so", "well ... so on", ["... so"]),
        (r"\[sic\]", "He said [sic] so", ["[sic]"]),
        # places
        ("^ read more", "Read more. They read more.", ["Read more"]),
        ("^ read more", "He said: “Read more.” “Read more,” he said.", ["Read more"]),
        ("reports $", "It reports. It reports this. “It reports.”", ["reports", "reports"]),
        ("^ (I | we) agree $", "I agree. We agree! We agree not.", ["I agree", "We agree"]),
        ("^^ advertisement $$", "Advertisement\n\nAdvertisement is\n\nAn advertisement",
         ["Advertisement"]),
        ("[^ the] source", "The source. A source.", ["The source", "source"]),
        ("^ # dead", "10 dead. And 10 dead.", ["10 dead"]),
    ],
)  # fmt: skip
def test_what_a_phrase_matches(phrase: str, text: str, matched: list[str]) -> None:
    assert found(phrase, "Some lead.\n\n" + text + "\n\nThe end.", LISTS) == matched


@pytest.mark.parametrize(
    ("phrase", "text", "slots"),
    [
        ("told <who> that", "He told the BBC that it was so.", {"who": "the BBC"}),
        ("told <who> that", "He told me that he said that.", {"who": "me that he said"}),
        ("from <a> to <b> ,", "From bad to far worse, he said", {"a": "bad", "b": "far worse"}),
        ("told <who> [that] it", "I told the BBC that it fell", {"who": "the BBC"}),
        ("quoting <who>", "quoting the state news agency of the former republic in full",
         {"who": "the state news agency of the former republic"}),
        ("=IT <what> fell", "The IT of it fell", {"what": "of it"}),
    ],
)  # fmt: skip
def test_slots_take_as_little_as_the_longest_match_allows(
    phrase: str, text: str, slots: dict[str, str]
) -> None:
    layout, matches = located([phrase], text)
    named = {name: cut(layout, *where) for name, where in matches[0].slots}
    assert named == slots


@pytest.mark.parametrize(
    ("phrase", "column", "message"),
    [
        ("", 0, "there is nothing here to match"),
        ("a | b", 2, "put alternatives into brackets: (one | other)"),
        ("a (b", 2, "( is not closed"),
        ("a [b)", 4, ") closes no bracket"),
        ("a ()", 3, "there is nothing here to match"),
        ("a (b |)", 6, "there is nothing here to match"),
        ("... a", 0, "a phrase must begin with a word, not with a gap or a slot"),
        ("[a] <who> b", 0, "a phrase must begin with a word, not with a gap or a slot"),
        ("a ...", 5, "a gap at the end of a phrase has no use"),
        ("a ...99 b", 2, "a gap spans 1 to 12 words"),
        ("[a] [b]", 0, "everything in the phrase is optional"),
        ("the claim(s)", 9, "put a blank between ( and the word beside it"),
        ("say ~ it", 4, "write ~ directly before a verb, as in ~say"),
        ("@ list", 0, "write the name of a list directly after @"),
        ("a <Who>", 2, "a slot is a name in lower case between < and >"),
        ("a \\", 2, "a backslash must stand before the sign it protects"),
        ("(" * 9 + "a" + ")" * 9, 8, "brackets are nested deeper than 8"),
        ("a " * 400, 0, "the phrase is longer than 600 characters"),
    ],
)
def test_what_is_no_phrase(phrase: str, column: int, message: str) -> None:
    with pytest.raises(PhraseError) as error:
        parse(phrase)
    assert (error.value.column, str(error.value)) == (column, message)


@given(st.text(alphabet="ab ~@()[]|<>=#^$.\\5'\"-", max_size=40))
def test_any_text_is_a_phrase_or_a_phrase_error(text: str) -> None:
    try:
        parse(text)
    except PhraseError as error:
        assert 0 <= error.column <= len(text)
