"""``auditor archive run``: what ends anywhere goes on, and the tables show the archive alone."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from archives import article, articles, deadly_rules, everything, run, started, table, write
from commandline import call

from auditor.archive.audits import Limits
from auditor.archive.processes import Processes
from auditor.archive.run import Run, Status
from auditor.archive.schema import TABLES, arrow

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: what is tested is the end of processes, not of machines."""
    monkeypatch.setattr("auditor.archive.parts.os.fsync", lambda number: None)


def told(folder: Path) -> list[str]:
    return [row["id"] for row in table(folder)]


def test_tables_have_their_columns_and_the_order_of_the_archive(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(50))
    done = run("a.csv", "-o", "out", "--part-size", "20", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert told(tmp_path / "out") == [row["id"] for row in articles(50)]
    for name, columns in TABLES.items():
        files = sorted((tmp_path / "out" / name).iterdir())
        assert [file.name for file in files] == [f"part-0000{n}.parquet" for n in range(3)]
        for file in files:
            assert pq.read_schema(file).equals(arrow(columns))
    assert "text from body, title from headline, id from id, date from published" in done.stderr
    assert "50 audited, 0 unchanged" in done.stderr


def test_rows_are_keyed_by_their_articles(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(30))
    run("a.csv", "-o", "out", "--part-size", "20", cwd=tmp_path)
    words = Counter({row["id"]: row["words"] for row in table(tmp_path / "out")})
    cut: Counter[str] = Counter()
    for row in table(tmp_path / "out", "segments"):
        cut[row["article"]] += row["words"]
    assert cut == words


def test_positions_are_those_of_the_cell(tmp_path: Path) -> None:
    rows = [
        article(1),
        {**article(2), "body": "<p>Northland&#8217;s army said it had <b>won</b>.</p>"},
    ]
    write(tmp_path / "a.jsonl", rows)
    run("a.jsonl", "-o", "out", cwd=tmp_path)
    one, two = table(tmp_path / "out")
    assert (one["format"], two["format"]) == ("text", "html")
    bodies = {row["id"]: row["body"] for row in rows}
    starts = {row["id"]: row["body"] for row in table(tmp_path / "out")}
    found = [row for row in table(tmp_path / "out", "segments") if row["status"] != "headline"]
    plain = [row for row in found if row["article"] == "a00001"]
    assert len(plain) >= 3
    for row in plain:
        start = starts["a00001"]
        assert bodies["a00001"][row["start"] - start : row["end"] - start] == row["text"]
    [marked] = [row for row in found if row["article"] == "a00002"]
    assert marked["text"] == "Northland's army said it had won."
    at = slice(marked["start"] - starts["a00002"], marked["end"] - starts["a00002"])
    assert bodies["a00002"][at].startswith("Northland&#8217;s")


def test_a_folder_of_articles_is_audited_as_check_does(tmp_path: Path) -> None:
    run(ROOT / "samples", "-o", tmp_path / "out", cwd=ROOT)
    found = {row["id"]: row for row in table(tmp_path / "out")}
    checked = json.loads(call("check", "samples", "--format", "json").stdout)
    assert len(found) == len(checked["files"]) > 10
    for file in checked["files"]:
        row = found[Path(file["path"]).name]
        metrics = {k: v for k, v in file["metrics"].items() if k != "readability"}
        assert {name: row[name] for name in metrics} == metrics
        assert row["sha256"] == file["sha256"]


def test_what_cannot_be_audited_is_a_row_and_costs_nothing_else(tmp_path: Path) -> None:
    rows = [*articles(3), article(1), {**article(5), "id": ""}, {**article(6), "body": ""}]
    write(tmp_path / "a.csv", rows)
    with (tmp_path / "a.csv").open("a") as file:
        file.write("broken\n")
    done = run("a.csv", "none.jsonl", "-o", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert told(tmp_path / "out") == ["a00000", "a00001", "a00002"]
    found = [(r["id"], r["code"]) for r in table(tmp_path / "out", "unreadable")]
    assert found == [
        ("a00001", "duplicate"), (None, "id"), ("a00006", "empty"), (None, "row"),
        (None, "missing"),
    ]  # fmt: skip


# ---------------------------------------------------------------- again


def test_a_second_run_audits_what_is_new_or_changed(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(25))
    run("a.csv", "-o", "out", "--part-size", "10", cwd=tmp_path)
    before = everything(tmp_path / "out")
    done = run("a.csv", "-o", "out", cwd=tmp_path)
    assert "0 audited, 25 unchanged" in done.stderr
    assert everything(tmp_path / "out") == before

    rows = articles(32)
    rows[12]["body"] += "\n\nNorthland said nothing more."
    write(tmp_path / "a.csv", rows)
    done = run("a.csv", "-o", "out", cwd=tmp_path)
    assert "8 audited, 24 unchanged" in done.stderr
    changed = {n for n, data in everything(tmp_path / "out").items() if before.get(n) != data}
    parts = {name.partition("/")[2] for name in changed}
    assert parts == {"part-00001.parquet", "part-00002.parquet", "part-00003.parquet"}
    run("a.csv", "-o", "fresh", "--part-size", "10", cwd=tmp_path)
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_other_rules_audit_everything_again(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(12))
    run("a.csv", "-o", "out", "--part-size", "5", cwd=tmp_path)
    done = run("a.csv", "-o", "out", "--no-pack", "policy-en", cwd=tmp_path)
    assert "12 audited, 0 unchanged" in done.stderr
    run("a.csv", "-o", "fresh", "--part-size", "5", "--no-pack", "policy-en", cwd=tmp_path)
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_what_is_gone_stays_unless_it_is_to_go(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(5))
    write(tmp_path / "b.csv", articles(5, 5))
    run("a.csv", "-o", "out", cwd=tmp_path)
    run("b.csv", "-o", "out", cwd=tmp_path)
    assert len(told(tmp_path / "out")) == 10
    done = run("b.csv", "-o", "out", "--prune", cwd=tmp_path)
    assert "5 forgotten" in done.stderr
    assert told(tmp_path / "out") == [row["id"] for row in articles(5, 5)]


def test_a_fault_that_is_mended_goes(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [*articles(2), {**article(2), "id": ""}])
    assert run("a.csv", "-o", "out", cwd=tmp_path).returncode == 3
    write(tmp_path / "a.csv", articles(3))
    assert run("a.csv", "-o", "out", cwd=tmp_path).returncode == 0
    assert len(told(tmp_path / "out")) == 3
    assert table(tmp_path / "out", "unreadable") == []


def test_limits_leave_the_rest_to_the_next_run(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(25))
    done = run("a.csv", "-o", "out", "--limit", "7", "--part-size", "10", cwd=tmp_path)
    assert "7 audited" in done.stderr and "run it again to go on" in done.stderr
    assert len(told(tmp_path / "out")) == 7
    run("a.csv", "-o", "out", "--limit", "7", cwd=tmp_path)
    run("a.csv", "-o", "out", cwd=tmp_path)
    run("a.csv", "-o", "fresh", "--part-size", "10", cwd=tmp_path)
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_no_more_articles_a_second_than_are_wished_for(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(96))
    start = time.monotonic()
    run("a.csv", "-o", "out", "--rate", "64", cwd=tmp_path)
    assert time.monotonic() - start > 0.99


# ---------------------------------------------------------------- ended anywhere


def command(cwd: Path, *words: str) -> subprocess.Popen[str]:
    call = [sys.executable, "-m", "auditor", "archive", "run", "a.csv", "--jobs", "1", *words]
    return subprocess.Popen(call, cwd=cwd, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name != "posix", reason="a process is not killed in this way here")
def test_killed_at_any_moment_and_run_again_it_writes_the_same_bytes(tmp_path: Path) -> None:
    rows = articles(240)
    rows[100] = {**rows[100], "id": ""}
    rows[200] = rows[10]
    write(tmp_path / "a.csv", rows)
    chance = random.Random(12)
    kills = 0
    for _ in range(2):
        one = command(tmp_path, "-o", "out", "--part-size", "40", "-q")
        before = len(everything(tmp_path / "out"))
        while len(everything(tmp_path / "out")) == before and one.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 0.5))
        kills += one.poll() is None
        one.kill()
        one.communicate()
    assert kills
    assert command(tmp_path, "-o", "out", "-q").wait() == 3
    run("a.csv", "-o", "fresh", "--part-size", "40", cwd=tmp_path)
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")
    assert len(told(tmp_path / "out")) == len(set(told(tmp_path / "out"))) == 238


