"""Add a decision to the file beside an article, as a person would write it there."""

from __future__ import annotations

import os
from collections.abc import Mapping

from auditor import files
from auditor.desk.sidecar import SUFFIX, names, read
from auditor.errors import UsageError
from auditor.inputs import shown
from auditor.yamltree import List, TreeError, read_tree

_MOST_BYTES = 1_000_000
_WIDE = 1_000_000  # characters of a line: no text is broken


def add(article: str, entry: Mapping[str, str], remark: str = "") -> str:
    """Write ``entry`` behind what is decided beside ``article``; return the name of the file.

    ``remark`` is put before it as a comment, on one line.  Raises UsageError for a file that has
    a fault or that cannot be added to, with what was to be written.
    """
    path = beside(article)
    said = _said(entry, remark)
    before = b""
    if os.path.isfile(path):  # noqa: PTH113
        read(path)
        before = files.read(path, _MOST_BYTES, trusted=False)
    gap = b"" if before.endswith(b"\n") or not before else b"\n"
    content = before + gap + said.encode()
    if _count(content) != _count(before) + 1:
        raise UsageError(f"{shown(path)}: is no list of entries that begin with -; add:\n{said}")
    try:
        files.write(path, [content])
    except OSError as error:
        raise UsageError(f"{shown(path)}: {error.strerror}; add:\n{said}") from None
    return shown(path)


def beside(article: str) -> str:
    """Return the file beside an article: the one that is there, else one that is its own."""
    whole, short = names(article)
    for name in (whole, short):
        if os.path.isfile(name):  # noqa: PTH113
            return name
    folder, stem = os.path.split(short.removesuffix(SUFFIX))
    others = [name for name in os.listdir(folder or ".") if name.startswith(f"{stem}.")]  # noqa: PTH208
    return short if others == [os.path.basename(article)] else whole  # noqa: PTH119


def _said(entry: Mapping[str, str], remark: str) -> str:
    import yaml

    told = " ".join(remark.split())
    comment = f"# {told}\n" if told else ""
    said: str = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=_WIDE)
    return comment + said


def _count(content: bytes) -> int:
    try:
        tree = read_tree(content, _MOST_BYTES)
    except TreeError:
        return -1
    return len(tree.items) if isinstance(tree, List) else 0 if tree is None else -1
