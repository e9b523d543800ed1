"""A first pack without a manual: questions, answers, a file, and what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import Done, call

from auditor import load_rules
from auditor.packs.kinds import TYPES

ANSWERS = {
    "name": "Tarn Line", "type": "corporate", "role": "interested", "adverse": "", "names": "",
    "demonyms": "", "metonyms": "Pier House", "officials": "[Jon] Vale", "bodies": "",
    "appointed": "", "forces": "", "media": "", "leave": "The vale was green.",
}  # fmt: skip
STORY = (
    "Pier House said on Monday that the boats had been checked and that nobody had been hurt. "
    "Jon Vale said that the deck had been welded twice. The road to the coast is long, and it "
    "was built of stone and gravel by the people of the town.\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def asked(*words: str, **answers: str) -> Done:
    told = "".join(f"{answer}\n" for answer in {**ANSWERS, **answers}.values())
    return call("rules", "new-party", *words, cwd=Path(), stdin=told)


def test_answers_become_a_pack_that_loads() -> None:
    done = asked()
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "wrote tarn-line.yaml")
    rules = load_rules(["tarn-line.yaml"])
    assert (rules.parties["Tarn Line"].type, rules.parties["Tarn Line"].role) == (
        "corporate", "interested",
    )  # fmt: skip
    own = {r.traits["facet"]: r.phrases for r in rules.rules if r.id.startswith("tarn-line/")}
    assert own == {
        "names": ("Tarn Line",), "metonyms": ("Pier House",), "officials": ("[Jon] Vale",)
    }  # fmt: skip


def test_what_it_changes_is_shown_on_articles_of_one_s_own() -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    done = asked("a.txt", "-o", "mine.yaml")
    first, *moved = done.stdout.partition("\na.txt: ")[2].splitlines()
    assert first.endswith(" unverified")
    assert moved and all("of Tarn Line: " in line for line in moved)
    assert asked("a.txt", "-o", "mine.yaml").returncode == 2


def test_a_wrong_answer_is_asked_again_with_what_may_be_meant() -> None:
    done = asked(type="company\ncorporat\ncorporate", officials="[Jon\n[Jon] Vale")
    assert done.returncode == 0
    assert f"(one of {', '.join(TYPES)})" in done.stderr
    assert "did you mean 'corporate'?" in done.stderr
    assert "[Jon: [ is not closed" in done.stderr


@pytest.mark.parametrize("missing", ["name", "role"])
def test_what_is_needed_is_asked_until_it_comes(missing: str) -> None:
    done = asked(**{missing: f"\n{ANSWERS[missing]}"})
    assert done.returncode == 0 and "this one is needed" in done.stderr


def test_without_all_answers_nothing_is_written() -> None:
    done = call("rules", "new-party", cwd=Path(), stdin="Tarn Line\ncorporate\n")
    assert done.returncode == 2
    assert done.stderr.endswith("auditor: no answer for role: nothing is written\n")
    assert not list(Path().iterdir())


def test_what_the_linter_and_the_examples_say_is_told() -> None:
    done = asked(adverse="Nobody Known", leave="Pier House burned.")
    assert "to mend: " in done.stdout and "its adversary 'Nobody Known' is no party" in done.stdout