@pytest.mark.skipif(os.name != "posix", reason="no such signals here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_keeps_what_is_done(tmp_path: Path, number: int) -> None:
    write(tmp_path / "a.csv", articles(120))
    one = command(tmp_path, "-o", "out", "--rate", "60")
    while not (tmp_path / "out" / "ledger.sqlite").exists():
        time.sleep(0.02)
    time.sleep(1)
    one.send_signal(number)
    _, said = one.communicate(timeout=120)
    assert one.returncode == 130, said
    assert "stopping" in said and "run it again to go on" in said
    assert told(tmp_path / "out") == [r["id"] for r in articles(len(told(tmp_path / "out")))]
    done = run("a.csv", "-o", "out", cwd=tmp_path)
    assert f"{len(table(tmp_path / 'out'))}" == "120", done.stderr


@pytest.mark.parametrize("moment", range(0, 54, 6))
def test_ended_between_any_two_steps_of_writing_it_writes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """End at the ``moment``-th file, rename or commit, as a kill would: nothing is tidied up."""
    write(tmp_path / "a.csv", articles(36))

    class Killed(BaseException):
        pass

    steps = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object) -> object:
            nonlocal steps
            steps += 1
            if steps > moment:
                raise Killed
            return real(*given)

        return step

    from auditor.archive import parts
    from auditor.archive.ledger import Ledger

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", counted(Path.replace))
        patch.setattr(parts, "_save", counted(parts._save))
        patch.setattr(Ledger, "commit", counted(Ledger.commit))
        patch.setattr(Ledger, "close", lambda ledger: ledger._base.close())
        with pytest.raises(Killed):
            started(tmp_path, part=15).run()
    started(tmp_path, part=15).run()
    started(tmp_path, "fresh", part=15).run()
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


