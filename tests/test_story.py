"""Web pages as sites make them: what is the story, what is left out, and why."""

from __future__ import annotations

import random

import pytest

from auditor import audit_text, load_rules
from auditor.errors import ReadError
from auditor.formats import read_bytes, read_text
from auditor.model import BlockKind, Document
from auditor.visible import visible

RULES = load_rules()
TITLE = "Lock gate breaks at Harrow Weir"
PARAGRAPHS = (
    "Two boats sank at Harrow Weir on Sunday night when the upper lock gate broke, the fire "
    "brigade said.",
    "“The hinge was as thin as paper,” said Ines Varga, who runs the boatyard below the weir.",
    "The canal company said the gate had been looked at in April. It said no fault had been found.",
    "Its engineers denied that. “We asked for a new hinge twice,” said their speaker, Tom Adeyo.",
)
BODY = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
STORY = f"<h1>{TITLE}</h1>\n{BODY}"
CARD = (
    '<{0}><h3><a href="/a">Swan counted twice</a></h3><p>The swan of Harrow was counted twice, '
    "the council said, and will be counted again.</p></{0}>"
)
MENU = "<ul><li><a href=/>Home</a></li><li><a href=/s>Sport and leisure</a></li></ul>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


def read(text: str) -> Document:
    document = read_bytes(text.encode(), "page.html")
    assert document.text == text and len(document.plain) == len(text)
    return document


def words(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        " ".join(visible(document, block.start, block.end).split())
        for block in document.blocks
        if block.kind in kinds
    ]


def story(text: str) -> list[str]:
    document = read(text)
    return words(document, *set(BlockKind) - {BlockKind.AROUND, BlockKind.TITLE, BlockKind.HEADING})


def title(text: str) -> str | None:
    return next(iter(words(read(text), BlockKind.TITLE)), None)


