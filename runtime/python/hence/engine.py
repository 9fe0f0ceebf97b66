"""An engine: what it reads, what it is asked."""

import ctypes
import datetime
import json
import math
import os
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

from . import errors
from ._columns import columns_of, rows_of, table_of, values_of
from ._library import Lack as _Lack
from ._library import (FORMATS, HOLDS, NO_DEPTH, QUESTIONS, UNDECIDED, Limits, Options, Policy, Reader, Reason, Text, Value,
                       library)

OK, NEGATIVE = 0, 1
_AT_ONCE = 1024  # rows


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

    def __init__(self, record: Dict[str, Any]):
        super().__init__(map(tuple, record.get("answers", ())))
        self.query = record["query"]
        self.names = tuple(record.get("names", ()))
        self.undecided = [tuple(row) for row in record.get("undecided", ())]
        self.holds = record["holds"] if "holds" in record else bool(self)

    def dicts(self) -> List[Dict[str, Any]]:
        """The same with names: a list of dicts."""
        return [dict(zip(self.names, row)) for row in self]


class Step:
    """A statement with its reasons: `atom`, `sentence`, `id` (of a fact, or the label of the rule), `place`, `gloss` (what the rule
    says), `cites`, `is_given`, and `premises`, a list of steps.  What several steps need is one step."""

    __slots__ = ("atom", "sentence", "id", "place", "gloss", "cites", "is_given", "premises")

    def __init__(self, reason: Any):
        self.atom, self.sentence, self.id = str(reason.atom), str(reason.sentence), str(reason.id)
        self.place, self.gloss, self.cites = str(reason.place), str(reason.gloss), str(reason.cites)
        self.is_given: bool = reason.is_given
        self.premises: List["Step"] = []

    def __repr__(self) -> str:
        return f"<Step {self.atom}>"


class Lack:
    """What is lacking of a statement: `kind` ("atom", "rule" or "premise"), `is_lacking`, `words`, `sentence`, `standing`, `reason`, of a
    rule also `id`, `place`, `gloss` and `cites`; and `parts`: below an atom the rules nearest to it, below a rule its premises, below
    a premise that is missing the atom that goes on, which is one object wherever it is lacking."""

    __slots__ = ("kind", "is_lacking", "words", "sentence", "standing", "reason", "id", "place", "gloss", "cites", "parts")
    KINDS = ("atom", "rule", "premise")

    def __init__(self, lack: Any):
        self.kind, self.is_lacking = self.KINDS[lack.kind], bool(lack.is_lacking)
        self.words, self.sentence, self.standing = str(lack.words), str(lack.sentence), str(lack.standing)
        self.reason, self.id, self.place = str(lack.reason), str(lack.id), str(lack.place)
        self.gloss, self.cites = str(lack.gloss), str(lack.cites)
        self.parts: List["Lack"] = []

    def __repr__(self) -> str:
        return f"<Lack {self.kind} {self.words}>"


