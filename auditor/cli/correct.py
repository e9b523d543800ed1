"""``auditor correct``: decide on a passage in place of the program, with a name and a reason."""

from __future__ import annotations

from typing import Any

from auditor.cli.audits import audit_file
from auditor.cli.codes import Code
from auditor.cli.options import check_options
from auditor.cli.places import Place, placed
from auditor.cli.settings import settle
from auditor.cli.terminal import tell
from auditor.dates import over
from auditor.desk.add import add
from auditor.errors import UsageError
from auditor.explain import place_in
from auditor.inputs import STDIN, shown
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Segment, Status
from auditor.reports._corrections import changed, standing
from auditor.reports._places import Places
from auditor.summary import SHARE, digest, percent, share

_CREDITED = UNVERIFIED | {Status.INDEPENDENT, Status.POSITION, Status.CORROBORATED}
_LONGEST = 100  # characters of a passage


def correct(
    *,
    place: str,
    reason: str,
    status: str | None = None,
    counts_as: str | None = None,
    by: str | None = None,
    until: str | None = None,
    **given: Any,
) -> Code:
    """Write the correction of a passage beside its article, and print what it changes."""
    where = placed(place)
    if where.file == STDIN:
        raise UsageError("correct: standard input has no file beside it; name the article's file")
    options = check_options({**given, "paths": (where.file,)})
    settings = settle(options, absorb=False)
    rules = settings.load()
    before = audit_file(where.file, rules, settings, options)
    passage = _passage(before, where)
    named = f"{shown(where.file)}:{Places(before).at(passage.start)}"
    _check(before, passage, named, status, counts_as, until)
    entry = {
        "fingerprint": passage.fingerprint, "status": status, "counts-as": counts_as,
        "by": by or _user(), "reason": reason, "until": until,
    }  # fmt: skip
    remark = f"{standing(passage.status, passage.party)}: {_quoted(before, passage)}"
    file = add(where.file, {name: value for name, value in entry.items() if value}, remark)
    after = audit_file(where.file, rules, settings, options)
    for corrected in after.corrections:
        if corrected.fingerprint == passage.fingerprint and not corrected.why:
            tell(f"{named}: {changed(corrected)}, written to {file}")
    old, new = (share(digest(audit), SHARE) for audit in (before, after))
    tell(f"unverified single-party share {percent(old, new)} → {percent(new, old)}")
    return Code.OK


def _passage(audit: Audit, where: Place) -> Segment:
    """Return the passage at a place; raise UsageError where it is not clear which one."""
    start, end = place_in(audit.document, where.line, where.column)
    found = [s for s in audit.segments if s.start < end and start < s.end]
    content = [s for s in found if s.status not in EXCLUDED] or found
    credited = [s for s in content if s.status is not Status.OWN_VOICE] or content
    if len(credited) == 1:
        return credited[0]
    at = f"{shown(where.file)}:{where.line}"
    if not found:
        raise UsageError(f"{at}: there are no words of the article here")
    places = Places(audit)
    listed = "\n".join(
        f"{shown(where.file)}:{places.at(s.start)} {standing(s.status, s.party)}: "
        f"{_quoted(audit, s)}"
        for s in content
    )
    raise UsageError(f"{at}: several passages; name one of them by its place\n{listed}")


def _check(
    audit: Audit,
    passage: Segment,
    named: str,
    status: str | None,
    counts_as: str | None,
    until: str | None,
) -> None:
    """Raise UsageError for a correction that would say nothing, or twice."""
    if over(until):
        raise UsageError(f"--until {until}: this day is over")
    if status is None and counts_as is None:
        raise UsageError("correct: say what is right: --status STATUS, --counts-as PARTY, or both")
    for corrected in audit.corrections:
        if corrected.fingerprint == passage.fingerprint and not corrected.named:
            raise UsageError(f"{named}: corrected already in {corrected.place}; change it there")
    if (status or passage.status) == passage.status and (
        counts_as is None or counts_as == passage.party
    ):
        raise UsageError(f"{named}: is {standing(passage.status, passage.party)} already")
    if status in _CREDITED and passage.party is None and counts_as is None:
        raise UsageError(f"{named}: names nobody; say whose word it is with --counts-as PARTY")


def _quoted(audit: Audit, passage: Segment) -> str:
    return f"“{Places(audit).passage(passage.start, passage.end, _LONGEST)}”"


def _user() -> str:
    """Return the name of whoever is logged in."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("--by NAME is missing: who says so?") from None
