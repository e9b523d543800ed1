"""Word documents to text: the XML of a body -> the lines and their kinds."""

from __future__ import annotations

import pytest
from containers import as_text, docx, p, story, told, zipped
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'
    for id, name, more in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Zwischen", "Our crosshead", '<w:basedOn w:val="berschrift1"/>'),
        ("Untertitel", "Subtitle", ""),
        ("Zitat", "Quote", ""),
        ("Aufzhlung", "List Bullet", ""),
        ("Bild", "caption", ""),
        ("Verzeichnis1", "toc 1", ""),
        ("Liste", "Our list", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
    )
)
SAID = "The ministry said the dam had held."


def lines(body: str, **parts: str) -> list[tuple[str, str]]:
    document = read_bytes(docx(body, styles=STYLES, **parts), "a.docx")
    assert len(document.plain) == len(document.text)
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look and f"<w:rPr>{look}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


# What stands in a paragraph when all its changes are accepted.
INSIDE = [
    (run("The dam held."), "The dam held."),
    (run("The d") + run("am", "<w:b/>") + run(" held."), "The dam held."),
    (run("The ") + f'<w:ins w:id="1" w:author="A">{run("old ")}</w:ins>' + run("dam."),
     "The old dam."),
    (run("The ") + '<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>' + run("dam."),
     "The dam."),
    ('<w:moveFrom w:id="1">' + run("Gone ") + "</w:moveFrom>" + run("The dam."), "The dam."),
    ('<w:moveTo w:id="1">' + run("Now ") + "</w:moveTo>" + run("the dam."), "Now the dam."),
    ('<w:hyperlink w:anchor="x">' + run("The dam") + "</w:hyperlink>" + run(" held."),
     "The dam held."),
    ("<w:smartTag>" + run("Paris") + "</w:smartTag>" + run(" said."), "Paris said."),
    ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("Paris") + "</w:sdtContent></w:sdt>" + run(" said."),
     "Paris said."),
    ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Click here")
     + "</w:sdtContent></w:sdt>" + run("Paris said."), "Paris said."),
    ('<w:fldSimple w:instr="DATE">' + run("1 May") + "</w:fldSimple>" + run(" came."),
     "1 May came."),
    ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText>'
     '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("A link")
     + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" stays."), "A link stays."),
    (run("The dam") + run(" secretly", "<w:vanish/>") + run(" held."), "The dam held."),
    (run("The dam") + run(" openly", '<w:vanish w:val="0"/>') + run(" held."),
     "The dam openly held."),
    ("<w:r><w:t>A</w:t><w:tab/><w:t>B&amp;C</w:t><w:noBreakHyphen/><w:t>D &#8220;x</w:t></w:r>",
     "A\tB&C-D “x"),
    ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' + run("No tab."), "No tab."),
    ("<w:r><w:t>He said so</w:t><w:br/><w:t>on Friday.</w:t></w:r>", "He said so on Friday."),
    ("<w:r><w:rPr><w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
     "<w:t>Seen.</w:t></w:r>", "Seen."),
    ("<w:r><w:t><![CDATA[A <b> c]]></w:t></w:r>", "A <b> c"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "expected"), INSIDE)
def test_what_stands_in_a_paragraph(inside: str, expected: str) -> None:
    assert [text for _, text in lines(f"<w:p>{inside}</w:p>")] == [expected]