PAGES = {
    "an article": f"<article>{STORY}</article>",
    "a form around the page": f"<form id=aspnet>{MENU}<article>{STORY}</article></form>",
    "a form around all but the menu": f"{MENU}<form><div>{STORY}</div></form>",
    "teasers that are articles": f"<main>{STORY}<section>{CARD.format('article') * 3}</section>",
    "teasers that are not": f"<main>{STORY}<div>{CARD.format('div') * 3}</div></main>",
    "teasers before it": f"<div>{CARD.format('article') * 4}</div><main>{STORY}</main>",
    "comments that are articles": f"<article>{STORY}</article><section id=comments>"
    + "<article><p>I saw it break, and I say it was the rain, not the hinge.</p></article>" * 9
    + "</section>",
    "comments by their own name": f"<article>{STORY}</article>"
    + "<article class=comment><p>It was the rain, I say, and so does everybody here.</p></article>"
    * 12,
    "comments with a schema": f"<article>{STORY}</article>"
    + '<div itemtype="https://schema.org/Comment"><p>It was the rain, I say, not this.</p></div>'
    * 12,
    "a film with a long address": f"<article>{STORY}</article><article class=player><p><a href="
    f"'https://film.example/{'x' * 9000}'></a> Watch the gate. <i class='{'y' * 9000}'>Play</i></p>"
    "</article>",
    "no article and no main": f"<div class=top>{MENU}</div><div class=story>{STORY}</div>"
    "<div class=side><p><a href=/x>The mayor will stand again, she tells us.</a></p></div>"
    "<div class=end><p>We are not liable for other sites.</p><p>We use cookies here.</p></div>",
    "role=main": f"{MENU}<div role=main>{STORY}</div><p>We use cookies to count you.</p>",
    "itemprop=articleBody": f"<h1>{TITLE}</h1><div><p>By A. Lee</p><div itemprop=articleBody>"
    f"{BODY}</div></div><div><p>We use cookies to count you, and so do our partners.</p></div>",
    "hidden in every spelling": f"<article>{STORY}<p style='color:red;display:none'>Gone, he said."
    "<p style='DISPLAY : NONE'>Gone, he said.</p><p style=display:none>Gone, he said.</p>"
    "<p hidden>Gone, he said.</p><p hidden=''>Gone, he said.</p><div aria-hidden=true><p>Gone, he "
    "said.</p></div><p style=\"visibility: hidden\">Gone, he said.</p></article>",
    "links on lines of their own": f"<article>{STORY}<p><a href=/a>Why do our gates break?</a></p>"
    "<p><strong><a href=/b>Mayor says the weir will be sold.</a></strong></p><ul><li><a href=/c>"
    "Police say a boat was found.</a></li><li><a href=/d>Fish dear, says union.</a></ul></article>",
    "share buttons and a newsletter": f"<article><div class=share-tools>Share this</div>{STORY}"
    "<div class='newsletter-signup'><p>Get the news of the weir by mail, every morning at six.</p>"
    "</div><button>Print</button></article>",
    "cut into sections": "".join(
        f"<section class='story-part'><p>{' '.join([p] * 3)}</p></section>" for p in PARAGRAPHS
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_found_and_nothing_else(name: str) -> None:
    found = " ".join(story(page(PAGES[name])))
    repeated = 3 if name == "cut into sections" else 1
    assert found == " ".join(" ".join([p] * repeated) for p in PARAGRAPHS)
    assert not read(page(PAGES[name])).doubts


def test_every_entry_of_a_live_blog_is_read_in_order() -> None:
    entries = "".join(
        f"<article class=entry><time>1{number}:30</time><h3>{number}</h3><p>{text}</p></article>"
        for number, text in enumerate(PARAGRAPHS)
    )
    text = page(f"<main><h1>{TITLE}</h1><div>{entries}</div></main>")
    assert story(text) == list(PARAGRAPHS)
    assert not read(text).doubts


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>The Weir Herald</h1><article><h1>{TITLE}</h1>{BODY}</article>", ""),
        (f"<header><h1><a href=/>Weir Herald</a></h1></header><div><h2>{TITLE}</h2>{BODY}</div>",
         f"<meta property=og:title content='{TITLE}'>"),
        (f"<h1>Weir Herald</h1><div>{BODY}</div>", f"<meta property='og:title' content='{TITLE}'>"),
        (f"<h1>Weir Herald</h1><div><h2>{TITLE}</h2>{BODY}</div>",
         f"<title>{TITLE} - Weir Herald</title>"),
        (f"<div><h1>{TITLE}</h1>{BODY}</div>", ""),
    ],
    ids=["h1 in the article", "h2 that is og:title", "og:title alone", "title element", "h1"],
)  # fmt: skip
def test_the_title_is_that_of_the_story(body: str, head: str) -> None:
    assert title(page(body, head)) == TITLE


@pytest.mark.parametrize(
    "inside",
    [
        "<span class=tooltip>Ines Varga has run it since 1999</span>",
        "<span class='hover-card'><b>Varga</b> <a href=/v>more</a></span>",
        "<span class='screen-reader-text'>opens in a new window</span>",
        "<span style='display:none'>Police say otherwise.</span>",
        "<span class='related-link'>Read also: Swan counted twice</span>",
        "<aside>Read also: Swan counted twice</aside>",
        "<div class=related><p>Read also: Swan counted twice</p></div>",
        "<x-label></x-label><w:term>",
    ],
)
def test_a_sentence_is_not_cut_by_what_stands_inside_it(inside: str) -> None:
    before, after = "“The hinge was thin,” said Ines", "who runs the boatyard below the weir."
    text = page(f"<article>{STORY}<p>{before} {inside} {after}</p></article>")
    assert story(text)[-1] == f"{before} {after}"


def test_unknown_elements_are_part_of_the_line() -> None:
    text = page(
        f"<article>{STORY}<p>The <inline-term>gate</inline-term> <o:p>broke</o:p>, she said."
    )
    assert story(text)[-1] == "The gate broke, she said."


