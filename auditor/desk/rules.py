"""The rules as the configuration wants them: packs, severities, wording, parties, publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from auditor.desk.config import NO_SEVERITY, Config
from auditor.desk.values import cut
from auditor.errors import UsageError
from auditor.model import Rule, RuleSet
from auditor.packs.load import Place, load_rules

# The lists that know the outlet: who is told things, who could not verify, who has seen.
_OUTLETS = ("publisher", "outlet", "checker")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def load(
    paths: Sequence[Place],
    packs: Sequence[str] | None,
    without: Sequence[str],
    config: Config | None,
) -> RuleSet:
    """Return the rules of a run; raise UsageError for settings that fit no rule or party."""
    if config is None:
        return load_rules(paths, packs, without)
    words = dict.fromkeys(_OUTLETS, config.publisher) if config.publisher else {}
    try:
        rules = load_rules(paths, packs, without, words)
    except UsageError as error:  # an unknown pack
        for key, names in (("packs.only", config.only), ("packs.without", config.without)):
            if any(repr(name) in str(error) for name in names):
                raise UsageError(f"{config.places[key]}: {error}") from None
        raise
    return furnished(rules, config)


def furnished(rules: RuleSet, config: Config) -> RuleSet:
    """Return ``rules`` with the severities, the wording and the allies of ``config``."""
    faults: list[str] = []
    traits = _policy(rules, config, faults)
    parties = _allies(rules, config, faults)
    if faults:
        raise UsageError("\n".join(cut(faults, config.label)))
    if not traits and not parties:
        return rules

    def changed(rule: Rule) -> Rule:
        new = traits.get(rule.id)
        if rule.kind == "party" and rule.traits["party"] in parties:
            new = {"party": parties[rule.traits["party"]]}
        return rule._replace(traits={**rule.traits, **new}) if new else rule

    return rules._replace(rules=tuple(map(changed, rules.rules)))


def _policy(rules: RuleSet, config: Config, faults: list[str]) -> dict[str, dict[str, str]]:
    """Return the traits that change, by rule id."""
    ids = [rule.id for rule in rules.rules if rule.kind == "policy"]
    messages = {rule.id: rule.traits["message"] for rule in rules.rules if rule.kind == "policy"}
    changes: dict[str, dict[str, str]] = {}
    overridden = set()
    for number, override in enumerate(config.overrides):
        for name in override.severities:
            at = config.places[f"overrides[{number}].severities.{name}"]
            overridden.update(_named(name, ids, at, faults))
    for name, severity in config.severities.items():
        for id in _named(name, ids, config.places[f"severities.{name}"], faults):
            # A rule that is on for some paths runs for all; ``Desk.settle`` takes it out.
            if severity != NO_SEVERITY or id not in overridden:
                changes.setdefault(id, {})["severity"] = severity
    for name, wording in config.policy.items():
        for id in _named(name, ids, config.places[f"policy.{name}"], faults):
            changes.setdefault(id, {}).update(wording)
            at = config.places.get(f"policy.{name}.message", "")
            faults += _unfilled(at, wording.get("message", ""), messages[id])
    return changes


def _named(name: str, ids: Iterable[str], at: str, faults: list[str]) -> list[str]:
    """Return the rules with this id, or with this name in whatever pack."""
    found = [id for id in ids if name in (id, id.rpartition("/")[2])]
    if not found:
        from auditor.yamltree import near

        names = [*ids, *(id.rpartition("/")[2] for id in ids)]
        faults.append(f"{at}: there is no policy rule {name!r}" + near(name, names, len(faults)))
    return found


def _unfilled(at: str, message: str, before: str) -> list[str]:
    """Return a fault for each placeholder that the rule cannot fill, and for stray braces."""
    known = set(_PLACEHOLDER.findall(before))
    if re.search(r"[{}]", _PLACEHOLDER.sub("", message)):
        return [f"{at}: braces in a message hold one lower-case name: {{party}}"]
    unknown = sorted(set(_PLACEHOLDER.findall(message)) - known)
    can = ", ".join(f"{{{name}}}" for name in sorted(known)) or "nothing"
    return [f"{at}: the rule does not fill {{{name}}}; it fills {can}" for name in unknown]


def _allies(rules: RuleSet, config: Config, faults: list[str]) -> Mapping[str, str]:
    """Return the party that each ally counts as."""
    counted = {}
    for party, allies in config.allies.items():
        for name in (party, *allies):
            if name not in rules.parties:
                from auditor.yamltree import near

                at = config.places[f"allies.{party}"]
                faults.append(
                    f"{at}: there is no party {name!r}" + near(name, rules.parties, len(faults))
                )
        counted.update(dict.fromkeys(allies, party))
    return counted
