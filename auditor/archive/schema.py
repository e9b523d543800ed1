"""The tables of an archive: their columns, with types, fixed here and nowhere else.

Columns are only ever added, at the end of their table.  Nothing but ``arrow`` needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = "1"  # a column that goes, or means something else, makes another


class Type(StrEnum):
    """What a cell holds; any cell may be null."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    DATE = "date"
    TEXTS = "list of texts"
    WHOLES = "list of whole numbers"
    SPANS = "list of {start, end}"


class Column(NamedTuple):
    name: str
    type: Type
    about: str


class Table(NamedTuple):
    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


_TEXT, _WHOLE, _NUMBER, _YES_NO = Type.TEXT, Type.WHOLE, Type.NUMBER, Type.YES_NO
_ARTICLE = Column("article", _TEXT, "`id` of the article")
_START = Column("start", _WHOLE, "where it begins, in code points of the article")
_END = Column("end", _WHOLE, "where it ends, exclusive")

ARTICLES = Table(
    "articles",
    "One row for each article.",
    (
        Column("id", _TEXT, "as the archive gives it, else made of the content"),
        Column("file", _TEXT, "that it comes from"),
        Column("outlet", _TEXT, "who published it"),
        Column("date", Type.DATE, "of publication; null where it cannot be read"),
        Column("dated", _TEXT, "the date as the archive gives it"),
        Column("title", _TEXT, "its headline"),
        Column("url", _TEXT, "where it was published"),
        Column("language", _TEXT, "what its format declares"),
        Column("format", _TEXT, "what it was read as: text, html, docx …"),
        Column("body", _WHOLE, "where its text begins: what positions exceed those in the cell by"),
        Column("audited", _YES_NO, "whether its figures say anything"),
        Column("reason", _TEXT, "why they do not"),
        Column("words", _WHOLE, "all words"),
        Column("content_words", _WHOLE, "all but the excluded ones; shares are parts of these"),
        Column("unverified_single_party_share", _NUMBER, "on unverified claims of single parties"),
        Column("strict_share", _NUMBER, "of that, attributed on the spot"),
        Column("carried_share", _NUMBER, "of that, carried on from an earlier sentence"),
        Column("share_low", _NUMBER, "lower end of the interval of the share"),
        Column("share_high", _NUMBER, "upper end of the interval of the share"),
        Column("verified_share", _NUMBER, "with the status verified"),
        Column("corroborated_share", _NUMBER, "with the status corroborated"),
        Column("contested_share", _NUMBER, "with the status contested"),
        Column("disclaimed_share", _NUMBER, "with the status disclaimed"),
        Column("anonymous_share", _NUMBER, "with the status anonymous"),
        Column("single_party_share", _NUMBER, "with the status single_party"),
        Column("independent_share", _NUMBER, "with the status independent"),
        Column("unsourced_share", _NUMBER, "with the status unsourced"),
        Column("position_share", _NUMBER, "with the status position"),
        Column("own_voice_share", _NUMBER, "with the status own_voice"),
        Column("one_party_words", _WHOLE, "on one party's word, claim or position"),
        Column("one_party_share", _NUMBER, "on one party's word, claim or position"),
        Column("parties", _WHOLE, "how many are heard"),
        Column("sources", _WHOLE, "how many are heard"),
        Column("unnamed_sources", _WHOLE, "how many of those have no name"),
        Column("largest_party", _TEXT, "the party that carries most"),
        Column("largest_party_share", _NUMBER, "what it carries"),
        Column("first_second_party_paragraph", _WHOLE, "from 1: where a second party is heard"),
        Column("first_independent_paragraph", _WHOLE, "from 1: where one without a stake is heard"),
        Column("errors", _WHOLE, "findings of this severity, the suppressed ones left out"),
        Column("warnings", _WHOLE, "findings of this severity, the suppressed ones left out"),
        Column("notes", _WHOLE, "findings of this severity, the suppressed ones left out"),
        Column("remarks", Type.TEXTS, "what the audit says about itself"),
        Column("sha256", _TEXT, "of the file, or of the cells that were read"),
        Column("packs", _TEXT, "hash of all rule packs"),
        Column("version", _TEXT, "of the auditor"),
        Column("reader", _TEXT, "what chose the statuses; empty for the built-in rules"),
    ),
)
SEGMENTS = Table(
    "segments",
    "The article cut up, in its order; each word is in one row.",
    (
        _ARTICLE,
        Column("number", _WHOLE, "from 1, in the article"),
        _START,
        _END,
        Column("text", _TEXT, "what it says, on one line, without markup"),
        Column("words", _WHOLE, "how many"),
        Column("status", _TEXT, "the support that the article shows"),
        Column("probability", _NUMBER, "of this status"),
        Column("unverified", _NUMBER, "how likely it counts in the share"),
        Column("carried", _YES_NO, "whether its source stands in an earlier sentence"),
        Column("party", _TEXT, "whose word it is"),
        Column("source", _WHOLE, "`id` of the source in `sources`"),
        Column("source_name", _TEXT, "its name there"),
        Column("attribution", _WHOLE, "`id` of the attribution in `attributions`"),
        Column("reasons", Type.TEXTS, "why it has its status"),
    ),
)
ATTRIBUTIONS = Table(
    "attributions",
    "Who is credited with what.",
    (
        _ARTICLE,
        Column("id", _WHOLE, "from 1, in the article"),
        Column("kind", _TEXT, "direct, indirect, mixed, hedge"),
        Column("act", _TEXT, "speech, belief, attitude, perception, evidence"),
        Column("stance", _TEXT, "of the writer, by the choice of the cue"),
        Column("rule", _TEXT, "that found the cue"),
        Column("cue", _TEXT, "its words; pieces are joined by …"),
        Column("cue_spans", Type.SPANS, "where they stand"),
        Column("credited", _TEXT, "the words that name the source; null where nobody is credited"),
        Column("credited_spans", Type.SPANS, "where they stand"),
        Column("content", _TEXT, "what the source is credited with"),
        Column("content_spans", Type.SPANS, "where it stands"),
        Column("source", _WHOLE, "`id` of the source in `sources`"),
        Column("party", _TEXT, "whom the source speaks for"),
        Column("chain", Type.WHOLES, "attributions inside this one, outermost first"),
    ),
)
SOURCES = Table(
    "sources",
    "Who is heard in the article.",
    (
        _ARTICLE,
        Column("id", _WHOLE, "from 1, in the article"),
        Column("name", _TEXT, "the fullest form that the article gives"),
        Column("party", _TEXT, "whom the source speaks for"),
        Column("role", _TEXT, "the party's stake in the matter"),
        Column("naming", _TEXT, "named, role, anonymous, vague, metonym, document"),
        Column("type", _TEXT, "kind of source"),
        Column("affiliation", _TEXT, "government, military, company …"),
        Column("words", _WHOLE, "content words that rest on it"),
        Column("mentions", Type.SPANS, "where it is named"),
    ),
)
PARTIES = Table(
    "parties",
    "Whom the sources of the article speak for, the largest first.",
    (
        _ARTICLE,
        Column("name", _TEXT, "of the party"),
        Column("role", _TEXT, "its stake in the matter"),
        Column("words", _WHOLE, "content words that rest on it"),
        Column("share", _NUMBER, "the same, as a part of all"),
        Column("sources", Type.WHOLES, "`id` of its sources in `sources`"),
    ),
)
FINDINGS = Table(
    "findings",
    "What an editor should look at.",
    (
        _ARTICLE,
        Column("rule", _TEXT, "of the policy that asks for it"),
        Column("severity", _TEXT, "note, warning, error"),
        Column("message", _TEXT, "what is the matter"),
        Column("url", _TEXT, "the standard behind the rule"),
        _START,
        _END,
        Column("quote", _TEXT, "the words in question"),
        Column("fingerprint", _TEXT, "to know it by in the next draft"),
        Column("suppressed", _TEXT, "why it does not count; null where it does"),
    ),
)
UNREADABLE = Table(
    "unreadable",
    "What could not be audited, and why.",
    (
        Column("id", _TEXT, "of the article; null where it has none"),
        Column("place", _TEXT, "file and row"),
        Column("code", _TEXT, "missing, decode, binary, row, id, duplicate, time, crash …"),
        Column("message", _TEXT, "one line"),
    ),
)
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (ARTICLES, SEGMENTS, ATTRIBUTIONS, SOURCES, PARTIES, FINDINGS, UNREADABLE)
}

