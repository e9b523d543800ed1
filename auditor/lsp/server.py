"""The language server: which draft is audited when, and what is answered."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from auditor import __version__
from auditor.desk.add import add
from auditor.errors import UsageError
from auditor.lsp import actions, told
from auditor.lsp.draft import Desk, Draft, Positions
from auditor.model import Status
from auditor.reports._corrections import standing

_WAIT = 0.03  # seconds without a key before a draft is audited
_BEST = (types.PositionEncodingKind.Utf32, types.PositionEncodingKind.Utf16)
_SUFFIXES = {"markdown": ".md", "html": ".html"}  # of drafts that have no name yet


class _Protocol(LanguageServerProtocol):
    """Counts in code points where the editor can, else in the units that all editors can."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        general = params.capabilities.general
        if general is not None and general.position_encodings:
            offered = general.position_encodings
            best = [encoding for encoding in _BEST if encoding in offered]
            general.position_encodings = [*best, *offered]
        return (yield from super().lsp_initialize(params))


class Server(LanguageServer):
    """Audits the drafts that are open; one at a time, the newest version only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "auditor", __version__, types.TextDocumentSyncKind.Full, protocol_cls=_Protocol
        )
        self.desk = desk
        self.drafts: dict[str, Draft] = {}
        self.claims = self.asks = True
        self._auditing: dict[str, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(1, "audit")

    def settle(self, given: object) -> None:
        """Take what the editor says of itself when it starts the server."""
        options = given if isinstance(given, dict) else {}
        self.claims = options.get("claims", True) is not False
        self.asks = options.get("asksForReasons") is True

    def warm_up(self) -> None:
        """Load rules before the first draft is there."""
        self._worker.submit(self.desk.check, "draft.txt", "")

    def audit(self, uri: str, wait: float = 0.0) -> None:
        """Audit a draft in a while, unless it is asked for again before."""
        self._forget(uri)
        self._auditing[uri] = asyncio.ensure_future(self._audit(uri, wait))

    def close(self, uri: str) -> None:
        """Forget a draft, and what is shown of it."""
        self._forget(uri)
        self.drafts.pop(uri, None)
        self._publish(uri, None, [])

    async def ready(self, uri: str) -> Draft | None:
        """Return a draft as soon as its newest version is audited."""
        while (task := self._auditing.get(uri)) is not None and not task.done():
            await asyncio.wait([task])
        return self.drafts.get(uri)

    def current(self, uri: str) -> Draft:
        """Return a draft that is audited as it stands; raise an error for the editor to show."""
        draft = self.drafts.get(uri)
        if draft is None or draft.version != self.workspace.get_text_document(uri).version:
            raise JsonRpcInvalidParams("the draft has changed: try again in a moment")
        return draft

    def _forget(self, uri: str) -> None:
        task = self._auditing.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _audit(self, uri: str, wait: float) -> None:
        await asyncio.sleep(wait)
        document = self.workspace.get_text_document(uri)
        text, version = document.source, document.version
        name = _name(uri, document.language_id)
        loop = asyncio.get_running_loop()
        checked = await loop.run_in_executor(self._worker, self.desk.check, name, text)
        positions = Positions(text, self.workspace.position_encoding or _BEST[1])
        draft = self.drafts[uri] = Draft(uri, version, text, checked, positions)
        self._publish(uri, version, told.diagnostics(draft, claims=self.claims))
        workspace = self.client_capabilities.workspace
        if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self.text_document_publish_diagnostics(params)


def _name(uri: str, language: str | None) -> str:
    """Return the path of a draft; of one that is not saved yet, a name of its kind."""
    if uri.startswith("file:"):
        return uris.to_fs_path(uri) or "draft.txt"
    return f"draft{_SUFFIXES.get(language or '', '.txt')}"


def made(desk: Desk) -> Server:
    """Return a server that audits drafts at ``desk``."""
    server = Server(desk)

    @server.feature(types.INITIALIZE)
    def initialize(ls: Server, params: types.InitializeParams) -> None:
        ls.settle(params.initialization_options)

    @server.feature(types.INITIALIZED)
    def initialized(ls: Server, params: types.InitializedParams) -> None:
        ls.warm_up()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.audit(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        ls.audit(params.text_document.uri, _WAIT)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        ls.audit(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        for uri in list(ls.drafts):
            ls.audit(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
        draft = await ls.ready(params.text_document.uri)
        return told.hover(draft, params.position) if draft else None

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lens(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
        draft = await ls.ready(params.text_document.uri)
        return told.lens(draft) if draft else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(
        ls: Server, params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol]:  # fmt: skip
        draft = await ls.ready(params.text_document.uri)
        return told.symbols(draft) if draft else []

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    async def offered(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        draft = await ls.ready(params.text_document.uri)
        return actions.actions(draft, params.range, asks=ls.asks) if draft else []

    @server.command(actions.ACKNOWLEDGE)
    async def acknowledge(
        ls: Server, uri: str, fingerprint: str, rule: str, *signed: str
    ) -> str:  # fmt: skip
        reason, by = _said(signed, 2)
        entry = {"fingerprint": fingerprint, "rule": rule, "by": by, "reason": reason}
        return _decide(ls, uri, entry, "")

    @server.command(actions.CORRECT)
    async def correct(ls: Server, uri: str, fingerprint: str, *signed: str) -> str:
        status, reason, by = _said(signed, 3)
        if status not in tuple(Status):
            raise JsonRpcInvalidParams(f"{status!r} is no status: {', '.join(Status)}")
        audit = ls.current(uri).audit
        segments = audit.segments if audit else ()
        passage = next((s for s in segments if s.fingerprint == fingerprint), None)
        if passage is None:
            raise JsonRpcInvalidParams("there is no such passage any more")
        entry = {"fingerprint": fingerprint, "status": status, "by": by, "reason": reason}
        text = ls.current(uri).text[passage.start : passage.end]
        remark = f"{standing(passage.status, passage.party)}: “{text}”"
        return _decide(ls, uri, entry, remark)

    @server.command(actions.OPEN)
    async def open_rule(ls: Server, uri: str, rule: str) -> None:
        rules = ls.current(uri).checked.rules
        if rules is not None:
            await _show(
                ls, f"{rule.replace('/', '-')}.txt", desk.explained(rule, rules), outside=False
            )

    @server.command(told.REPORT)
    async def open_report(ls: Server, uri: str) -> None:
        draft = ls.current(uri)
        if draft.audit is not None:
            try:
                page = desk.report(draft.audit, draft.checked)
            except UsageError as error:  # an extra that is not installed
                raise JsonRpcInvalidParams(str(error)) from None
            await _show(ls, "report.html", page, outside=True)

    return server


def _said(signed: Sequence[object], count: int) -> list[str]:
    """Return what a person adds to a command; raise an error where a part is missing."""
    said = [" ".join(one.split()) for one in signed if isinstance(one, str) and one.strip()]
    if len(said) != count:
        raise JsonRpcInvalidParams("a decision needs a reason and the name of who answers for it")
    return said


def _decide(ls: Server, uri: str, entry: dict[str, str], remark: str) -> str:
    """Write a decision beside a draft, and audit that again; return the name of the file."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    if path is None:
        raise JsonRpcInvalidParams("save the draft first: a decision lies beside its file")
    try:
        name = add(path, entry, remark)
    except UsageError as error:
        raise JsonRpcInvalidParams(str(error)) from None
    ls.audit(uri)
    return name


async def _show(ls: Server, name: str, text: str, *, outside: bool) -> None:
    """Let the editor show a page; it lies in a folder that only this user can read."""
    folder = Path(tempfile.mkdtemp(prefix="auditor-"))
    page = folder / name
    page.write_text(text, encoding="utf-8")
    uri = uris.from_fs_path(str(page))
    assert uri is not None
    await ls.window_show_document_async(types.ShowDocumentParams(uri, external=outside))
