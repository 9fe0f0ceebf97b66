"""The Python module against the library: all that it offers is used once.  Prints what fails and a count."""

import array
import collections
import csv
import datetime
import io
import os
import sys
import tempfile
import threading

import hence

RULES = """
relation parent(who: symbol, child: symbol).
relation grandparent(who: symbol, grandchild: symbol).
relation born(who: symbol, at: date, weight: float?, note: symbol?).
parameter year: int = 2000.
source register "A register".
rule two_steps: grandparent(X, Z) :- parent(X, Y), parent(Y, Z).
claim ann "Ann is a grandmother": grandparent(ann, cleo).
claim zoe "Zoe is": grandparent(zoe, cleo).
scenario lost { retract parent(ann, bob). }
test "as it is" { expect claim ann established. }
?- grandparent(Who, cleo).
?- parent(ann, bob).
"""
PARENTS = [("ann", "bob"), ("bob", "cleo"), ("bob", 'd "the elder", d')]

passed, failures = 0, []


def check(what, is_so):
    global passed
    if is_so:
        passed += 1
    else:
        failures.append(what)


def raised(what, kind, function, *arguments, **named):
    try:
        function(*arguments, **named)
    except kind as error:
        check(what, True)
        return error
    except Exception as error:
        failures.append(f"{what}: {error!r}")
    else:
        failures.append(f"{what}: nothing is raised")
    return kind("")


def family():
    engine = hence.Engine()
    engine.add_text("family.hence", RULES)
    engine.add_rows("parent", PARENTS, columns=("who", "child"))
    return engine


def rows_go_in_and_come_back():
    Birth = collections.namedtuple("Birth", "who at weight note")
    births = [Birth("ann", datetime.date(1901, 2, 3), 3.5, "12"), Birth("bob", datetime.date(1920, 1, 1), None, ""),
              Birth("line\nbreak, ω", datetime.date(1930, 1, 1), 1e22, None)]
    with family() as engine:
        engine.add_rows("born", births[:2])
        engine.add_rows("born", [births[2]._asdict()])
        found = engine.rows("born(Who, At, Weight, Note).")
        check("names", found.names == ("Who", "At", "Weight", "Note"))
        check("rows", found == [("ann", "1901-02-03", 3.5, "12"), ("bob", "1920-01-01", None, ""),
                                ("line\nbreak, ω", "1930-01-01", 1e22, None)])
        check("one query after the other", engine.rows("parent(bob,  X)") == [("cleo",), ('d "the elder", d',)])
        check("dicts", engine.rows("grandparent(W, cleo)").dicts() == [{"W": "ann"}])
        check("it holds", engine.rows("parent(ann, bob)").holds is True)
        check("it does not", engine.rows("parent(bob, ann)").holds is False)
        answers = engine.answers()
        check("the queries of the rules", any(a.names == ("Who",) and a == [("ann",)] for a in answers))


class Frame:
    """What is like a data frame: columns by name, each with an array."""

    class Series:
        def __init__(self, values):
            self.values = values

        def __len__(self):
            return len(self.values)

    def __init__(self, **columns):
        self.columns = {name: Frame.Series(values) for name, values in columns.items()}

    def keys(self):
        return self.columns.keys()

    def __getitem__(self, name):
        return self.columns[name]


