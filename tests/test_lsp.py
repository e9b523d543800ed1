"""The language server, asked by a real client with the capabilities that editors have."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pygls.uris import to_fs_path
from pytest_lsp import (
    ClientServerConfig,
    LanguageClient,
    client_capabilities,
    make_test_lsp_client,
)

from auditor import audit_text, load_rules, read_document
from auditor.desk.sidecar import read
from auditor.lsp.draft import Positions

ROOT = Path(__file__).resolve().parent.parent
STORY = (ROOT / "samples" / "strike-south.txt").read_text("utf-8")
# What editors say they can, as they said it when they were recorded.
EDITORS = {"visual_studio_code": "utf-16", "neovim@0.7": "utf-16", "neovim@0.11": "utf-32"}
CLAIMED = (
    "The minister claimed that the bridge was open, that nobody had been hurt there in all the "
    "years since it was built, and that the people of the town could use it by day and by night "
    "in every season without any fear at all."
)
pytestmark = pytest.mark.asyncio(loop_scope="module")


def editors_client() -> LanguageClient:
    """Return a client that takes what editors are asked for."""
    client = make_test_lsp_client()

    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    def refresh(params: None) -> None:
        return None

    return client


@pytest_lsp.fixture(
    scope="module",
    params=list(EDITORS),
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "auditor", "lsp"],
        client_factory=editors_client,
        server_env={**os.environ},
    ),
)
async def client(
    lsp_client: LanguageClient, request: pytest.FixtureRequest
) -> AsyncIterator[None]:  # fmt: skip
    await lsp_client.initialize_session(
        types.InitializeParams(
            client_capabilities(request.param), initialization_options={"asksForReasons": True}
        )
    )
    yield
    await lsp_client.shutdown_session()


class Editor:
    """A draft open in an editor."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client, self.path, self.uri = client, path, path.as_uri()
        self.version, self.text = 0, ""

    async def told(self) -> list[types.Diagnostic]:
        """Return the diagnostics of the newest version."""
        while True:
            method = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
            got = await asyncio.wait_for(self.client.wait_for_notification(method), 20)
            if got.uri == self.uri and got.version == self.version:
                return list(got.diagnostics)

    async def open(self, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        self.text = text
        self.path.write_bytes(text.encode())
        item = types.TextDocumentItem(self.uri, language, self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.told()

    def type(self, text: str) -> None:
        self.text, self.version = text, self.version + 1
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def words(self, span: types.Range, units: str) -> str:
        """Return what an editor underlines, counting as it does."""
        positions = Positions(self.text, units)
        return self.text[positions.offset(span.start) : positions.offset(span.end)]

    async def actions(self, span: types.Range) -> dict[str, types.CodeAction]:
        context = types.CodeActionContext([])
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(self.document, span, context)
        )
        return {one.title: _action(one) for one in found or ()}

    async def run(self, command: str, *words: str) -> Any:
        return await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command, list(words))
        )


def _action(given: types.CodeAction | types.Command) -> types.CodeAction:
    """Return an action; lsprotocol reads one with a command as the command."""
    if isinstance(given, types.CodeAction):
        return given
    return types.CodeAction(given.title, command=types.Command(**ast.literal_eval(given.command)))


@pytest.fixture
def editor(client: LanguageClient, tmp_path: Path) -> Editor:
    return Editor(client, tmp_path / "draft.md")


@pytest.fixture
def units(request: pytest.FixtureRequest) -> str:
    return EDITORS[request.node.callspec.params["client"]]


# ---------------------------------------------------------------- what is told


async def test_an_editor_is_told_what_check_tells(editor: Editor, units: str) -> None:
    found = await editor.open(STORY)
    editor.path.write_text(STORY, encoding="utf-8")
    audit = audit_text(read_document(editor.path), load_rules())
    expected = [(f.rule, f.message, STORY[f.start : f.end]) for f in audit.findings]
    assert expected
    told = [d for d in found if str(d.code).startswith("policy")]
    assert [(d.code, d.message, editor.words(d.range, units)) for d in told] == expected
    claims = [d for d in found if d.severity is types.DiagnosticSeverity.Hint]
    assert any(d.message.startswith("single party, Russia, ") for d in claims)
    assert all(d.source == "auditor" for d in found)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
