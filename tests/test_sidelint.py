"""`auditor rules lint` asks for the other side: what it says of conflicts told from one side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.errors import RulePackError
from auditor.model import Role
from auditor.packs.lint import lint
from auditor.packs.load import load_only, load_rules

NORLAND = "{name: Norland, role: belligerent, type: country, adverse: [Sudmark], names: [Norland]"
SUDMARK = "{name: Sudmark, role: belligerent, type: country, adverse: [Norland], names: [Sudmark]"
OSTVIK = "{name: Ostvik, role: belligerent, type: armed group, adverse: [Norland], names: [Ostvik]"


def said(tmp_path: Path, *parties: str) -> list[str]:
    """Return what the linter says of parties, each on a line from the sixth; paths left out."""
    pack = 'pack: p\nversion: "1.0.0"\nabout: x\n# parties, one a line\nparties:\n'
    for party in parties:
        name = party.partition("names: [")[2].partition("]")[0]
        find, leave = f'"{{{name}}} denied it."', '"The council denied it."'
        pack += f"  - {party}, examples: {{find: [{find}], leave: [{leave}]}}}}\n"
    path = tmp_path / "p.yaml"
    path.write_text(pack)
    return [line.removeprefix(f"{path}:") for line in lint(load_only([path]))]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        pytest.param((NORLAND, SUDMARK), None, id="two sides, told alike"),
        pytest.param(
            (NORLAND + ", media: [Norpress]", SUDMARK + ", media: [Sudpress]"), None,
            id="the same kinds of voices, whatever their number",
        ),
        pytest.param(
            (NORLAND + ", media: [Norpress]", SUDMARK + ", lacks: [media]"), None,
            id="a side that says it has none",
        ),
        pytest.param(
            (NORLAND,),
            "6:65: Norland: its adversary 'Sudmark' is no party of these packs: "
            "write an entry for it, too",
            id="nobody on the other side",
        ),
        pytest.param(
            (NORLAND.replace("[Sudmark]", "[Sudmrak]"), SUDMARK),
            "6:65: Norland: its adversary 'Sudmrak' is no party of these packs: "
            "did you mean 'Sudmark'?",
            id="a slip of the pen",
        ),
        pytest.param(
            (NORLAND, SUDMARK.replace("adverse: [Norland], ", "")),
            "6:65: Norland: its adversary 'Sudmark' does not list it back: "
            "add it to adverse at {path}:7:12",
            id="only one side knows of the conflict",
        ),
        pytest.param(
            (NORLAND, SUDMARK.replace("belligerent", "aligned")),
            "6:65: Norland: belligerent, while its adversary 'Sudmark' is aligned: "
            "give both the same role ({path}:7:12)",
            id="two roles",
        ),
        pytest.param(
            (NORLAND, SUDMARK.replace("belligerent", "independent")),
            "6:65: Norland: who is independent has no adversary: change the role of Sudmark",
            id="an independent adversary",
        ),
        pytest.param(
            (NORLAND.replace("adverse: [Sudmark], ", ""),),
            "6:12: Norland: is a belligerent without an adversary: "
            "list the other side under adverse, and write an entry for it",
            id="a war with nobody",
        ),
        pytest.param(
            (NORLAND.replace("[Sudmark]", "[Norland]"),),
            "6:12: Norland: a party is not in conflict with itself: take it out of adverse",
            id="a war with itself",
        ),
        pytest.param(
            (NORLAND + ", media: [Norpress]", SUDMARK),
            "7:12: Sudmark: lists no media, its adversary 'Norland' does ({path}:6:101): "
            "list its media, or write 'lacks: [media]' if it has none",
            id="one side's agencies only",
        ),
        pytest.param(
            (NORLAND, SUDMARK + ", appointed: [Sudvik Council]"),
            "6:12: Norland: lists no appointed, its adversary 'Sudmark' does ({path}:7:105): "
            "list its appointed, or write 'lacks: [appointed]' if it has none",
            id="one side's proxies only",
        ),
        pytest.param(
            (NORLAND, SUDMARK + ", demonyms: [Sudmarker]"),
            "6:12: Norland: lists no demonyms, its adversary 'Sudmark' does ({path}:7:104): "
            "list its demonyms, or write 'lacks: [demonyms]' if it has none",
            id="one people only",
        ),
        pytest.param(
            (
                NORLAND.replace("Sudmark", "Ostvik") + ", demonyms: [Norlander], places: [Ells]",
                OSTVIK,
            ),
            None,
            id="an armed group need have no people and no towns",
        ),
    ],
)  # fmt: skip
def test_what_a_conflict_lacks(
    tmp_path: Path, parties: tuple[str, ...], expected: str | None
) -> None:
    told = [line.replace(str(tmp_path / "p.yaml"), "{path}") for line in said(tmp_path, *parties)]
    assert told[:1] == ([] if expected is None else [expected])


def test_each_side_is_asked_once_for_a_facet(tmp_path: Path) -> None:
    told = said(
        tmp_path,
        NORLAND.replace("[Sudmark]", "[Sudmark, Ostvik]"),
        SUDMARK + ", media: [Sudpress]",
        OSTVIK + ", media: [Ostpress], officials: [Ann Ode]",
    )
    assert [line.partition(",")[0] for line in told] == [
        "6:12: Norland: lists no officials",
        "6:12: Norland: lists no media",
    ]


@pytest.mark.parametrize(
    ("lacks", "fault"),
    [
        ("[medai]", "unknown facet 'medai'; did you mean 'media'?"),
        ("[names]", "names cannot be lacking: the party lists some"),
    ],
)
def test_lacks_names_facets_that_are_empty(tmp_path: Path, lacks: str, fault: str) -> None:
    with pytest.raises(RulePackError) as caught:
        said(tmp_path, f"{NORLAND}, lacks: {lacks}")
    assert [fault in line for line in caught.value.faults] == [True]


def test_the_packs_that_come_with_the_program_hear_both_sides() -> None:
    rules = load_rules()
    fighting = [entry for entry in rules.parties.values() if entry.role is Role.BELLIGERENT]
    assert len(fighting) > 15
    assert lint(rules) == []


GUIDE = (Path(__file__).parent.parent / "docs" / "parties.md").read_text("utf-8")
SHOWN = re.findall(r"^\| [^|]+ \| `((?:Port|Dockers).*)` \|$", GUIDE, re.M)


def guided(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    """Return what the linter says of the guide's pack after some edits, without the places."""
    (pack,) = re.findall(r"```yaml\n(pack: harbour.*?)```", GUIDE, re.S)
    for old, new in edits:
        assert old in pack
        pack = pack.replace(old, new)
    path = tmp_path / "pack.yaml"
    path.write_text(pack)
    lines = [line.replace(f"{path}", "pack.yaml") for line in lint(load_only([path]))]
    return [line.split(": ", 1)[1] for line in lines]


def test_the_pack_of_the_guide_hears_both_sides(tmp_path: Path) -> None:
    assert guided(tmp_path) == []


@pytest.mark.parametrize(
    ("shown", "edits"),
    list(
        zip(
            SHOWN,
            [
                [("  - name: Dockers", "  - name: Fishers")],
                [("adverse: [Dockers]", "adverse: [Dokcers]")],
                [("    adverse: [Port Authority]\n", "")],
                [("interested              #", "belligerent              #")],
                [("role: interested\n    type: union", "role: independent\n    type: union")],
                [
                    ("interested              #", "belligerent #"),
                    ("adverse: [Dockers] ", "about: x"),
                ],
                [("lacks: [bodies, media]", "lacks: [bodies]")],
            ],
            strict=True,
        )
    ),
    ids=range(len(SHOWN)),
)
def test_the_guide_shows_what_the_linter_says(
    tmp_path: Path, shown: str, edits: list[tuple[str, str]]
) -> None:
    assert shown in guided(tmp_path, *edits)
