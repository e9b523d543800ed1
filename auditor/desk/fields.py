"""The shapes of our YAML files: keys and values read with the place of every fault."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from auditor import files
from auditor.desk.values import cut
from auditor.errors import UsageError
from auditor.packfile import near
from auditor.yamltree import List, Map, Text, Tree, TreeError, pairs, read_tree

_MOST_BYTES = 1_000_000
_MOST_TEXTS = 5_000  # of one list


class Fields:
    """Reads one file; gathers its faults, which ``check`` raises all at once.

    ``trusted`` is a file that the caller named: what it may link to is the caller's affair.
    """

    def __init__(self, path: Path, label: str, *, trusted: bool = False) -> None:
        self.path = path
        self.label = label
        self._trusted = trusted
        self._faults: list[tuple[int, int, str]] = []

    def tree(self) -> Tree | None:
        """Return what the file says, None if nothing; raise UsageError if it is no YAML."""
        try:
            content = files.read(self.path, _MOST_BYTES, trusted=self._trusted)
        except OSError as error:
            raise UsageError(f"{self.label}: {error.strerror or error}") from None
        try:
            text = content.decode("utf-8-sig")
            lines = (line.strip() for line in text.splitlines())
            return read_tree(text) if any(line and line[0] != "#" for line in lines) else None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise UsageError(f"{self.label}:{line}:1: the file is not UTF-8") from None
        except TreeError as error:
            raise UsageError(f"{self.label}:{error.line}:{error.column}: {error}") from None

    def place(self, node: Tree) -> str:
        return f"{self.label}:{node.line}:{node.column}"

    def fault(self, node: Tree, message: str) -> None:
        self._faults.append((node.line, node.column, message))

    def check(self) -> None:
        """Raise UsageError with a line for each fault, if there is one."""
        faults = sorted(self._faults)
        lines = [f"{self.label}:{line}:{column}: {said}" for line, column, said in faults]
        if lines:
            raise UsageError("\n".join(cut(lines, self.label)))

    def fields(
        self, node: Tree, what: str, known: Collection[str], required: Collection[str] = ()
    ) -> dict[str, Tree]:
        """Return a map with known keys."""
        found: dict[str, Tree] = {}
        for key, value in pairs(node, what, self.fault):
            if key.value in known:
                found[key.value] = value
            else:
                self.fault(
                    key, f"unknown key {key.value!r} in {what}" + self._hint(key.value, known)
                )
        if isinstance(node, Map):
            for name in required:
                if name not in found:
                    self.fault(node, f"{what} needs {name!r}")
        return found

    def items(self, node: Tree, what: str) -> list[Tree]:
        """Return the items of a list."""
        if isinstance(node, List):
            return node.items
        self.fault(node, f"{what}: expected a list")
        return []

    def text(self, node: Tree, what: str) -> str:
        """Return a text that is not empty; "" with a fault for anything else."""
        if isinstance(node, Text) and node.value.strip():
            return node.value.strip()
        self.fault(node, f"{what}: expected a text")
        return ""

    def texts(self, node: Tree, what: str) -> tuple[str, ...]:
        """Return a list of texts; a single one is a list of one."""
        nodes = node.items if isinstance(node, List) else [node]
        if not nodes:
            self.fault(node, f"{what}: must not be empty")
        if len(nodes) > _MOST_TEXTS:
            self.fault(node, f"{what}: more than {_MOST_TEXTS:,} entries")
            return ()
        return tuple(filter(None, (self.text(item, what) for item in nodes)))

    def choice(self, node: Tree, what: str, allowed: Collection[str]) -> str:
        """Return one of some texts; "" with a fault for anything else."""
        text = self.text(node, what)
        if text and text not in allowed:
            self.fault(node, f"{what} cannot be {text!r}" + self._hint(text, allowed))
            return ""
        return text

    def _hint(self, word: str, known: Collection[str]) -> str:
        return near(word, known, len(self._faults)) or f" (one of {', '.join(known)})"
