"""What a configuration can say, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from auditor.model import Severity
from auditor.run import Correction, Limits

NO_SEVERITY = "off"
Gates = Mapping[str, float | Severity | None]  # by the fields of ``Limits``; None: never


# What decides on the figures and the findings, and how it is written.
_MEASURING = {
    "publisher": "publisher", "add": "packs.add", "only": "packs.only",
    "without": "packs.without", "allies": "allies", "severities": "severities",
    "include": "include", "exclude": "exclude", "json": "json", "corrections": "corrections",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Override:
    """What differs for the articles whose path one of the patterns fits."""

    paths: tuple[str, ...]
    severities: Mapping[str, str] = field(default_factory=dict)
    gates: Gates = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """One configuration file.

    ``folder`` is the absolute path of the folder it lies in: patterns are held against
    paths relative to it; ``add`` and ``baseline`` are absolute.  ``places`` tells where a
    setting stands, by its key (``gates.fail-on``).
    """

    label: str  # how messages call the file
    folder: str
    publisher: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    allies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    policy: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gates: Gates = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str | None = None
    json: Mapping[str, str] = field(default_factory=dict)  # where the house's own has its texts
    corrections: tuple[Correction, ...] = ()
    overrides: tuple[Override, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.label.rpartition('/')[2]}"

    def heeded(self) -> tuple[Config, list[str]]:
        """Return what counts where the caller sets a limit, and the settings that do not.

        A configuration that lies beside the articles may come with them: it must not decide
        what is measured, or of which articles, where somebody else decides on the limit.
        A baseline does count: what it lets pass is listed with the word that it does.
        """
        plain = Config(self.label, self.folder)
        aside = {name: getattr(plain, name) for name in _MEASURING if getattr(self, name)}
        names = [_MEASURING[name] for name in aside]
        if any(override.severities for override in self.overrides):
            names.append("overrides.severities")
        overrides = tuple(replace(override, severities={}) for override in self.overrides)
        return replace(self, overrides=overrides, **aside), names

    def overriding(self, path: str) -> list[tuple[int, Override]]:
        """Return the overrides for a path relative to ``folder``, numbered, the last wins."""
        return [
            (number, override)
            for number, override in enumerate(self.overrides)
            if any(fits(path, pattern) for pattern in override.paths)
        ]


def fits(path: str, pattern: str) -> bool:
    """Whether a pattern fits a path or its last part; ``*`` crosses ``/``."""
    name = path.rpartition("/")[2]
    folder = pattern.endswith("/") and fnmatchcase(path, f"{pattern}*")
    return folder or fnmatchcase(path, pattern) or fnmatchcase(name, pattern)


def limited(limits: Limits, gates: Gates) -> Limits:
    """Return ``limits`` with those that ``gates`` set."""
    return limits._replace(**gates) if gates else limits  # type: ignore[arg-type]
