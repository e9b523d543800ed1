"""How long an editor waits for ``auditor lsp``: python benchmarks/lsp.py

Prints the time from the start of the server to its answer to ``initialize``, and from the last
key to the diagnostics of a draft of about 1,000 words: the median, the fastest and the slowest.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from statistics import median

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("strike-north.txt", "wire-chain.txt", "council-row.txt")
WORDS = 1000
KEYS = 15
TIMES = 5


def draft() -> str:
    """Return a draft of about 1,000 words, made of samples."""
    text = "\n\n".join((ROOT / "samples" / name).read_text("utf-8") for name in SAMPLES)
    words = len(text.split())
    return text + "\n\n" + " ".join(text.split()[: max(0, WORDS - words)])


async def initialized() -> tuple[LanguageClient, float]:
    """Start a server; return a client of it, and the seconds until it answers."""
    client = LanguageClient("benchmark", "1")
    began = time.perf_counter()
    await client.start_io(sys.executable, "-m", "auditor", "lsp")
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
    took = time.perf_counter() - began
    client.initialized(types.InitializedParams())
    return client, took


async def typed(client: LanguageClient) -> list[float]:
    """Type into a draft; return the seconds from each key to its diagnostics."""
    told: asyncio.Queue[int | None] = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params: types.PublishDiagnosticsParams) -> None:
        told.put_nowait(params.version)

    uri, text = "untitled:draft", draft()
    item = types.TextDocumentItem(uri, "plaintext", 0, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await told.get()
    waited = []
    for version in range(1, KEYS + 1):
        text += "a"
        document = types.VersionedTextDocumentIdentifier(version, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        began = time.perf_counter()
        while await told.get() != version:
            pass
        waited.append(time.perf_counter() - began)
    return waited


async def main() -> None:
    """Print the times."""
    starts = []
    for left in range(TIMES, 0, -1):
        client, took = await initialized()
        starts.append(took)
        if left == 1:
            keys = await typed(client)
            print(f"{len(draft().split())} words: last key to diagnostics {told(keys)}")
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    print(f"start to initialize {told(starts)}")


def told(seconds: list[float]) -> str:
    """Return the median, the fastest and the slowest in milliseconds."""
    fastest, middle, slowest = (f(seconds) * 1000 for f in (min, median, max))
    return f"{middle:.0f} ms ({fastest:.0f} to {slowest:.0f})"


if __name__ == "__main__":
    asyncio.run(main())
