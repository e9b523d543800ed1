"""Word in, Word comments out: each remark stands at its words, and nothing else changes."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from containers import docx, p, story
from hypothesis import given, settings
from hypothesis import strategies as st
from office import converted, needs_libreoffice
from test_docx import BODIES, INSIDE, STYLES

from auditor.audit import audit
from auditor.cli import run
from auditor.formats import read_bytes
from auditor.office.remarks import AUTHOR, Remark
from auditor.office.word_remarks import with_remarks
from auditor.packs.load import load_rules
from auditor.reports._remarks import remarks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = docx(p(story()[0], "Titel") + "".join(map(p, story()[1:])), styles=STYLES)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def anchored(data: bytes) -> dict[int, str]:
    """Return the words between the two marks of each comment."""
    opened: dict[int, list[str]] = {}
    done: dict[int, str] = {}
    signs = set()
    for element in ET.fromstring(parts(data)["word/document.xml"]).iter():
        number = int(element.get(f"{W}id", "-1"))
        if element.tag == f"{W}commentRangeStart":
            opened[number] = []
        elif element.tag == f"{W}commentRangeEnd":
            done[number] = "".join(opened.pop(number))
        elif element.tag == f"{W}commentReference":
            signs.add(number)
        elif element.tag == f"{W}t":
            for pieces in opened.values():
                pieces.append(element.text or "")
    assert not opened
    assert signs == done.keys()
    return done


def said(data: bytes) -> list[tuple[str, str]]:
    """Return author and words of each comment."""
    part = parts(data).get("word/comments.xml", b"<none/>")
    return [
        (element.get(f"{W}author", ""), "".join(element.itertext()))
        for element in ET.fromstring(part).iter(f"{W}comment")
    ]


def subsequence(short: bytes, long: bytes) -> bool:
    rest = iter(long)
    return all(byte in rest for byte in short)


def test_every_remark_stands_at_its_words() -> None:
    result = audit(read_bytes(STORY, "a.docx"), load_rules())
    told = remarks(result)
    written = with_remarks(STORY, "a.docx", told)
    assert len(told) > 5
    text = result.document.text
    assert list(anchored(written).values()) == [text[r.start : r.end] for r in told]
    assert said(written) == [(AUTHOR, remark.message) for remark in told]
    assert read_bytes(written, "a.docx").text == text


def test_nothing_else_changes() -> None:
    result = audit(read_bytes(STORY, "a.docx"), load_rules())
    before, after = parts(STORY), parts(with_remarks(STORY, "a.docx", remarks(result)))
    added = {"word/comments.xml"}
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert after.keys() - before.keys() == added
    assert {name for name in before if before[name] != after[name]} == changed
    assert all(subsequence(before[name], after[name]) for name in changed)


def test_a_second_run_replaces_its_own_comments() -> None:
    told = remarks(audit(read_bytes(STORY, "a.docx"), load_rules()))
    once = with_remarks(STORY, "a.docx", told)
    assert with_remarks(once, "a.docx", told) == once
    assert said(with_remarks(once, "a.docx", told[:1])) == [(AUTHOR, told[0].message)]


MANY = docx(
    "".join(f"<w:p>{inside}</w:p>" for inside, _ in INSIDE[:-1])
    + "".join(body for body, _ in BODIES),
    styles=STYLES,
    footnotes=f'<w:footnote w:id="7">{p("The note said so, too.")}</w:footnote>',
)
WORDS = [found.span() for found in re.finditer(r"\w+", read_bytes(MANY, "a.docx").text)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 12)), max_size=6))
def test_any_words_of_any_document_can_be_commented(
    chosen: list[tuple[tuple[int, int], int]],
) -> None:
    ends = [end for _, end in WORDS]
    told = [
        Remark(start, ends[min(ends.index(end) + more, len(ends) - 1)], f"Remark {n}")
        for n, ((start, end), more) in enumerate(chosen)
    ]
    written = with_remarks(MANY, "a.docx", told)
    assert subsequence(parts(MANY)["word/document.xml"], parts(written)["word/document.xml"])
    assert read_bytes(written, "a.docx").text == read_bytes(MANY, "a.docx").text
    assert len(anchored(written)) == len(told)
    assert with_remarks(written, "a.docx", told) == written
    bare = with_remarks(written, "a.docx", [])
    assert not anchored(bare)
    assert read_bytes(bare, "a.docx").text == read_bytes(MANY, "a.docx").text


@pytest.mark.parametrize(
    ("inside", "words", "at"),
    [
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>It held, they said.</w:t></w:r>", "held", "held"),
        ("<w:r><w:t>Rock &amp; roll &#8220;held&#8221; on.</w:t></w:r>", "“held”", "“held”"),
        ("<w:r><w:rPr/><w:t>It held, they said.</w:t></w:r>", "held", "held"),
        ("<w:r><w:t>It </w:t></w:r><w:r><w:t>held on.</w:t></w:r>", "It held", "It held"),
        ('<w:ins w:id="9"><w:r><w:t>It held on.</w:t></w:r></w:ins>', "held", "held"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>It held on.</w:t></w:r></w:hyperlink>', "It", "It"),
        ("<w:r><w:t>Über dir 🌊 held.</w:t></w:r>", "held", "held"),
        ("<w:r><w:t>It held</w:t><w:tab/><w:t>on and on.</w:t></w:r>", "held\ton", "heldon"),
        ('<w:r xmlns:x="y" x:at="1&gt;0"><w:t x:b=">">It held on.</w:t></w:r>', "held", "held"),
    ],
)
def test_words_inside_a_run(inside: str, words: str, at: str) -> None:
    data = docx(f"<w:p>{inside}</w:p>")
    start = read_bytes(data, "a.docx").text.index(words)
    written = with_remarks(data, "a.docx", [Remark(start, start + len(words), "Hm <&>")])
    assert anchored(written) == {0: at}
    assert said(written) == [(AUTHOR, "Hm <&>")]


def test_a_remark_on_a_footnote_stands_where_it_is_cited() -> None:
    cited = '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>on.</w:t></w:r>'
    notes = f'<w:footnote w:id="7">{p("He said so.")}</w:footnote>'
    data = docx(p("It held ", inside=cited), footnotes=notes)
    start = read_bytes(data, "a.docx").text.index("said")
    body = parts(with_remarks(data, "a.docx", [Remark(start, start + 4, "Hm")]))[
        "word/document.xml"
    ]
    assert b'<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference' in body


@pytest.mark.parametrize("prefix", ["ns0:", ""], ids=["another prefix", "no prefix"])
def test_a_document_with_other_prefixes(prefix: str) -> None:
    data = docx(p("It held on."))
    files = parts(data)
    declared = f"xmlns:{prefix[:-1]}=" if prefix else "xmlns="
    body = files["word/document.xml"].decode().replace("xmlns:w=", declared)
    body = re.sub(r"(</?)w:", rf"\1{prefix}", body)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, part in {**files, "word/document.xml": body.encode()}.items():
            container.writestr(name, part)
    written = with_remarks(out.getvalue(), "a.docx", [Remark(3, 7, "Hm")])
    assert anchored(written) == {0: "held"}


PEOPLE = (
    f'<w:comment w:id="4" w:author="Jo">{p("Is that so?")}</w:comment>'
    f'<w:comment w:id="5" w:author="{AUTHOR}"><w:p w14:paraId="0A">{p("Old")[5:]}</w:comment>'
    f'<w:comment w:id="6" w:author="{AUTHOR}"><w:p w14:paraId="0B">{p("Kept")[5:]}</w:comment>'
)
MARKED = "".join(
    f'<w:commentRangeStart w:id="{n}"/><w:r><w:t>word{n}</w:t></w:r><w:commentRangeEnd w:id="{n}"/>'
    f'<w:r><w:rPr><w:rStyle w:val="X"/></w:rPr><w:commentReference w:id="{n}"/></w:r>'
    for n in (4, 5, 6)
)


def test_the_comments_of_people_stay_and_those_they_have_replied_to() -> None:
    replies = (
        '<w15:commentEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
        'w15:paraId="0C" w15:paraIdParent="0B"/>'
    )
    data = docx(f"<w:p>{MARKED}</w:p>", comments=PEOPLE, commentsExtended=replies)
    kept = read_bytes(data, "a.docx").text.index("word6")
    told = [Remark(0, 5, "New"), Remark(kept, kept + 5, "Kept")]
    written = with_remarks(data, "a.docx", told)
    assert said(written) == [("Jo", "Is that so?"), (AUTHOR, "Kept"), (AUTHOR, "New")]
    assert anchored(written) == {4: "word4", 6: "word6", 7: "word4"}


def test_python_docx_opens_it() -> None:
    from docx import Document

    told = remarks(audit(read_bytes(STORY, "a.docx"), load_rules()))
    opened = Document(io.BytesIO(with_remarks(STORY, "a.docx", told)))
    assert [c.text for c in opened.comments] == [r.message for r in told]
    assert {c.author for c in opened.comments} == {AUTHOR}
    assert [paragraph.text for paragraph in opened.paragraphs] == story()


@needs_libreoffice
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    told = remarks(audit(read_bytes(STORY, "a.docx"), load_rules()))
    path = tmp_path / "story.docx"
    path.write_bytes(with_remarks(STORY, "a.docx", told))
    content = zipfile.ZipFile(converted(path, "odt", tmp_path)).read("content.xml").decode()
    assert content.count("<office:annotation ") == len(told)
    assert content.count("<office:annotation-end ") == len(told)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "story.docx", tmp_path / "checked.docx"
    source.write_bytes(STORY)
    args = ["check", "--no-config", "--format", "docx"]
    assert run([*args, str(source), "-o", str(target)]) == 0
    assert anchored(target.read_bytes())
    assert run([*args, str(source), "--fail-on", "note", "-o", str(target)]) == 1
    (tmp_path / "a.txt").write_text("It held, they said.")
    capsys.readouterr()
    assert run([*args, str(tmp_path / "a.txt"), "-o", str(tmp_path / "no.docx")]) == 3
    assert "--format docx writes comments into a Word document" in capsys.readouterr().err
    assert not (tmp_path / "no.docx").exists()
    assert run([*args, str(source)]) == 2
    assert run([*args, str(source), str(source.parent / "a.txt"), "-o", str(target)]) == 2