FAMILIES = Table(
    "families",
    "Articles that share text: the first of a family, its copies, and those that lift from it.",
    (
        Column("family", _TEXT, "`id` of its first article"),
        _ARTICLE,
        Column("kind", _TEXT, "first, copy (half of it or more), lift (a passage)"),
        Column("taken_from", _TEXT, "`id` of the earlier article that it shares most with"),
        Column("words", _WHOLE, "in the stretches that it shares with that, edits included"),
        Column("share", _NUMBER, "the same, as a part of its own"),
        Column("outlet", _TEXT, "who published it"),
        Column("date", Type.DATE, "of publication"),
    ),
)
CLAIMS = Table(
    "claims",
    "Claims that several articles carry, on somebody's word in at least one of them.",
    (
        Column("article", _TEXT, "`id` of the first article that carries it"),
        Column("segment", _WHOLE, "`number` of the passage there, in `segments`"),
        Column("text", _TEXT, "what it says there"),
        Column("party", _TEXT, "whose word it is, where that is said first"),
        Column("first_outlet", _TEXT, "that printed it"),
        Column("date", Type.DATE, "on which it was printed first"),
        Column("articles", Type.TEXTS, "`id` of all that carry it, in the order of time"),
        Column("segments", Type.WHOLES, "`number` of the passage in each of these"),
        Column("outlets", Type.TEXTS, "that carry it, in the order of time"),
        Column("wordings", _WHOLE, "how many of the articles are no copies of each other"),
        Column("origins", _WHOLE, "on how many independent words it rests"),
        Column("origin_names", Type.TEXTS, "whose these are"),
        Column("dropped", Type.TEXTS, "`id` of those that leave out whose word it is"),
        Column("checked", Type.TEXTS, "`id` of those that call it verified or corroborated"),
        Column("circular", Type.TEXTS, "`id` of those that take for support what has one origin"),
    ),
)
CIRCULAR = Table(
    "circular",
    "Findings on support that has the same origin; the columns are those of `findings`.",
    FINDINGS.columns,
)
TOPICS = Table(
    "topics",
    "Names that an article repeats and that others share.",
    (
        _ARTICLE,
        Column("name", _TEXT, "as most write it"),
        Column("mentions", _WHOLE, "in the article, those at the start of a passage left out"),
    ),
)
ORIGINS: Mapping[str, Table] = {
    table.name: table for table in (FAMILIES, CLAIMS, CIRCULAR, TOPICS)
}  # by `auditor archive origins`; there or not


def arrow(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    types = {
        Type.TEXT: pa.string(),
        Type.WHOLE: pa.int32(),
        Type.NUMBER: pa.float64(),
        Type.YES_NO: pa.bool_(),
        Type.DATE: pa.date32(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.WHOLES: pa.list_(pa.int32()),
        Type.SPANS: pa.list_(span),
    }
    return pa.schema([(column.name, types[column.type]) for column in table.columns])
