"""What is well formed in packs and still of no use: dead, double and shadowed phrases.

What party packs say of one side only is the matter of ``sidelint``, which ``lint`` asks, too.

Each phrase is spelled out to a few texts that it must match.  All phrases together,
each as a rule of its own, are then looked for in all these texts: a phrase that is
not found in its own text is dead, one whose every text another phrase of the same
kind matches is shadowed.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import (
    Block,
    BlockKind,
    Document,
    Layout,
    Match,
    Paragraph,
    Rule,
    RuleSet,
    Sentence,
)  # fmt: skip
from auditor.packs.grow import Builder
from auditor.packs.matcher import PhraseMatcher
from auditor.packs.phrase import (
    Cased,
    Gap,
    Mark,
    Number,
    Part,
    Parts,
    Slot,
    Words,
    holds,
    parse,
    spell,
)
from auditor.packs.place import place
from auditor.packs.sides import lint_sides
from auditor.text import tokenize

_MOST = 40  # texts that a phrase is spelled out to


def lint(rules: RuleSet) -> list[str]:
    """Return a line per phrase that never counts (dead, written twice, or shadowed), and a
    line per party whose other side is missing or less heard."""
    entries = [(rule, text, parse(text)) for rule in rules.rules for text in rule.phrases]
    listed = {
        # A list of gaps alone has no texts; something must stand for it.
        name: [tuple(text.split(" ")) for text in sorted(texts) if text] or [("something",)]
        for name, texts in rules.lists.items()
    }
    lists = {name: list(map(_literal, texts)) for name, texts in listed.items()}
    said, kept = _doubles(entries)
    spelled = [list(spell(parts, _MOST, listed.__getitem__, _stand_in)) for _, _, parts in kept]
    found = _found(kept, lists, spelled)
    placed = {number for number, (_, _, parts) in enumerate(kept) if holds(parts, Mark)}
    covers: dict[int, set[int]] = {}  # phrase: the phrases that match whatever it matches
    text_of = 0
    for number, (rule, text, parts) in enumerate(kept):
        texts = found[text_of : text_of + len(spelled[number])]
        text_of += len(texts)
        if not any(number in others for others in texts):
            said.append(_line(rule, text, f"the phrase {text!r} can never match"))
        elif len(texts) < _MOST and not holds(parts, Gap, Slot, Number, Mark, Cased):
            covers[number] = set.intersection(*texts) - {number} - placed
    for number, by in covers.items():
        better = [other for other in by if _better(kept, number, other, covers)]
        if better:
            rule, text, _ = kept[number]
            other = kept[min(better)]
            said.append(
                _line(rule, text, f"{text!r} is covered by {_short(other[1])!r} of {other[0].id}")
            )
    return said + _claims(kept, spelled) + lint_sides(rules)


_Entry = tuple[Rule, str, Parts]


def _claims(entries: Sequence[_Entry], spelled: Sequence[Sequence[tuple[str, ...]]]) -> list[str]:
    """Return a line per name that two parties claim: only the first of them is ever meant."""
    said: list[str] = []
    owners: dict[str, Rule] = {}  # by name; one in small letters is meant in any case
    folded: dict[str, Rule] = {}
    for (rule, text, _), texts in zip(entries, spelled, strict=True):
        if rule.kind != "party":
            continue
        for name in map(" ".join, texts):
            small = name.lower()
            owner = owners.get(small) or owners.get(name) or rule
            owner = folded.get(small, owner) if name == small else owner
            owners.setdefault(name, rule)
            folded.setdefault(small, rule)
            if owner.traits["party"] != rule.traits["party"]:
                other = f"{owner.traits['party']} of {owner.id.partition('/')[0]}"
                said.append(_line(rule, text, f"{name!r} is claimed by {other}, which counts"))
                break
    return said


def _better(
    entries: Sequence[_Entry], number: int, other: int, covers: dict[int, set[int]]
) -> bool:
    """Tell whether a phrase that matches all that ``number`` matches leaves it nothing to do.

    Of phrases that match the same, the first is the one that counts; and a narrow one counts
    if it comes before the wide one and its rule says something else ("convinced" is a state
    of mind, other forms of "convince" are speech).
    """
    if other < number:
        return True
    same = number in covers.get(other, ())
    return not same and entries[number][0].traits == entries[other][0].traits


def _doubles(entries: Sequence[_Entry]) -> tuple[list[str], list[_Entry]]:
    """Return a line per phrase that a rule of the same kind has already, and the rest."""
    said: list[str] = []
    first: dict[tuple[tuple[str, ...], Parts], _Entry] = {}
    for entry in entries:
        rule, text, parts = entry
        key = (_family(rule, text), parts)
        other = first.setdefault(key, entry)
        if other is not entry:
            where = "this rule" if other[0] is rule else other[0].id
            said.append(_line(rule, text, f"the phrase {text!r} stands in {where} already"))
    return said, list(first.values())


def _found(
    entries: Sequence[_Entry], lists: dict[str, list[Parts]],
    spelled: Sequence[Sequence[tuple[str, ...]]],
) -> list[set[int]]:  # fmt: skip
    """Return for each text the phrases of its kind that match all of it."""
    builder = Builder(lists)
    kinds = []
    for number, (rule, text, parts) in enumerate(entries):
        builder.add(parts, number)
        kinds.append(" ".join(_family(rule, text)))
    builder.graph.slotted.clear()
    layout = _layout([words for texts in spelled for words in texts])
    kind_of = [kinds[number] for number, texts in enumerate(spelled) for _ in texts]
    found: list[set[int]] = [set() for _ in layout.sentences]
    for kind, matches in PhraseMatcher(builder.graph, kinds).find(layout).items():
        for hit in matches:
            at = layout.sentence_of[hit.first]
            if kind_of[at] == kind and _whole(hit, layout.sentences[at]):
                found[at].add(hit.rule)
    return found


def _whole(hit: Match, sentence: Sentence) -> bool:
    return (hit.first, hit.end) == (sentence.first, sentence.end)


def _layout(texts: Sequence[tuple[str, ...]]) -> Layout:
    """Return a layout of one paragraph per text, cut as an article would be."""
    cased: list[str] = []
    sentences: list[Sentence] = []
    for number, words in enumerate(texts):
        first = len(cased)
        cased += tokenize(" ".join(words))[0] or [""]
        sentences.append(Sentence(first, len(cased), number))
    paragraphs = [Paragraph(at, at + 1, BlockKind.PARAGRAPH) for at in range(len(sentences))]
    sentence_of = [at for at, (first, end, _) in enumerate(sentences) for _ in range(first, end)]
    document = Document("", "text", "", "", (Block(0, 0, BlockKind.PARAGRAPH),), "")
    starts = list(range(len(cased)))
    return Layout(
        document, cased, list(map(str.lower, cased)), starts, starts, sentences, paragraphs, [],
        sentence_of,
    )  # fmt: skip


def _stand_in(part: Part) -> tuple[tuple[str, ...], ...]:
    """Return what a part is spelled as that stands for many words, or for a place."""
    return {Number: (("7",),), Slot: (("somebody",),)}.get(type(part), ((),))


def _family(rule: Rule, text: str) -> tuple[str, ...]:
    """Return what phrases have in common of which one should not stand for the other.

    A noun may look like a verb and mean another thing; a rule's ``form`` says more.
    """
    form = "noun" if ":n" in text else rule.traits.get("form", "")
    return rule.kind, form, rule.traits.get("party", "")


def _literal(words: Sequence[str]) -> Parts:
    """Return an entry of a list; a capital letter in it is one that the text must have."""
    return tuple(Words((word,)) if word == word.lower() else Cased(word) for word in words)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _line(rule: Rule, text: str, message: str) -> str:
    return f"{place(rule, text)}: {rule.id}: {message}"
