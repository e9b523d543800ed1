"""Every engine audits with one function, and what comes of it is the same."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from archives import article, articles, everything, run, started, table, write

from auditor.archive.rows import Judge
from auditor.archive.run import Status
from auditor.archive.schema import TABLES, arrow
from auditor.arrow import Columns, audit_batches, schema, tables
from auditor.errors import UsageError
from auditor.packs.load import load_rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "archives.md"


def batches(count: int, size: int) -> Iterator[pa.RecordBatch]:
    whole = pa.Table.from_pylist(articles(count))
    yield from whole.to_batches(max_chunksize=size)


def test_batches_hold_the_tables_that_a_run_writes(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", articles(20))
    run("a.parquet", "-o", "out", cwd=tmp_path)
    apart = [tables(audited) for audited in audit_batches(batches(20, 7))]
    assert len(apart) == 3
    for name in TABLES:
        found = pa.Table.from_batches([one[name] for one in apart]).to_pylist()
        named = {"file": "a.parquet"} if name == "articles" else {}
        assert [{**row, **named} for row in found] == table(tmp_path / "out", name)


def test_a_row_comes_out_for_each_that_goes_in() -> None:
    rows = [article(1), {**article(2), "body": None}, {**article(3), "id": ""}, article(4)]
    given = pa.RecordBatch.from_pylist(rows)
    [audited] = audit_batches([given])
    assert audited.schema == schema()
    assert audited.column("id").to_pylist() == ["a00001", "a00002", None, "a00004"]
    assert audited.column("code").to_pylist() == [None, "empty", "id", None]
    assert tables(audited)["articles"].column("id").to_pylist() == ["a00001", "a00004"]
    lost = tables(audited)["unreadable"]
    assert lost.schema == arrow(TABLES["unreadable"])
    assert lost.column("code").to_pylist() == ["empty", "id"]


def test_slices_and_empty_batches_are_batches() -> None:
    given = pa.RecordBatch.from_pylist(articles(6))
    [whole] = audit_batches([given])
    parts = list(audit_batches([given.slice(0, 0), given.slice(0, 2), given.slice(2)]))
    assert [part.num_rows for part in parts] == [0, 2, 4]
    assert pa.Table.from_batches(parts).equals(pa.Table.from_batches([whole]))
    later = tables(whole.slice(2))["segments"]
    assert later.equals(tables(parts[2])["segments"])


def test_columns_may_be_named_and_must_be_there() -> None:
    given = pa.RecordBatch.from_pylist([{"nr": 7, "teaser": "No.", "said": "A minister said no."}])
    [audited] = audit_batches([given], columns=Columns(text="said", id="nr"))
    assert audited.column("id").to_pylist() == ["7"]
    with pytest.raises(UsageError, match="its columns are nr, teaser, said"):
        list(audit_batches([given]))


def test_nothing_in_nothing_out() -> None:
    assert list(audit_batches([])) == []


# ---------------------------------------------------------------- Dask


def test_a_cluster_that_loses_a_worker_writes_the_same_bytes(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    from auditor.archive.cluster import Cluster

    write(tmp_path / "a.csv", articles(130))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
    ) as cluster:
        one = started(tmp_path, engine=lambda setup: Cluster(setup, 0, cluster.scheduler_address))
        killed: list[int] = []

        def kill(status: Status) -> None:
            if status.audited and not killed and os.name == "posix":
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        one._told = kill
        status = one.run()
        one._engine.close()
    assert (status.audited, status.failed) == (130, 0)
    assert killed or os.name != "posix"
    started(tmp_path, "fresh").run()
    assert everything(tmp_path / "out") == everything(tmp_path / "fresh")


def test_a_worker_with_other_rules_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from auditor.archive.audits import Setup, audit_chunk

    other = Setup(load_rules, Judge("0" * 64, version="0.0.1"))
    with pytest.raises(UsageError, match=r"asked for is version 0\.0\.1 with packs 000000000000"):
        audit_chunk([], other)


# ---------------------------------------------------------------- the page


def code(heading: str) -> str:
    """Return the Python that the page shows below a heading."""
    text = PAGE.read_text("utf-8")
    found = re.search(rf"^#+ {heading}$.*?^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for number in range(2):
        write(tmp_path / "news" / f"{number}.parquet", articles(6, 6 * number))
    return tmp_path


def audited(folder: Path, heading: str) -> list[dict[str, Any]]:
    """Run the code of the page in a folder with ``news/*.parquet``; it writes ``audited``."""
    environ = {**os.environ, "PYSPARK_PYTHON": sys.executable, "RAY_USAGE_STATS_ENABLED": "0"}
    call = [sys.executable, "-c", code(heading)]
    done = subprocess.run(call, cwd=folder, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(folder / "audited").to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.mark.parametrize(
    ("heading", "modules"),
    [
        ("DuckDB", "duckdb"),
        ("Dask", "dask pandas"),
        ("Ray Data", "ray"),
        ("Spark", "pyspark pandas"),
    ],
)
def test_the_adapters_of_the_page_run(news: Path, heading: str, modules: str) -> None:
    for module in modules.split():
        pytest.importorskip(module)
    if heading == "Spark" and shutil.which("java") is None:
        pytest.skip("no java here")
    found = audited(news, heading)
    assert [row["id"] for row in found] == [row["id"] for row in articles(12)]
    [whole] = audit_batches([pa.RecordBatch.from_pylist(articles(12))])
    shares = [row["unverified_single_party_share"] for row in whole.to_pylist()]
    assert [row["unverified_single_party_share"] for row in found] == shares
    assert [len(row["segments_rows"]) for row in found] == [4] * 12


@pytest.mark.parametrize("module", ["duckdb", "pandas", "polars"])
def test_the_questions_of_the_page_are_answered(tmp_path: Path, module: str) -> None:
    pytest.importorskip(module)
    samples = sorted((PAGE.parents[1] / "samples").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in samples]
    rows = [{**article(number), "body": text} for number, text in enumerate(texts)]
    write(tmp_path / "a.csv", rows)
    run("a.csv", "-o", "audited", cwd=tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", code(f"With {module}")], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Daily 0" in done.stdout and "Ukraine" in done.stdout