async def test_places_are_counted_as_the_editor_counts(
    editor: Editor, units: str, newline: str
) -> None:
    emoji = "The \U0001f6a2 ferry \u2028 ran, é and \U0001f1fa\U0001f1f3 flags. "
    text = f"# Bridge {emoji}{newline}{newline}{emoji}{CLAIMED}{newline}{newline}{CLAIMED}{newline}"
    found = await editor.open(text)
    loaded = [d for d in found if d.code == "policy-en/loaded-verb"]
    assert [editor.words(d.range, units) for d in loaded] == ["claimed", "claimed"]
    assert [d.range.start.line for d in loaded] == [2, 4]
    before = text.split(newline)[2].partition("claimed")[0]
    expected = len(before.encode("utf-16-le")) // 2 if units == "utf-16" else len(before)
    assert loaded[0].range.start.character == expected


async def test_only_the_newest_version_is_told(editor: Editor) -> None:
    await editor.open(f"{CLAIMED}\n")
    seen = []
    for number in range(8):
        editor.type(f"{CLAIMED} {'x' * number}\n")
    editor.type("The road is long. " * 12)
    while not seen or seen[-1] != editor.version:
        method = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        got = await asyncio.wait_for(editor.client.wait_for_notification(method), 20)
        if got.uri == editor.uri:
            seen.append(got.version)
    assert len(seen) <= 3
    assert not [d for d in editor.client.diagnostics[editor.uri] if "loaded" in str(d.code)]


async def test_what_is_closed_is_forgotten(editor: Editor) -> None:
    assert await editor.open(f"{CLAIMED}\n")
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
    method = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
    got = await asyncio.wait_for(editor.client.wait_for_notification(method), 20)
    assert (got.uri, list(got.diagnostics)) == (editor.uri, [])


async def test_hover_tells_the_reasons_and_the_standard(editor: Editor, units: str) -> None:
    found = await editor.open(f"{CLAIMED}\n")
    loaded = next(d for d in found if d.code == "policy-en/loaded-verb")
    shown = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document, loaded.range.start)
    )
    assert shown is not None and isinstance(shown.contents, types.MarkupContent)
    told = shown.contents.value
    assert re.search(r"\*\*single party, .*\*\*, \d+ words: rests on one party's word", told)
    assert "- standard: " in told and "- read as an unverified claim" in told
    nothing = types.HoverParams(editor.document, types.Position(9, 0))
    assert await editor.client.text_document_hover_async(nothing) is None


async def test_the_share_stands_above_the_first_line(editor: Editor) -> None:
    await editor.open(STORY)
    (lens,) = (
        await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document))
        or ()
    )
    assert lens.command is not None
    assert re.fullmatch(r"\d+% of 290 content words rest on .*", lens.command.title)
    assert lens.range.start == types.Position(0, 0)


async def test_claims_and_sources_are_the_outline(editor: Editor) -> None:
    await editor.open(STORY)
    found = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(editor.document)
    )
    symbols = [one for one in found or () if isinstance(one, types.DocumentSymbol)]
    assert {s.kind for s in symbols} == {types.SymbolKind.Event, types.SymbolKind.Object}
    assert [s for s in symbols if s.name.startswith("single party, Russia, ")]
    assert symbols == sorted(symbols, key=lambda s: (s.range.start.line, s.range.start.character))


# ---------------------------------------------------------------- what is offered


def applied(editor: Editor, action: types.CodeAction, units: str) -> str:
    """Return the draft after an edit, as an editor makes it."""
    assert action.edit is not None and action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == editor.version
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    at = Positions(editor.text, units).offset(edit.range.start)
    return editor.text[:at] + edit.new_text + editor.text[at:]


async def test_a_finding_is_acknowledged_in_the_text_with_a_reason(
    editor: Editor, units: str
) -> None:
    found = await editor.open(f"\U0001f6a2 {CLAIMED}\n")
    loaded = next(d for d in found if d.code == "policy-en/loaded-verb")
    offered = await editor.actions(loaded.range)
    text = applied(
        editor, offered["Acknowledge loaded-verb here: write a reason and initials"], units
    )
    assert text.endswith("at all. <!-- auditor: ok loaded-verb -- , -->\n")
    editor.type(text)
    assert "policy-en/acknowledgement-without-reason" in [d.code for d in await editor.told()]
    editor.type(text.replace("-- , -->", "-- the court used this word, M.O. -->"))
    codes = [str(d.code) for d in await editor.told()]
    assert not [c for c in codes if "loaded" in c or "acknowledgement" in c]


