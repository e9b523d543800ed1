"""Points for facts and pairs of facts, taken apart only as far as an article asks for them.

A feature is a fact and its value, "form=said", or two of them, "form=said & next=that".  To
read a hundred thousand of them takes as long as the audit of twenty articles, which asks for
a few hundred: so they are kept in one small record for each value of the first fact.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping

AND = " & "

# The points of the first fact alone, if it has any, and by the second fact and its value.
Record = tuple[float | None, dict[str, dict[str, float]]]
Records = dict[str, dict[str, bytes]]  # packed, by the first fact and its value


class PairTable(Mapping[str, float]):
    """A table whose features are taken apart."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def __getitem__(self, feature: str) -> float:
        first, _, second = feature.partition(AND)
        fact, _, value = first.partition("=")
        alone, pairs = unpack(self.records[fact][value])
        if second:
            other, _, value = second.partition("=")
            return pairs[other][value]
        if alone is None:
            raise KeyError(feature)
        return alone

    def __iter__(self) -> Iterator[str]:
        for fact, values in self.records.items():
            for value, packed in values.items():
                alone, pairs = unpack(packed)
                if alone is not None:
                    yield f"{fact}={value}"
                for other, points in pairs.items():
                    for second in points:
                        yield f"{fact}={value}{AND}{other}={second}"

    def __len__(self) -> int:
        return sum(1 for _ in self)


def has_pairs(points: Mapping[str, float]) -> bool:
    """Tell whether a table has pairs, and nothing that is no fact with its value."""
    pairs = any(AND in feature for feature in points)
    return pairs and all("=" in part for feature in points for part in feature.split(AND, 1))


def records(points: Mapping[str, float]) -> Records:
    """Return the records of a table."""
    if isinstance(points, PairTable):
        return points.records
    apart: dict[str, dict[str, tuple[list[float], dict[str, dict[str, float]]]]] = {}
    for feature, number in points.items():
        first, _, second = feature.partition(AND)
        fact, _, value = first.partition("=")
        alone, pairs = apart.setdefault(fact, {}).setdefault(value, ([], {}))
        if second:
            other, _, value = second.partition("=")
            pairs.setdefault(other, {})[value] = float(number)
        else:
            alone.append(float(number))
    return {
        fact: {
            value: marshal.dumps((alone[0] if alone else None, pairs))
            for value, (alone, pairs) in values.items()
        }
        for fact, values in apart.items()
    }


def unpack(packed: bytes) -> Record:
    """Return what ``records`` has packed."""
    record: Record = marshal.loads(packed)
    return record