# ---------------------------------------------------------------- processes that die


@pytest.mark.skipif(os.name != "posix", reason="a process is not killed in this way here")
def test_an_article_that_ends_its_process_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.archive.run._DEATHS", 2)  # a process takes a second to start
    rows = articles(40)
    for number, word in ((3, "deadly"), (17, "endless"), (29, "hungry"), (30, "faulty")):
        rows[number]["body"] += f"\n\nThe {word} road was closed."
    write(tmp_path / "a.csv", rows)
    status = started(tmp_path, load=deadly_rules, jobs=2, limits=Limits(seconds=0.7)).run()
    assert (status.audited, status.failed) == (36, 4)
    found = {row["id"]: row for row in table(tmp_path / "out", "unreadable")}
    assert {id: row["code"] for id, row in found.items()} == {
        "a00003": "crash", "a00017": "time", "a00029": "memory", "a00030": "internal",
    }  # fmt: skip
    assert "signal 9" in found["a00003"]["message"]
    assert "longer than 0.7 seconds" in found["a00017"]["message"]
    assert len(told(tmp_path / "out")) == 36


@pytest.mark.skipif(os.name != "posix", reason="a process is not killed in this way here")
def test_a_process_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(120))
    one = started(tmp_path, jobs=2)
    killed: list[int] = []

    def kill(status: Status) -> None:
        processes = list(engine_of(one)._workers.values())
        if status.audited >= 64 * (len(killed) + 1) and not killed and processes:
            pid = processes[len(killed) % len(processes)].process.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    one._told = kill
    status = one.run()
    assert len(killed) == 1
    assert (status.audited, status.failed) == (120, 0)
    assert told(tmp_path / "out") == [row["id"] for row in articles(120)]


