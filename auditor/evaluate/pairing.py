"""Which of two sets of things are the same ones: a maximum one-to-one pairing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Edges = Mapping[tuple[int, int], float]
_LEAST = 1e-12  # what a change must gain, so that rounding cannot go round in circles


def pair(likeness: Edges) -> dict[int, int]:
    """Return left to right: the most pairs, and of these the greatest summed likeness.

    ``likeness`` holds the pairs that are allowed; no pair has to be made.
    """
    found: dict[int, int] = {}
    for part in _parts(likeness):
        if len(part) == 1:
            ((left, right),) = part
            found[left] = right
        else:
            found |= _paired(part)
    return found


def _parts(edges: Edges) -> Iterator[dict[tuple[int, int], float]]:
    """Split the edges into parts that share no thing."""
    by_left: dict[int, list[int]] = {}
    by_right: dict[int, list[int]] = {}
    for left, right in edges:
        by_left.setdefault(left, []).append(right)
        by_right.setdefault(right, []).append(left)
    seen: set[int] = set()
    for start in sorted(by_left):
        if start in seen:
            continue
        seen.add(start)
        lefts = [start]
        for left in lefts:  # grows while it is walked
            for right in by_left[left]:
                new = [other for other in by_right[right] if other not in seen]
                seen.update(new)
                lefts += new
        yield {(left, right): edges[left, right] for left in lefts for right in by_left[left]}


def _paired(edges: dict[tuple[int, int], float]) -> dict[int, int]:
    """Pair one more thing at a time, each time by the best chain of re-pairings.

    Best chains keep the summed likeness the greatest possible for that number of pairs.
    """
    lefts = sorted({left for left, _ in edges})
    partner: dict[int, int] = {}  # right: left
    while True:
        best = {left: 0.0 for left in lefts if left not in partner.values()}
        came: dict[int, int] = {}  # right: the left it was reached from
        gains: dict[int, float] = {}  # right: what the chain to it gains
        for _ in range(len(lefts) + 1):
            changed = False
            for (left, right), weight in edges.items():
                if left not in best or partner.get(right) == left:
                    continue
                gain = best[left] + weight
                if gain <= gains.get(right, float("-inf")) + _LEAST:
                    continue
                gains[right], came[right], changed = gain, left, True
                owner = partner.get(right)
                if owner is not None:
                    best[owner] = gain - edges[owner, right]
            if not changed:
                break
        free = [right for right in sorted(gains) if right not in partner]
        if not free:
            return {left: right for right, left in partner.items()}
        right = max(free, key=gains.__getitem__)
        while True:  # hand over along the chain
            left = came[right]
            before = next((r for r, owner in partner.items() if owner == left), None)
            partner[right] = left
            if before is None:
                break
            del partner[before]
            right = before
