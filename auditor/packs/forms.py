"""Regular and irregular English inflection: what ``~say`` and ``~claim:n`` stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from auditor.packs import BUILT_IN
from auditor.yamltree import plain, read_tree

ENGLISH = "english"  # the pack of the closed classes, and of what is irregular
_MOST_BYTES = 1_000_000
_PREFIXES = ("re", "over", "under", "fore", "mis", "out", "un", "with", "up")
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")


@cache
def _listed() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the sections of ``forms`` in ``rules/english.yaml``: bases with their other forms."""
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    tree = read_tree(Path(BUILT_IN, f"{ENGLISH}.yaml").read_bytes(), _MOST_BYTES)
    for name, entries in plain(tree)["forms"].items():
        table = sections[name] = {}
        for entry in entries:
            base, *forms = entry.split()
            table[base] = tuple(dict.fromkeys("|".join(forms).split("|"))) if forms else ()
    return sections


def verb_forms(base: str) -> tuple[str, ...]:
    """Return the base, -s, past, participle and -ing of a verb, each once, base first."""
    whole = _listed()["whole_verbs"].get(base)
    if whole is not None:
        return (base, *whole)
    pasts = _irregular_pasts(base)
    if pasts is None:
        pasts = tuple(_past(stem) for stem in _stems(base))
    progressive = (_progressive(stem) for stem in _stems(base))
    return tuple(dict.fromkeys((base, _third_person(base), *pasts, *progressive)))


def noun_forms(base: str) -> tuple[str, ...]:
    """Return the singular and the plural (or plurals) of a noun."""
    listed = _listed()
    plurals = listed["irregular_nouns"].get(base)
    if plurals is None and base not in listed["regular_nouns"]:
        for ending, many in listed["noun_endings"].items():
            if base.endswith(ending):
                plurals = tuple(base.removesuffix(ending) + form for form in many)
                break
    if plurals is None:
        plurals = (_third_person(base) if not base.endswith("o") else base + "s",)
    return tuple(dict.fromkeys((base, *plurals)))


def _irregular_pasts(base: str) -> tuple[str, ...] | None:
    listed = _listed()["irregular_verbs"]
    pasts = listed.get(base)
    if pasts is None:
        for prefix in _PREFIXES:
            rest = base.removeprefix(prefix)
            if rest != base and len(rest) > 2 and rest in listed:
                return tuple(prefix + past for past in listed[rest])
    return pasts


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if _after_consonant(base, "y"):
        return base[:-1] + "ies"
    return base + "s"


def _stems(base: str) -> tuple[str, ...]:
    """Return the stem that -ed and -ing are put to, doubled where writing doubles it."""
    doubled = base + base[-1:]
    if base.endswith("c"):
        return (base + "k",)
    if base in _listed()["either_verbs"]:
        return (base, doubled)
    if base in _listed()["doubling_verbs"] or _SHORT.fullmatch(base.replace("qu", "q")):
        return (doubled,)
    return (base,)


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if _after_consonant(stem, "y"):
        return stem[:-1] + "ied"
    return stem + "ed"


def _progressive(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye", "inge")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


def _after_consonant(word: str, letter: str) -> bool:
    return len(word) > 1 and word.endswith(letter) and word[-2] not in "aeiou"
