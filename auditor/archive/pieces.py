"""Rows as Arrow's record batches, and as bytes to be sent or kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from auditor.archive.rows import Row
from auditor.archive.schema import Table, arrow


def batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """Return rows of a table as a batch of its schema; no type is inferred."""
    schema = arrow(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [_array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    return pa.record_batch(arrays, schema=schema)


def _array(cells: Sequence[Any], type: pa.DataType) -> pa.Array:
    try:
        return pa.array(cells, type)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can name and UTF-8 cannot hold
        return pa.array([_sound(cell) for cell in cells], type)


def _sound(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_sound(one) for one in cell] if isinstance(cell, list) else cell


def packed(rows: pa.RecordBatch) -> bytes:
    """Return a batch as bytes."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as stream:
        stream.write_batch(rows)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    """Return what ``packed`` has packed."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_all()
