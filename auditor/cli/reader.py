"""``auditor reader``: ask a model by another road, in OpenAI's batch format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor import formats
from auditor.cli.audits import audit_files
from auditor.cli.codes import Code, worst
from auditor.cli.options import CheckOptions
from auditor.cli.output import write
from auditor.cli.settings import settle
from auditor.cli.terminal import Terminal, say
from auditor.errors import UsageError
from auditor.inputs import select
from auditor.model import Reading
from auditor.readers.answers import Answers, answered, key_of, request_line
from auditor.readers.openai import requests


class _Asking:
    """A reader that reads nothing and keeps what a model would be asked."""

    name, weight, within = "", 0.0, 0.0

    def __init__(self, model: str) -> None:
        self.model = model
        self.bodies: list[dict[str, Any]] = []

    def read(self, story: Any, pieces: Any) -> list[Reading | None]:
        self.bodies += [body for _, _, body in requests(story, pieces, self.model)]
        return [None] * len(pieces)

    def remarks(self) -> tuple[str, ...]:
        return ()

    def spent(self) -> str:
        return ""


def export(**given: Any) -> int:
    """Write the requests that the articles take; those whose answers are kept are left out."""
    model, cache = given.pop("reader_model", ""), given.pop("reader_cache", "")
    if not model:
        raise UsageError("reader export: for which model? --reader-model NAME")
    options = CheckOptions(**given, reader="none")
    terminal = Terminal(options, machine=True)
    settings = settle(options, absorb=False)
    chosen = select(options.paths, formats.suffixes(), house=settings.patterns)
    asking = _Asking(model)
    rules = settings.load()._replace(reader=asking)
    known = Answers(cache)
    codes: list[Code] = []

    def lines() -> Iterator[str]:
        seen: set[str] = set()
        for _ in audit_files(chosen.files, rules, settings, options, codes):
            for body in asking.bodies:
                key = key_of(body)
                if key not in seen and known.get(key) is None:
                    seen.add(key)
                    yield request_line(body)
            asking.bodies.clear()

    write(lines(), options, terminal)
    return worst(codes)


def take_in(path: str, reader_cache: str = "") -> int:
    """Keep the answers of a batch; tell each line that has none."""
    if not reader_cache:
        raise UsageError("reader import: into which file? --reader-cache FILE")
    answers = Answers(reader_cache)
    found: list[tuple[str, str]] = []
    faults = 0
    for number, key, content, fault in answered(Path(path)):
        if fault:
            faults += 1
            say(f"{path}:{number}: {fault}")
        else:
            found.append((key, content))
    answers.put(found)
    print(f"{len(found):,} answers kept in {reader_cache}")
    return Code.UNREADABLE if faults else Code.OK