def engine_of(one: Run) -> Processes:
    assert isinstance(one._engine, Processes)
    return one._engine


def test_other_limits_try_again_what_failed_by_them(tmp_path: Path) -> None:
    rows = [article(1), {**article(2), "body": "word " * 300}]
    write(tmp_path / "a.csv", rows)
    assert run("a.csv", "-o", "out", "--max-letters", "1000", cwd=tmp_path).returncode == 3
    [row] = table(tmp_path / "out", "unreadable")
    assert (row["id"], row["code"]) == ("a00002", "size")
    assert "2 unchanged" in run("a.csv", "-o", "out", "--max-letters", "1000", cwd=tmp_path).stderr
    done = run("a.csv", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0 and "1 audited, 1 unchanged" in done.stderr
    assert table(tmp_path / "out", "unreadable") == []


# ---------------------------------------------------------------- refused


def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(1))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    for words, said in (
        (["-o", "full"], "-o full: is not empty and holds no archive; name another folder"),
        (["-o", "out", "--scheduler", "tcp://x:1"], "--scheduler is for --engine dask"),
        (["-o", "out", "--rate", "0"], "--rate 0: write a number of articles a second"),
        (["-o", "a.csv"], "-o a.csv: File exists"),
    ):
        done = run("a.csv", *words, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (2, f"auditor: {said}\n")
    done = call("archive", "tables", "full", cwd=tmp_path)
    assert done.stderr == "auditor: full: holds no tables; write them by auditor archive run\n"


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    from auditor.archive.ledger import Ledger

    write(tmp_path / "a.csv", articles(1))
    run("a.csv", "-o", "out", cwd=tmp_path)
    ledger = Ledger(tmp_path / "out")
    call = [sys.executable, "-m", "auditor", "archive", "run", "a.csv", "-o", "out", "-q"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True)
    ledger.close()
    assert (done.returncode, done.stderr) == (2, "auditor: out: another run is at work there\n")


def test_a_part_that_is_lost_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(3))
    run("a.csv", "-o", "out", cwd=tmp_path)
    (tmp_path / "out" / "segments" / "part-00000.parquet").unlink()
    write(tmp_path / "a.csv", articles(4))
    done = run("a.csv", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "out/segments/part-00000.parquet: is missing or broken" in done.stderr


# ---------------------------------------------------------------- tables


def test_tables_are_listed(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", articles(30))
    run("a.csv", "-o", "out", "--part-size", "20", cwd=tmp_path)
    done = call("archive", "tables", "out", cwd=tmp_path)
    assert [line.split()[:4] for line in done.stdout.splitlines()[:1]] == [
        ["articles", "30", "rows", "2"]
    ]
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(TABLES)


def test_tables_are_written_as_csv_and_jsonl(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [*articles(3), {**article(4), "outlet": "=cmd()"}])
    run("a.csv", "-o", "out", "--part-size", "2", cwd=tmp_path)
    for name in ("csv", "jsonl"):
        done = call("archive", "export", "out", "-o", "flat", "-f", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    for name in TABLES:
        rows = table(tmp_path / "out", name)
        lines = (tmp_path / "flat" / f"{name}.jsonl").read_text("utf-8").splitlines()
        plain = json.loads(json.dumps(rows, default=str))
        assert [json.loads(line) for line in lines] == plain
        with (tmp_path / "flat" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *cells = list(csv.reader(file))
        assert (head, len(cells)) == (list(TABLES[name].names), len(rows))
    with (tmp_path / "flat" / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert [row["outlet"] for row in csv.DictReader(file)][-1] == "'=cmd()"
    done = call("archive", "export", "out", "-o", "flat", "--table", "none", cwd=tmp_path)
    assert done.returncode == 2 and "the tables are articles, segments" in done.stderr
