"""``auditor rules new-party``: ask for what a party pack needs, write it, show what it changes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from auditor import formats
from auditor.audit import audit_text
from auditor.cli.audits import audit_files
from auditor.cli.codes import Code
from auditor.cli.options import check_options
from auditor.cli.settings import settle
from auditor.cli.terminal import say, tell
from auditor.drafts import compare
from auditor.errors import RulePackError, UsageError
from auditor.files import write
from auditor.inputs import select
from auditor.model import Audit
from auditor.packs.check import check_examples, example_document
from auditor.packs.kinds import ROLES, TYPES
from auditor.packs.lint import lint
from auditor.packs.load import load_rules
from auditor.packs.phrase import PhraseError, parse
from auditor.reports._corrections import standing
from auditor.reports._places import Places
from auditor.reports._style import printable
from auditor.summary import percent
from auditor.yamltree import near


class Question(NamedTuple):
    """What is asked for a key of the pack; ``check`` says what is wrong with an answer."""

    key: str
    text: str
    check: Callable[[str], str]
    many: bool = True
    needed: bool = False


def _any(answer: str) -> str:
    return ""


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        hint = near(answer, known).removeprefix("; ")
        return "" if answer in known else f"{hint or 'choose one'} (one of {', '.join(known)})"

    return check


def _phrase(answer: str) -> str:
    try:
        parse(answer)
    except PhraseError as error:
        return str(error)
    return ""


QUESTIONS = (
    Question("name", "Its name in reports, short", _phrase, many=False, needed=True),
    Question("type", "What it is, such as country, corporate or armed group", _one_of(TYPES),
             many=False, needed=True),
    Question("role", f"Its part in the matter: {', '.join(ROLES)}", _one_of(ROLES), many=False,
             needed=True),
    Question("adverse", "Whom it is in conflict with, by their names in reports", _any),
    Question("names", "Its names and acronyms, besides that one; =US where case matters", _phrase),
    Question("demonyms", "Adjectives and its people: Northlandic, Northlander, Northlanders",
             _phrase),
    Question("metonyms", "Capital and seats that speak for it: the Citadel", _phrase),
    Question("officials", 'Who speaks for it; [Ann] Ode where the surname is rare', _phrase),
    Question("bodies", "Ministries, services and parliaments with a name of their own", _phrase),
    Question("appointed", "Proxies, and authorities that it has set up elsewhere", _phrase),
    Question("forces", "Troops and units with a name of their own", _phrase),
    Question("media", "State and captive media", _phrase),
    Question("leave", "A sentence that has one of these words and does not mean it", _any,
             many=False),
)  # fmt: skip


def new_party(*, output: str | None = None, paths: Sequence[str] = (), **given: Any) -> Code:
    """Write a pack of one party from answers on standard input, and say what it changes.

    Raises UsageError where an answer is missing, or where the file is there already.
    """
    answers = dict(_asked(output))
    path = Path(output or f"{_slug(answers['name'][0])}.yaml")
    if path.exists():
        raise UsageError(f"{path}: is there already; name another file with -o")
    try:
        write(str(path), [_pack(answers)])
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    tell(f"wrote {path}")
    try:
        faults = list(_faults(path))
    except RulePackError as error:
        faults = error.faults
    for fault in faults:
        tell(f"to mend: {fault}")
    if not faults:
        tell("its examples are found")
    return _changes(path, paths, given)


def _asked(output: str | None) -> Iterator[tuple[str, list[str]]]:
    if output is not None and Path(output).exists():
        raise UsageError(f"{output}: is there already; name another file with -o")
    say("Answers are separated by commas; an empty line leaves one out.")
    for question in QUESTIONS:
        while True:
            answer = _read(f"{question.text}: ", question.key)
            parts = answer.split(",") if question.many else [answer]
            texts = [" ".join(part.split()) for part in parts if part.strip()]
            wrong = next((f"{t}: {w}" for t in texts if (w := question.check(t))), "")
            if question.needed and not texts:
                wrong = "this one is needed"
            if not wrong:
                break
            say(wrong)
        yield question.key, texts


def _read(prompt: str, key: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError(f"no answer for {key}: nothing is written")
    return line.rstrip("\r\n")


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "party"


def _pack(answers: dict[str, list[str]]) -> str:
    """Return the pack as YAML."""
    import yaml

    (name,) = answers["name"]
    facets = ("demonyms", "metonyms", "officials", "bodies", "appointed", "forces", "media")
    party: dict[str, Any] = {"name": name, "role": answers["role"][0], "type": answers["type"][0]}
    if answers["adverse"]:
        party["adverse"] = answers["adverse"]
    party["names"] = list(dict.fromkeys([name, *answers["names"]]))
    party |= {facet: answers[facet] for facet in facets if answers[facet]}
    party["examples"] = {
        "find": [f"{{{name}}} said on Monday that the road had been closed."],
        "leave": answers["leave"] or ["The road was closed on Monday."],
    }
    pack = {
        "pack": _slug(name), "version": "1.0.0", "language": "en",
        "about": f"{name}, and who speaks for it.", "parties": [party],
    }  # fmt: skip
    said: str = yaml.safe_dump(pack, allow_unicode=True, sort_keys=False, width=100)
    return said


def _faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with the examples of the new pack, and what the linter says of it."""
    rules = load_rules([path])
    own = {pack.id for pack in rules.packs} - {pack.id for pack in load_rules().packs}

    def audit(text: str) -> Audit:
        return audit_text(example_document(text), rules)

    mine = tuple(rule for rule in rules.rules if rule.id.partition("/")[0] in own)
    yield from check_examples(rules._replace(rules=mine), audit)
    yield from (line for line in lint(rules) if str(path) in line)


def _changes(path: Path, paths: Sequence[str], given: dict[str, Any]) -> Code:
    """Print what the pack changes in the articles that are named."""
    if not paths:
        tell(f"see what it changes: auditor rules try --rules {path} “…”")
        return Code.OK
    before = check_options({**given, "paths": tuple(paths)})
    after = before._replace(rules=(*before.rules, str(path)))
    found = select(before.paths, formats.suffixes()).files
    codes: list[Code] = []
    sides = []
    for options in (before, after):
        settings = settle(options, absorb=False)
        sides.append(list(audit_files(found, settings.load(), settings, options, codes)))
    for old, new in zip(*sides, strict=True):
        _change(old, new)
    return max(codes, default=Code.OK)


def _change(old: Audit, new: Audit) -> None:
    drafts = compare(old, new)
    name = printable(new.document.path)
    if not drafts.moved:
        tell(f"{name}: nothing changes")
        return
    share = drafts.share
    tell(f"{name}: {percent(share.old, share.new)} → {percent(share.new, share.old)} unverified")
    places = Places(new)
    for was, now in drafts.moved:
        told = f"{standing(was.status, was.party)} → {standing(now.status, now.party)}"
        tell(f"  {places.at(now.start)} {told}: {places.passage(now.start, now.end, 100)}")
