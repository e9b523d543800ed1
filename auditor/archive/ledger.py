"""What is done, in a database beside the tables: a run that ends anywhere goes on from there.

Each article, and each fault of the archive, is an *entry*: its *ordinal*, given in the order in
which the archive first shows it, is its place in the tables for good, and tells its part.  Rows
that are audited *wait* here until their part is written.  Nothing else writes to the ledger, and
only one run at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from auditor.archive.audits import Failed
from auditor.archive.schema import VERSION
from auditor.errors import UsageError

NAME = "ledger.sqlite"
PART = 5000  # entries of a part
_TABLES = """
create table if not exists about (version text not null, part integer not null);
create table if not exists entries (
    ordinal integer primary key,
    key text not null unique,  -- the id of an article; the place of a fault that has none
    hash blob,                 -- what its rows depend on; null until they are there
    pass integer not null,     -- over the archive, that has met it last
    file text,                 -- of a fault that has no id
    chunk integer,             -- in which its rows wait; null where they are in a part
    id text, place text, code text, message text  -- why it is not audited
);
create table if not exists waiting (
    part integer not null, name text not null, chunk integer not null, rows blob not null,
    primary key (part, name, chunk)
) without rowid;
create table if not exists parts (
    number integer primary key,
    stale integer not null,   -- whether its files are not what they are to be
    renaming integer not null -- whether its files are written and may have their old names
);
"""


class Entry(NamedTuple):
    """An entry as the ledger has it."""

    ordinal: int
    hash: bytes | None
    passed: int


class Ledger:
    """The ledger in a folder; made where there is none."""

    def __init__(self, folder: Path, part: int = PART) -> None:
        # Refused for any other program as long as this one runs.
        self._base = sqlite3.connect(folder / NAME, timeout=1.0, isolation_level=None)
        try:
            self._base.execute("pragma locking_mode = exclusive")
            self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma synchronous = full")
            self._base.executescript(_TABLES)
            self._base.execute("begin immediate")
            found = self._base.execute("select version, part from about").fetchone()
            if found is None:
                self._base.execute("insert into about values (?, ?)", (VERSION, part))
                self.commit()
        except sqlite3.OperationalError as error:
            self._base.close()
            if "locked" in str(error):
                raise UsageError(f"{folder}: another run is at work there") from None
            raise UsageError(f"{folder / NAME}: {error}") from error
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise UsageError(f"{folder / NAME}: {error}; it is no ledger of ours") from error
        except BaseException:
            self._base.close()
            raise
        self.part: int = found[1] if found else part
        version = found[0] if found else VERSION
        if version != VERSION:
            self._base.close()
            raise UsageError(f"{folder}: holds tables of version {version}; name a new folder")
        self._next = self._one("select coalesce(max(ordinal) + 1, 0) from entries")
        self._chunk = self._one("select coalesce(max(chunk) + 1, 0) from waiting")
        self.passing = self._one("select coalesce(max(pass) + 1, 1) from entries")

    def close(self) -> None:
        """Keep what is told so far, and end."""
        self.commit()
        self._base.close()

    def commit(self) -> None:
        """Make all of it durable, at once."""
        self._base.execute("commit")
        self._base.execute("begin immediate")

    # ------------------------------------------------------------ entries

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key."""
        found = self._base.execute(
            "select ordinal, hash, pass from entries where key = ?", (key,)
        ).fetchone()
        return Entry(*found) if found else None

    def meet(self, key: str, entry: Entry | None) -> int:
        """Note that this pass over the archive has met an entry; return its ordinal."""
        if entry is not None:
            self._base.execute(
                "update entries set pass = ? where ordinal = ?", (self.passing, entry.ordinal)
            )
            return entry.ordinal
        ordinal = self._next
        self._next += 1
        self._base.execute(
            "insert into entries (ordinal, key, pass) values (?, ?, ?)",
            (ordinal, key, self.passing),
        )
        return ordinal

    def keep(
        self,
        ordinals: Sequence[int],
        hashes: Sequence[bytes],
        tables: Mapping[str, bytes],
        failed: Mapping[int, tuple[str | None, str, Failed]],
        file: str | None = None,
    ) -> None:
        """Keep what came of some entries of one part: their rows, by table, and failures.

        ``failed`` has id, place and reason by ordinal; ``file`` is that of a fault without an id.
        """
        part = ordinals[0] // self.part
        chunk = self._chunk
        self._chunk += 1
        self._base.executemany(
            "insert into waiting values (?, ?, ?, ?)",
            [(part, name, chunk, rows) for name, rows in tables.items()],
        )
        none = (None, None, (None, None))
        told = ((*failed.get(ordinal, none), ordinal) for ordinal in ordinals)
        self._base.executemany(
            "update entries set hash = ?, chunk = ?, file = ?,"
            " id = ?, place = ?, code = ?, message = ? where ordinal = ?",
            [
                (hash, chunk, file, id, place, *why, ordinal)
                for hash, (id, place, why, ordinal) in zip(hashes, told, strict=True)
            ],
        )
        self._stale([part])

    def forget(self, files: Sequence[str], *, all: bool) -> int:
        """Forget entries that this pass has not met, and return how many.

        Of ``all``, or only the faults without an id in ``files``, which were read to their ends.
        """
        which = "" if all else "and file is not null"
        query = f"select ordinal, file from entries where pass < ? {which}"
        read = set(files)
        return self._delete(
            ordinal
            for ordinal, file in self._base.execute(query, (self.passing,)).fetchall()
            if all or file in read
        )

    def absolve(self, key: str) -> None:
        """Forget a fault: what was at fault is met as an article."""
        found = self.entry(key)
        if found is not None:
            self._delete([found.ordinal])

    def _delete(self, ordinals: Iterable[int]) -> int:
        gone = list(ordinals)
        self._base.executemany("delete from entries where ordinal = ?", [(n,) for n in gone])
        self._stale({ordinal // self.part for ordinal in gone})
        return len(gone)

    # ------------------------------------------------------------ parts

    def redone(self, part: int) -> bool:
        """Whether a part is full and all its rows wait: it need not wait for the end of the run."""
        waiting = "select count(*) from entries where ordinal >= ? and ordinal < ? and chunk >= 0"
        return self._one(waiting, part * self.part, (part + 1) * self.part) == self.part

    def stale(self) -> list[int]:
        """Return the parts whose files are not what they are to be."""
        return [row[0] for row in self._base.execute("select number from parts where stale")]

    def renaming(self) -> list[int]:
        """Return the parts whose new files may not have their names yet."""
        return [row[0] for row in self._base.execute("select number from parts where renaming")]

    def articles(self, part: int) -> list[tuple[str, int | None]]:
        """Return key and chunk of the articles of a part that have rows, in their order."""
        return list(self._entries("key, chunk", "hash is not null and code is null", part))

    def unreadable(self, part: int) -> list[tuple[str | None, str, str, str]]:
        """Return the rows of what could not be audited, in their order."""
        return list(self._entries("id, place, code, message", "code is not null", part))

    def _entries(self, columns: str, which: str, part: int) -> Iterator[Any]:
        query = (
            f"select {columns} from entries where ordinal >= ? and ordinal < ? and {which}"
            " order by ordinal"
        )
        return self._base.execute(query, (part * self.part, (part + 1) * self.part))

    def waiting(self, part: int, name: str) -> Iterator[tuple[int, bytes]]:
        """Yield the rows of a table that wait for a part, chunk by chunk, packed."""
        query = "select chunk, rows from waiting where part = ? and name = ? order by chunk"
        yield from self._base.execute(query, (part, name))

    def written(self, part: int) -> None:
        """Note that the files of a part are there, but for their names: nothing waits any more."""
        bounds = (part * self.part, (part + 1) * self.part)
        self._base.execute("delete from waiting where part = ?", (part,))
        self._base.execute(
            "update entries set chunk = null where ordinal >= ? and ordinal < ?", bounds
        )
        self._base.execute("update parts set stale = 0, renaming = 1 where number = ?", (part,))
        self.commit()

    def renamed(self, part: int) -> None:
        """Note that the files of a part have their names."""
        self._base.execute("update parts set renaming = 0 where number = ?", (part,))
        self.commit()

    def _stale(self, parts: Sequence[int] | set[int]) -> None:
        self._base.executemany(
            "insert into parts values (?, 1, 0) on conflict (number) do update set stale = 1",
            [(part,) for part in sorted(parts)],
        )

    def _one(self, query: str, *values: object) -> int:
        return int(self._base.execute(query, values).fetchone()[0])
