"""What a request is refused with: a status, a code for programs, a line for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

PROBLEM = "application/problem+json"


class Answer(NamedTuple):
    """An answer to a request, as it goes from a process that audits to the one that listens."""

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = {}


class Refusal(Exception):
    """A request that is not served; ``str(refusal)`` is a line that says why and what to do."""

    def __init__(
        self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.headers = headers or {}

    def answer(self) -> Answer:
        """Return the refusal as problem details (RFC 9457)."""
        value = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": str(self),
        }
        return Answer(self.status, PROBLEM, json.dumps(value).encode() + b"\n", self.headers)
