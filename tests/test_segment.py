"""Sentences and quotations: text -> what they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counted import growth
from hostile import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.formats import read_text
from auditor.model import Layout
from auditor.packs.load import load_rules
from auditor.segment import segment

RULES = load_rules()


def layout(text: str, format: str = "text") -> Layout:
    return segment(read_text(text, format=format), RULES)


def written(layout: Layout, first: int, end: int) -> str:
    start, stop = layout.span(first, end)
    return layout.document.text[start:stop]


@pytest.mark.parametrize(
    "marked",
    [
        "He left.| She stayed!| Why?| Nobody knows…| It is so.",
        "Mr. Doe met Gov. Roe and Sens. Ann Poe and Capt. Lee.",
        "Acme Inc. denied it.| He left Acme Inc.| The firm denied it.",
        "J. R. Smith Jr. of the U.S. Senate came at 5 p.m. Monday.",
        "He lives in the U.S.| The visit cost $3.5 million at No. 10 in Jan. 2020.",
        "In Roe v. Wade, e.g. in Ohio, it failed.",
        "Sen. Doe (D-Calif.) said no (R-Iowa.).| Jones left.",
        "“Will it end?” President Jane Doe asked.| “Yes!” Roe tweeted.| “Stop.”| Roe left.",
        "“Why?” Doe told reporters on Friday.| “Why?”| Doe told reporters he did not know.",
        "“Why?” she asked.| “Why?”| She asked nobody.",
        "“Why?”| Doe said that he did not know.| “No!”| “Yes!”",
        "He left.| ''Why?'' Mr. Doe asked.| ''So it is.''| He left.",
        "“We go.| We stay.”| ‘So he said.’| (He left.)| [So they say.]",
        "He said “no.”| “Yes,” she said.",
        'He said "no."| "Yes," she said.',
        "He waited ... and left ...| Nobody came. ...| I know it.",
        "How . . . do you . . . know it?",
        "CHARLESTON, S.C. — It rained.| KYIV, May 3 (Reuters) — It snowed.",
        "Michael A. (Mike) Doe and E. Roe came.",
        "See example.com or 3.5.1 now.| iPhone users may.",
        "It fell to 3.5%.| 12 people came.| $5 was paid.",
        "Jeb! was there, and Yahoo! said so.",
        "He said it…| Then he left.",
        "«Non.»| »Ja.«| „Nein.“| Das ist alles.",
    ],
)
def test_sentences(marked: str) -> None:
    found = layout(marked.replace("|", ""))
    # Of two apostrophes that are one mark the token is the one next to the word.
    assert [written(found, s.first, s.end) for s in found.sentences] == [
        part.strip().replace("''So it is.''", "'So it is.'").replace("''Why", "'Why")
        for part in marked.split("|")
    ]


# Quotations are marked by ⟨ ⟩; ⟨… without a closing mark; + goes on from the paragraph before.
@pytest.mark.parametrize(
    "marked",
    [
        "He said ⟨“we go”⟩ and ⟨“stay”⟩.",
        'He said ⟨"we go"⟩ and ⟨"stay,"⟩ she said. ⟨"So?"⟩ (⟨"no"⟩) —⟨"yes"⟩—',
        "⟨''Today''⟩ is ⟨``so''⟩ it is.",
        "⟨“He said ‘no’ to me”⟩, ⟨‘he said “no” to me’⟩.",
        "⟨'I don't know,'⟩ he said. ⟨'The workers' party won,'⟩ she said of the boys' school.",
        "It's the '90s, rock 'n' roll, 'em and the players' own ⟨'club'⟩.",
        "It’s the ’90s, the players’ ⟨‘club’⟩.",
        "⟨«Non»⟩, ⟨„Nein“⟩, ⟨»Ja«⟩, ⟨「好」⟩.",
        'The 24" screen and ⟨"the 6\' 2" man"⟩, then ⟨"in 1980"⟩ it was.',
        'x ⟨"a "b" c"⟩ y',
        "⟨“We go on.\n+⟨“And on,”⟩ he said.",
        '⟨"We go on.\n+⟨"And on.\n+⟨"It ends,"⟩ he said. ⟨"Yes."⟩',
        "⟨“We go on.\n+⟨So on,”⟩ he said.",
        "He said, ⟨“We go. We stay.\nShe left.",
        'The ⟨"Daily show host said so.⟩ It is ⟨"odd"⟩.',
        "They see ⟨“that. “⟩",
        '⟨"The “odd” house is so.\n+⟨"And “on” it goes"⟩ he said.',
        "So he said. ⟨“We go. We stay.\n+⟨“And on,”⟩ she said.",
        "He said no” and ⟨“yes”⟩.",
        "An ⟨“odd\nOne and ⟨“two”⟩ come.",
    ],
)
def test_quotations(marked: str) -> None:
    text = "".join(c for c in marked if c not in "⟨⟩+")
    found = layout(text)
    shown = {"⟨": set[int](), "⟩": set[int](), "+": set[int]()}
    at = 0
    for character in marked:
        if character in shown:
            shown[character].add(at)
        else:
            at += 1
    near = [  # of two apostrophes that are one mark the token is the one next to the word
        (a - (text[a - 1 : a + 1] in ("''", "``")), b + (text[b - 1 : b + 1] == "''"))
        for a, b in (found.span(q.first, q.end) for q in found.quotations)
    ]
    assert {start for start, _ in near} == shown["⟨"]
    assert shown["⟩"] <= {end for _, end in near}
    continued = {a for (a, _), q in zip(near, found.quotations, strict=True) if q.continues}
    assert continued == shown["+"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    found = layout("She said, “We go on. And on.\nShe left.\nHe stayed for the night.")
    assert [(written(found, q.first, q.end), q.closed) for q in found.quotations] == [
        ("“We go on. And on.", False)
    ]


SIGNS = "ab AB.\"“”'‘’`,?!…()[]1-—\n «»\u200b"


@settings(max_examples=600, deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=70), st.sampled_from(["text", "markdown"]))
def test_any_text_is_tiled(text: str, format: str) -> None:
    found = layout(text, format)
    tokens = 0
    for number, sentence in enumerate(found.sentences):
        assert tokens <= sentence.first < sentence.end
        assert set(found.sentence_of[sentence.first : sentence.end]) == {number}
        tokens = sentence.end
    assert len(found.sentence_of) == len(found.words)
    ends = 0
    for number, paragraph in enumerate(found.paragraphs):
        assert paragraph.first == ends < paragraph.end
        ends = paragraph.end
        assert {s.paragraph for s in found.sentences[paragraph.first : ends]} == {number}
    assert ends == len(found.sentences)
    last = 0
    for quotation in found.quotations:
        assert last <= quotation.first < quotation.end
        last = quotation.end
        inside = found.sentence_of[quotation.first], found.sentence_of[last - 1]
        assert found.sentences[inside[0]].paragraph == found.sentences[inside[1]].paragraph


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("piece", [piece for _, piece in TEXTS], ids=[name for name, _ in TEXTS])
def test_twice_the_input_is_twice_the_work(piece: str, format: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = "Title\n\nA " + piece * (size // len(piece)) + " b|c"
        return lambda: layout(text, format)

    assert growth(work, 5_000) < 2.1
