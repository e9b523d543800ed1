"""OpenDocument texts to text, and annotations put into them."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from containers import as_text, odt, story, told, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import survives
from office import converted, needs_libreoffice

from auditor.audit import audit
from auditor.cli import run
from auditor.errors import ReadError
from auditor.formats import read_bytes
from auditor.office.odf_remarks import with_remarks
from auditor.office.remarks import AUTHOR, Remark
from auditor.packs.load import load_rules
from auditor.reports._remarks import remarks

STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style>"
)
SAID = "The ministry said the dam had held."
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>A note said so.</text:p></text:note-body></text:note>"
)
BOX = (
    "<draw:frame><draw:text-box><text:p>The box said so.</text:p></draw:text-box>"
    "<svg:title>Alternative</svg:title></draw:frame>"
)
ROW = (
    "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
)


def lines(body: str) -> list[tuple[str, str]]:
    document = read_bytes(odt(body, STYLES), "a.odt")
    assert document.extracted
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


INSIDE = [
    ("The dam held.", "The dam held."),
    ("The <text:span>d</text:span>am held.", "The dam held."),
    ("\n   The  dam\n held. ", "The dam held."),
    ('A<text:s text:c="3"/>B<text:tab/>C', "A   B\tC"),
    ("It held,<text:line-break/>he said.", "It held, he said."),
    ("It &amp; they &#8220;held&#8221;.", "It & they “held”."),
    ('It<text:span text:style-name="T1"> never</text:span> held.', "It held."),
    ('It<office:annotation office:name="a"><dc:creator>Jo</dc:creator><text:p>Is it?</text:p>'
     '</office:annotation> held<office:annotation-end office:name="a"/>.', "It held."),
    ('<text:a>It</text:a> <text:change-start/>held<text:change-end/>.', "It held."),
    ("<text:ruby><text:ruby-base>It</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>"
     " held.", "It held."),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "expected"), INSIDE)
def test_what_stands_in_a_paragraph(inside: str, expected: str) -> None:
    assert [text for _, text in lines(f"<text:p>{inside}</text:p>")] == [expected]


BODIES = [
    (f'<text:p text:style-name="P1">Dam holds</text:p><text:p>{SAID}</text:p>'
     f'<text:h text:outline-level="1">The night</text:h><text:p text:style-name="P2">It fell.'
     "</text:p>",
     [("title", "Dam holds"), ("paragraph", SAID), ("heading", "The night"),
      ("quote", "It fell.")]),
    (f"<text:p>{SAID}</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item>"
     "</text:list>", [("paragraph", SAID), ("item", "one")]),
    (f"<text:p>{SAID}</text:p><table:table>{ROW.format('A said', 'B denied')}</table:table>",
     [("paragraph", SAID), ("item", "A said\tB denied")]),
    (f"<text:p>It{NOTE} held on.</text:p><text:p>{SAID}</text:p>",
     [("paragraph", "It held on."), ("paragraph", SAID), ("item", "A note said so.")]),
    (f"<text:p>It{BOX} held on.</text:p>",
     [("paragraph", "It held on."), ("paragraph", "The box said so.")]),
    ("<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
     f"</text:deletion></text:changed-region></text:tracked-changes><text:p>{SAID}</text:p>",
     [("paragraph", SAID)]),
    ("<text:table-of-content><text:index-body><text:p>The night 1</text:p></text:index-body>"
     f"</text:table-of-content><text:p>{SAID}</text:p>",
     [("around", "The night 1"), ("paragraph", SAID)]),
    (f'<text:section text:display="none"><text:p>Gone.</text:p></text:section><text:p>{SAID}'
     "</text:p>", [("paragraph", SAID)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_paragraphs_and_their_kinds(body: str, expected: list[tuple[str, str]]) -> None:
    assert lines(body) == expected


def written(text: list[str]) -> bytes:
    """Return a story as an OpenDocument text: its title by style."""
    title, *rest = (line.replace("&", "&amp;") for line in text)
    body = "".join(f"<text:p>{line}</text:p>" for line in rest)
    return odt(f'<text:p text:style-name="P1">{title}</text:p>{body}', STYLES)


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    document = read_bytes(written(story(name)), "story.zip")
    assert told(document) == told(as_text(story(name)))
    assert document.text.splitlines() == story(name)


@needs_libreoffice
def test_what_libreoffice_writes_is_read(tmp_path: Path) -> None:
    (tmp_path / "story.odt").write_bytes(written(story()))
    for kind in ("docx", "rtf"):
        path = converted(tmp_path / "story.odt", kind, tmp_path)
        document = read_bytes(path.read_bytes(), path.name)
        assert document.text.splitlines() == story()
        assert document.blocks[0].kind.value == "title"


def test_an_encrypted_document_says_so() -> None:
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "<manifest><encryption-data/></manifest>"
    with pytest.raises(ReadError, match="it is encrypted"):
        read_bytes(zipped({"mimetype": kind, "META-INF/manifest.xml": manifest}), "a.odt")


# ---------------------------------------------------------------- annotations


def content(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return container.read("content.xml")


def annotated(data: bytes) -> list[tuple[str, str, str]]:
    """Return author, message and words of each annotation, in the order of their beginnings."""
    office, text = (
        f"{{urn:oasis:names:tc:opendocument:xmlns:{n}:1.0}}" for n in ("office", "text")
    )
    found: dict[str, list[str]] = {}
    order: list[tuple[str, str, str]] = []
    open_ones: set[str] = set()

    def visit(element: ET.Element) -> None:
        if element.tag == f"{office}annotation":
            name = element.get(f"{office}name", "")
            author = element.findtext("{http://purl.org/dc/elements/1.1/}creator") or ""
            message = "\n".join("".join(p.itertext()) for p in element.iter(f"{text}p"))
            order.append((author, message, name))
            found[name] = []
            open_ones.add(name)
        elif element.tag == f"{office}annotation-end":
            open_ones.discard(element.get(f"{office}name", ""))
        else:
            put(element.text)
            for child in element:
                visit(child)
                put(child.tail)

    def put(words: str | None) -> None:
        for name in open_ones:
            found[name].append(words or "")

    visit(ET.fromstring(content(data)))
    return [(author, message, "".join(found[name])) for author, message, name in order]


def test_every_remark_stands_at_its_words() -> None:
    data = written(story())
    result = audit(read_bytes(data, "a.odt"), load_rules())
    told_ = remarks(result)
    text = result.document.text
    done = with_remarks(data, "a.odt", told_)
    assert len(told_) > 5
    assert annotated(done) == [(AUTHOR, r.message, text[r.start : r.end]) for r in told_]
    assert with_remarks(done, "a.odt", told_) == done
    assert content(with_remarks(done, "a.odt", [])) == content(data)


MANY = odt(
    "".join(f"<text:p>{inside}</text:p>" for inside, _ in INSIDE)
    + "".join(body for body, _ in BODIES),
    STYLES,
)
WORDS = [found.span() for found in re.finditer(r"\w+", read_bytes(MANY, "a.odt").text)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 12)), max_size=6))
def test_any_words_can_be_annotated(chosen: list[tuple[tuple[int, int], int]]) -> None:
    ends = [end for _, end in WORDS]
    told_ = [
        Remark(start, ends[min(ends.index(end) + more, len(ends) - 1)], f"Remark {n} <&>")
        for n, ((start, end), more) in enumerate(chosen)
    ]
    done = with_remarks(MANY, "a.odt", told_)
    assert read_bytes(done, "a.odt").text == read_bytes(MANY, "a.odt").text
    assert sum(author == AUTHOR for author, _, _ in annotated(done)) == len(told_)
    assert with_remarks(done, "a.odt", told_) == done
    assert content(with_remarks(done, "a.odt", [])) == content(MANY)


def test_the_annotations_of_people_stay_and_those_they_have_replied_to() -> None:
    def annotation(name: str, author: str, words: str, more: str = "") -> str:
        return (
            f'<office:annotation office:name="{name}"{more}><dc:creator>{author}</dc:creator>'
            f"<text:p>{words}</text:p></office:annotation>{name}"
            f'<office:annotation-end office:name="{name}"/> '
        )

    reply = (
        ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
        'loext:parent-name="b"'
    )
    inside = (
        annotation("a", AUTHOR, "Old")
        + annotation("b", AUTHOR, "Kept")
        + annotation("c", "Jo", "No")
    )
    data = odt(f"<text:p>{inside}</text:p>")
    body = content(data).replace(b'office:name="c">', b'office:name="c"' + reply.encode() + b">", 1)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        names = {name: container.read(name) for name in container.namelist()}
    data = zipped({**names, "content.xml": body})
    done = with_remarks(data, "a.odt", [Remark(0, 1, "New"), Remark(2, 3, "Kept")])
    assert sorted(annotated(done)) == [
        (AUTHOR, "Kept", "b"), (AUTHOR, "New", "a"), ("Jo", "No", "c"),
    ]  # fmt: skip


@needs_libreoffice
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    data = written(story())
    told_ = remarks(audit(read_bytes(data, "a.odt"), load_rules()))
    path = tmp_path / "story.odt"
    path.write_bytes(with_remarks(data, "a.odt", told_))
    body = zipfile.ZipFile(converted(path, "docx", tmp_path)).read("word/comments.xml").decode()
    assert body.count("<w:comment ") == len(told_)
    assert body.count(f'w:author="{AUTHOR}"') == len(told_)


def test_on_the_command_line(tmp_path: Path) -> None:
    source, target = tmp_path / "story.odt", tmp_path / "checked.odt"
    source.write_bytes(written(story()))
    assert run(["check", "--no-config", "-f", "odt", str(source), "-o", str(target)]) == 0
    assert annotated(target.read_bytes())


def test_a_damaged_document_raises_only_read_errors() -> None:
    survives(MANY, "a.odt")
