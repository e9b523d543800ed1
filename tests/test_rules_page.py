"""docs/rules.md promises what the code does: each table row and each pack of it is run."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from phrases import found

from auditor.packs.check import check_examples, lint
from auditor.packs.kinds import FACETS, ROLES
from auditor.packs.load import load_only

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
LISTS = {"adv": ["independently", "immediately", "not yet"], "verify": ["~verify", "~confirm"]}
ROWS = re.findall(r"^\| `(.+?)` \| (.*\*\*.*) \|$", PAGE.split("## A pack")[0], re.M)
PACKS = re.findall(r"```yaml\n(pack:.*?)```", PAGE, re.S)


@pytest.mark.parametrize(("phrase", "text"), ROWS)
def test_a_row_shows_what_its_phrase_matches(phrase: str, text: str) -> None:
    plain = text.replace("**", "")
    lead = "Some lead of the story.\n\n"
    marked = re.findall(r"\*\*(.*?)\*\*", text)
    assert found(phrase.replace("\\|", "|"), lead + plain, LISTS) == marked


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_of_the_page_loads_and_does_what_it_shows(tmp_path: Path, pack: str) -> None:
    (tmp_path / "pack.yaml").write_text(pack)
    rules = load_only([tmp_path])
    assert check_examples(rules) == lint(rules) == []


def test_the_page_has_them_all() -> None:
    assert len(ROWS) > 20
    assert len(PACKS) == 2


def test_the_table_of_kinds_is_that_of_the_code() -> None:
    spec = spec_from_file_location("kinds_page", ROOT / "docs" / "kinds.py")
    assert spec and spec.loader
    kinds = module_from_spec(spec)
    spec.loader.exec_module(kinds)
    assert kinds.refreshed(PAGE) == PAGE, "out of date: run `python docs/kinds.py`"


def test_roles_and_facets_are_those_of_the_code() -> None:
    text = " ".join(PAGE.split())
    assert ", ".join(f"`{role}`" for role in ROLES) in text
    assert ", ".join(f"`{facet}`" for facet in FACETS) in text
