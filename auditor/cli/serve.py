"""``auditor serve``: listen, and audit what is sent."""

from __future__ import annotations

import os
import socket
from functools import partial
from typing import TYPE_CHECKING, Any

from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings, settle
from auditor.cli.terminal import say
from auditor.errors import UsageError
from auditor.memory import keep_all_loaded

if TYPE_CHECKING:
    from auditor.server.answers import Ground

TOKEN = "AUDITOR_TOKEN"
PORT = 8765
_SHORTEST = 16  # characters of a token
_MOST_WORKERS = 4  # unless more are asked for
_GRACE = 10  # seconds in which what is being audited may end


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    workers: int = 0,
    queue: int | None = None,
    per_client: int = 0,
    timeout: float | None = None,
    max_bytes: int | None = None,
    allow_origin: tuple[str, ...] = (),
    **given: Any,
) -> Code:
    """Serve until told to stop; what is being audited then is finished."""
    try:
        import starlette  # noqa: F401
        import uvicorn
    except ImportError:
        hint = "pip install 'attribution-auditor[server]'"
        raise UsageError(f"auditor serve needs Starlette and uvicorn: {hint}") from None
    from auditor.server.app import app
    from auditor.server.guard import LOOPBACK, Access
    from auditor.server.limits import Limits
    from auditor.server.pool import Pool

    token = os.environ.get(TOKEN, "")
    if not token and host not in LOOPBACK:
        raise UsageError(f"--host {host}: others can reach it; set a token in {TOKEN}")
    if token and (len(token) < _SHORTEST or not token.isascii() or not token.isprintable()):
        raise UsageError(f"{TOKEN}: a token has {_SHORTEST} printable ASCII characters or more")
    settings = settle(CheckOptions((".",), **given))
    for remark in settings.remarks:
        say(remark)
    chosen: dict[str, Any] = {
        "workers": workers or min(_cores(), _MOST_WORKERS),
        "queue": queue, "per_client": per_client, "seconds": timeout, "size": max_bytes,
    }  # fmt: skip
    limits = Limits(**{name: value for name, value in chosen.items() if value is not None})
    listener = _listener(host, port)
    ground = _ground(settings)
    keep_all_loaded()
    pool = Pool(ground, partial(_ground, settings), limits.workers, limits.seconds)
    address = listener.getsockname()
    server = _server(uvicorn.Config(
        app(ground.rules, pool, Access(token, allow_origin), limits), lifespan="on",
        log_config=None, log_level="critical", access_log=False, server_header=False,
        proxy_headers=False, timeout_graceful_shutdown=_GRACE,
    ))  # fmt: skip
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    processes = "1 process" if limits.workers == 1 else f"{limits.workers} processes"
    say(f"http://{shown}:{address[1]}: ready, {processes}; Ctrl-C stops")
    try:
        server.run([listener])
    finally:
        pool.close()
    return Code.OK


def _server(config: Any) -> Any:
    import uvicorn

    class Server(uvicorn.Server):
        """Ends with what it serves done, and with exit code 0, on SIGINT and SIGTERM."""

        def handle_exit(self, sig: int, frame: object) -> None:
            self.force_exit = self.should_exit
            self.should_exit = True

    return Server(config)


def _ground(settings: Settings) -> Ground:
    from auditor.server.answers import ground

    return ground(settings.load(), settings.desk, settings.limits)


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise UsageError where there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        what = getattr(error, "strerror", None) or error
        raise UsageError(f"{host}:{port}: {what}; choose another --host or --port") from None
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
