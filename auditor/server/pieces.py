"""What ``auditor check --server`` sends and gets: an article, and its part of the report.

Both sides have the same version, the same packs and the same configuration, or the server
refuses: ``mark`` stands for all of them.  No other program need know this form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from auditor import __version__
from auditor.desk.config import Config
from auditor.desk.decided import Decided
from auditor.digests import sha256
from auditor.model import RuleSet, Severity, Status
from auditor.run import Acknowledgement, Correction, Digest, Limits, Piece, Style
from auditor.server.refusal import Refusal

MEDIA = "application/vnd.attribution-auditor.piece"
_END = b"\n"  # between what is asked and the bytes of the article

# Of the configuration: what differs from place to place, or what the caller sees to.
_ASIDE = (
    "label",
    "folder",
    "places",
    "add",
    "gates",
    "include",
    "exclude",
    "baseline",
    "overrides",
)
_FURNISHED = ("policy", "party")  # kinds of rules whose traits a configuration changes


class Asked(NamedTuple):
    """An article to audit.

    ``place`` is its path from the folder of the configuration, ``recorded`` what the caller's
    baseline knows of it: how many of each rule and fingerprint.
    """

    mark: str
    report: str
    name: str
    place: str
    encoding: str | None
    readability: bool
    style: Style
    accepted: Sequence[Acknowledgement]
    corrections: Sequence[Correction]
    fault: str
    note: str
    recorded: Mapping[tuple[str, str], int]

    @property
    def decided(self) -> Decided:
        """What people decided on it."""
        return Decided((*self.accepted, *self.corrections), self.fault, self.note)


def mark(rules: RuleSet, config: Config | None) -> str:
    """Return what differs where rules or configurations would lead to other reports."""
    set_ = config or Config("", "")
    settings = [(f.name, getattr(set_, f.name)) for f in fields(set_) if f.name not in _ASIDE]
    overrides = [(o.paths, dict(o.severities)) for o in set_.overrides]
    traits = [(r.id, r.traits if r.kind in _FURNISHED else ()) for r in rules.rules]
    reader = rules.reader.name if rules.reader else ""
    told = repr((__version__, rules.packs, traits, settings, overrides, reader))
    return sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def packed(asked: Asked, data: bytes) -> bytes:
    """Return the body of a request."""
    recorded = [[*key, count] for key, count in asked.recorded.items()]
    return json.dumps(asked._replace(recorded=recorded)).encode() + _END + data  # type: ignore[arg-type]


def unpacked(body: bytes) -> tuple[Asked, bytes]:
    """Return what a body asks for, and the article; raise Refusal."""
    head, end, data = body.partition(_END)
    try:
        if not end:
            raise ValueError
        value = Asked(*json.loads(head))
        style = Style(*value.style)
        limits = Limits(*style.limits)
        level = None if limits.fail_on is None else Severity(limits.fail_on)
        asked = value._replace(
            style=style._replace(limits=limits._replace(fail_on=level)),
            accepted=[Acknowledgement(*one) for one in value.accepted],
            corrections=[_correction(one) for one in value.corrections],
            recorded={(rule, print): count for rule, print, count in _rows(value.recorded)},
        )
    except (ValueError, TypeError, RecursionError):
        detail = "the body is none that auditor check --server sends"
        raise Refusal(422, "piece", detail) from None
    return asked, data


def _correction(value: Any) -> Correction:
    made = Correction(*value)
    return made._replace(status=None if made.status is None else Status(made.status))


def _rows(value: Any) -> Sequence[tuple[str, str, int]]:
    return [(str(rule), str(fingerprint), int(count)) for rule, fingerprint, count in value]


def packed_piece(piece: Piece) -> bytes:
    """Return the answer."""
    return json.dumps(piece).encode()


def unpacked_piece(body: bytes) -> Piece:
    """Return the piece in an answer; raise ValueError or TypeError where there is none."""
    figures, text = json.loads(body)
    digest = Digest(*figures)
    return Piece(
        digest._replace(remarks=tuple(digest.remarks), doubts=tuple(digest.doubts)), str(text)
    )