def test_captions_and_quoted_posts_are_read() -> None:
    text = page(
        f"<article>{STORY}<figure><img><figcaption class=caption>Boats lie under the weir on "
        "Sunday.</figcaption></figure><div class='social-embed'><blockquote class=post><p>No fault "
        "was found, we repeat.</p></blockquote></div></article>"
    )
    document = read(text)
    assert words(document, BlockKind.CAPTION) == ["Boats lie under the weir on Sunday."]
    assert words(document, BlockKind.QUOTE) == ["No fault was found, we repeat."]


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    text = page(
        f"<nav>Harbour desk</nav><article>{STORY}<div class=newsletter><p>Get our news.</p></div>"
        f"<p><a href=/b>Mayor sells weir</a></p></article>{CARD.format('article')}"
    )
    audit = audit_text(read(text), RULES)
    reasons = {text[s.start : s.end]: s.reason for s in audit.skipped}
    assert reasons["Harbour desk"] == "around the article: nav"
    assert reasons["Get our news."] == "around the article: newsletter"
    assert reasons["Mayor sells weir"] == "a link"
    assert reasons["Swan counted twice"] == "around the article: another article"


def test_words_around_the_article_do_not_decide_who_speaks() -> None:
    body = (
        "<h1>Crane falls</h1><p>Three were hurt, police said.</p><p>The port company said so.</p>"
    )
    menu = "<nav><a href=/>Home</a> <a href=/w>Ukraine</a></nav>"
    around = f"{menu}<article>{body}</article><aside>Ferry sold to Danish owner</aside>"
    bare = audit_text(read(page(f"<article>{body}</article>")), RULES)
    whole = audit_text(read(page(around)), RULES)
    assert [s.party for s in whole.sources] == [s.party for s in bare.sources]
    assert [s.party for s in whole.sources] == ["police", "port company"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (page("<main>" + "".join(
            f"<div class=story{number}><h2>Part {number}</h2><p>{text} {text} {text}</p></div>"
            for number, text in enumerate(PARAGRAPHS)) + "</main>"), None),
        (page(f"<div id=one><h1>{TITLE}</h1>{BODY * 2}</div><div><div id=two><h1>Swans</h1>"
              f"{BODY * 2}</div></div>"), "as likely"),
        (page("<main>" + "".join(
            f"<article><h2>Story {number}</h2><p>{text} {text} {text}</p></article>"
            for number, text in enumerate(PARAGRAPHS)) + "</main>"), "4 articles"),
        (page(f"<script type='application/ld+json'>{{\"articleBody\": \"{'Snow fell on us. ' * 20}"
              f"\"}}</script><article>{STORY}</article>"), "own record"),
    ],
    ids=["one story in parts", "two stories", "a front page", "another record"],
)  # fmt: skip
def test_a_page_that_may_be_another_is_doubted(text: str, doubt: str | None) -> None:
    found = read(text).doubts
    assert (doubt is None and not found) or (doubt is not None and doubt in found[0])


def test_the_page_declares_its_language() -> None:
    assert read(page(STORY)).language == "en"


def test_an_entity_in_a_name_is_part_of_it() -> None:
    text = page(
        f"<article>{STORY}<p>M&amp;S Bank said that it had paid for the new gate.</p></article>"
    )
    assert "M&S Bank" in [source.name for source in audit_text(read(text), RULES).sources]


def test_the_same_story_as_a_page_and_as_text() -> None:
    whole = audit_text(read(page(f"{MENU}<article>{STORY}</article>")), RULES)
    bare = audit_text(read_text("\n\n".join((TITLE, *PARAGRAPHS))), RULES)
    kept = [s for s in whole.segments if s.status.value != "boilerplate"]
    assert [(s.status, s.party, s.words) for s in kept] == [
        (s.status, s.party, s.words) for s in bare.segments
    ]


def test_mutated_pages_raise_only_read_errors() -> None:
    chance = random.Random(11)
    seeds = [page(body, f"<meta charset=utf-8><title>{TITLE}</title>") for body in PAGES.values()]
    for _ in range(2_000):
        data = bytearray(chance.choice(seeds).encode()[:1500])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[chance.randrange(len(data)) :][:60]
                case _:
                    data[at:at] = chance.choice(
                        (b"<", b">", b'"', b"</p>", b"<div hidden>", b"<!--", b"&#x", b"<h1>")
                    )
        try:
            document = read_bytes(bytes(data), "page.html")
        except ReadError as error:
            assert "\n" not in str(error)
        else:
            assert len(document.plain) == len(document.text)
            ends = [0]
            for block in document.blocks:
                assert ends[-1] <= block.start < block.end <= len(document.text)
                ends.append(block.end)
