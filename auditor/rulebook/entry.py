"""Everything that is known of one rule, gathered from its pack and from what was measured."""

from __future__ import annotations

from typing import NamedTuple

from auditor.evaluate.measured import measured
from auditor.model import Rule, RuleSet
from auditor.packs.kinds import KINDS as VOCABULARY
from auditor.rulebook.prose import KINDS

_TOLD = ("message", "standard", "advice", "url", "severity")  # traits that have lines of their own


class RuleEntry(NamedTuple):
    """A rule in words.  ``todo`` are steps, ``traits`` what else the pack says of it."""

    id: str
    kind: str
    kind_about: str
    what: str
    why: str
    severity: str | None
    standard: str | None
    url: str | None
    todo: tuple[str, ...]
    traits: tuple[tuple[str, str], ...]
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    find: tuple[str, ...]
    leave: tuple[str, ...]
    measured: tuple[str, ...]
    origin: str

    @property
    def name(self) -> str:
        """The id without the pack."""
        return self.id.rpartition("/")[2]


def entry(rule: Rule, rules: RuleSet) -> RuleEntry:
    """Return what there is to say of ``rule``, which is one of ``rules``."""
    kind, traits = KINDS[rule.kind], rule.traits
    general = kind.todo.replace("{id}", rule.id).replace("{name}", rule.id.rpartition("/")[2])
    advice = traits.get("advice")
    return RuleEntry(
        id=rule.id,
        kind=rule.kind,
        kind_about=VOCABULARY[rule.kind].about,
        what=_what(rule),
        why=kind.why,
        severity=traits.get("severity"),
        standard=traits.get("standard"),
        url=traits.get("url"),
        todo=(advice, general) if advice else (general,),
        traits=tuple(sorted((n, v) for n, v in traits.items() if n not in _TOLD)),
        phrases=rule.phrases,
        unless=rule.unless,
        find=rule.find,
        leave=rule.leave,
        measured=tuple(measured(rules, rule.id)),
        origin=rule.origin,
    )


def _what(rule: Rule) -> str:
    """Return what the rule looks for; placeholders of a message become dots."""
    if rule.about:
        return rule.about
    if rule.kind == "party":
        return f"The {rule.traits['facet']} of {rule.traits['party']}."
    message = rule.traits.get("message", "")
    plain = []
    for number, part in enumerate(message.split("{")):
        plain.append("…" + part.partition("}")[2] if number else part)
    return "".join(plain)