class Engine:
    """Rules and facts, what follows from them, and why.

        with Engine() as engine:
            engine.add_file("family.hence")
            print(engine.ask("why", "grandparent(ann, cleo)", format="text"))

    What is added or supposed ends the run before; the next question runs the engine again.  Engines are independent of each
    other, and each may be at work in a thread of its own; one engine is used by one thread at a time, but for cancel().
    What is wrong is raised as a subclass of hence.Error.
    """

    def __init__(self) -> None:
        self._engine = library.hence_new()
        if not self._engine:
            raise errors.NoMemory("no memory for an engine")
        self._table_count = 0
        self._reader = None
        self.status = OK

    # ---- its life ----

    def close(self) -> None:
        """Gives back what it holds; nothing can be done with it afterwards."""
        engine, self._engine = self._engine, None
        if engine:
            library.hence_free(engine)

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: Any) -> None:
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

    def add_file(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Reads a file of rules."""
        self._do("add_file", os.fsencode(path))

    def add_text(self, name: str, text: str) -> None:
        """Rules from memory.  Messages show the name, and `use` finds them by it; a text of that name is replaced."""
        data = text.encode()
        self._do("add_text", name.encode(), data, len(data))

    def offer_text(self, name: str, text: Union[str, bytes]) -> None:
        """A file that rules may `use`, or `load` as a table or a bibliography: str or bytes."""
        data = text if isinstance(text, bytes) else text.encode()
        self._do("offer_text", name.encode(), data, len(data))

    def offer_rows(self, name: str, rows: Any, columns: Optional[Sequence[str]] = None) -> None:
        """The same of a table: rows are dicts, named tuples, or sequences with `columns` named beside them.

        The name ends in .csv.  A column `id` gives facts their ids, a column `source` their sources.  None is an empty cell.
        """
        self.offer_text(name, _table(rows, columns))

    def add(self, relation: str, data: Any, columns: Optional[Sequence[str]] = None) -> None:
        """Facts of a relation that the rules know: a mapping of columns (a dict of lists or arrays, a data frame), or rows
        (dicts, named tuples, or sequences in the order of the relation or of `columns`).

        Values are str, int, float, bool, datetime.date, and None where an optional column is empty; texts will do for what they
        spell, as those that csv.reader gives.  A column `id` gives facts their ids, a column `source` their sources.  All are
        taken or none; what does not fit the relation is raised as BadData by the next run.
        """
        names, made, count = table_of(data, columns)
        keep: List[Any] = []
        self._do("add_columns", relation.encode(), columns_of(names, made, keep), len(made), count)

    add_rows = add  # as it was called when it took rows alone

    def add_fact(self, relation: str, *values: Any) -> None:
        """One fact: engine.add_fact("edge", "a", "b")."""
        keep: List[Any] = []
        self._do("add_fact", relation.encode(), values_of(values, keep), len(values))

    def take_back(self, relation: str, *values: Any) -> int:
        """Takes back what was added with these values, ... being any; without values, all of the relation.  Gives how many."""
        keep: List[Any] = []
        taken = ctypes.c_size_t()
        self._do("take_back", relation.encode(), values_of(values, keep), len(values), ctypes.byref(taken))
        return taken.value

    def set_reader(self, reader: Optional[Callable[[str], Optional[bytes]]]) -> None:
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

    def set_sandbox(self, folder: Union[str, "os.PathLike[str]", None]) -> None:
        """Has rules `use` and `load` files of the disk from this folder alone; None: from everywhere."""
        self._do("set_sandbox", None if folder is None else os.fsencode(folder))

    def set_policy(self, ambiguity: str = "block", closed: str = "where needed") -> None:
        """How what is contested is weighed: "block" or "propagate"; which strict rules are read backwards:
        "where needed", "everywhere" or "nowhere"."""
        policy = Policy(ambiguity=("block", "propagate").index(ambiguity),
                        closed=("where needed", "everywhere", "nowhere").index(closed))
        self._do("set_policy", ctypes.byref(policy))

    # ---- what is supposed ----

    def suppose(self, scenario: Optional[str] = None, parameters: Optional[Dict[str, Any]] = None,
                without_sources: Sequence[str] = ()) -> None:
        """Other facts than those given: a scenario by its name, parameters as a dict, sources whose facts are dropped."""
        if scenario is not None:
            self._do("suppose_scenario", scenario.encode())
        for name, value in (parameters or {}).items():
            self._do("suppose_parameter", name.encode(), str(value).encode())
        for key in without_sources:
            self._do("suppose_without_source", key.encode())

    def suppose_rows(self, relation: str, rows: Any, columns: Optional[Sequence[str]] = None) -> None:
        """New facts beside those given; ask("check")["received"] tells what became of each of them."""
        self._table_count += 1
        name = f"rows {self._table_count} of {relation}.csv"
        self.offer_rows(name, rows, columns)
        self._do("suppose_facts", f"{relation}={name}".encode())

    def suppose_nothing(self) -> None:
        """Takes all of it back."""
        self._do("suppose_nothing")

    # ---- running ----

    def set_limits(self, rows: int = 0, rounds: int = 0, bytes: int = 0, seconds: float = 0.0, threads: int = 0) -> None:
        """Limits of a run, and again of each question; 0: none.  `threads` is how many are at work."""
        limits = Limits(rows=rows, rounds=rounds, bytes=bytes, seconds=seconds, threads=threads)
        self._do("set_limits", ctypes.byref(limits))

    def run(self) -> None:
        """Reads everything and derives what follows.  After BadData, Stopped or Cancelled, has_run tells whether there is
        something to be asked."""
        self._do("run")

    @property
    def has_run(self) -> bool:
        return self._call("has_run")

    def cancel(self) -> None:
        """From any thread: what the engine does, or the next it does, soon ends with Cancelled."""
        self._call("cancel")

    # ---- asking ----

    def ask(self, question: str, subject: Optional[str] = None, format: str = "json", depth: Optional[int] = None,
            most: int = 0, size: int = 0, rounds: int = 0, all: bool = False, full: bool = False,
            claims_only: bool = False) -> Any:
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

    def claims(self) -> Dict[str, Dict[str, Any]]:
        """The claims by name: dicts with "status", "reason", "text", "rests_on", "sources" and more."""
        return {claim["name"]: claim for claim in self.ask("check")["claims"]}

    def answers(self) -> List[Answers]:
        """The answers to the queries of the rules, as a list of Answers."""
        return [Answers(record) for record in self.ask("run")["queries"]]

    def rows(self, query: str) -> Answers:
        """The rows of a relation, "path", or the answers to one query, such as "grandparent(Who, cleo), not old(Who)".  Runs
        first if that is due."""
        record: Dict[str, Any] = {"query": query.strip().rstrip(".")}
        answers, names = self._rows(query, HOLDS)
        undecided, _ = self._rows(query, UNDECIDED)
        if names:
            record.update(names=names, answers=answers, undecided=undecided)
        else:
            record["holds"] = True if answers else None if undecided else False
        return Answers(record)

    def _rows(self, query: str, standing: int) -> Tuple[List[Tuple[Any, ...]], List[str]]:
        if not self.has_run:
            self.run()
        rows = ctypes.c_void_p()
        status = self._call("rows_open", query.encode(), standing, ctypes.byref(rows))
        try:
            width = library.hence_rows_width(rows)
            names = [str(library.hence_rows_name(rows, i)) or f"c{i + 1}" for i in range(width)] if rows else []
            room = (Value * max(1, width * _AT_ONCE))()
            found: List[Tuple[Any, ...]] = []
            while rows:
                count = library.hence_rows_next(rows, room, _AT_ONCE)
                if count == 0:
                    break
                found += rows_of(room, count, width)
        finally:
            library.hence_rows_close(rows)
        self._settle(status, found)
        return found, names

    def reasons(self, subject: str) -> Optional[Step]:
        """Why a claim or an atom holds, as a tree to walk; None where it does not."""
        if not self.has_run:
            self.run()
        reasons = ctypes.c_void_p()
        status = self._call("reasons_open", subject.encode(), ctypes.byref(reasons))
        try:
            steps = [self._step(reasons, i) for i in range(library.hence_reasons_count(reasons))]
        finally:
            library.hence_reasons_close(reasons)
        self._settle(status)
        for step, numbers in steps:
            step.premises = [steps[number][0] for number in numbers]
        return steps[0][0] if steps else None

    def lacks(self, subject: str, depth: int = 0) -> Optional[Lack]:
        """Why a claim or an atom does not hold, as a tree to walk; None where it holds."""
        if not self.has_run:
            self.run()
        lacks, lack = ctypes.c_void_p(), _Lack()
        status = self._call("lacks_open", subject.encode(), depth, ctypes.byref(lacks))
        nodes: List[Tuple[Lack, List[int]]] = []
        try:
            for i in range(library.hence_lacks_count(lacks)):
                library.hence_lacks_node(lacks, i, ctypes.byref(lack))
                nodes.append((Lack(lack), lack.parts[: lack.part_count]))
        finally:
            library.hence_lacks_close(lacks)
        self._settle(status)
        for node, numbers in nodes:
            node.parts = [nodes[number][0] for number in numbers]
        return nodes[0][0] if nodes else None

    def _step(self, reasons: Any, number: int) -> Tuple[Step, List[int]]:
        reason = Reason()
        library.hence_reasons_step(reasons, number, ctypes.byref(reason))
        return Step(reason), reason.premises[:reason.premise_count]

    def why(self, subject: str, **options: Any) -> Any:
        """ask("why", subject): the proof, as a dict."""
        return self.ask("why", subject, **options)

    def diff(self, *paths: str, format: str = "json", most: int = 0) -> Any:
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
