"""The description of the server for programs that make clients: OpenAPI 3.1."""

from __future__ import annotations

import json
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from auditor import __version__, formats, reports
from auditor.desk.read import FAIL_ON, GATES, SEVERITIES
from auditor.server import languagetool
from auditor.server.answers import MEDIA
from auditor.server.drafts import COMPARED, FIELDS, JSON, NAME
from auditor.server.limits import Limits
from auditor.server.refusal import PROBLEM

Value = dict[str, Any]

_BINARY = "application/octet-stream"
_TEXT: Value = {"type": "string"}
_SHARE: Value = {
    "type": "string", "examples": ["40%", "0.4"],
    "pattern": r"^(100|[0-9]{1,2})(\.[0-9]+)?%$|^(0|1|0?\.[0-9]+)$",
}  # fmt: skip
_FAIL_ON: Value = {"type": "string", "enum": list(FAIL_ON)}
_REFUSED = {
    400: "A parameter is missing or wrong.",
    401: "The token is missing or wrong.",
    403: "The page that asks is of an origin that was not named.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    415: "The body is of a type that is not taken.",
    421: "The server was called by a name that is not its own.",
    422: "The request, or the article in it, cannot be read or took too long.",
    429: "Too many requests of this client are being served.",
    500: "An error of this program.",
    503: "Too many requests wait; try again.",
}
_ALWAYS = (401, 403, 421, 500)
_OF_BODIES = (408, 413, 415, 422, 429, 503)


