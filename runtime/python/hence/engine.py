"""An engine: what it reads, what it is asked."""

import ctypes
import datetime
import json
import math
import os

from . import errors
from ._library import FORMATS, NO_DEPTH, QUESTIONS, Limits, Options, Policy, Reader, Text, library

OK, NEGATIVE = 0, 1


def _cell(value):
    """A value as a cell of a CSV file: None is empty, which an empty text is not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"no value of Hence: {value!r}")
        digits, sign, exponent = repr(value).partition("e")
        return (digits if "." in digits else digits + ".0") + sign + exponent
    if isinstance(value, datetime.datetime):
        raise TypeError("a date has no time of day: use value.date()")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    raise TypeError(f"no value of Hence: {value!r}")


def _table(rows, columns):
    """Rows, dicts or sequences, as the text of a CSV file.  Without columns they are those of the first row."""
    rows = list(rows)
    if columns is None:
        if rows and isinstance(rows[0], dict):
            columns = list(rows[0])
        elif rows and hasattr(rows[0], "_fields"):
            columns = rows[0]._fields
        else:
            raise TypeError("columns are to be named where rows are no dicts")
    columns = list(columns)
    lines = [",".join(_cell(str(column)) for column in columns)]
    for row in rows:
        if isinstance(row, dict):
            strangers = set(row) - set(columns)
            if strangers:
                raise ValueError(f"no such columns: {sorted(strangers)} in {row!r}")
            row = [row.get(column) for column in columns]
        elif len(row) != len(columns):
            raise ValueError(f"{len(columns)} columns, but {len(row)} values: {row!r}")
        lines.append(",".join(map(_cell, row)))
    return "\n".join(lines) + "\n"


class Answers(list):
    """The answers to a query: a list of tuples, in the order of their values.

    `names` are the variables, one for each value of a tuple.  Values are str, int or float, None where an optional column
    is empty; a date is a str.  `undecided` are tuples that are neither so nor not so.  A query without variables has no
    tuples; `holds` is True, False, or None where it is undecided.
    """

    def __init__(self, record):
        super().__init__(map(tuple, record.get("answers", ())))
        self.query = record["query"]
        self.names = tuple(record.get("names", ()))
        self.undecided = [tuple(row) for row in record.get("undecided", ())]
        self.holds = record["holds"] if "holds" in record else bool(self)

    def dicts(self):
        """The same with names: a list of dicts."""
        return [dict(zip(self.names, row)) for row in self]


class Engine:
    """Rules and facts, what follows from them, and why.

        with Engine() as engine:
            engine.add_file("family.hence")
            print(engine.ask("why", "grandparent(ann, cleo)", format="text"))

    What is added or supposed ends the run before; the next question runs the engine again.  Engines are independent of each
    other, and each may be at work in a thread of its own; one engine is used by one thread at a time, but for cancel().
    What is wrong is raised as a subclass of hence.Error.
    """

    def __init__(self):
        self._engine = library.hence_new()
        if not self._engine:
            raise errors.NoMemory("no memory for an engine")
        self._table_count = 0
        self._reader = None
        self.status = OK

    # ---- its life ----

    def close(self):
        """Gives back what it holds; nothing can be done with it afterwards."""
        engine, self._engine = self._engine, None
        if engine:
            library.hence_free(engine)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_engine", None):
            self.close()

    def _call(self, name, *arguments):
        if not self._engine:
            raise errors.Misuse("the engine is closed")
        return getattr(library, "hence_" + name)(self._engine, *arguments)

    def _messages(self, form):
        text = Text()
        self._call("messages", FORMATS.index(form), ctypes.byref(text))
        return str(text) if text.bytes else ""

    def _settle(self, status, answer=None):
        """Keeps the status, or raises what it stands for."""
        self.status = status
        if status <= NEGATIVE:
            return
        words = self._messages("text").rstrip("\n")
        try:
            record = json.loads(self._messages("json"))
        except ValueError:
            record = {}
        reason = self._call("stop_reason")
        words = words or (reason or b"").decode() or library.hence_status_name(status).decode()
        raise errors.BY_STATUS[status](words, record.get("diagnostics", ()), record.get("notes", ()), answer)

    def _do(self, name, *arguments):
        self._settle(self._call(name, *arguments))

    # ---- what it reads ----

    def add_file(self, path):
        """Reads a file of rules."""
        self._do("add_file", os.fsencode(path))

    def add_text(self, name, text):
        """Rules from memory.  Messages show the name, and `use` finds them by it; a text of that name is replaced."""
        data = text.encode()
        self._do("add_text", name.encode(), data, len(data))

    def offer_text(self, name, text):
        """A file that rules may `use`, or `load` as a table or a bibliography: str or bytes."""
        data = text if isinstance(text, bytes) else text.encode()
        self._do("offer_text", name.encode(), data, len(data))

    def offer_rows(self, name, rows, columns=None):
        """The same of a table: rows are dicts, named tuples, or sequences with `columns` named beside them.

        The name ends in .csv.  A column `id` gives facts their ids, a column `source` their sources.  None is an empty cell.
        """
        self.offer_text(name, _table(rows, columns))

    def add_rows(self, relation, rows, columns=None):
        """Facts of a relation that the rules declare, from rows as offer_rows takes them; the table is loaded as well."""
        table = _table(rows, columns)
        self._table_count += 1
        name = f"rows {self._table_count} of {relation}"
        self.offer_text(name + ".csv", table)
        self.add_text(name + ".hence", f'load {relation} from "{name}.csv".\n')

    def set_reader(self, reader):
        """Has reader(path) give the bytes of files that are in no text, or None where there is none; None: the disk."""

        def read(_, path, sink):
            try:
                data = reader(os.fsdecode(path))
            except Exception:  # a file that cannot be read; nothing can be raised through the library
                data = None
            return data is not None and bool(library.hence_give(sink, data, len(data)))

        made = Reader(read) if reader else Reader()
        self._do("set_reader", made, None)
        self._reader = made  # the library has no hold on it

    def set_policy(self, ambiguity="block", closed="where needed"):
        """How what is contested is weighed: "block" or "propagate"; which strict rules are read backwards:
        "where needed", "everywhere" or "nowhere"."""
        policy = Policy(ambiguity=("block", "propagate").index(ambiguity),
                        closed=("where needed", "everywhere", "nowhere").index(closed))
        self._do("set_policy", ctypes.byref(policy))

    # ---- what is supposed ----

    def suppose(self, scenario=None, parameters=None, without_sources=()):
        """Other facts than those given: a scenario by its name, parameters as a dict, sources whose facts are dropped."""
        if scenario is not None:
            self._do("suppose_scenario", scenario.encode())
        for name, value in (parameters or {}).items():
            self._do("suppose_parameter", name.encode(), str(value).encode())
        for key in without_sources:
            self._do("suppose_without_source", key.encode())

    def suppose_rows(self, relation, rows, columns=None):
        """New facts beside those given; ask("check")["received"] tells what became of each of them."""
        self._table_count += 1
        name = f"rows {self._table_count} of {relation}.csv"
        self.offer_rows(name, rows, columns)
        self._do("suppose_facts", f"{relation}={name}".encode())

    def suppose_nothing(self):
        """Takes all of it back."""
        self._do("suppose_nothing")

    # ---- running ----

    def set_limits(self, rows=0, rounds=0, bytes=0, seconds=0.0, threads=0):
        """Limits of a run, and again of each question; 0: none.  `threads` is how many are at work."""
        limits = Limits(rows=rows, rounds=rounds, bytes=bytes, seconds=seconds, threads=threads)
        self._do("set_limits", ctypes.byref(limits))

    def run(self):
        """Reads everything and derives what follows.  After BadData, Stopped or Cancelled, has_run tells whether there is
        something to be asked."""
        self._do("run")

    @property
    def has_run(self):
        return self._call("has_run")

    def cancel(self):
        """From any thread: what the engine does, or the next it does, soon ends with Cancelled."""
        self._call("cancel")

    # ---- asking ----

    def ask(self, question, subject=None, format="json", depth=None, most=0, size=0, rounds=0, all=False, full=False,
            claims_only=False):
        """The answer of the command of that name: "check", "run", "test", "why", "whynot", "rests", "need", "stable", "map",
        "trace" or "report"; as dicts and lists if the format is "json", else as text.

        The subject is the name of a claim, an atom or a body.  `status` is NEGATIVE afterwards where what was asked does not
        hold, else OK.  Runs first if that is due.
        """
        if question not in QUESTIONS or format not in FORMATS:
            raise errors.Misuse(f"no such question or format: {question!r}, {format!r}")
        if not self.has_run:
            self.run()
        options = Options(format=FORMATS.index(format), most=most, size=size, rounds=rounds, all=all, full=full,
                          claims_only=claims_only)
        if depth is not None:
            options.depth = depth or NO_DEPTH
        text = Text()
        status = self._call("ask", QUESTIONS.index(question), None if subject is None else subject.encode(),
                            ctypes.byref(options), ctypes.byref(text))
        words = str(text) if text.bytes else ""
        answer = json.loads(words) if format == "json" and words else words or None
        self._settle(status, answer)
        return answer

    def claims(self):
        """The claims by name: dicts with "status", "reason", "text", "rests_on", "sources" and more."""
        return {claim["name"]: claim for claim in self.ask("check")["claims"]}

    def answers(self):
        """The answers to the queries of the rules, as a list of Answers."""
        return [Answers(record) for record in self.ask("run")["queries"]]

    def rows(self, query):
        """The answers to one query, such as "grandparent(Who, cleo), not old(Who)".  It is added to the rules, in place of
        the last one, so it costs a run."""
        query = query.strip().rstrip(".")
        self.add_text("query", f"?- {query}.\n")
        wanted = "".join(query.split())
        return next(found for found in self.answers() if "".join(found.query.split()) == wanted)

    def why(self, subject, **options):
        """ask("why", subject): the proof, as a dict."""
        return self.ask("why", subject, **options)

    def diff(self, *paths, format="json", most=0):
        """What it has beside another version: rule files, or texts that were offered under these names."""
        options = Options(format=FORMATS.index(format), most=most)
        names = (ctypes.c_char_p * len(paths))(*map(os.fsencode, paths))
        text = Text()
        if not self.has_run:
            self.run()
        status = self._call("diff", names, len(paths), ctypes.byref(options), ctypes.byref(text))
        words = str(text) if text.bytes else ""
        answer = json.loads(words) if format == "json" and words else words or None
        self._settle(status, answer)
        return answer
