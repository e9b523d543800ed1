"""A baseline: the findings that were there when it was written, and gate no more."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import files
from auditor.errors import UsageError
from auditor.inputs import shown
from auditor.model import Audit, Finding

SCHEMA = "1.0"
WORD = "in the baseline"
_MOST_BYTES = 64_000_000
_FIELDS = ("path", "rule", "fingerprint", "count")

Key = tuple[str, str]  # rule and fingerprint
Known = Mapping[str, Mapping[Key, int]]  # by path


@dataclass(frozen=True, slots=True)
class Baseline:
    """``folder`` is where the file lies: the paths in it are relative to that."""

    folder: str
    known: Known

    def absorb(self, path: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return the findings of an article, the recorded ones suppressed: so many, no more."""
        recorded = self.known.get(below(path, self.folder))
        if not recorded:
            return findings
        left = Counter(recorded)
        settled = []
        for finding in findings:
            key = (finding.rule, finding.fingerprint)
            if finding.suppressed is None and left[key] > 0:
                left[key] -= 1
                finding = finding._replace(suppressed=WORD, suppressed_by="baseline")
            settled.append(finding)
        return tuple(settled)


def below(path: str, folder: str) -> str:
    """Return ``path`` relative to a folder, with forward slashes."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive: no relative path leads there
        return path


def counted(audits: Iterable[Audit], folder: str) -> dict[str, Counter[Key]]:
    """Return how many open findings each article has, by path relative to ``folder``."""
    known: dict[str, Counter[Key]] = {}
    for audit in audits:
        keys = [(f.rule, f.fingerprint) for f in audit.findings if f.suppressed is None]
        if keys:
            known.setdefault(below(audit.document.path, folder), Counter()).update(keys)
    return known


def fewer(recorded: Known, found: Known) -> dict[str, Counter[Key]]:
    """Return of ``recorded`` as many as there still are."""
    left = {path: Counter(keys) & Counter(found.get(path, {})) for path, keys in recorded.items()}
    return {path: keys for path, keys in left.items() if keys}


def written(known: Known) -> str:
    """Return the file: a finding a line, so that a change of one is a change of a line."""
    rows = [
        json.dumps(dict(zip(_FIELDS, (path, *key, count), strict=True)), ensure_ascii=False)
        for path, keys in sorted(known.items())
        for key, count in sorted(keys.items())
    ]
    inside = ",\n".join(f"  {row}" for row in rows)
    findings = f"[\n{inside}\n]" if rows else "[]"
    return f'{{"schema_version": "{SCHEMA}", "findings": {findings}}}\n'


def read(path: str, *, trusted: bool = True) -> Baseline:
    """Return the baseline in a file; raise UsageError with one line for a fault."""
    label = shown(path)
    try:
        data = json.loads(files.read(path, _MOST_BYTES, trusted=trusted))
    except OSError as error:
        raise UsageError(f"{label}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        said = getattr(error, "msg", "not UTF-8")
        raise UsageError(f"{label}:{line}:{column}: not a baseline: {said}") from None
    if not isinstance(data, dict) or not isinstance(rows := data.get("findings"), list):
        raise UsageError(f"{label}: not a baseline: write one with auditor baseline write")
    version = data.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != SCHEMA.partition(".")[0]:
        raise UsageError(f"{label}: a baseline of version {version!r}; this program reads {SCHEMA}")
    return Baseline(os.path.abspath(Path(path).parent), _known(rows, label))  # noqa: PTH100


def _known(rows: Sequence[object], label: str) -> dict[str, Counter[Key]]:
    known: dict[str, Counter[Key]] = {}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise UsageError(f"{label}: finding {number} is no object")
        path, rule, fingerprint, count = (row.get(name) for name in _FIELDS)
        for name, value in zip(_FIELDS, (path, rule, fingerprint), strict=False):
            if not isinstance(value, str) or not value:
                raise UsageError(f"{label}: finding {number} needs a text under {name!r}")
        if type(count) is not int or count < 1:
            raise UsageError(f"{label}: finding {number} needs a number above 0 under 'count'")
        known.setdefault(str(path), Counter())[str(rule), str(fingerprint)] += count
    return known
