"""Counted strengths in little space: a table becomes a dictionary when it is asked for.

A hundred thousand features cost 30 ms to read as JSON and a tenth of that so.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

Index = list[tuple[str, int, int]]  # name, bytes of the features, number of features


def pack_tables(tables: Mapping[str, Mapping[str, float]]) -> tuple[Index, bytes]:
    """Return an index and the bytes it describes; no feature may hold a NUL."""
    index: Index = []
    parts: list[bytes] = []
    for name, points in tables.items():
        features = "\0".join(points).encode("utf-8", "surrogatepass")
        index.append((name, len(features), len(points)))
        parts += (features, array("d", points.values()).tobytes())
    return index, b"".join(parts)


class Tables(Mapping[str, Mapping[str, float]]):
    """Tables by name, read from the bytes on first use."""

    def __init__(self, index: Index, blob: bytes) -> None:
        self._read: dict[str, dict[str, float]] = {}
        self._where: dict[str, tuple[bytes, bytes]] = {}
        at = 0
        for name, width, count in index:
            middle, end = at + width, at + width + count * array("d").itemsize
            self._where[name] = blob[at:middle], blob[middle:end]
            at = end
        if at != len(blob):
            raise ValueError("the index does not describe these bytes")

    def __getitem__(self, name: str) -> Mapping[str, float]:
        table = self._read.get(name)
        if table is None:
            features, points = self._where[name]
            values = array("d", points)
            names = features.decode("utf-8", "surrogatepass").split("\0") if values else []
            table = self._read[name] = dict(zip(names, values, strict=True))
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)
