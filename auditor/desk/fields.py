"""Our small YAML files: ``auditor.yaml`` and sidecars, with every fault they have."""

from __future__ import annotations

from pathlib import Path

from auditor import files
from auditor.desk.values import cut
from auditor.errors import UsageError
from auditor.yamltree import List, Shapes, Tree, TreeError, read_tree

_MOST_BYTES = 1_000_000
_MOST_TEXTS = 5_000  # of one list


class Fields(Shapes):
    """Reads one file; gathers its faults, which ``check`` raises all at once.

    ``trusted`` is a file that the caller named: what it may link to is the caller's affair.
    """

    def __init__(self, path: Path, label: str, *, trusted: bool = False) -> None:
        super().__init__(lambda node, said: self._faults.append((node.line, node.column, said)))
        self.path = path
        self.label = label
        self._trusted = trusted
        self._faults: list[tuple[int, int, str]] = []

    def tree(self) -> Tree | None:
        """Return what the file says, None if nothing; raise UsageError if it is no YAML."""
        try:
            return read_tree(files.read(self.path, _MOST_BYTES, trusted=self._trusted), _MOST_BYTES)
        except OSError as error:
            raise UsageError(f"{self.label}: {error.strerror or error}") from None
        except TreeError as error:
            raise UsageError(f"{self.label}:{error.line}:{error.column}: {error}") from None

    def place(self, node: Tree) -> str:
        return f"{self.label}:{node.line}:{node.column}"

    def said(self, node: Tree, what: str) -> str:
        """Return a text without the blanks around it; "" with a fault for anything else."""
        text = self.text(node, what)
        return text.value.strip() if text else ""

    def names(self, node: Tree, what: str) -> tuple[str, ...]:
        """Return a list of texts; a single one is a list of one."""
        if isinstance(node, List) and len(node.items) > _MOST_TEXTS:
            self.fault(node, f"{what}: more than {_MOST_TEXTS:,} entries")
            return ()
        return tuple(text.value.strip() for text in self.texts(node, what))

    def check(self) -> None:
        """Raise UsageError with a line for each fault, if there is one."""
        faults = sorted(self._faults)
        lines = [f"{self.label}:{line}:{column}: {said}" for line, column, said in faults]
        if lines:
            raise UsageError("\n".join(cut(lines, self.label)))