def columns_go_in():
    rules = """relation edge(from: symbol, to: symbol, weight: float, year: int). relation path(from: symbol, to: symbol).
        path(X, Y) :- edge(X, Y, _, _). path(X, Z) :- path(X, Y), edge(Y, Z, _, _).
        relation mixed(x, y: date?). source map "A map". claim far "a leads to d": path(a, d)."""
    with hence.Engine() as engine:
        engine.add_text("paths.hence", rules)
        engine.add("edge", {"to": ["b", "c"], "from": ["a", "b"], "year": array.array("q", [1901, 1902]),
                            "weight": array.array("d", [0.5, 1.5]), "id": ["e1", None], "source": ["map", None]})
        engine.add("edge", Frame(**{"from": ["c"], "to": ["d"], "weight": array.array("d", [2]), "year": [1903]}))
        engine.add("edge", csv.reader(io.StringIO("d,e,4,1904\n")))
        engine.add("mixed", {"x": [1, "1", 1.5, True], "y": [None, datetime.date(1901, 2, 3), "1901", "1901-02"]})
        check("a relation", engine.rows("path") == sorted((a, b) for a in "abcd" for b in "bcde" if a < b))
        check("names of columns", engine.rows("edge").names == ("from", "to", "weight", "year"))
        check("values", engine.rows("edge")[0] == ("a", "b", 0.5, 1901) and engine.rows("edge")[3][2:] == (4.0, 1904))
        check("of several kinds", set(engine.rows("mixed")) == {(1, None), ("1", "1901-02-03"), (1.5, "1901"),
                                                               ("true", "1901-02")})
        check("a question costs no run", engine.rows("path(a, X), edge(X, _, W, _), W > 1.0") == [("b", 1.5), ("c", 2.0), ("d", 4.0)])
        step = engine.reasons("far")
        check("a tree", step.premises[0].atom == "path(a, d)" and len(step.premises[0].premises) == 2)
        while step.premises:
            step = step.premises[0]
        check("its leaf", (step.atom, step.id, step.cites, step.is_given) == ("edge(a, b, 0.5, 1901)", "e1", "A map", True))
        check("no reasons", engine.reasons("path(e, a)") is None and engine.status == hence.NEGATIVE)
        lack = engine.lacks("path(e, a)")
        check("what is lacking", lack.standing == "unsupported" and lack.parts[0].kind == "rule" and lack.parts[0].place == "paths.hence:2")
        premise = next(part for part in lack.parts[0].parts if part.is_lacking)
        check("a premise", premise.words.startswith("edge(e, a") and premise.standing == "missing" and "edge holds of" in premise.reason)
        below = [part.parts[0].kind for rule in lack.parts for part in rule.parts if part.parts]
        check("goes on", set(below) == {"atom"} and engine.lacks("far") is None and engine.status == hence.NEGATIVE)
        raised("lacks of nothing", hence.BadQuestion, engine.lacks, "pth(a, b)")
        raised("reasons of nothing", hence.BadQuestion, engine.reasons, "pth(a, b)")
        raised("rows of nothing", hence.BadQuestion, engine.rows, "pth(a, b)")
        engine.add_fact("edge", "e", "a", 1, 1905)
        check("one fact", len(engine.rows("path")) == 25)
        check("taken back", engine.take_back("mixed") == 4 and engine.rows("mixed") == [])
        check("by place, though columns had names", engine.take_back("edge", ..., "b", ..., ...) == 1)
        engine.add_fact("-edge", "a", "c", 1, 1901)
        check("what is denied", engine.rows("-edge") == [("a", "c", 1.0, 1901)] and engine.take_back("-edge") == 1)
        raised("what was never added", hence.BadData, engine.take_back, "egde", "a")
    with hence.Engine() as engine:
        engine.add_text("p.hence", "relation p(x: int, y: symbol).")
        engine.add("p", [(i, str(i % 3)) for i in range(5000)])
        check("many", engine.rows("p") == [(i, str(i % 3)) for i in range(5000)])
        check("a pattern", engine.take_back("p", ..., "1") == 1667 and len(engine.rows("p(X, Y)")) == 3333)


def questions_are_answered():
    with family() as engine:
        check("not run", not engine.has_run)
        claims = engine.claims()
        check("has run", engine.has_run)
        check("claims", (claims["ann"]["status"], claims["zoe"]["status"]) == ("established", "unsupported"))
        check("why", engine.why("ann")["steps"][1]["rule"] == "two_steps" and engine.status == hence.OK)
        check("why text", "two_steps" in engine.ask("why", "grandparent(ann, cleo)", format="text"))
        check("negative", engine.why("zoe")["status"] == "unsupported" and engine.status == hence.NEGATIVE)
        for question in ("whynot", "rests", "need", "stable"):
            check(question, engine.ask(question, "ann")["status"] == "established")
        for question in ("test", "map", "trace", "report", "run"):
            check(question, isinstance(engine.ask(question), dict))
        check("svg", engine.ask("map", format="svg").endswith("</svg>\n"))
        check("depth", engine.ask("whynot", "zoe", depth=1)["asked"] is not None)
        engine.offer_text("other.hence", RULES.replace("parent(Y, Z)", "parent(Z, Y)"))
        check("diff", [c["name"] for c in engine.diff("other.hence")["claims"]] == ["ann"])


def other_worlds_are_supposed():
    with family() as engine:
        engine.suppose(scenario="lost")
        check("a scenario", engine.claims()["ann"]["status"] == "unsupported")
        engine.suppose_nothing()
        engine.suppose(parameters={"year": 2020})
        check("a parameter", engine.rows("year(Y)") == [(2020,)])
        engine.suppose_nothing()
        engine.suppose_rows("parent", [{"who": "zoe", "child": "bob"}])
        received = engine.ask("check")["received"][0]
        check("new facts", (received["read"], received["new"]) == (1, 1))
        check("they count", engine.claims()["zoe"]["status"] == "established")
        engine.suppose_nothing()
        engine.suppose(without_sources=["register"])
        check("without a source", engine.claims()["ann"]["status"] == "established")
        engine.set_policy(ambiguity="propagate", closed="nowhere")
        check("a policy", engine.claims()["ann"]["status"] == "established")


