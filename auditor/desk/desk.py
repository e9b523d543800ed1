"""The desk of a run: what it asks of each article, and what it lets pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.desk.baseline import Baseline, below
from auditor.desk.config import NO_SEVERITY, Config, Override, limited
from auditor.model import Audit, Finding, Severity
from auditor.run import Limits


@dataclass(frozen=True, slots=True)
class Desk:
    """``fixed`` are the limits that the command line sets: no override changes them."""

    limits: Limits = field(default_factory=Limits)
    fixed: frozenset[str] = frozenset()
    config: Config | None = None
    baseline: Baseline | None = None

    @property
    def varies(self) -> bool:
        """Whether the limits depend on the path."""
        return self.config is not None and any(o.gates for o in self.config.overrides)

    def limits_of(self, path: str) -> Limits:
        """Return the limits that an article has to keep."""
        limits = self.limits
        for _, override in self._overriding(path):
            gates = {name: v for name, v in override.gates.items() if name not in self.fixed}
            limits = limited(limits, gates)
        return limits

    def settle(self, audit: Audit, place: str = "") -> Audit:
        """Return the audit with the severities of its path and what the baseline absorbs.

        ``place`` is the path that counts, where it is not the document's.
        """
        findings, path = audit.findings, place or audit.document.path
        levels = self._levels(path)
        if levels:
            findings = tuple(_levelled(findings, levels))
        if self.baseline is not None:
            findings = self.baseline.absorb(path, findings)
        return audit if findings is audit.findings else audit._replace(findings=findings)

    def _levels(self, path: str) -> list[tuple[str, str]]:
        """Return rules with the severities they have for a path, the ones that win first."""
        if self.config is None:
            return []
        levels = [
            (name, severity)
            for name, severity in self.config.severities.items()
            if severity == NO_SEVERITY
        ]
        for _, override in self._overriding(path):
            levels += override.severities.items()
        return levels[::-1]

    def _overriding(self, path: str) -> list[tuple[int, Override]]:
        if self.config is None or not self.config.overrides:
            return []
        return self.config.overriding(below(path, self.config.folder))


def _levelled(findings: Sequence[Finding], levels: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for finding in findings:
        names = (finding.rule, finding.rule.rpartition("/")[2])
        level = next((severity for name, severity in levels if name in names), None)
        if level is None:
            yield finding
        elif level != NO_SEVERITY:
            yield finding._replace(severity=Severity(level))
