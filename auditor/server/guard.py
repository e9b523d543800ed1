"""Who may ask: hosts, origins, tokens; and what every answer says to a browser.

A server on the user's own machine can be reached by every page the user visits.  Such a page can
send forms to it, and with a name that leads to 127.0.0.1 even read the answers.  So the name that
the browser used must be one of this machine's, its page must be our own or one that was named,
and the types of body that a foreign form can send are not taken.
"""

from __future__ import annotations

import asyncio
import hmac
import sys
from collections.abc import Collection
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auditor.server.limits import Gone
from auditor.server.refusal import Answer, Refusal

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# What a page may send to another server without asking it first; "" sends no type at all.
_OF_FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_LANGUAGETOOL = "/v2/"  # its clients send forms, and the token as ``apiKey``
_OPEN = ("/", "/page/", "/v1/health", "/openapi.json")  # without a token: nothing of anybody's

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Access(NamedTuple):
    """Who may ask: with ``token`` whoever has it, else who calls this machine by its own name."""

    token: str = ""
    origins: Collection[str] = ()  # of pages of others

    def check(self, scope: Scope) -> None:
        """Raise Refusal for a request that may not be served."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.token and _hostname(host) not in LOOPBACK:
            detail = f"this server answers to {', '.join(LOOPBACK)} only"
            raise Refusal(421, "host", detail)
        if not self._is_ours(headers, host):
            detail = "pages of other origins may not ask; auditor serve --allow-origin names some"
            raise Refusal(403, "origin", detail)
        path = scope["path"]
        if path.startswith(_LANGUAGETOOL):
            return  # checks its token in the form
        if self.token and not path.startswith("/page/") and path not in _OPEN:
            self.check_token(headers.get("authorization", "").removeprefix("Bearer "))

    def check_token(self, given: str) -> None:
        """Raise Refusal where a token is needed and this is another."""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            detail = "send the token of this server: Authorization: Bearer TOKEN"
            raise Refusal(401, "token", detail, {"WWW-Authenticate": "Bearer"})

    def _is_ours(self, headers: Headers, host: str) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") not in ("cross-site", "same-site")
        # A proxy may have taken the TLS off, so the scheme says nothing.
        return origin.partition("://")[2] == host or origin in self.origins


def check_media(media: str) -> None:
    """Raise Refusal for a type of body that a page can send to others without asking."""
    if media in _OF_FORMS:
        detail = "send application/json, or a file as application/octet-stream"
        raise Refusal(415, "content_type", detail)


def _hostname(host: str) -> str:
    """Return the name in a ``Host`` header, without the port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


class Guard:
    """Lets through what may be asked, and turns whatever goes wrong into an answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._access.check(scope)
            await self._app(scope, receive, told)
            return
        except Gone:
            return
        except Refusal as refusal:
            answer = refusal.answer()
        except Exception as error:  # its message may hold words of a draft
            print(f"auditor: internal error: {type(error).__name__}", file=sys.stderr)
            answer = Refusal(500, "internal", "internal error; please report it").answer()
        if not started:
            await response(answer)(scope, receive, told)


def response(answer: Answer) -> Response:
    """Return an answer as a response."""
    return Response(answer.body, answer.status, dict(answer.headers), answer.media)


async def unless_gone(work: asyncio.Task[Answer], receive: Receive) -> Answer:
    """Return what comes of ``work``; where the client leaves before, cancel it and raise Gone."""
    left = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait((work, left), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        raise Gone
    finally:
        left.cancel()
        work.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
