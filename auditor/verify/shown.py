"""What a checked picture, a paper or a reporter on the spot goes on to show."""

from __future__ import annotations

from auditor.verify.clauses import tense
from auditor.verify.story import YEAR, Piece, Story

_PICTURES = frozenset(
    """video videos footage image images photo photos photograph photographs picture pictures clip
    clips recording recordings tape tapes imagery audio dashcam""".split()
)
_WITNESSES = frozenset(
    """reporter reporters journalist journalists correspondent correspondents photographer
    photographers""".split()
)
_PAPERS = frozenset(
    """document documents letter letters report reports file files memo memos contract contracts
    manual manuals email emails filing filings record records copy transcript transcripts ledger
    register minutes log logs autopsy agreement messages papers invoices data""".split()
)
_PARTS = frozenset(
    """line page pages paragraph clause section entry entries chapter note footnote passage annex
    appendix table column version edition copy list""".split()
)
_INSIDE = frozenset(("in", "on", "from"))
_SHOWING = frozenset(
    """show shows showed shown say says lists list names puts gives states contains includes
    records captures captured seen heard visible bears describes reads""".split()
)
_ASIDE = frozenset(
    """this that these those since previously earlier last but however meanwhile such although
    while according if under normally usually later""".split()
)
_STATES = frozenset("is are was were has have had".split())
_BACK = 2  # paragraphs from a picture to the sentence that goes into it ("In it, ...")


def shown(story: Story, pieces: list[Piece]) -> None:
    """Mark sentences with no source of their own that tell more of what was checked or seen."""
    last: Piece | None = None  # the last one that was checked
    kind = ""
    for at, piece in enumerate(pieces):
        if piece.excluded is not None:
            continue
        if piece.verified:
            if found := _kind(story, piece):
                last, kind = piece, found
            continue
        if last is None or piece.source is not None or piece.hedge or piece.frame is not None:
            continue
        if piece.first != story.layout.sentences[piece.sentence].first:
            continue
        if _into(story, last, piece) or (
            pieces[at - 1].verified
            and last.sentence == piece.sentence - 1
            and story.paragraph(last) == story.paragraph(piece)
            and _goes_on(story, kind, piece)
        ):
            piece.verified = f"goes on with what was {last.verified}"
            last = piece


def _kind(story: Story, piece: Piece) -> str:
    """Return what was checked: pictures, papers, or what a reporter saw."""
    words = story.words[piece.first : piece.end]
    for kind, nouns in (("seen", _WITNESSES), ("pictures", _PICTURES), ("papers", _PAPERS)):
        if not nouns.isdisjoint(words):
            return kind
    return ""


def _into(story: Story, last: Piece, piece: Piece) -> bool:
    """Whether a sentence says that it tells of the picture or the paper ("In it, ...")."""
    if story.paragraph(piece) - story.paragraph(last) >= _BACK:
        return False
    words = story.words
    first = piece.first
    things = _PICTURES | _PAPERS
    if words[first] in _INSIDE:
        if words[first + 1 : first + 3] == ["it", ","]:
            return True
        return words[first + 1 : first + 2] in (["the"], ["one"]) and not things.isdisjoint(
            words[first + 2 : first + 5]
        )
    if words[first] == "it":
        return not _SHOWING.isdisjoint(words[first + 1 : first + 2])
    head = words[first + 1 : first + 4]
    return (
        words[first] == "the"
        and not things.isdisjoint(head)
        and not _SHOWING.isdisjoint(words[first + 2 : first + 7])
    )


def _goes_on(story: Story, kind: str, piece: Piece) -> bool:
    """Whether the next sentence reads on: as a picture is told, or as one who was there tells."""
    words = story.words
    first, end = piece.first, piece.end
    if words[first] in _ASIDE or any(YEAR.match(word) for word in words[first:end]):
        return kind == "papers" and not _PARTS.isdisjoint(words[first + 1 : first + 3])
    if kind == "papers":
        return not _PARTS.isdisjoint(words[first + 1 : first + 3])
    main = tense(words, first, min(end, first + 7))
    if kind == "seen":
        return main == "past" and "had" not in words[first:end]
    verbs = _STATES.intersection(words[first : first + 8])
    return main in ("present", "none") and (not verbs or not _SHOWING.isdisjoint(words[first:end]))
