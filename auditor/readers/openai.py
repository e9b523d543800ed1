"""The house's own model: any server that speaks OpenAI's chat protocol.

Only a command line or the environment names it: a draft never leaves the house because of a file
in a folder.  The key comes from ``AUDITOR_READER_KEY`` and is told nowhere.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from auditor.errors import UsageError
from auditor.harmless import printable
from auditor.model import Reading, RuleSet, Status
from auditor.readers.answers import Answers, Unanswered, content_of, key_of

if TYPE_CHECKING:
    from auditor.readers import Wanted
    from auditor.verify.story import Piece, Story

_KEY = "AUDITOR_READER_KEY"
_PASSAGES = 120  # of one request
_BEFORE = 20  # passages before them that are shown once more
_TRIES = 4
_PATIENCE = 120.0  # seconds for one answer
_LONGEST_WAIT = 30.0  # seconds between two tries
_MOST_BYTES = 4_000_000  # of an answer
_SURE = {"sure": 0.96, "likely": 0.85, "unsure": 0.6}  # probability of the status that is given
_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_FORMAT = {
    "type": "json_schema",
    "json_schema": {
        "name": "passages",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {
                "passages": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "number": {"type": "integer"},
                            "status": {"type": "string", "enum": [s.value for s in Status]},
                            "confidence": {"type": "string", "enum": list(_SURE)},
                        },
                        "required": ["number", "status", "confidence"],
                        "additionalProperties": False,
                    },
                }
            },
            "required": ["passages"],
            "additionalProperties": False,
        },
    },
}


def available() -> bool:
    """Never: it must be asked for."""
    return False


def beside(rules: RuleSet, wanted: Wanted) -> RuleSet:
    """Return ``rules`` with the model that is wanted; raise UsageError if it cannot be asked."""
    if not wanted.model:
        raise UsageError("--reader openai: which model? --reader-model NAME")
    if wanted.url:
        parts = urlsplit(wanted.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"--reader-url {printable(wanted.url)}: no address of a server")
        if not find_spec("httpx"):
            raise UsageError(
                '--reader openai needs httpx: pip install "attribution-auditor[openai]"'
            )
    elif not wanted.cache:
        raise UsageError("--reader openai: whom to ask? --reader-url URL, or --reader-cache FILE")
    return rules._replace(reader=OpenAI(wanted))


class OpenAI:
    """A model behind a server, and the answers it gave before."""

    weight = within = 1.0  # its probabilities are set by hand: nothing was fitted to a model

    def __init__(self, wanted: Wanted) -> None:
        self.name = f"openai {printable(wanted.model)}"
        self.asked = self.known = self.tokens_in = self.tokens_out = 0
        self._wanted = wanted
        self._answers = Answers(wanted.cache)
        self._remarks: list[str] = []

    def remarks(self) -> Sequence[str]:
        """Return what went wrong with the article that was read last."""
        return tuple(self._remarks)

    def spent(self) -> str:
        """Return how much was asked, and what it took."""
        return (
            f"reader {self.name}: {self.asked:,} asked, {self.known:,} answers kept; "
            f"{self.tokens_in:,} tokens read, {self.tokens_out:,} written"
        )

    def read(self, story: Story, pieces: Sequence[Piece]) -> list[Reading | None]:
        """Return the model's reading of each piece; None where it gave none that is valid."""
        self._remarks = []
        found: list[Reading | None] = [None] * len(pieces)
        unread = 0
        reason = ""
        for first, end, body in requests(story, pieces, self._wanted.model):
            try:
                rows = checked(self._answer(body), first, end)
            except Unanswered as error:
                rows, reason = {}, str(error)
            for at, reading in rows.items():
                found[at] = reading
            unread += end - first - len(rows)
        if unread:
            why = reason or "rows are missing or no status"
            self._remarks.append(
                f"the reader {self.name} did not read {unread} of {len(pieces)} passages "
                f"({why}): the rules alone decided them"
            )
        return found

    def _answer(self, body: dict[str, Any]) -> str:
        key = key_of(body)
        kept = self._answers.get(key)
        if kept is not None:
            self.known += 1
            return kept
        if not self._wanted.url:
            raise Unanswered("no answer is kept, and no server is named")
        content = self._ask(body)
        self._answers.put([(key, content)])
        return content

    def _ask(self, body: dict[str, Any]) -> str:
        import httpx

        url = self._wanted.url.rstrip("/") + "/chat/completions"
        secret = os.environ.get(_KEY)
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        fault = ""
        for number in range(_TRIES):
            pause = 0.0
            try:
                reply = httpx.post(url, json=body, headers=headers, timeout=_PATIENCE)
            except httpx.HTTPError as error:
                fault = f"{_server(url)} does not answer: {type(error).__name__}"
            else:
                if reply.status_code == 200:
                    return self._content(reply)
                fault = f"{_server(url)} answers with status {reply.status_code}"
                if reply.status_code not in _AGAIN:
                    break
                pause = _seconds(reply.headers.get("retry-after", ""))
            if number + 1 < _TRIES:
                wait = max(pause, 2**number * (0.5 + random.random() / 2))
                time.sleep(min(_LONGEST_WAIT, wait))
        raise Unanswered(fault)

    def _content(self, reply: Any) -> str:
        if len(reply.content) > _MOST_BYTES:
            raise Unanswered("the answer is too long")
        try:
            completion = reply.json()
        except ValueError:
            raise Unanswered("the answer is no JSON") from None
        content = content_of(completion)
        self.asked += 1
        usage = completion.get("usage")
        if isinstance(usage, dict):
            self.tokens_in += _count(usage.get("prompt_tokens"))
            self.tokens_out += _count(usage.get("completion_tokens"))
        return content