ROW = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
DELETED_END = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
BODIES = [
    (p("Dam holds", "Titel") + p("Water fell at last, they say", "Untertitel") + p(SAID),
     [("title", "Dam holds"), ("heading", "Water fell at last, they say"), ("paragraph", SAID)]),
    (p("Dam holds", "berschrift1") + p(SAID) + p("The night", "Zwischen") + p(SAID),
     [("title", "Dam holds"), ("paragraph", SAID), ("heading", "The night"), ("paragraph", SAID)]),
    (p("Dam holds") + p(SAID), [("title", "Dam holds"), ("paragraph", SAID)]),
    (p("Contents 3", "Verzeichnis1") + p("Dam holds", "Titel") + p(SAID),
     [("around", "Contents 3"), ("title", "Dam holds"), ("paragraph", SAID)]),
    (p(SAID) + p("“It held.”", "Zitat") + p("one dam", "Aufzhlung") + p("two dams", "Liste")
     + p("The dam at night", "Bild"),
     [("paragraph", SAID), ("quote", "“It held.”"), ("item", "one dam"), ("item", "two dams"),
      ("caption", "The dam at night")]),
    (p(SAID) + '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' + run("one")
     + "</w:p>", [("paragraph", SAID), ("item", "one")]),
    (p(SAID) + "<w:tbl>" + ROW.format(p("Side"), p("Dead")) + ROW.format(p("North"), p(""))
     + "</w:tbl>", [("paragraph", SAID), ("item", "Side\tDead"), ("item", "North")]),
    ("<w:tbl>" + ROW.format(p(SAID) + p(SAID), p("")) + "</w:tbl>", [("paragraph", SAID)] * 2),
    (p(SAID) + "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + p("Gone")
     + "</w:tc></w:tr></w:tbl>", [("paragraph", SAID)]),
    (f"<w:p>{DELETED_END}{run('The ministry said ')}</w:p>" + p("the dam had held."),
     [("paragraph", SAID)]),
    (p(SAID) + f"<w:p>{DELETED_END}</w:p>", [("paragraph", SAID)]),
    ("<w:sdt><w:sdtContent>" + p(SAID) + "</w:sdtContent></w:sdt>", [("paragraph", SAID)]),
    (p("", inside="<w:r><w:t>It held.</w:t><w:br/><w:t>It rained.</w:t></w:r>"),
     [("paragraph", "It held."), ("paragraph", "It rained.")]),
    ("<w:p>" + run("It held.") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
     "<w:txbxContent>" + p("The box said so, too.") + "</w:txbxContent></w:drawing></mc:Choice>"
     "<mc:Fallback><w:pict><w:txbxContent>" + p("The box said so, too.")
     + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run(" It did.")
     + "</w:p>", [("paragraph", "It held. It did."), ("paragraph", "The box said so, too.")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_paragraphs_and_their_kinds(body: str, expected: list[tuple[str, str]]) -> None:
    assert lines(body) == expected


def test_footnotes_follow_the_text_where_they_are_cited() -> None:
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="-1">'
        + p("")
        + "</w:footnote>"
        + "".join(
            f'<w:footnote w:id="{id}">{p(text)}</w:footnote>'
            for id, text in ((1, "Never cited."), (2, "He told us."), (3, "In a letter."))
        )
    )
    body = p("It held", inside=cite.format(3) + run(".")) + p("It rained.", inside=cite.format(2))
    assert lines(body, footnotes=notes) == [
        ("paragraph", "It held."), ("paragraph", "It rained."),
        ("item", "In a letter."), ("item", "He told us."),
    ]  # fmt: skip


def test_comments_are_not_read() -> None:
    comments = f'<w:comment w:id="0" w:author="Jo">{p("Is that so?")}</w:comment>'
    body = p("It held.", inside='<w:r><w:commentReference w:id="0"/></w:r>')
    assert lines(body, comments=comments) == [("paragraph", "It held.")]


@pytest.mark.parametrize(
    "name", ["strike-north.txt", "council-row.txt", "wire-chain.txt", "police-arrest.txt"]
)
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    text = story(name)
    body = p(text[0], "Titel") + "".join(map(p, text[1:]))
    document = read_bytes(docx(body, styles=STYLES), "story.docx")
    assert told(document) == told(as_text(text))
    assert document.extracted
    assert document.text.splitlines() == text


def test_content_goes_before_the_name() -> None:
    assert read_bytes(docx(p(SAID)), "story.zip").format == "docx"


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 word/ [Content_Types].xml", "damaged"),
        (docx(p(SAID))[:-40], "damaged"),
        (zipped({"[Content_Types].xml": "", "word/x": ""}), "document.xml is missing"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": "<a>"}), "XML is broken"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": f"{BOMB}<a>&b;</a>"}),
         "entities of its own"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": b" " * 17_000_000}), "16 MB"),
    ],
    ids=["no zip", "cut off", "no document", "broken XML", "entity bomb", "zip bomb"],
)  # fmt: skip
def test_a_document_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx")
    assert says in str(caught.value)
    assert str(caught.value).startswith("a.docx: ")
    assert "\n" not in str(caught.value)


WHOLE = docx(
    "".join(body for body, _ in BODIES) + "".join(f"<w:p>{inside}</w:p>" for inside, _ in INSIDE),
    styles=STYLES,
)


def test_a_damaged_document_raises_only_read_errors() -> None:
    survives(WHOLE, "a.docx")
