"""One label for the long, short and initial forms of an organisation's name."""

from __future__ import annotations


def _capitalised(label: str) -> list[str]:
    return [token for token in label.split() if token[0].isupper()] or [label]


def _alike(known: str, label: str) -> bool:
    """Tell whether one label is the other's start, its last word or its initials."""
    longer, shorter = (known, label) if len(known) >= len(label) else (label, known)
    if longer == shorter or longer.startswith(shorter + " "):
        return True
    if " " in shorter:
        return False
    initials = "".join(token[0] for token in _capitalised(longer))
    return longer.endswith(" " + shorter) or shorter == initials


class Labels:
    """The names of organisations met so far in an article."""

    def __init__(self) -> None:
        self.by_form: dict[str, str] = {}  # first or last word, initials
        self.shortest: dict[str, str] = {}

    def known(self, label: str) -> str:
        """Return the first form met of the organisation that ``label`` names, or ""."""
        tokens = _capitalised(label)
        for token in {tokens[0]: 0, tokens[-1]: 0}:
            known = self.by_form.get(token.lower())
            if known is not None and _alike(known, label):
                return known
        return ""

    def unify(self, label: str) -> str:
        """Return the first form met of an organisation, this one if it is new."""
        known = self.known(label)
        if known:
            if len(label) < len(self.shortest[known]):
                self.shortest[known] = label
            return known
        tokens = _capitalised(label)
        self.shortest[label] = label
        self.by_form[tokens[0].lower()] = label
        if len(tokens) > 1:
            self.by_form.setdefault(tokens[-1].lower(), label)
            self.by_form.setdefault("".join(token[0] for token in tokens).lower(), label)
        return label

    def final(self, label: str) -> str:
        """Return the label to report: the shortest form met."""
        known = self.known(label)
        return self.shortest.get(known, label)