def requests(
    story: Story, pieces: Sequence[Piece], model: str
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield the requests that an article takes: first and end of the pieces, and the body."""
    layout = story.layout
    texts = [
        " ".join(layout.document.plain[slice(*layout.span(piece.first, piece.end))].split())
        for piece in pieces
    ]
    for first in range(0, len(pieces), _PASSAGES):
        end = min(len(pieces), first + _PASSAGES)
        lines = []
        paragraph = None
        for at in range(max(0, first - _BEFORE), end):
            its = story.paragraph(pieces[at])
            if paragraph is not None and its != paragraph:
                lines.append("")
            paragraph = its
            lines.append(f"[{at + 1}] {texts[at]}" if at >= first else f"[read before] {texts[at]}")
        body = {
            "model": model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _guide()},
                {
                    "role": "user",
                    "content": "\n".join(lines)
                    + f"\n\nGive the status of each passage from [{first + 1}] to [{end}].",
                },
            ],
            "response_format": _FORMAT,
        }
        yield first, end, body


@cache
def _guide() -> str:
    return (Path(__file__).parent / "asked.md").read_text("utf-8")


def checked(content: str, first: int, end: int) -> dict[int, Reading]:
    """Return the valid rows of an answer about the pieces from ``first`` to ``end``.

    Rows of other numbers, without a known status, or that come twice and differ, are left out.
    Raises Unanswered for what is no such answer.
    """
    try:
        rows = json.loads(_unfenced(content))
        rows = rows["passages"] if isinstance(rows, dict) else rows
        if not isinstance(rows, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unanswered("the answer is not the JSON that was asked for") from None
    given: dict[int, set[tuple[Status, float]]] = {}
    for row in rows:
        if not isinstance(row, dict):
            continue
        number, status = row.get("number"), row.get("status")
        if type(number) is not int or not first < number <= end:
            continue
        if not isinstance(status, str) or status not in _STATUSES:
            continue
        sure = row.get("confidence")
        likely = _SURE.get(sure, _SURE["likely"]) if isinstance(sure, str) else _SURE["likely"]
        given.setdefault(number - 1, set()).add((Status(status), likely))
    return {at: _reading(*next(iter(its))) for at, its in given.items() if len(its) == 1}


_STATUSES = frozenset(Status)


def _reading(status: Status, likely: float) -> Reading:
    rest = log((1 - likely) / (len(_STATUSES) - 1))
    return {other: log(likely) if other is status else rest for other in Status}


def _unfenced(content: str) -> str:
    text = content.strip()
    if text.startswith("```") and text.endswith("```"):
        return text.strip("`").removeprefix("json")
    return text


def _server(url: str) -> str:
    return printable(urlsplit(url).hostname or "the server")


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


def _count(value: object) -> int:
    return value if type(value) is int and value >= 0 else 0
