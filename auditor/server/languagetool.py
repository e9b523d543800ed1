"""LanguageTool's protocol: clients made for it show our findings, without a line of ours in them.

Positions are those of the text that was sent, markup included, in UTF-16 units.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from auditor import __version__
from auditor.claims import Claim, unverified
from auditor.harmless import printable
from auditor.model import Audit, Finding, RuleSet
from auditor.reports._style import LOOKS
from auditor.server.drafts import Draft, Request, wrong
from auditor.server.refusal import Refusal

FORM = "application/x-www-form-urlencoded"
LANGUAGES = {
    "en": "English", "en-US": "English (US)", "en-GB": "English (GB)",
    "en-AU": "English (Australian)", "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)", "en-ZA": "English (South African)",
}  # fmt: skip
_AUTO = "auto"
_ASSUMED = "en-US"  # of what is to be detected: the packs know no other English
_AROUND = 40  # code points of context
_CATEGORY = {"id": "ATTRIBUTION", "name": "Attribution"}
_PICKY = "picky"
_CLAIM = "claim"  # the rule that claims are shown under

Value = dict[str, Any]


def languages() -> list[dict[str, str]]:
    """Return the languages as clients list them."""
    return [
        {"name": name, "code": code.partition("-")[0], "longCode": code}
        for code, name in LANGUAGES.items()
    ]


class Sent(NamedTuple):
    """A text as it was sent (``whole``, with markup), and as it is audited (``plain``).

    ``pieces`` say where stretches of ``plain`` stand in ``whole``: start in ``plain``, start and
    end in ``whole``, and whether it is text, character for character.
    """

    whole: str
    plain: str
    pieces: Sequence[tuple[int, int, int, bool]]

    def start(self, offset: int) -> int:
        """Return where a passage that begins at ``offset`` of ``plain`` begins in ``whole``."""
        begin, start, _, same = self._piece(offset)
        return start + offset - begin if same else start

    def end(self, offset: int) -> int:
        """Return where a passage that ends at ``offset`` of ``plain`` ends in ``whole``."""
        begin, start, end, same = self._piece(max(0, offset - 1))
        return start + offset - begin if same else end

    def _piece(self, offset: int) -> tuple[int, int, int, bool]:
        return self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]


class Asked(NamedTuple):
    """A call of ``/v2/check``."""

    sent: Sent
    language: str
    picky: bool
    disabled: frozenset[str]
    only: frozenset[str] | None

    @property
    def draft(self) -> Draft:
        """The text as plain text."""
        return Draft(self.sent.plain.encode(), format="text")

    def wants(self, rule: str) -> bool:
        """Whether matches of a rule are to be told."""
        return rule not in self.disabled and (self.only is None or rule in self.only)


def asked(request: Request) -> Asked:
    """Return what a form asks for; raise Refusal."""
    if request.media != FORM:
        raise Refusal(415, "content_type", f"send {FORM}")
    try:
        form = dict(parse_qsl(request.body.decode("ascii"), keep_blank_values=True))
    except ValueError:
        raise wrong("form", "the form is not encoded: percent signs, and no other bytes") from None
    language = form.get("language", "")
    if not language:
        raise Refusal(400, "language", "the parameter 'language' is missing; auto is one")
    if not {"text", "data"} & form.keys() or (form.get("text") and form.get("data")):
        raise Refusal(400, "text", "send one of the parameters 'text' and 'data'")
    sent = _annotated(form["data"]) if form.get("data") else _plain(form.get("text", ""))
    only = _ids(form.get("enabledRules", "")) if form.get("enabledOnly") == "true" else None
    return Asked(
        sent, language, form.get("level") == _PICKY, _ids(form.get("disabledRules", "")), only
    )


def _ids(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(",")))


def _plain(text: str) -> Sent:
    text = _whole(text)
    return Sent(text, text, [(0, 0, len(text), True)])


def _annotated(data: str) -> Sent:
    """Return annotated text: pieces of text, and of markup with what it may stand for."""
    try:
        found = json.loads(data)
        annotation = [
            ("text" in part, _whole(part.get("text", part.get("markup"))),
             _whole(part.get("interpretAs", "")))
            for part in found["annotation"]
        ]  # fmt: skip
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        detail = 'data: write {"annotation": [{"text": "…"}, {"markup": "…"}]}'
        raise Refusal(400, "data", detail) from None
    whole, plain, pieces = "", [], []
    at = start = 0
    parts = []
    for is_text, written, stands_for in annotation:
        shown = written if is_text else stands_for
        if shown:
            pieces.append((at, start, start + len(written), is_text))
        plain.append(shown)
        parts.append(written)
        at += len(shown)
        start += len(written)
    whole = "".join(parts)
    return Sent(whole, "".join(plain), pieces or [(0, 0, 0, True)])


def _whole(text: str) -> str:
    """Return a text with U+FFFD for each half of a character: as long in UTF-16 units."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


