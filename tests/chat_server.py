"""A real HTTP server that speaks OpenAI's chat protocol, as a house's own model would."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any], int], tuple[int, str]]  # body, how manyth: status, reply


class Server(ThreadingHTTPServer):
    """What it was asked, and under which key."""

    bodies: list[dict[str, Any]]
    keys: list[str | None]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.bodies.append(body)
            server.keys.append(self.headers["Authorization"])
            status, reply = answer(body, len(server.bodies))
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(reply.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    server.bodies, server.keys = [], []
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def numbers(body: dict[str, Any]) -> list[int]:
    """Return the numbers of the passages that are asked about."""
    return [int(n) for n in re.findall(r"^\[(\d+)\] ", body["messages"][1]["content"], re.M)]


def completion(content: str | None, **message: object) -> str:
    """Return a completion as servers send it."""
    choice = {
        "message": {"role": "assistant", "content": content, **message},
        "finish_reason": message.get("finish_reason", "stop"),
    }
    usage = {"prompt_tokens": 1000, "completion_tokens": 50}
    return json.dumps({"choices": [choice], "usage": usage})


def all_of(status: str, confidence: str = "sure") -> Answer:
    """Return answers that give every passage one status."""

    def answer(body: dict[str, Any], _: int) -> tuple[int, str]:
        rows = [{"number": n, "status": status, "confidence": confidence} for n in numbers(body)]
        return 200, completion(json.dumps({"passages": rows}))

    return answer
