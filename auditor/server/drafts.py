"""The body and the query of a request to the draft that is to be audited, every value checked."""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from auditor import formats, reports
from auditor.desk.read import FAIL_ON, GATES, SEVERITIES
from auditor.desk.values import share
from auditor.model import Severity
from auditor.server.refusal import Refusal

JSON = "application/json"
NAME = "draft"  # of what has no name
_LONGEST_NAME = 1000

Query = Sequence[tuple[str, str]]

# The fields of a request in JSON, and the parameters of a query.
FIELDS = ("text", "name", "format", "gates", "severities", "readability")
SIDE = ("text", "base64", "name", "format")  # of a comparison
COMPARED = ("html", "json", "text")
PARAMETERS = ("format", "name", "encoding", "readability", *GATES)
_FLAGS = {"true": True, "false": False}


class Request(NamedTuple):
    """What came in: it is taken apart where it is audited, not where it is received."""

    task: str
    query: Query = ()
    media: str = ""
    body: bytes = b""


class Draft(NamedTuple):
    """An article to audit, and how it is to be told."""

    data: bytes
    name: str = NAME
    format: str | None = None  # of the article; None: its content and its name tell
    encoding: str | None = None
    report: str = "json"
    gates: Mapping[str, float | Severity | None] = {}
    severities: Mapping[str, str] = {}
    readability: bool | None = None


def wrong(code: str, detail: str) -> Refusal:
    """Return the refusal of a request that is understood and cannot be served."""
    return Refusal(422, code, detail)


def draft(request: Request) -> Draft:
    """Return the draft in a request to ``/v1/audit``; raise Refusal."""
    query = parameters(request.query, PARAMETERS)
    report = one_of(query.get("format", "json"), "format", reports.names())
    flag = query.get("readability")
    given = Draft(
        request.body,
        name(query.get("name", NAME)),
        None,
        query.get("encoding"),
        report,
        gates({key: value for key, value in query.items() if key in GATES}),
        readability=None if flag is None else _FLAGS[one_of(flag, "readability", _FLAGS)],
    )
    if request.media != JSON:
        return given
    return _of_fields(fields(request.body, FIELDS, ("text",)), given)


def _of_fields(value: Mapping[str, Any], given: Draft) -> Draft:
    """Return ``given`` with what the fields of a JSON object say."""
    draft = given._replace(data=encoded(value["text"]))
    if "name" in value:
        draft = draft._replace(name=name(text(value["name"], "name")))
    if "format" in value:
        draft = draft._replace(
            format=one_of(text(value["format"], "format"), "format", formats.formats())
        )
    if "readability" in value:
        if not isinstance(value["readability"], bool):
            raise wrong("option", "readability: write true or false")
        draft = draft._replace(readability=value["readability"])
    return draft._replace(
        gates={**draft.gates, **gates(_object(value.get("gates", {}), "gates"))},
        severities={
            text(rule, "severities"): one_of(
                text(level, f"severities.{rule}"), f"severities.{rule}", SEVERITIES
            )
            for rule, level in _object(value.get("severities", {}), "severities").items()
        },
    )


def compared(request: Request) -> tuple[Draft, Draft, str]:
    """Return the drafts in a request to ``/v1/diff``, and the format; raise Refusal."""
    query = parameters(request.query, ("format",))
    report = one_of(query.get("format", "json"), "format", COMPARED)
    if request.media != JSON:
        raise Refusal(415, "content_type", f"send {JSON}")
    sides = ("old", "new")
    found = fields(request.body, sides, sides)
    old, new = (_side(_object(found[which], which), which) for which in sides)
    return old, new, report


def _side(value: Mapping[str, Any], which: str) -> Draft:
    for key in value:
        one_of(key, which, SIDE)
    if ("text" in value) == ("base64" in value):
        raise wrong("option", f"{which}: send one of the fields 'text' and 'base64'")
    if "text" in value:
        return _of_fields(value, Draft(b""))
    try:
        data = b64decode(encoded(value["base64"], "base64"), validate=True)
    except binascii.Error:
        raise wrong("option", f"{which}: the field 'base64' is not Base64") from None
    return _of_fields({**value, "text": ""}, Draft(b""))._replace(data=data)


# ---------------------------------------------------------------- parts


def parameters(query: Query, known: Sequence[str]) -> dict[str, str]:
    """Return a query as a mapping; raise Refusal for a name that is not known or comes twice."""
    found: dict[str, str] = {}
    for key, value in query:
        if key not in known:
            raise wrong("option", f"{key}: no such parameter; there are {', '.join(known)}")
        if key in found:
            raise wrong("option", f"{key}: is given twice")
        found[key] = value
    return found


def fields(body: bytes, known: Sequence[str], required: Sequence[str]) -> dict[str, Any]:
    """Return the JSON object in a body; raise Refusal for what is none, or has other fields."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        place = f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        what = getattr(error, "msg", "not UTF-8, or nested too deeply")
        raise wrong("json", f"the body is not JSON: {place}: {what}") from None
    found = _object(value, "the body")
    for key in found:
        if key not in known:
            raise wrong("option", f"{key}: no such field; there are {', '.join(known)}")
    for key in required:
        if key not in found:
            raise wrong("option", f"the field {key!r} is missing")
    return found


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong("option", f"{what} is an object")
    return value


def text(value: object, what: str) -> str:
    """Return a text; raise Refusal for anything else."""
    if not isinstance(value, str):
        raise wrong("option", f"{what} is a text")
    return value


def encoded(value: object, what: str = "text") -> bytes:
    """Return a text as UTF-8."""
    try:
        return text(value, what).encode()
    except UnicodeEncodeError:
        raise wrong("option", f"{what} holds half a character (a lone surrogate)") from None


def name(given: str) -> str:
    """Return the name of a draft: it is told in reports, no file is looked for."""
    if not given or len(given) > _LONGEST_NAME or "\0" in given:
        raise wrong("option", f"name: write 1 to {_LONGEST_NAME:,} characters")
    return given


def one_of(value: str, what: str, allowed: Sequence[str] | Mapping[str, object]) -> str:
    """Return a value that is allowed."""
    if value not in allowed:
        raise wrong("option", f"{what}: {value!r} is none of {', '.join(allowed)}")
    return value


def gates(given: Mapping[str, object]) -> dict[str, float | Severity | None]:
    """Return limits by the fields of ``Limits``; they are written as in the configuration."""
    found: dict[str, float | Severity | None] = {}
    for key, value in given.items():
        field = GATES[one_of(key, "gates", GATES)]
        if key == "fail-on":
            level = one_of(text(value, key), key, FAIL_ON)
            found[field] = None if level == "never" else Severity(level)
            continue
        found[field] = limit = share(str(value)) if isinstance(value, str | int | float) else None
        if limit is None:
            raise wrong("option", f"{key}: write a share as 40% or 0.4")
    return found