def errors_are_raised():
    with hence.Engine() as engine:
        engine.add_text("wrong.hence", "relation p(x: symbol).\np(a) :- q(a).\n")
        error = raised("rules", hence.BadRules, engine.run)
        check("a record", any((r["file"], r["line"]) == ("wrong.hence", 2) for r in error.diagnostics))
        check("words", "wrong.hence:2" in str(error))
    with family() as engine:
        raised("a question", hence.BadQuestion, engine.why, "grandparnt(ann, X)")
        engine.add_rows("born", [("ann", "yesterday", 1.0, 1)], columns=("who", "at", "weight", "note"))
        error = raised("a table", hence.BadData, engine.run)
        check("its place", error.diagnostics and (error.diagnostics[0]["file"], error.diagnostics[0]["line"]) == ("rows of born", 1))
    raised("a closed engine", hence.Misuse, engine.run)
    with hence.Engine() as engine:
        raised("no file", hence.BadRules, lambda: (engine.add_file("/nowhere.hence"), engine.run()))
        raised("no columns", TypeError, engine.offer_rows, "p.csv", [("a",)])
        raised("no rows", TypeError, engine.add, "p", ["a"])
        raised("a column that is too short", ValueError, engine.add, "p", {"x": [1], "y": []})
        raised("too many values", ValueError, engine.add_rows, "p", [("a", "b")], columns=("x",))
        error = raised("no number", hence.BadData, engine.add, "p", {"x": [1.0, float("nan")]})
        check("the row of it", error.diagnostics[0]["line"] == 2 and "'x'" in error.diagnostics[0]["message"])
        raised("too large", ValueError, engine.add_fact, "p", 2**63)
        raised("no question", hence.Misuse, engine.ask, "what")
    with hence.Engine() as engine:
        engine.add_text("endless.hence", "relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1.")
        engine.set_limits(rows=1000)
        raised("a limit", hence.Stopped, engine.run)
        error = raised("what there is", hence.Stopped, engine.ask, "trace", format="text")
        check("some rows", engine.has_run and "n(999)" in error.answer)
        engine.set_limits(rows=50_000_000)
        engine.cancel()
        raised("cancelled", hence.Cancelled, engine.run)


def files_come_from_a_reader():
    with hence.Engine() as engine:
        files = {"main.hence": b'use "more.hence". ?- p(X).', "more.hence": b"relation p(x: symbol). p(a)."}
        engine.set_reader(files.get)
        engine.add_file("main.hence")
        check("a reader", engine.answers()[0] == [("a",)])


def a_sandbox_keeps_files_apart():
    with tempfile.TemporaryDirectory() as folder, hence.Engine() as engine:
        open(os.path.join(folder, "p.csv"), "w").write("x\na\n")
        os.mkdir(os.path.join(folder, "box"))
        engine.add_text("p.hence", f'relation p(x: symbol). load p from "{folder}/p.csv".')
        check("no sandbox", engine.rows("p") == [("a",)])
        engine.set_sandbox(os.path.join(folder, "box"))
        error = raised("outside", hence.BadData, engine.run)
        check("what and where", folder + "/p.csv" in str(error) and folder + "/box" in str(error))
        engine.set_sandbox(folder)
        check("within", engine.rows("p") == [("a",)])
        raised("no folder", hence.Misuse, engine.set_sandbox, folder + "/none")
        engine.set_sandbox(None)


def threads_have_an_engine_each():
    found = []

    def work():
        with family() as engine:
            found.append(engine.rows("grandparent(X, Y)"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("threads", len(found) == 4 and all(rows == found[0] for rows in found) and len(found[0]) == 2)


for part in (rows_go_in_and_come_back, columns_go_in, questions_are_answered, other_worlds_are_supposed, errors_are_raised,
             files_come_from_a_reader, a_sandbox_keeps_files_apart, threads_have_an_engine_each):
    try:
        part()
    except Exception as error:
        failures.append(f"{part.__name__}: {error!r}")
for failure in failures:
    print(f"FAILED {failure}")
print(f"module: {passed} passed, {len(failures)} failed")
sys.exit(bool(failures))
