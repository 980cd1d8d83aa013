"""An answer as Parquet, whose columns have the types of the question's header even where there is no row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from s3graph.querying.table import Cell, Table

if TYPE_CHECKING:
    from arro3.core import Array

_EPOCH_DAY = date(1970, 1, 1)


def parquet(table: Table) -> bytes:
    """Columns are called as in SPARQL; their labels, and what the answer is, stand in the file's metadata.

    Decimals become doubles: a quotient has more digits than a column of decimals can promise.
    """
    from arro3.core import Field, Schema
    from arro3.core import Table as ArrowTable
    from arro3.io import write_parquet

    asked, cells = table.asked, table.cells()
    arrays = [_array(column.type, [row[place] for row in cells]) for place, column in enumerate(table.columns)]
    fields = [
        Field(column.name, array.type, nullable=True, metadata={"label": asked.say(column.label)})
        for column, array in zip(table.columns, arrays, strict=True)
    ]
    about = {label.en.lower(): text for label, text in asked.said()} | {"name": asked.question.name}
    content = BytesIO()
    write_parquet(ArrowTable.from_arrays(arrays, schema=Schema(fields, metadata=about)), content)
    return content.getvalue()


def _array(kind: str, cells: Sequence[Cell]) -> Array:
    """Days and moments go in as the numbers that Arrow keeps for them."""
    from arro3.core import Array, DataType

    if kind == "date":
        return Array([_days(cell) for cell in cells], type=DataType.int32()).cast(DataType.date32())
    if kind == "time":
        moments = Array([_microseconds(cell) for cell in cells], type=DataType.int64())
        return moments.cast(DataType.timestamp("us", tz="UTC"))
    if kind == "decimal":
        return Array([None if cell is None else float(cell) for cell in cells], type=DataType.float64())  # type: ignore[arg-type]
    plain: Mapping[str, DataType] = {"integer": DataType.int64(), "boolean": DataType.bool()}
    return Array(list(cells), type=plain.get(kind, DataType.utf8()))


def _days(cell: Cell) -> int | None:
    return (cell - _EPOCH_DAY).days if isinstance(cell, date) else None


def _microseconds(cell: Cell) -> int | None:
    if not isinstance(cell, datetime):
        return None
    return (cell - datetime(1970, 1, 1, tzinfo=cell.tzinfo)) // timedelta(microseconds=1)
