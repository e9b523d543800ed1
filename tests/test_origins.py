"""Who takes what from whom: from the archive to the tables of its origins."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from archives import run, table, write
from commandline import call

from auditor.archive.origins.trace import Carrier, trace
from auditor.archive.schema import ORIGINS, TABLES

ROOT = Path(__file__).resolve().parent.parent

STRUCK = "had shot down 11 of 14 drones and two missiles that Russia launched at Oskilets"
ARTICLES = (
    # id, outlet, day, text
    ("wire", "Northline", 1, f"Ukraine's air force said it {STRUCK}."),
    ("named", "Daily Post", 2, f"On Monday, Ukraine's air force said that its units {STRUCK}."),
    (
        "dropped", "Evening Star", 3,
        "Air defences shot down 11 of 14 drones and two missiles that Russia launched at Oskilets.",
    ),
    ("relay", "Meridian", 3, f"Northline reported that Ukraine {STRUCK}."),
    (
        "other", "Gazette", 4,
        "Russia said that 11 of 14 drones and two missiles launched at Oskilets had been shot "
        "down.",
    ),
    ("numbers", "Weekly", 4, f"Ukraine's air force said it {STRUCK}.".replace("11", "9")),
    ("late", "Weekly", 28, f"Ukraine's air force said it {STRUCK}."),
    ("mayor", "Gazette", 5, "The mayor of Brackwater said that 40 houses had lost their roofs."),
    (
        "circle", "Evening Star", 6,
        "Gazette reported that 40 houses in Brackwater had lost their roofs.",
    ),
    ("alone", "Weekly", 3, "The mayor of Carrow said that 12 schools would open on Friday."),
)  # fmt: skip
OPENINGS = (
    "The road to the port was closed for most of the morning.",
    "Schools opened later than usual, and buses ran empty.",
    "Rain fell on the hills until well after noon.",
    "A market in the old town had been moved indoors.",
    "Two bridges are being painted this spring.",
    "The ferry has not been repaired since the winter.",
    "Bakers in the lower town ran out of flour by nine.",
    "Nobody was seen on the quay in the afternoon.",
    "Lamps along the river were lit an hour early.",
    "The theatre sold no tickets for a week.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the tables of an archive, origins among them."""
    folder = tmp_path_factory.mktemp("origins")
    rows = [
        {
            "id": id, "outlet": outlet, "date": f"2026-03-{day:02}", "title": "News of the day",
            "text": f"{OPENINGS[n]}\n\n{text}",
        }
        for n, (id, outlet, day, text) in enumerate(ARTICLES)
    ]  # fmt: skip
    write(folder / "a.jsonl", rows)
    assert run("a.jsonl", "-o", "audited", "--no-config", cwd=folder).returncode == 0
    done = call("archive", "origins", "audited", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "audited"


def shared(archive: Path) -> dict[str, Any]:
    [claim] = [row for row in table(archive, "claims") if "drones" in row["text"]]
    return claim


def test_a_claim_is_traced_to_those_on_whose_word_it_is(archive: Path) -> None:
    claim = shared(archive)
    assert claim["articles"] == ["wire", "named", "dropped", "relay", "other"]
    assert claim["outlets"] == ["Northline", "Daily Post", "Evening Star", "Meridian", "Gazette"]
    assert (claim["article"], claim["first_outlet"], str(claim["date"])) == (
        "wire", "Northline", "2026-03-01",
    )  # fmt: skip
    assert (claim["party"], claim["origins"], claim["origin_names"]) == (
        "Ukraine", 2, ["Ukraine", "Russia"],
    )  # fmt: skip
    assert claim["dropped"] == ["dropped"]
    assert claim["wordings"] == 5


def test_what_carries_the_claim_stands_in_the_segments(archive: Path) -> None:
    said = {(row["article"], row["number"]): row["text"] for row in table(archive, "segments")}
    claim = shared(archive)
    for place in zip(claim["articles"], claim["segments"], strict=True):
        assert "drones" in said[place]


def test_other_numbers_and_other_times_are_other_claims(archive: Path) -> None:
    carried = {id for claim in table(archive, "claims") for id in claim["articles"]}
    assert carried.isdisjoint({"numbers", "late", "alone"})


def test_support_of_the_same_origin_is_a_finding(archive: Path) -> None:
    [claim] = [row for row in table(archive, "claims") if "Brackwater" in row["text"]]
    assert (claim["origins"], claim["circular"]) == (1, ["circle"])
    told = {row["article"]: row for row in table(archive, "circular")}
    assert {id: row["severity"] for id, row in told.items()} == {
        "mayor": "note", "circle": "warning",
    }  # fmt: skip
    finding = told["circle"]
    assert finding["message"] == (
        "2 articles of 2 outlets carry this, all on one word: "
        f"{claim['origin_names'][0]} (first in Gazette, 2026-03-05)"
    )
    [segment] = [
        row for row in table(archive, "segments")
        if (row["article"], row["start"]) == ("circle", finding["start"])
    ]  # fmt: skip
    assert (segment["end"], segment["text"]) == (finding["end"], finding["quote"])


def test_origins_are_the_same_when_found_again(archive: Path) -> None:
    names = ("families", "claims", "circular", "topics")
    before = {name: (archive / name / "part-00000.parquet").read_bytes() for name in names}
    assert call("archive", "origins", "audited", "--quiet", cwd=archive.parent) == (0, "", "")
    assert before == {name: (archive / name / "part-00000.parquet").read_bytes() for name in names}


def test_code_of_the_page_runs(archive: Path) -> None:
    page = (ROOT / "docs" / "archives.md").read_text("utf-8")
    section = page.partition("\n## Who takes what from whom\n")[2].partition("\n## ")[0]
    [code] = re.findall(r"^```python\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, cwd=archive.parent, check=True, capture_output=True)
    assert "Brackwater" in done.stdout.decode("utf-8")


def test_tables_of_origins_are_listed_and_written_with_the_others(
    archive: Path, tmp_path: Path
) -> None:
    done = call("archive", "tables", str(archive), cwd=tmp_path)
    assert [line.split()[0] for line in done.stdout.splitlines()] == [*TABLES, *ORIGINS]
    words = ("archive", "export", str(archive), "-o", "flat", "--table", "claims", "-f", "jsonl")
    assert call(*words, cwd=tmp_path).returncode == 0
    lines = (tmp_path / "flat" / "claims.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(table(archive, "claims"))


def test_other_folders_are_refused(tmp_path: Path) -> None:
    done = call("archive", "origins", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "auditor: .: holds no tables; write them by auditor archive run\n",
    )  # fmt: skip


def carrier(at: int, said: str, **more: Any) -> Carrier:
    """Return the carrier ``OUTLET STATUS PARTY``; - for no party."""
    outlet, status, party = said.split()
    given = Carrier(at, outlet, at, status, party.replace("-", ""), "")
    return given._replace(**more)


@pytest.mark.parametrize(
    ("said", "origins", "dropped", "circular"),
    [
        (["A single_party X", "B single_party X", "C single_party X"], ("X",), (), ()),
        (["A single_party X", "B single_party Y"], ("X", "Y"), (), ()),
        (["A single_party X", "B own_voice -"], ("X",), (1,), ()),
        (["A own_voice -", "B single_party X"], ("A", "X"), (), ()),
        (["A single_party X", "B independent A"], ("X",), (), (1,)),
        (["A single_party X", "B independent A", "C independent B"], ("X",), (), (1, 2)),
        (["A independent B", "B independent A"], ("A",), (), (0, 1)),
        (["A single_party X", "B single_party Y", "C independent A"], ("X", "Y"), (), ()),
        (["A single_party X", "B corroborated X"], ("X",), (), (1,)),
        (["A single_party X", "A corroborated X"], ("X",), (), ()),
        (["A anonymous unknown", "B anonymous unknown"], ("an unnamed source",), (), ()),
    ],
)
def test_origins_of_a_claim(
    said: list[str], origins: tuple[str, ...], dropped: tuple[int, ...], circular: tuple[int, ...]
) -> None:
    told = trace([carrier(at, one) for at, one in enumerate(said)])
    assert (told.origins, told.dropped, told.circular) == (origins, dropped, circular)


def test_copies_have_one_origin_whoever_they_credit() -> None:
    told = trace([carrier(0, "A single_party X"), carrier(1, "B single_party Y", family=0)])
    assert (told.origins, told.texts) == (("X",), 1)


def test_unnamed_sources_of_two_outlets_are_told_apart_by_whom_they_told() -> None:
    anonymous = [
        carrier(at, f"{outlet} anonymous unknown", hearer=hearer)
        for at, (outlet, hearer) in enumerate((("A", "Reuters"), ("B", "Reuters"), ("C", "AFP")))
    ]
    assert trace(anonymous).origins == (
        "an unnamed source of Reuters", "an unnamed source of AFP",
    )  # fmt: skip
