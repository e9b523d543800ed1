"""Archives are read row by row, and what is broken in them is told and costs nothing else."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from archives import articles, write

from auditor.archive.inputs import Article, Inputs, Item
from auditor.archive.inputs.columns import Columns, choose
from auditor.archive.inputs.sheet import Fault, Wanted
from auditor.errors import ReadError

NOTHING = Columns()


def read(*paths: Path, columns: Columns = NOTHING, **wanted: str) -> list[Item]:
    return list(Inputs([str(path) for path in paths], columns, Wanted(**wanted)))


def ids(items: list[Item]) -> list[str]:
    return [item.about.id for item in items if isinstance(item, Article)]


def faults(items: list[Item]) -> list[tuple[str, str]]:
    """Return the place in the file, and the code, of each fault."""
    found = [item for item in items if isinstance(item, Fault)]
    return [(fault.place.rpartition("/")[2], fault.code) for fault in found]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.sqlite"])
def test_every_kind_of_table_holds_the_same_articles(tmp_path: Path, name: str) -> None:
    rows = articles(300)
    found = read(write(tmp_path / name, rows))
    assert [(one.about.id, one.text) for one in found if isinstance(one, Article)] == [
        (row["id"], row["body"]) for row in rows
    ]
    first = found[0]
    assert isinstance(first, Article)
    about = first.about._replace(file="")
    assert about == ("a00000", "", "Daily 0", "2026-01-01", "Northland says it hit depot 0", "")


def test_the_same_article_has_the_same_hash_in_every_kind_of_table(tmp_path: Path) -> None:
    names = ("a.csv", "a.jsonl", "a.parquet", "a.sqlite")
    found = [read(write(tmp_path / name, articles(1))) for name in names]
    assert len({one.sha256 for [one] in found if isinstance(one, Article)}) == 1


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_packed_tables_are_read(tmp_path: Path, kind: str) -> None:
    plain = write(tmp_path / f"a.{kind}", articles(5))
    packed = tmp_path / f"b.{kind}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert ids(read(packed)) == ids(read(plain))
    packed.write_bytes(packed.read_bytes()[:-20])
    assert faults(read(packed))[-1][1] == "io"


@pytest.mark.parametrize(
    ("text", "found", "broken"),
    [
        pytest.param(
            "id,text\n1,One.\n2\n3,Three.\n", ["1", "3"], [("a.csv#3", "row")], id="short"
        ),
        pytest.param("id,text\n1,One.,x\n2,Two.,\n", ["2"], [("a.csv#2", "row")], id="long"),
        pytest.param("id,text\n1,One.\n,No.\n", ["1"], [("a.csv#3", "id")], id="no id"),
        pytest.param("id,text\n1,\n2,Two.\n", ["2"], [("a.csv#2", "empty")], id="no text"),
        pytest.param('id;text\n1;"Two\nlines"\n2;a\n', ["1", "2"], [], id="semicolon"),
        pytest.param("\ufeffid\ttext\n1\tOne.\n", ["1"], [], id="tabs and a mark"),
        pytest.param("id,text\r\n\r\n1,One.\r\n", ["1"], [], id="blank lines"),
        pytest.param("id,text\n1,a\0b\n2,b\n", ["1", "2"], [], id="NUL"),
        pytest.param("", [], [("a.csv", "empty")], id="nothing"),
        pytest.param("a,b\n1,2\n", [], [("a.csv", "columns")], id="no column of text"),
    ],
)
def test_rows_of_csv(
    tmp_path: Path, text: str, found: list[str], broken: list[tuple[str, str]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    items = read(path)
    assert (ids(items), faults(items)) == (found, broken)


def test_a_quotation_mark_that_is_not_closed_costs_no_more_than_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.archive.inputs.csv.MOST", 1000)
    rows = [f"{n},Text {n} of the table." for n in range(200)]
    rows[10] = '10,"An open one'
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + "\n".join(rows), "utf-8")
    items = read(path)
    assert ids(items)[:10] == [str(n) for n in range(10)]
    assert len(ids(items)) > 150 and ids(items)[-1] == "199"
    assert faults(items)[0] == ("a.csv#12", "row")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "sqlite"])
def test_encodings_may_be_mixed(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / f"a.{kind}", articles(3))
    data = path.read_bytes().replace(b"struck 1 depots", b"struck \x931\x94 depo")
    path.write_bytes(data)
    items = read(path)
    assert ids(items) == ["a00000", "a00002"]
    [fault] = [item for item in items if isinstance(item, Fault)]
    assert fault.code == "decode" and "--encoding cp1252" in fault.message
    mended = read(path, encoding="cp1252")
    assert ids(mended) == ["a00000", "a00001", "a00002"]
    one = mended[1]
    assert isinstance(one, Article) and "struck “1” depo" in one.text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "row"),
        ("[1]", "row"),
        ('{"id": null, "text": "a"}', "id"),
        ('{"id": "x", "text": ""}', "empty"),
        ('{"id": "x"}', "empty"),
        ("[" * 100_000, "row"),
    ],
)
def test_lines_of_json_may_be_broken(tmp_path: Path, line: str, code: str) -> None:
    path = tmp_path / "a.jsonl"
    good = [json.dumps({"id": n, "text": f"Text {n}."}) for n in range(2)]
    path.write_text(f"{good[0]}\n{line}\n\n{good[1]}\n", "utf-8")
    items = read(path)
    assert (ids(items), faults(items)) == (["0", "1"], [("a.jsonl#2", code)])


def test_a_surrogate_of_json_becomes_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "text": "a\\ud800b \\ud83d\\ude00"}\n', "utf-8")
    [one] = read(path)
    assert isinstance(one, Article) and one.text == "a\ufffdb \U0001f600"


def test_paragraphs_in_a_list_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 1, "body": ["One.", "Two."]}), "utf-8")
    [one] = read(path)
    assert isinstance(one, Article) and one.text == "One.\n\nTwo."


def test_a_database_tells_its_table_or_asks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.sqlite", articles(2))
    import sqlite3

    base = sqlite3.connect(path)
    base.execute("create table authors (name)")
    base.commit()
    assert ids(read(path)) == ["a00000", "a00001"]
    base.execute("create table drafts (id, body)")
    base.execute("insert into drafts values (7, 'A draft.')")
    base.commit()
    base.close()
    [fault] = read(path)
    assert (
        isinstance(fault, Fault) and "news, authors, drafts; name one by --table" in fault.message
    )
    assert ids(read(path, table="drafts")) == ["7"]
    assert faults(read(path, table="none")) == [("a.sqlite", "columns")]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.sqlite", "a.txt"])
def test_a_file_that_is_missing_or_of_another_kind_is_a_fault(tmp_path: Path, name: str) -> None:
    assert faults(read(tmp_path / name)) == [(name, "missing")]
    if name in ("a.parquet", "a.sqlite"):
        (tmp_path / name).write_text("not what the name says, and long enough to be looked at" * 9)
        assert faults(read(tmp_path / name)) == [(name, "io")]


def test_a_parquet_file_that_ends_early_is_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", articles(5))
    path.write_bytes(path.read_bytes()[:-50])
    assert faults(read(path)) == [("a.parquet", "io")]


def test_a_folder_holds_articles_and_tables(tmp_path: Path) -> None:
    (tmp_path / "b" / ".hidden").mkdir(parents=True)
    (tmp_path / "b" / "two.txt").write_text("Two.")
    (tmp_path / "b" / ".hidden" / "no.txt").write_text("No.")
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "one.html").write_text("<p>One.</p>")
    write(tmp_path / "a.csv", articles(1))
    items = read(tmp_path)
    assert ids(items) == ["a00000", "b/two.txt", "one.html"]


def test_patterns_name_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        write(tmp_path / name, articles(1, ord(name[0])))
    assert ids(read(tmp_path / "*.csv")) == ["a00097", "a00098"]
    assert faults(read(tmp_path / "*.jsonl")) == [("*.jsonl", "missing")]


def test_columns_are_guessed_by_usual_names() -> None:
    names = ["Article ID", "publish_date", "Headline", "Full-Text", "source_url", "Publisher"]
    found = choose(names, NOTHING, "a.csv").by_what
    assert found == {
        "id": "Article ID",
        "date": "publish_date",
        "title": "Headline",
        "text": "Full-Text",
        "url": "source_url",
        "outlet": "Publisher",
    }


def test_a_column_that_is_named_counts(tmp_path: Path) -> None:
    columns = Columns(text="teaser", id="nr")
    assert choose(["id", "nr", "text", "teaser"], columns, "a").by_what == {
        "id": "nr",
        "text": "teaser",
    }
    with pytest.raises(ReadError, match="has no column teaser; its columns are id, text"):
        choose(["id", "text"], columns, "a")


def test_ids_are_made_of_the_content_where_there_is_no_column(tmp_path: Path) -> None:
    rows = [{"text": "One."}, {"text": "Two."}, {"text": "One."}]
    found = ids(read(write(tmp_path / "a.csv", rows)))
    assert found[0] == found[2] != found[1]
    assert found == ids(read(write(tmp_path / "a.jsonl", rows)))


def test_no_more_of_an_archive_is_read_than_is_asked_for(tmp_path: Path) -> None:
    inputs = Inputs([str(write(tmp_path / "a.csv", articles(5000)))], NOTHING, Wanted())
    stream = iter(inputs)
    for _ in range(2500):
        next(stream)
    assert 0.45 < inputs.done < 0.55


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes of this kind")
def test_nothing_waits_for_a_pipe_or_follows_links_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "news" / ".secret.csv").write_text("id,text\n1,Secret.\n")
    (tmp_path / "news" / "a.csv").symlink_to(tmp_path / "news" / ".secret.csv")
    os.mkfifo(tmp_path / "news" / "b.csv")
    os.mkfifo(tmp_path / "news" / "c.txt")
    items = read(tmp_path / "news")
    assert faults(items) == [("a.csv", "io"), ("b.csv", "io"), ("c.txt", "io")]
    assert ids(items) == []