# ---------------------------------------------------------------- the answer


def matches(call: Asked, audit: Audit | None, rules: RuleSet) -> Value:
    """Return what ``/v2/check`` answers; ``audit`` is None where the language is no English."""
    language = {"name": LANGUAGES.get(call.language, call.language), "code": call.language}
    if call.language == _AUTO:
        language = {"name": LANGUAGES[_ASSUMED], "code": _ASSUMED}
    return {
        "software": {
            "name": "attribution-auditor", "version": __version__, "buildDate": "",
            "apiVersion": 1, "premium": False, "premiumHint": "", "status": "",
        },
        "warnings": {"incompleteResults": False},
        "language": {
            **language,
            "detectedLanguage": {**language, "confidence": 0.99, "source": "auditor"},
        },
        "matches": [] if audit is None else list(_matches(call, audit, rules)),
        "sentenceRanges": [],
    }  # fmt: skip


def is_english(call: Asked) -> bool:
    """Whether a call is about a text that the rules can read."""
    return call.language == _AUTO or call.language.partition("-")[0] == "en"


def _matches(call: Asked, audit: Audit, rules: RuleSet) -> Iterator[Value]:
    if any("English" in doubt for doubt in audit.doubts):
        return
    about = {rule.id: rule.about for rule in rules.rules if rule.kind == "policy"}
    text = _Text(call.sent)
    shown: list[Finding | Claim] = [f for f in audit.findings if f.suppressed is None]
    if call.picky:
        shown += unverified(audit)
    for one in sorted(shown, key=lambda one: (one.start, -one.end)):
        if isinstance(one, Finding):
            rule, message, url = one.rule, one.message, one.url
        else:
            look = LOOKS[one.status]
            party = f" ({one.party})" if one.party else ""
            rule, url = f"{_CLAIM}/{one.status}", None
            message = f"{look.label.capitalize()}{party}: {look.meaning}"
        if call.wants(rule):
            yield {
                "message": printable(message),
                "shortMessage": printable(about.get(rule, ""))[:80] or "Claim on one word",
                "replacements": [],
                **text.place(one.start, one.end),
                "sentence": text.shown(*_sentence(audit, one)),
                "type": {"typeName": "Hint"},
                "rule": {
                    "id": rule, "description": printable(about.get(rule, message)),
                    "issueType": "style", "category": _CATEGORY,
                    "urls": [{"value": url}] if url else [],
                },
                "ignoreForIncompleteSentence": False,
                "contextForSureMatch": 0,
            }  # fmt: skip


def _sentence(audit: Audit, one: Finding | Claim) -> tuple[int, int]:
    """Return the segments that a passage stands in."""
    over = [s for s in audit.segments if s.start < one.end and one.start < s.end]
    return min([one.start, *(s.start for s in over)]), max([one.end, *(s.end for s in over)])


class _Text:
    """Offsets of the audited text as places in the one that was sent, in UTF-16 units."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self._astral = [at for at, c in enumerate(sent.whole) if c > "\uffff"]

    def _units(self, offset: int) -> int:
        """Return how many UTF-16 units stand before a code point."""
        return offset + bisect_right(self._astral, offset - 1)

    def shown(self, start: int, end: int) -> str:
        """Return a passage as it was sent."""
        return self._sent.whole[self._sent.start(start) : self._sent.end(end)]

    def place(self, start: int, end: int) -> Value:
        """Return offset, length and context of a passage."""
        start, end = self._sent.start(start), self._sent.end(end)
        first, last = max(0, start - _AROUND), min(len(self._sent.whole), end + _AROUND)
        offset, length = self._units(start), self._units(end) - self._units(start)
        return {
            "offset": offset,
            "length": length,
            "context": {
                "text": self._sent.whole[first:last].replace("\n", " "),
                "offset": offset - self._units(first),
                "length": length,
            },
        }
