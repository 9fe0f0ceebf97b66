"""Tables of Python as columns of hence.h, and its values as those of Python."""

import ctypes
import datetime
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ._library import ANY, DATE, FLOAT, INT, NONE, SYMBOL, Column, Date, Text, Value

_INTS = {"q": ctypes.c_int64, "l": ctypes.c_int64}  # formats of buffers that are 64 bits wide


def table_of(data: Any, columns: Optional[Sequence[str]]) -> Tuple[Optional[List[str]], List[Sequence[Any]], int]:
    """Names (None: in the order of the relation), columns and the number of rows, of a mapping of columns (a dict, or what is
    like a data frame), or of rows: dicts, named tuples, or sequences."""
    if hasattr(data, "keys") and hasattr(data, "__getitem__"):
        names = [str(name) for name in (columns if columns is not None else data.keys())]
        made = [_sequence(data[name]) for name in names]
        lengths = {len(column) for column in made}
        if len(lengths) > 1:
            raise ValueError(f"columns of different lengths: {dict(zip(names, map(len, made)))}")
        return names, made, lengths.pop() if lengths else 0
    rows = list(data)
    names = _names(rows, columns)
    width = len(names) if names is not None else len(rows[0]) if rows else 0
    tuples = [_cells(row, names, width) for row in rows]
    return names, list(zip(*tuples)) if tuples else [()] * width, len(tuples)


def _sequence(column: Any) -> Sequence[Any]:
    """As it is where its numbers lie side by side; else a list of what Python has for its items."""
    try:
        view = memoryview(column)
        if view.ndim == 1 and view.contiguous and (view.format in _INTS and view.itemsize == 8 or view.format == "d"):
            return view
    except TypeError:
        pass
    values = getattr(column, "values", column)  # of a data frame: its array
    if values is not column and not callable(values):
        return _sequence(values)
    return column.tolist() if hasattr(column, "tolist") else list(column)


def _names(rows: List[Any], columns: Optional[Sequence[str]]) -> Optional[List[str]]:
    if columns is not None:
        return list(columns)
    if rows and isinstance(rows[0], dict):
        return list(rows[0])
    if rows and hasattr(rows[0], "_fields"):
        return list(rows[0]._fields)
    return None


def _cells(row: Any, names: Optional[List[str]], width: int) -> Sequence[Any]:
    if isinstance(row, dict):
        strangers = set(row) - set(names or ())
        if strangers:
            raise ValueError(f"no such columns: {sorted(strangers)} in {row!r}")
        return [row.get(name) for name in names or ()]
    if isinstance(row, str):
        raise TypeError(f"a row is a sequence of values, not {row!r}")
    if len(row) != width:
        raise ValueError(f"{width} columns, but {len(row)} values: {row!r}")
    return row


# ---- in ----


def columns_of(names: Optional[List[str]], columns: List[Sequence[Any]], keep: List[Any]) -> Any:
    """An array of hence_column.  What it points to is put into `keep`, and lives as long as that."""
    made = (Column * max(1, len(columns)))()
    for i, values in enumerate(columns):
        if names is not None:
            made[i].name = names[i].encode()
        _fill(made[i], values, keep)
    return made


def _fill(column: Any, values: Sequence[Any], keep: List[Any]) -> None:
    count = len(values)
    if isinstance(values, memoryview):
        kind = ctypes.c_double if values.format == "d" else ctypes.c_int64
        array = (kind * count).from_buffer_copy(values)
        column.kind = FLOAT if values.format == "d" else INT
        column.array = ctypes.cast(array, ctypes.c_void_p)
        keep.append(array)
        return
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        texts = [None if value is None else value.encode() for value in values]
        array = (ctypes.c_char_p * max(1, count))(*texts)
        lengths = (ctypes.c_size_t * max(1, count))(*(0 if text is None else len(text) for text in texts))
        column.kind, column.lengths = SYMBOL, ctypes.cast(lengths, ctypes.c_void_p)
        keep += [texts, lengths]
    elif kinds == {int} and all(-(2**63) <= value < 2**63 for value in values):
        array = (ctypes.c_int64 * count)(*values)
        column.kind = INT
    elif kinds == {float}:
        array = (ctypes.c_double * count)(*values)
        column.kind = FLOAT
    else:
        array = values_of(values, keep)
        column.kind = ANY
    column.array = ctypes.cast(array, ctypes.c_void_p)
    keep.append(array)


def values_of(values: Sequence[Any], keep: List[Any]) -> Any:
    """An array of hence_value; Ellipsis is any value."""
    array = (Value * max(1, len(values)))()
    for i, value in enumerate(values):
        _set(array[i], value, keep)
    return array


def _set(made: Any, value: Any, keep: List[Any]) -> None:
    if value is None:
        made.kind = NONE
    elif value is ...:
        made.kind = ANY
    elif isinstance(value, (bool, str)):
        text = (value if isinstance(value, str) else "true" if value else "false").encode()
        keep.append(text)
        made.kind = SYMBOL
        made.value.symbol = Text(ctypes.cast(text, ctypes.POINTER(ctypes.c_char)), len(text))
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"beyond 64 bits: {value!r}")
        made.kind, made.value.integer = INT, value
    elif isinstance(value, float):
        made.kind, made.value.real = FLOAT, value
    elif isinstance(value, datetime.datetime):
        raise TypeError("a date has no time of day: use value.date()")
    elif isinstance(value, datetime.date):
        made.kind, made.value.date = DATE, Date(value.year, value.month, value.day, 0)
    else:
        raise TypeError(f"no value of Hence: {value!r}")


# ---- out ----


def rows_of(array: Any, count: int, width: int) -> Iterable[Tuple[Any, ...]]:
    """Rows of values that lie one behind the other."""
    values = [_value(array[i]) for i in range(count * width)]
    return zip(*(values[column::width] for column in range(width))) if width else [()] * count


def _value(value: Any) -> Any:
    kind = value.kind
    if kind == SYMBOL:
        return str(value.value.symbol)
    if kind == INT:
        return value.value.integer
    if kind == FLOAT:
        return value.value.real
    return None if kind == NONE else _date(value.value.date)


def _date(date: Any) -> str:
    words = f"{date.year:04}"
    if date.month:
        words += f"-{date.month:02}"
    return words + f"-{date.day:02}" if date.day else words
