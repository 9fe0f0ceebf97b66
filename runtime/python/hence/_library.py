"""Where the shared library is, and what hence.h declares, for ctypes."""

import ctypes
import os
import pathlib

NAME = "libhence.so.0"  # the version of the interface


def _places():
    """Where it may be, nearest first: as HENCE_LIBRARY says; below the prefix this module is installed in; where it was
    built; where the system looks."""
    if "HENCE_LIBRARY" in os.environ:
        return [os.environ["HENCE_LIBRARY"]]
    above = pathlib.Path(__file__).resolve().parents
    near = [path for folder in above for path in sorted((folder / "lib").glob("*/" + NAME)) + [folder / "lib" / NAME]]
    built = [folder / "build" / "release" / "public" / NAME for folder in above]
    return [str(path) for path in near + built if path.exists()] + [NAME]


def _load():
    complaints = []
    for path in _places():
        try:
            return ctypes.CDLL(path)
        except OSError as error:
            complaints.append(str(error))
    raise ImportError("the library of Hence is not found; HENCE_LIBRARY may name it: " + "; ".join(complaints))


class Text(ctypes.Structure):
    _fields_ = [("bytes", ctypes.POINTER(ctypes.c_char)), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.bytes, self.length).decode("utf-8", "replace")


class Policy(ctypes.Structure):
    _fields_ = [("ambiguity", ctypes.c_int), ("closed", ctypes.c_int), ("reserved", ctypes.c_uint64 * 4)]


class Limits(ctypes.Structure):
    _fields_ = [("rows", ctypes.c_uint64), ("rounds", ctypes.c_uint64), ("bytes", ctypes.c_uint64),
                ("seconds", ctypes.c_double), ("threads", ctypes.c_uint32), ("zero", ctypes.c_uint32),
                ("reserved", ctypes.c_uint64 * 4)]


class Options(ctypes.Structure):
    _fields_ = [("format", ctypes.c_int), ("depth", ctypes.c_uint32), ("most", ctypes.c_uint32),
                ("size", ctypes.c_uint32), ("rounds", ctypes.c_uint32), ("zero", ctypes.c_uint32),
                ("all", ctypes.c_bool), ("full", ctypes.c_bool), ("claims_only", ctypes.c_bool),
                ("reserved", ctypes.c_uint64 * 8)]


class Date(ctypes.Structure):
    _fields_ = [("year", ctypes.c_int32), ("month", ctypes.c_uint8), ("day", ctypes.c_uint8), ("zero", ctypes.c_uint16)]


class _As(ctypes.Union):
    _fields_ = [("symbol", Text), ("integer", ctypes.c_int64), ("real", ctypes.c_double), ("date", Date)]


class Value(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("zero", ctypes.c_uint32), ("value", _As)]


class Column(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("kind", ctypes.c_int), ("zero", ctypes.c_uint32), ("array", ctypes.c_void_p),
                ("lengths", ctypes.c_void_p), ("absent", ctypes.c_void_p), ("reserved", ctypes.c_uint64 * 2)]


class Reason(ctypes.Structure):
    _fields_ = [("atom", Text), ("sentence", Text), ("id", Text), ("place", Text), ("gloss", Text), ("cites", Text),
                ("is_given", ctypes.c_bool), ("premises", ctypes.POINTER(ctypes.c_uint32)),
                ("premise_count", ctypes.c_size_t)]


class Lack(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("is_lacking", ctypes.c_bool), ("words", Text), ("sentence", Text), ("standing", Text),
                ("reason", Text), ("id", Text), ("place", Text), ("gloss", Text), ("cites", Text),
                ("parts", ctypes.POINTER(ctypes.c_uint32)), ("part_count", ctypes.c_size_t)]


NONE, SYMBOL, INT, FLOAT, DATE, ANY = range(6)  # hence_kind
HOLDS, UNDECIDED = range(2)  # hence_standing

NO_DEPTH = 2**32 - 1

# enums of hence.h, in their order; questions have the names of the commands
QUESTIONS = ("check", "run", "test", "why", "whynot", "rests", "need", "stable", "map", "trace", "report")
FORMATS = ("text", "json", "tap", "html", "md", "svg", "dot", "mermaid", "graphml", "argdown", "aif")

Reader = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)

library = _load()


def _declare():
    engine, words, size, status = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
    value, handle = ctypes.POINTER(Value), ctypes.c_void_p
    text, options = ctypes.POINTER(Text), ctypes.POINTER(Options)
    for name, result, arguments in (
        ("new", engine, ()),
        ("free", None, (engine,)),
        ("add_file", status, (engine, words)),
        ("add_text", status, (engine, words, words, size)),
        ("offer_text", status, (engine, words, words, size)),
        ("add_fact", status, (engine, words, value, size)),
        ("add_columns", status, (engine, words, ctypes.POINTER(Column), size, size)),
        ("take_back", status, (engine, words, value, size, ctypes.POINTER(size))),
        ("rows_open", status, (engine, words, ctypes.c_int, ctypes.POINTER(handle))),
        ("rows_count", size, (handle,)),
        ("rows_width", size, (handle,)),
        ("rows_name", Text, (handle, size)),
        ("rows_next", size, (handle, value, size)),
        ("rows_close", None, (handle,)),
        ("reasons_open", status, (engine, words, ctypes.POINTER(handle))),
        ("reasons_count", size, (handle,)),
        ("reasons_step", status, (handle, size, ctypes.POINTER(Reason))),
        ("reasons_close", None, (handle,)),
        ("lacks_open", status, (engine, words, ctypes.c_uint32, ctypes.POINTER(handle))),
        ("lacks_count", size, (handle,)),
        ("lacks_node", status, (handle, size, ctypes.POINTER(Lack))),
        ("lacks_close", None, (handle,)),
        ("give", ctypes.c_bool, (ctypes.c_void_p, words, size)),
        ("set_reader", status, (engine, Reader, ctypes.c_void_p)),
        ("set_sandbox", status, (engine, words)),
        ("set_policy", status, (engine, ctypes.POINTER(Policy))),
        ("suppose_parameter", status, (engine, words, words)),
        ("suppose_scenario", status, (engine, words)),
        ("suppose_without_source", status, (engine, words)),
        ("suppose_facts", status, (engine, words)),
        ("suppose_nothing", status, (engine,)),
        ("set_limits", status, (engine, ctypes.POINTER(Limits))),
        ("run", status, (engine,)),
        ("has_run", ctypes.c_bool, (engine,)),
        ("cancel", None, (engine,)),
        ("ask", status, (engine, ctypes.c_int, words, options, text)),
        ("diff", status, (engine, ctypes.POINTER(words), size, options, text)),
        ("messages", status, (engine, ctypes.c_int, text)),
        ("stop_reason", words, (engine,)),
        ("status_name", words, (status,)),
    ):
        function = getattr(library, "hence_" + name)
        function.restype, function.argtypes = result, arguments


_declare()
