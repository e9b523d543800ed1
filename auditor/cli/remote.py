"""``auditor check --server URL``: the articles are audited by a running ``auditor serve``."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from auditor.cli.serve import TOKEN
from auditor.corpus import Failure, Setup, Told, limited, rendered, unreadable
from auditor.desk.baseline import below
from auditor.desk.decided import decided
from auditor.errors import ReadError, UsageError
from auditor.formats import read_file
from auditor.inputs import STDIN
from auditor.model import RuleSet
from auditor.run import Acknowledgement, Correction, Piece
from auditor.server.pieces import MEDIA, Asked, mark, packed, unpacked_piece
from auditor.summary import digest

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

_AT_ONCE = 4  # requests
_PATIENCE = 60.0  # seconds for one article, waiting for a place included
_PAUSE = 0.2  # seconds, where the server has no place
_SENT_AGAIN = 2  # times, where the server closed a connection that was idle


class _Server:
    """A server, and a connection to it for each thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._at = _split(url)
        self._kept = threading.local()
        token = os.environ.get(TOKEN)
        self._headers = {"Content-Type": MEDIA}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def ask(self, body: bytes) -> tuple[int, bytes]:
        """Return status and body of the answer; raise UsageError where there is none."""
        until = time.monotonic() + _PATIENCE
        while True:
            status, answer = self._answer(body)
            if status not in (429, 503) or time.monotonic() > until:
                return status, answer
            time.sleep(_PAUSE)

    def _answer(self, body: bytes) -> tuple[int, bytes]:
        for left in reversed(range(_SENT_AGAIN)):
            connection = self._connection()
            try:
                connection.request("POST", f"{self._at.path}/v1/piece", body, self._headers)
                answer: HTTPResponse = connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, OSError) as error:
                connection.close()
                del self._kept.connection
                if not left or isinstance(error, ConnectionRefusedError):
                    what = getattr(error, "strerror", None) or str(error) or type(error).__name__
                    raise UsageError(
                        f"--server {self.url}: {what}; is auditor serve running there?"
                    ) from None
        raise AssertionError

    def _connection(self) -> HTTPConnection:
        if not hasattr(self._kept, "connection"):
            secure = self._at.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._kept.connection = kind(self._at.hostname or "", self._at.port, timeout=_PATIENCE)
        found: HTTPConnection = self._kept.connection
        return found


def _split(url: str) -> SplitResult:
    try:
        at = urlsplit(url.rstrip("/"))
        if at.scheme in ("http", "https") and at.hostname and (at.port is None or at.port):
            return at
    except ValueError:
        pass
    raise UsageError(f"--server {url}: write an address as http://127.0.0.1:8765")


def tell(
    files: Sequence[str], setup: Setup, rules: RuleSet, report: str, url: str
) -> Generator[Told, None, None]:
    """Yield a piece for each of ``files``, in their order, as ``corpus.tell`` does."""
    server = _Server(url)
    own = mark(rules, setup.desk.config if setup.desk else None)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        try:
            yield from threads.map(lambda path: _told(path, setup, report, own, server), files)
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise


def _told(path: str, setup: Setup, report: str, own: str, server: _Server) -> Told:
    name = setup.stdin_name if path == STDIN else path
    beside = decided(name, setup.desk, correctable=setup.correctable)
    accepted = [one for one in beside.decisions if isinstance(one, Acknowledgement)]
    corrections = [one for one in beside.decisions if isinstance(one, Correction)]
    failure = None
    try:
        data = setup.stdin if path == STDIN else read_file(path)
        style, recorded = setup.style, {}
        place = name
        if setup.desk is not None:
            style = style._replace(limits=setup.desk.limits_of(name))
            if setup.desk.config is not None:
                place = below(name, setup.desk.config.folder)
            if setup.desk.baseline is not None:
                kept = setup.desk.baseline
                recorded = dict(kept.known.get(below(name, kept.folder), {}))
        asked = Asked(
            own, report, name, place, setup.encoding, setup.readability, style, accepted,
            corrections, beside.fault, beside.note, recorded,
        )  # fmt: skip
        piece = _piece(server, name, *server.ask(packed(asked, data)))
    except ReadError as error:
        result = unreadable(name, error)
        if error.code == "internal":
            failure = Failure(result.path, str(error))
        piece = Piece(digest(result), rendered(result, setup))
    return Told(piece._replace(digest=limited(piece.digest, setup)), failure, beside.fault)


def _piece(server: _Server, name: str, status: int, body: bytes) -> Piece:
    """Return the piece in an answer; raise ReadError for the article, UsageError for the call."""
    try:
        if status == 200:
            return unpacked_piece(body)
        told = json.loads(body)
        code, detail = str(told["code"]), str(told["detail"])
    except (ValueError, TypeError, KeyError):
        code, detail = "", f"its answer ({status}) is none of auditor serve"
    if status == 422 and code not in ("piece", "option"):
        prefix = "" if detail.startswith(f"{name}: ") else f"{name}: "
        raise ReadError("io" if code == "time" else code, f"{prefix}{detail}")
    if status == 413:
        raise ReadError("io", f"{name}: {detail}")
    if status == 500:
        raise ReadError("internal", f"{name}: {detail}")
    if status == 401:
        detail = f"set its token in {TOKEN}"
    if code == "rules":
        detail = (
            f"{detail}; start it where this command runs, with the same --rules and --config, "
            "or leave --server out"
        )
    raise UsageError(f"--server {server.url}: {detail}")
