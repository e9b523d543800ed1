"""Web pages: elements -> kinds and words of the blocks; the article, and what is around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counted import growth
from hostile import PAGES
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import audit_text, load_rules
from auditor.formats import read_text
from auditor.visible import visible

SAID = "The bridge was shut, the mayor said."


def blocks(text: str) -> list[tuple[str, str]]:
    document = read_text(text, format="html")
    assert len(document.plain) == len(document.text)
    return [
        (block.kind.value, " ".join(visible(document, block.start, block.end).split()))
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<h1>Bridge <em>shut</em></h1><p>{SAID}</p>",
         [("title", "Bridge shut"), ("paragraph", SAID)]),
        (f"<h1>Shut</h1><h2>What now</h2>{SAID}",
         [("title", "Shut"), ("heading", "What now"), ("paragraph", SAID)]),
        (f"<blockquote><p>{SAID}</p></blockquote>", [("quote", SAID)]),
        (f"<ul><li>{SAID}<li>{SAID}</ul>{SAID}",
         [("item", SAID), ("item", SAID), ("paragraph", SAID)]),
        (f"<figure><img alt='x'><figcaption>{SAID}</figcaption></figure>", [("caption", SAID)]),
        (f"<p>{SAID}<br>{SAID}</p>", [("paragraph", SAID), ("paragraph", SAID)]),
        ("<p>The bridge<br>was shut, Holm said.",
         [("paragraph", "The bridge was shut, Holm said.")]),
        (f"<script>if (a < b) '<p>no</p>'</script><style>p{{}}</style><p>{SAID}",
         [("paragraph", SAID)]),
        (f"<p hidden>no</p><div style='display: none'><p>no</p></div><p>{SAID}",
         [("paragraph", SAID)]),
        (f"<p>{SAID}<!-- no --></p>", [("paragraph", SAID)]),
        (f"<p title='a > b'>{SAID}</p>", [("paragraph", SAID)]),
        (f"<title>Bridge shut | Herald</title><p>{SAID}", [("paragraph", SAID)]),
        ("<p>a < b, and 3 > 2, Holm said.</p>", [("paragraph", "a < b, and 3 > 2, Holm said.")]),
        (f"<pre>{SAID}</pre>", [("code", SAID)]),
        (f"<h1>Shut<p>{SAID}", [("title", "Shut"), ("paragraph", SAID)]),
        ("<p>&ldquo;Shut,&rdquo; Holm&nbsp;said &amp; left.",
         [("paragraph", "“Shut,” Holm said & left.")]),
        ("no markup at all, Holm said.", [("paragraph", "no markup at all, Holm said.")]),
        ("", []),
    ],
)  # fmt: skip
def test_elements_tell_the_kind(text: str, expected: list[tuple[str, str]]) -> None:
    expected = [(kind, words.replace("“", '"').replace("”", '"')) for kind, words in expected]
    found = [(kind, words.replace("“", '"').replace("”", '"')) for kind, words in blocks(text)]
    assert found == expected


PAGE = f"""<!DOCTYPE html><html><head><title>Bridge shut</title></head><body>
<header><nav><a href="/">Home</a></nav></header>
<main><h1>Bridge shut</h1>
<article><p>{SAID}</p><aside>Sign up</aside><p>{SAID}</p><footer>Share</footer></article>
<article><h2>Other news</h2><p>It rained.</p></article>
</main><footer>Imprint</footer></body></html>"""


def test_what_is_around_the_article_is_listed_and_not_audited() -> None:
    found = blocks(PAGE)
    assert [words for kind, words in found if kind == "around"] == [
        "Home", "Sign up", "Share", "Other news", "It rained.", "Imprint",
    ]  # fmt: skip
    assert [kind for kind, _ in found if kind != "around"] == ["title", "paragraph", "paragraph"]
    audit = audit_text(read_text(PAGE, format="html"), load_rules())
    assert audit.content_words == 2 * len(SAID.split())
    reasons = {PAGE[s.start : s.end]: s.reason for s in audit.skipped}
    assert reasons["It rained."] == "around the article"


def test_tags_inside_a_word_do_not_cut_it() -> None:
    text = "<p><span>T</span><span>he</span> minister <b>un</b>willingly said it.</p>"
    assert read_text(text, format="html").plain.replace("\u0640", "").split()[:3] == [
        "The", "minister", "unwillingly",
    ]  # fmt: skip
    audit = audit_text(read_text(text, format="html"), load_rules())
    assert [source.name for source in audit.sources] == ["The minister"]


def test_a_report_of_ours_is_no_article() -> None:
    page = f'<meta name="generator" content="auditor 1.0"><article><p>{SAID}</p></article>'
    assert [kind for kind, _ in blocks(page)] == ["around"]


TAGS = st.lists(
    st.sampled_from(
        """<p> </p> <b> </b> <br> <h1> </h1> <li> <ul> </ul> <article> </article> <nav> </nav>
        <main> <blockquote> </blockquote> <script> </script> <!-- --> <p\\ a="> " ' < > & &amp;
        &nbsp; <div\\ hidden> </div> word said . , “ é <svg> </svg> <x/> <!x> <img>""".replace(
            "\\ ", "\0"
        ).split()
    ),
    max_size=40,
).map(lambda parts: " ".join(parts).replace("\0", " "))


@settings(max_examples=500, deadline=None)
@given(TAGS)
def test_any_markup_keeps_its_length_and_its_blocks_apart(text: str) -> None:
    document = read_text(text, format="html")
    assert len(document.plain) == len(document.text)
    ends = [0]
    for block in document.blocks:
        assert ends[-1] <= block.start < block.end
        ends.append(block.end)
    outside = document.plain
    for block in reversed(document.blocks):
        outside = outside[: block.start] + outside[block.end :]
    assert not any(map(str.isalnum, outside)), "words outside all blocks"


@pytest.mark.parametrize("piece", PAGES)
def test_twice_the_page_is_twice_the_work(piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: read_text(piece * (size // len(piece)), format="html")

    assert growth(work, 10_000) < 2.1
