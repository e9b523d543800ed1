"""The addresses of the server, and what each does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as Received
from starlette.responses import Response
from starlette.routing import Route

from auditor import __version__
from auditor.model import RuleSet
from auditor.server import languagetool, openapi
from auditor.server.answers import as_json
from auditor.server.drafts import JSON, Request
from auditor.server.guard import Access, Guard, check_media, response, unless_gone
from auditor.server.limits import Admission, Limits
from auditor.server.pool import Pool
from auditor.server.refusal import Answer, Refusal

Endpoint = Callable[[Received], Awaitable[Response]]

_PAGE_POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
}
_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_PARTS = {"page.css": _STYLE, "page.js": _SCRIPT, "report.css": _STYLE, "report.js": _SCRIPT}
_AGE = 600  # seconds for which a browser believes what an origin may do


class Server(NamedTuple):
    """What the addresses share."""

    rules: RuleSet
    pool: Pool
    access: Access
    limits: Limits
    admission: Admission


def app(rules: RuleSet, pool: Pool, access: Access, limits: Limits) -> Starlette:
    """Return the application; ``pool`` is closed when it is shut down."""
    server = Server(rules, pool, access, limits, Admission(limits))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    named = Middleware(
        CORSMiddleware, allow_origins=list(access.origins), allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"], max_age=_AGE, allow_private_network=True,
    )  # fmt: skip
    return Starlette(
        routes=_routes(server),
        middleware=[*([named] if access.origins else []), Middleware(Guard, access)],
        exception_handlers={HTTPException: _unknown},
        lifespan=lifespan,
    )


def _routes(server: Server) -> Sequence[Route]:
    return [
        Route("/", _fixed(_page, "text/html; charset=utf-8", _PAGE_POLICY)),
        *(Route(f"/page/{n}", _fixed(partial(_part, n), _PARTS[n])) for n in _PARTS),
        Route("/v1/audit", _audited(server, "audit"), methods=["POST"]),
        Route("/v1/diff", _audited(server, "diff"), methods=["POST"]),
        Route("/v1/piece", _audited(server, "piece"), methods=["POST"]),
        Route("/v2/check", _matched(server), methods=["POST"]),
        Route("/v2/languages", _fixed(lambda: as_json(languagetool.languages()))),
        Route("/v1/rules", _fixed(lambda: _rules(server.rules))),
        Route("/v1/schema", _fixed(_schema)),
        Route("/v1/health", _fixed(lambda: as_json({"status": "ok", "version": __version__}))),
        Route("/openapi.json", _fixed(lambda: as_json(openapi.document(server.limits)))),
    ]


async def _unknown(request: Received, error: Exception) -> Response:
    """Answer a request for what is not there, or by a method that it does not know."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        detail = f"{request.method} is not answered here; {allowed} is"
        return response(Refusal(405, "method", detail, error.headers).answer())
    return response(Refusal(404, "path", "there is nothing here; see /openapi.json").answer())


# ---------------------------------------------------------------- audits


def _audited(server: Server, task: str) -> Endpoint:
    async def answer(received: Received) -> Response:
        check_media(_media(received))
        return response(await ask(server, task, received))

    return answer


def _matched(server: Server) -> Endpoint:
    """Return the address for clients of LanguageTool: they send the token in the form."""

    def check(body: bytes) -> None:
        form = dict(parse_qsl(body.decode("ascii", "replace"))) if server.access.token else {}
        server.access.check_token(form.get("apiKey", ""))

    async def answer(received: Received) -> Response:
        return response(await ask(server, "matches", received, check))

    return answer


def _no_check(_: bytes) -> None:
    """Find nothing wrong with a body."""


async def ask(
    server: Server, task: str, received: Received, check: Callable[[bytes], None] = _no_check
) -> Answer:
    """Let a process answer a request; raise Refusal where it is not taken, Gone if nobody waits."""
    with server.admission.admitted(received.scope):
        body = await server.admission.body(received.receive)
        check(body)
        media = _media(received)
        query = parse_qsl(received.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        work = asyncio.ensure_future(server.pool.ask(Request(task, query, media, body)))
        return await unless_gone(work, received.receive)


def _media(received: Received) -> str:
    return received.headers.get("content-type", "").partition(";")[0].strip().lower()


# ---------------------------------------------------------------- what does not change


def _fixed(
    make: Callable[[], bytes], media: str = JSON, headers: Mapping[str, str] | None = None
) -> Endpoint:
    made = cache(make)

    async def answer(_: Received) -> Response:
        return Response(made(), headers=headers, media_type=media)

    return answer


def _rules(rules: RuleSet) -> bytes:
    """Return all rules; those of kind ``policy`` stand behind the findings."""
    told = [
        {"id": rule.id, "kind": rule.kind, "about": rule.about, "traits": dict(rule.traits)}
        for rule in rules.rules
    ]
    packs = [pack._asdict() for pack in rules.packs]
    return as_json({"packs": packs, "rules": told})


def _page() -> bytes:
    return files("auditor.server.page").joinpath("index.html").read_bytes()


def _part(name: str) -> bytes:
    """Return a style or a script of the page; those of the reports are used as they are."""
    from auditor.reports._html import asset
    from auditor.views.drafts_html import style

    if name == "report.css":
        return style().encode()
    if name == "report.js":
        return asset("script.js").encode()
    return files("auditor.server.page").joinpath(name).read_bytes()


def _schema() -> bytes:
    return files("auditor.schema").joinpath("report-1.json").read_bytes()
