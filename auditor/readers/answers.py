"""What a model was asked and what it answered, kept so that a second run gives the same bytes.

A request is known by the hash of its body; the body holds the model, the guide and the passages.
Requests and answers are exchanged in the batch format of OpenAI's API, a JSON object a line.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from auditor.errors import UsageError

_ENDPOINT = "/v1/chat/completions"


def key_of(body: dict[str, Any]) -> str:
    """Return what a request is known by: SHA-256 of its body, in hexadecimal."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Answers:
    """A file of answers, shared by processes; without a path they last as long as the object.

    Its methods raise UsageError where the file is none of answers.
    """

    def __init__(self, path: str = "") -> None:
        self._path = path
        self._kept: dict[str, str] = {}
        if path:
            self._run("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, content TEXT)")

    def get(self, key: str) -> str | None:
        """Return the content of the answer to a request; None where there is none."""
        if not self._path:
            return self._kept.get(key)
        rows = self._run("SELECT content FROM answers WHERE key = ?", [(key,)])
        return rows[0][0] if rows and isinstance(rows[0][0], str) else None

    def put(self, found: Iterable[tuple[str, str]]) -> None:
        """Keep answers; one that is there already stays."""
        if self._path:
            self._run("INSERT OR IGNORE INTO answers VALUES (?, ?)", found)
        else:
            for key, content in found:
                self._kept.setdefault(key, content)

    def _run(self, order: str, rows: Iterable[tuple[str, ...]] = ((),)) -> list[tuple[Any, ...]]:
        """Give an order for each row, in one transaction; return what the last one yields."""
        found: list[tuple[Any, ...]] = []
        try:
            with closing(sqlite3.connect(self._path, timeout=30)) as file, file:
                for row in rows:
                    found = file.execute(order, row).fetchall()
        except sqlite3.Error as error:
            raise UsageError(f"{self._path}: no file of answers of a reader ({error})") from None
        return found


def request_line(body: dict[str, Any]) -> str:
    """Return a request as a line of a batch."""
    made = {"custom_id": key_of(body), "method": "POST", "url": _ENDPOINT, "body": body}
    return json.dumps(made, ensure_ascii=False) + "\n"


def answered(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """Yield line, key and content of each line of a batch's output, or a fault in the last place.

    Raises UsageError for a file that cannot be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            key = row["custom_id"]
            if not isinstance(key, str):
                raise TypeError
            if row.get("error"):
                yield number, key, "", f"the model gave no answer: {_brief(row['error'])}"
                continue
            yield number, key, content_of(row["response"]["body"]), ""
        except ValueError as error:
            yield number, "", "", str(error) if isinstance(error, Unanswered) else "no JSON"
        except (KeyError, TypeError, AttributeError):
            yield number, "", "", "no answer of a batch (custom_id, response.body)"


class Unanswered(ValueError):
    """A completion without an answer; its text says why, in one line."""


def content_of(completion: Any) -> str:
    """Return what a completion says; raise Unanswered where it is cut off, refused or none."""
    try:
        choice = completion["choices"][0]
        message = choice["message"]
        refusal, content = message.get("refusal"), message.get("content")
        reason = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise Unanswered("the answer is no chat completion") from None
    if refusal:
        raise Unanswered(f"the model refused: {_brief(refusal)}")
    if reason == "length":
        raise Unanswered("the answer was cut off at the model's limit")
    if reason == "content_filter":
        raise Unanswered("the answer was withheld by a filter")
    if not isinstance(content, str) or not content.strip():
        raise Unanswered("the answer is empty")
    return content


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
    return " ".join(text.split())[:120]
