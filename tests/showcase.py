"""Two audits put together by hand for the reports: one with a bit of everything, one hostile."""

from __future__ import annotations

from handmade import PACKS, STRIKE, Line, audit, finding

from auditor.gate import judge
from auditor.model import Audit, Block, BlockKind, Rule, Severity, Span, Status
from auditor.reports import load
from auditor.run import Limits, Piece, Result, Run, Style, Unreadable
from auditor.summary import digest

LIMITS = Limits(0.4, 0.1, Severity.ERROR)
POLICY = Rule(
    "policy/headline-single-party", "policy", (), {
        "severity": "error",
        "message": "The headline rests on {party}",
        "standard": "The text supports the headline",
        "url": "https://example.org/rules/headline",
    }, (), (), "A headline states nothing that the text credits to one party alone.",
)  # fmt: skip

# Whatever a format could take for an order, once for each of them.
HOSTILE = (
    "<script>window.owned=1</script>",
    "</style><style>*{display:none}</style><img src=x onerror=window.owned=1>",
    "</script><script>window.owned=1</script>",
    "<!-- --><svg onload=window.owned=1>",
    "javascript:window.owned=1",
    "\" onmouseover=\"window.owned=1\" x='",
    "' autofocus onfocus='window.owned=1",
    "{{ 7*7 }}{% for x in () %}${7*7}",
    "&lt;script&gt;window.owned=1&lt;/script&gt;",
    "]]><x/>&bogus;\x00\x0b\x1f\ufffe",
    "=1+1|cmd", "+1", "-1+1", "@SUM(1)", "\t=1",
    "::error file=x::owned %0A::set-output", "##[error]owned",
    "a|b `c` *d* _e_ ~~f~~ [g](javascript:h) ![i](http://j) @everyone #1 GH-2 www.k.org http://l",
    "\x1b[31mred\x9b2J\u202eevil\u2066", "<iframe srcdoc='<script>parent.owned=1</script>'>",
    "<a href='javascript:window.owned=1'>x</a><base href=//evil><meta http-equiv=refresh>",
)  # fmt: skip


def showcase() -> Audit:
    """Return the strike story with paragraphs, findings of each severity, a range and a note."""
    plain = audit()
    text = plain.document.text
    at = text.index("reportedly")
    claim = plain.segments[2]
    findings = (
        finding(0, 35, Severity.ERROR, url="https://example.org/rules/headline",
                related=(Span(claim.start, claim.end),), fingerprint="0123456789abcdef"),
        finding(claim.start, claim.end, Severity.WARNING, rule="policy/casualties-one-party",
                message="Losses rest on Northland alone", fingerprint="1123456789abcdef"),
        finding(at, at + 10, Severity.NOTE, rule="policy/no-source",
                message="“reportedly”: who says so?", fingerprint="2123456789abcdef"),
        finding(at, at + 10, Severity.WARNING, rule="policy/hedge", fingerprint="3123456789abcdef",
                message="A hedge instead of a source",
                suppressed="acknowledged by M.O.: the desk knows it"),
    )  # fmt: skip
    return plain._replace(
        document=plain.document._replace(blocks=_blocks(plain)),
        metrics={
            **plain.metrics,
            "share_low": 0.4565,
            "share_high": 0.6087,
        },
        findings=findings,
        notes=("the article is short",),
    )


def hostile() -> Audit:
    """Return an audit in which every name, message and passage tries to break out."""
    lines: list[Line] = [
        (text, status, HOSTILE[(n + 3) % len(HOSTILE)], False)
        for n, (text, status) in enumerate(zip(HOSTILE, list(Status) * 2, strict=False))
    ]
    made = audit(lines, path="evil/<img src=x onerror=window.owned=1>.txt")
    findings = tuple(
        finding(segment.start, segment.end, rule=text, message=text, fingerprint=f"{n:016}",
                suppressed=text if n % 3 else None, url="javascript:window.owned=1")
        for n, (segment, text) in enumerate(zip(made.segments, HOSTILE, strict=True))
    )  # fmt: skip
    return made._replace(
        document=made.document._replace(blocks=_blocks(made)),
        findings=findings,
        notes=HOSTILE,
        segments=tuple(
            s._replace(reasons=(text,)) for s, text in zip(made.segments, HOSTILE, strict=True)
        ),
    )


def calm() -> Audit:
    """Return an article with nothing to complain of."""
    return audit(STRIKE[4:6], path="drafts/calm.txt")


def broken() -> Unreadable:
    return Unreadable("b.docx", "decode", "b.docx: not UTF-8 (byte 3); try --encoding")


def run_of(style: Style, *results: Result) -> Run:
    gate = judge((digest(result) for result in results), style.limits)
    return Run("0.1.0", PACKS, gate, style, (POLICY,))


def told(format: str, *results: Result, limits: Limits = LIMITS) -> str:
    """Return the report on ``results``."""
    report, style = load(format), Style(limits=limits)
    pieces = [Piece(digest(result), report.article(result, style)) for result in results]
    return "".join(report.whole(pieces, run_of(style, *results)))


def _blocks(made: Audit) -> tuple[Block, ...]:
    kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * (len(made.segments) - 1)]
    return tuple(Block(s.start, s.end, k) for s, k in zip(made.segments, kinds, strict=True))