def document(limits: Limits) -> Value:
    """Return the description of a server with these limits."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Attribution auditor",
            "version": __version__,
            "summary": "How much of an article rests on one party's word?",
            "description": f"A request holds at most {limits.size:,} bytes; an audit takes at most "
            f"{limits.seconds:g} seconds. Nothing that is sent is logged or kept.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {}],
        "paths": {
            "/v1/audit": {"post": _audit()},
            "/v1/diff": {"post": _diff()},
            "/v1/rules": {"get": _get("rules", "The packs and their rules.", _ref("Rules"))},
            "/v1/schema": {"get": _get("schema", "The JSON Schema of the report.", _schema())},
            "/v1/health": {"get": _get("health", "Whether the server serves.", _ref("Health"))},
            "/v2/check": {"post": _check()},
            "/v2/languages": {
                "get": _get("languages", "The languages, for clients of LanguageTool.", {
                    "type": "array", "items": _ref("Language"),
                }),
            },
        },
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http", "scheme": "bearer",
                    "description": "Needed where the server was started with AUDITOR_TOKEN.",
                },
            },
            "schemas": _schemas(),
        },
    }  # fmt: skip


def _audit() -> Value:
    return {
        "operationId": "audit",
        "summary": "Audit an article.",
        "description": "As JSON, or as the bytes of a file whose `name` tells its format.",
        "parameters": [
            _parameter("format", "Of the report.", {
                "type": "string", "enum": list(reports.names()), "default": "json",
            }),
            _parameter("name", "Of the article, as the report gives it. No file is looked for.",
                       {"type": "string", "minLength": 1, "maxLength": 1000, "default": NAME}),
            _parameter("encoding", "Of a file that is not UTF-8; `auto` takes the likeliest.",
                       _TEXT),
            _parameter("readability", "Measure readability, too.", {"type": "boolean"}),
            *(_parameter(gate, "As in the configuration.",
                         _FAIL_ON if gate == "fail-on" else _SHARE) for gate in GATES),
        ],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _ref("Article")}, _BINARY: {"schema": {}}},
        },
        "responses": {
            "200": {
                "description": "The report, byte for byte as `auditor check` prints it.",
                "content": {
                    media.partition(";")[0]: {
                        "schema": _ref("Report") if media == JSON else {"type": "string"}
                    }
                    for media in MEDIA.values()
                },
            },
            **_refusals(*_ALWAYS, *_OF_BODIES),
        },
    }  # fmt: skip


def _diff() -> Value:
    return {
        "operationId": "diff",
        "summary": "Compare two drafts.",
        "parameters": [_parameter("format", "Of the comparison.", {
            "type": "string", "enum": list(COMPARED), "default": "json",
        })],
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _object("old new", old=_ref("Side"), new=_ref("Side"))}},
        },
        "responses": {
            "200": {
                "description": "The comparison, as `auditor diff` prints it.",
                "content": {
                    MEDIA[name].partition(";")[0]: {
                        "schema": {"type": "object" if name == "json" else "string"}
                    }
                    for name in COMPARED
                },
            },
            **_refusals(*_ALWAYS, *_OF_BODIES),
        },
    }  # fmt: skip


def _check() -> Value:
    texts = dict.fromkeys(("text", "data", "disabledRules", "enabledRules", "apiKey"), _TEXT)
    return {
        "operationId": "check",
        "summary": "Check a text by LanguageTool's protocol.",
        "requestBody": {
            "required": True,
            "content": {languagetool.FORM: {"schema": {
                "type": "object", "required": ["language"], "properties": {
                    **texts,
                    "language": {"type": "string", "examples": ["auto", "en-GB"]},
                    "level": {"type": "string", "examples": ["default", "picky"]},
                    "enabledOnly": {"type": "string", "examples": ["true", "false"]},
                },
            }}},
        },
        "responses": {
            "200": {
                "description": "The findings; with `level=picky` the claims on one word as well. "
                "Positions count UTF-16 units of the text with its markup.",
                "content": {JSON: {"schema": _ref("Matches")}},
            },
            **_refusals(400, *_ALWAYS, *_OF_BODIES),
        },
    }  # fmt: skip


def _get(name: str, summary: str, schema: Value) -> Value:
    found = {"description": summary, "content": {JSON: {"schema": schema}}}
    return {
        "operationId": name, "summary": summary,
        "responses": {"200": found, **_refusals(*_ALWAYS)},
    }  # fmt: skip


def _parameter(name: str, description: str, schema: Value) -> Value:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _refusals(*codes: int) -> Value:
    return {
        str(code): {
            "description": f"{HTTPStatus(code).phrase}: {_REFUSED[code]}",
            "content": {PROBLEM: {"schema": _ref("Problem")}},
        }
        for code in sorted(codes)
    }


# ---------------------------------------------------------------- schemas


def _ref(name: str) -> Value:
    return {"$ref": f"#/components/schemas/{name}"}


def _schema() -> Value:
    return {"type": "object"}


def _object(required: str = "", **properties: Value) -> Value:
    return {"type": "object", "required": required.split(), "properties": properties}


def _schemas() -> Value:
    report = json.loads(files("auditor.schema").joinpath("report-1.json").read_text("utf-8"))
    defs = report.pop("$defs")
    moved = json.loads(
        json.dumps({"Report": report, **{f"Report.{name}": one for name, one in defs.items()}})
        .replace('"#/$defs/', '"#/components/schemas/Report.')
    )  # fmt: skip
    del moved["Report"]["$id"], moved["Report"]["$schema"]
    number: Value = {"type": "integer"}
    listed: Value = {"type": "array", "items": {"type": "object"}}
    article = {
        "text": _TEXT,
        "name": {"type": "string", "minLength": 1, "maxLength": 1000, "default": NAME},
        "format": {"type": "string", "enum": list(formats.formats())},
        "gates": {
            "type": "object",
            "additionalProperties": False,
            "properties": {g: _FAIL_ON if g == "fail-on" else _SHARE for g in GATES},
        },
        "severities": {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": list(SEVERITIES)},
        },
        "readability": {"type": "boolean"},
    }
    assert tuple(article) == FIELDS
    return {
        **moved,
        "Article": {
            "type": "object", "required": ["text"], "additionalProperties": False,
            "properties": article,
        },
        "Side": {
            "type": "object", "additionalProperties": False,
            "oneOf": [{"required": ["text"]}, {"required": ["base64"]}],
            "properties": {
                "text": _TEXT, "base64": {"type": "string", "contentEncoding": "base64"},
                "name": article["name"], "format": article["format"],
            },
        },
        "Problem": _object("type title status code detail", type=_TEXT, title=_TEXT,
                           status=number, code=_TEXT, detail=_TEXT),
        "Health": _object("status version", status={"const": "ok"}, version=_TEXT),
        "Rules": _object("packs rules", packs=listed, rules=listed),
        "Language": _object("name code longCode", name=_TEXT, code=_TEXT, longCode=_TEXT),
        "Matches": _object("software language matches", software={"type": "object"},
                           language={"type": "object"}, matches={
                               "type": "array", "items": _ref("Match")}),
        "Match": _object("message offset length rule", message=_TEXT, offset=number,
                         length=number, rule={"type": "object"}),
    }  # fmt: skip