async def test_a_second_source_is_asked_for(editor: Editor, units: str) -> None:
    await editor.open(f"{CLAIMED}\n")
    offered = await editor.actions(types.Range(types.Position(0, 3), types.Position(0, 3)))
    text = applied(editor, offered["Ask for a second source"], units)
    assert re.search(r"at all\. <!-- second source\? only .+ says so -->\n$", text)
    plain = Editor(editor.client, editor.path.with_name("draft.txt"))
    await plain.open(f"{CLAIMED}\n", "plaintext")
    offered = await plain.actions(types.Range(types.Position(0, 3), types.Position(0, 3)))
    text = applied(plain, offered["Ask for a second source"], units)
    assert text.endswith("says so]\n") and "<!--" not in text


async def test_decisions_are_written_beside_the_draft(editor: Editor) -> None:
    found = await editor.open(f"{CLAIMED}\n")
    loaded = next(d for d in found if d.code == "policy-en/loaded-verb")
    offered = await editor.actions(loaded.range)
    command = offered["Acknowledge loaded-verb beside the article…"].command
    assert command is not None and command.arguments
    with pytest.raises(Exception, match="a decision needs a reason and the name"):
        await editor.run(command.command, *command.arguments)
    await editor.run(command.command, *command.arguments, "the court used it", "M.O.")
    assert "policy-en/loaded-verb" not in [d.code for d in await editor.told()]
    command = offered["Correct: this passage is not single party…"].command
    assert command is not None and command.arguments
    with pytest.raises(Exception, match="'wrong' is no status: verified, "):
        await editor.run(command.command, *command.arguments, "wrong", "a threat", "M.O.")
    await editor.run(command.command, *command.arguments, "position", "a threat", "M.O.")
    assert "correction/applied" in [d.code for d in await editor.told()]
    beside = read(str(editor.path.with_name("draft.audit.yaml")))
    assert [type(one).__name__ for one in beside] == ["Acknowledgement", "Correction"]


async def test_the_page_of_a_rule_and_the_report_open(editor: Editor) -> None:
    found = await editor.open(f"{CLAIMED}\n")
    loaded = next(d for d in found if d.code == "policy-en/loaded-verb")
    command = (await editor.actions(loaded.range))["What loaded-verb asks for, and why"].command
    assert command is not None and command.arguments
    shown = len(editor.client.shown_documents)
    await editor.run(command.command, *command.arguments)
    await editor.run("auditor.report", editor.uri)
    rule, report = editor.client.shown_documents[shown:]
    try:
        assert (
            "What it looks for" in Path.from_uri(rule.uri).read_text("utf-8")
            if hasattr(Path, "from_uri")
            else rule.uri.endswith("policy-en-loaded-verb.txt")
        )
        assert report.external and report.uri.endswith("report.html")
    finally:
        for one in (rule, report):
            shutil.rmtree(Path(to_fs_path(one.uri) or "").parent)


# ---------------------------------------------------------------- settings and faults


async def test_the_configuration_counts_and_is_read_again(editor: Editor) -> None:
    house = editor.path.with_name("auditor.yaml")
    house.write_text("severities: {loaded-verb: error}\ngates: {max-single-party: 10%}\n")
    found = {d.code: d for d in await editor.open(f"{CLAIMED}\n")}
    assert found["policy-en/loaded-verb"].severity is types.DiagnosticSeverity.Error
    assert found["gate/single-party"].range.start == types.Position(0, 0)
    house.write_text("severities: {loaded-verb: off}\n")
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document))
    assert "policy-en/loaded-verb" not in [d.code for d in await editor.told()]
    house.write_text("severitis: {loaded-verb: off}\n")
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document))
    (fault,) = await editor.told()
    assert "auditor.yaml:1:1: unknown key 'severitis'" in fault.message
    assert fault.severity is types.DiagnosticSeverity.Error


@pytest.mark.parametrize(
    "text", ["", "\n", "\x00", "\ud7ff\u202e", "<!-- auditor: ok", "[" * 3000, "a " * 3000],
    ids=["empty", "line", "nul", "controls", "open", "brackets", "long"],
)  # fmt: skip
async def test_no_text_ends_the_server(editor: Editor, text: str) -> None:
    await editor.open(text)
    span = types.Range(types.Position(0, 0), types.Position(99, 9999))
    await editor.actions(span)
    assert isinstance(await editor.actions(span), dict)
