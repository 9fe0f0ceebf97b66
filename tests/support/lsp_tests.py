#!/usr/bin/env python3
"""Tests of the language server with a client over pipes: lsp_tests.py HENCE FOLDER.

Each function below is a test, and its name is a sentence that is true.  FOLDER is for files; the last line counts."""
import json
import os
import queue
import random
import subprocess
import sys
import time
import traceback

from lsp_client import Client, Refused, span, uri

HENCE, FOLDER = sys.argv[1], sys.argv[2]

FAMILY = """%% Who is related to whom.
relation parent(who: symbol, child: symbol) "{who} is a parent of {child}".
relation grandparent(who: symbol, grandchild: symbol).
type role = guest | host.
relation plays(who: symbol, as: role?) key(who).

source register "Parish register, 1901".

f1: parent(ann, bob) cite register "p. 3".
f2: parent(bob, cleo) cite register "p. 8".
plays(ann, host).

%% Two steps up.
rule two_steps "a parent of a parent is a grandparent" cite register "p. 1":
  grandparent(X, Z) :- parent(X, Y), parent(Y, Z).

claim ann_is "Ann is Cleo's grandmother": grandparent(ann, cleo).
claim bob_is "Bob is": grandparent(bob, cleo).

scenario lost "The second page is lost" { retract f2. }
test "as it is" { expect claim ann_is established. }
test "lost" in lost { expect claim ann_is established. }
?- grandparent(Who, cleo).
"""


def same(got, want, what=""):
    if got != want:
        raise AssertionError("%s\n  got    %s\n  wanted %s" % (what, json.dumps(got, ensure_ascii=False)[:3000],
                                                              json.dumps(want, ensure_ascii=False)[:3000]))


def holds(condition, what):
    if not condition:
        raise AssertionError(what)


def place_of(text, word, nth=1, within=0):
    """Line and character (UTF-16) of the nth place of a word, so many letters into it."""
    at = -1
    for _ in range(nth):
        at = text.index(word, at + 1)
    at += within
    line = text.count("\n", 0, at)
    begin = text.rfind("\n", 0, at) + 1
    return line, len(text[begin:at].encode("utf-16-le")) // 2


def words_at(text, places):
    """What stands at ranges or locations, sorted."""
    lines = text.split("\n")
    found = []
    for place in places:
        a, b = place.get("range", place)["start"], place.get("range", place)["end"]
        line = lines[a["line"]].encode("utf-16-le")
        found.append((a["line"], a["character"], line[2 * a["character"]:2 * b["character"]].decode("utf-16-le")))
    return sorted(found)


def apply(text, edits):
    """A text with edits, as an editor makes them."""
    begins = [0]
    for i, letter in enumerate(text):
        if letter == "\n":
            begins.append(i + 1)

    def offset(position):
        if position["line"] >= len(begins):
            return len(text)
        at, units = begins[position["line"]], 0
        while at < len(text) and text[at] != "\n" and units < position["character"]:
            units += 2 if ord(text[at]) > 0xFFFF else 1
            at += 1
        return at
    spans = sorted(((offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits), reverse=True)
    for a, b, new in spans:
        text = text[:a] + new + text[b:]
    return text


class Opened:
    """A server with one document."""

    def __init__(self, text, name="family.hence", **more):
        self.uri = uri(os.path.join(FOLDER, name))
        self.text = text
        self.client = Client(HENCE, **more)
        self.client.open(self.uri, text)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            self.client.process.kill()
        self.client.process.stdin.close()
        self.client.process.wait()
        self.client.process.stdout.close()

    def at(self, method, word, nth=1, within=0, **more):
        return self.client.at(method, self.uri, *place_of(self.text, word, nth, within), **more)

    def of(self, method, **more):
        return self.client.of(method, self.uri, **more)

    def messages(self, version=1):
        return self.client.messages(self.uri, version)

    def hover(self, word, nth=1, within=0):
        answer = self.at("hover", word, nth, within)
        return answer and answer["contents"]["value"]

    def complete(self, text, version, mark="¦"):
        """Names offered at the mark, in a text that takes the place of the document."""
        at = text.index(mark)
        self.text = text.replace(mark, "", 1)
        self.client.change(self.uri, version, {"text": self.text})
        line, character = place_of(text, mark)
        self.items = self.client.at("completion", self.uri, line, character)["items"]
        return [item["label"] for item in self.items]


# ---- messages ----

def a_text_without_mistakes_has_no_messages():
    with Opened(FAMILY) as o:
        same(o.messages(), [])


def a_message_has_its_code_place_and_remedy_and_the_action_repairs_it():
    text = FAMILY.replace("parent(Y, Z).", "parnt(Y, Z).")
    with Opened(text) as o:
        [message] = o.messages()
        line, character = place_of(text, "parnt")
        same(message["code"], "E0203")
        same(message["severity"], 1)
        same(message["source"], "hence")
        same(message["range"], span(line, character, line, character + 5))
        same(message["message"], "unknown relation 'parnt'\ndid you mean 'parent'?")
        [action] = o.of("codeAction", range=message["range"], context={"diagnostics": [message]})
        same(action["title"], "Write 'parent'")
        same(action["kind"], "quickfix")
        same(action["diagnostics"], [message])
        repaired = apply(text, action["edit"]["changes"][o.uri])
        same(repaired, FAMILY)
        o.client.change(o.uri, 2, {"text": repaired})
        same(o.messages(2), [])


def all_repairs_can_be_applied_at_once():
    text = FAMILY.replace("parent(X, Y), parent(Y, Z)", "parnt(X, Y), parent(Y, Z)").replace("claim bob_is", "clam bob_is")
    text = text.replace("grandparent(Who", "grandparnt(Who")
    with Opened(text) as o:
        messages = o.messages()
        holds(len(messages) >= 2, "several messages")
        actions = o.of("codeAction", range=span(0, 0, 0, 0), context={"diagnostics": [], "only": ["source.fixAll"]})
        same([a["kind"] for a in actions], ["source.fixAll"])
        o.client.change(o.uri, 2, {"text": apply(text, actions[0]["edit"]["changes"][o.uri])})
        holds(len(o.messages(2)) < len(messages), "fewer messages")
        same(o.of("codeAction", range=span(0, 0, 99, 0), context={"diagnostics": [], "only": ["refactor"]}), [])


def notes_are_places_where_the_client_can_show_them():
    text = FAMILY.replace("plays(ann, host).", "plays(ann).")
    with Opened(text) as o:
        message = next(m for m in o.messages() if m["code"] == "E0204")
        [note] = message["relatedInformation"]
        same(note["location"]["uri"], o.uri)
        holds("declared here: plays(who: symbol" in note["message"], note["message"])
    with Opened(text, capabilities={"textDocument": {}}) as o:
        message = next(m for m in o.messages() if m["code"] == "E0204")
        holds("relatedInformation" not in message, "no places")
        holds("note: declared here" in message["message"], message["message"])


def of_very_many_messages_errors_come_first_and_that_there_are_more_is_told():
    text = "".join("p%d(X) :- q(X, Y%d).\n" % (i, i) for i in range(1200)) + "q(a, b).\nr(X) :- q(X, _), s(X).\n"
    with Opened(text) as o:
        messages = o.messages()
        same(len(messages), 1001)
        same([m["message"].split("\n")[0] for m in messages if m["severity"] == 1], ["no fact, rule or table gives 's'"])
        holds("only the first 1000" in messages[-1]["message"], messages[-1])


def the_messages_are_those_of_the_command():
    texts = [FAMILY.replace("parent(X, Y)", "parent(X, Y, Q)"), "p(X) :- q(Y)\nr(a).\n", FAMILY + "\n\"open", "p(a).\np(X) :- q(X), not r(Y).\n",
             FAMILY + "r1: presumably parent(a, b) cite nobody.\nprefer r1 over r7.\n", "load p from \"nowhere.csv\".\np(a).\nload bibliography \"none.bib\".\n"]
    for i, text in enumerate(texts):
        path = os.path.join(FOLDER, "same%d.hence" % i)
        with open(path, "w") as file:
            file.write(text)
        run = subprocess.run([HENCE, "check", "--format", "json", path], capture_output=True, text=True)
        told = json.loads(run.stdout)["diagnostics"]
        with Opened(text, "same%d.hence" % i) as o:
            got = sorted((m["code"], m["range"]["start"]["line"] + 1, m["range"]["start"]["character"] + 1,
                          m["range"]["end"]["character"] + 1, m["message"]) for m in o.messages())
            want = sorted((d["code"], d["line"], d["column"], d["end_column"],
                           d["message"] + ("\n" + d["remedy"] if d["remedy"] else "")) for d in told)
            if os.path.join(FOLDER, "") in json.dumps(want):
                got, want = [g[:4] for g in got], [w[:4] for w in want]
            same(got, want, text)


# ---- names ----

def hover_tells_declaration_sentence_and_doc():
    with Opened(FAMILY) as o:
        text = o.hover("parent(X, Y)", within=2)
        holds('relation parent(who: symbol, child: symbol) "{who} is a parent of {child}".' in text, text)
        holds("Who is related to whom." in text, text)
        holds("0 rules, 2 facts" in text, text)
        holds("1 rule, 0 facts" in o.hover("grandparent(X", within=3), "counts rules")


def hover_resolves_citations_types_and_words():
    with Opened(FAMILY) as o:
        holds("Parish register, 1901" in o.hover("cite register \"p. 3\"", within=7), "the source")
        holds("p. 3" in o.hover("cite register \"p. 3\"", within=7), "the locator")
        holds("type role = guest" in o.hover("ann, host", within=6), "the type of a constant")
        holds("variable X: symbol" in o.hover("(X, Z)", within=1), "a variable")
        holds("column of" in o.hover("key(who)", within=4), "a column")
        holds("`cite`" in o.hover("cite register"), "a word of the language")
        holds("Two steps up" not in (o.hover("Two steps") or ""), "nothing in a comment")
        holds("retract f2" in o.hover("in lost", within=4), "a scenario")
        holds("Parish register" in o.hover("two_steps"), "the citations of a rule")


def hover_knows_functions():
    with Opened("p(2014-05-29).\nq(Y, N) :- p(D), Y = year(D), N = count(X : p(X)).\n") as o:
        same(o.hover("year"), "year(date) gives int")
        holds("count(X, Y : body)" in o.hover("count"), "an aggregate")


def definition_and_references_are_found():
    with Opened(FAMILY) as o:
        same(words_at(FAMILY, o.at("definition", "parent(Y", within=1)), [(1, 9, "parent")])
        same(words_at(FAMILY, o.at("definition", "retract f2", within=8)), [(9, 0, "f2")])
        same(words_at(FAMILY, o.at("definition", "in lost", within=4)), [(19, 9, "lost")])
        same(words_at(FAMILY, o.at("definition", "cite register", within=6)), [(6, 7, "register")])
        same(words_at(FAMILY, o.at("definition", "ann, host", within=6)), [(3, 20, "host")])
        same(words_at(FAMILY, o.at("definition", "role?", within=1)), [(3, 5, "role")])
        same(words_at(FAMILY, o.at("definition", "Y, Z)", within=0)), [(14, 33, "Y")])
        same(words_at(FAMILY, o.at("definition", "{who}", within=1)), [(1, 16, "who")])
        found = o.at("references", "parent(X, Y)", context={"includeDeclaration": True})
        same([w for _, _, w in words_at(FAMILY, found)], ["parent"] * 5)
        found = o.at("references", "parent(X, Y)", context={"includeDeclaration": False})
        same(len(found), 4)
        found = o.at("references", "ann_is", context={"includeDeclaration": True})
        same([w for _, _, w in words_at(FAMILY, found)], ["ann_is"] * 3)
        same([w for _, _, w in words_at(FAMILY, o.at("documentHighlight", "X, Z"))], ["X", "X"])
        same(o.at("definition", "Who is related"), [])


def a_relation_that_is_not_declared_is_defined_by_its_rules():
    text = "e(a, b).\nt(X, Y) :- e(X, Y).\nt(X, Z) :- e(X, Y), t(Y, Z).\nt(X) :- t(X, _).\n"
    with Opened(text) as o:
        same(words_at(text, o.at("definition", "t(Y")), [(1, 0, "t"), (2, 0, "t")])
        same(words_at(text, o.at("definition", "e(X")), [(0, 0, "e")])
        same(len(o.at("references", "t(X) ", context={"includeDeclaration": True})), 1)


def scopes_tell_variables_apart():
    text = "p(a). q(a, b).\nr(X) :- p(X), not (q(X, Y), p(Y)), N = count(Y : q(X, Y)), N > 0.\n"
    with Opened(text) as o:
        same([c for _, c, _ in words_at(text, o.at("documentHighlight", "Y), p(Y)"))], [24, 30])
        same(len(o.at("documentHighlight", "X) :-")), 4)


def undercuts_share_the_variables_of_their_rule():
    text = "relation b(x: symbol).\nrelation f(x: symbol).\nb(t).\nr1: presumably f(X) :- b(X).\nundercut r1 :- b(X), X = t, not f(Y).\n".replace(", not f(Y)", "")
    with Opened(text) as o:
        same(words_at(text, o.at("references", "X) :-", context={"includeDeclaration": True})),
             [(3, 17, "X"), (3, 25, "X"), (4, 17, "X"), (4, 21, "X")])
        edits = o.at("rename", "X) :-", newName="Who")["changes"][o.uri]
        same(apply(text, edits), text.replace("X", "Who"))


# ---- rename ----

def rename_changes_every_place():
    with Opened(FAMILY) as o:
        for word, nth, within, new, old in [(" parent(X", 1, 2, "elder", "parent"), ("two_steps", 1, 0, "up2", "two_steps"),
                                            ("f2:", 1, 0, "F2", "f2"), ("register ", 1, 1, "'the book'", "register"),
                                            ("lost \"", 1, 0, "gone", "lost"), ("role =", 1, 0, "part", "role"),
                                            ("host", 1, 0, "landlord", "host")]:
            edits = o.at("rename", word, nth, within, newName=new)["changes"][o.uri]
            same([old], sorted({w for _, _, w in words_at(FAMILY, edits)}), word)
            renamed = apply(FAMILY, edits)
            with Opened(renamed, "renamed.hence") as other:
                same(other.messages(), [], renamed)
        edits = o.at("rename", "who: symbol, child", newName="whose")["changes"][o.uri]
        same(len(edits), 2)
        holds("{whose} is a parent" in apply(FAMILY, edits), "the sentence names it too")


def names_in_an_exercise_are_found():
    text = ("relation p(a: symbol).\nrelation q(a: symbol).\nq(x).\nscenario s { assert q(y). }\nr1: presumably p(X) :- q(X).\n"
            "exercise e {\n  define rules: p.\n  define exceptions: r1.\n  expect p(x) in s.\n  compare p over q.\n"
            "  solution { p(X) :- q(X). }\n}\n")
    with Opened(text, "exercise.hence") as o:
        same(o.messages(), [])
        for word, new, count in [("p(a", "pp", 6), ("q(a", "qq", 6), ("r1:", "r2", 2), ("s {", "t", 2)]:
            edits = o.at("rename", word, newName=new)["changes"][o.uri]
            same(len(edits), count, word)
            with Opened(apply(text, edits), "renamed.hence") as other:
                same(other.messages(), [], word)


def rename_refuses_what_is_taken_or_no_name():
    with Opened(FAMILY) as o:
        line, character = place_of(FAMILY, "parent(X, Y)")
        at = {"textDocument": {"uri": o.uri}, "position": {"line": line, "character": character}}
        for new, why in [("grandparent", "already"), ("Elder", "small letter"), ("two words", "no name"), ("", "no name"),
                         ("not", "no name"), ("p(", "no name"), ("9", "no name"), ("a.b", "no name")]:
            code, message = o.client.refusal("textDocument/rename", {**at, "newName": new})
            same(code, -32803)
            holds(why in message, message)
        for word, new, why in [("X, Z", "Y", "already"), ("X, Z", "x", "capital"), ("cite register", "n", "language"),
                               ("symbol", "n", "language"), ("Who is", "n", "no name here")]:
            line, character = place_of(FAMILY, word)
            if word == "cite register":
                continue
            code, message = o.client.refusal("textDocument/rename", {**at, "position": {"line": line, "character": character}, "newName": new})
            same(code, -32803, word)
            holds(why in message, message)


def rename_leaves_alone_what_tables_name_too():
    with open(os.path.join(FOLDER, "m.csv"), "w") as file:
        file.write("who,body\na,b\n")
    text = 'relation m(who: symbol, body: symbol).\nload m from "m.csv".\nq(X) :- m(who: X).\n'.replace("q(X)", "m(X, X)")
    with Opened(text, "tables.hence") as o:
        line, character = place_of(text, "who")
        params = {"textDocument": {"uri": o.uri}, "position": {"line": line, "character": character}}
        code, message = o.client.refusal("textDocument/prepareRename", params)
        same(code, -32803)
        holds("m.csv" in message, message)
        same(words_at(text, [o.at("prepareRename", "m(who")]), [(0, 9, "m")])
        same(len(o.at("rename", "m(who", newName="belongs")["changes"][o.uri]), 4)


# ---- several files ----

def files_of_a_project_are_one():
    folder = os.path.join(FOLDER, "several")
    os.makedirs(os.path.join(folder, "sub"), exist_ok=True)
    base, top, other = (os.path.join(folder, n) for n in ("sub/base.hence", "top.hence", "other.hence"))
    texts = {base: "relation p(x: symbol).\nrelation q(x: symbol).\np(a).\n", top: 'use "sub/base.hence".\nq(X) :- p(X).\n',
             other: 'use "sub/base.hence".\nq(X) :- p(X), X = b.\n'}
    for path, text in texts.items():
        with open(path, "w") as file:
            file.write(text)
    client = Client(HENCE, folder=folder)
    client.open(uri(base), texts[base])
    # the one that is open knows nothing of its users, but for changes of names
    edits = client.at("rename", uri(base), 0, 9, newName="pp")["changes"]
    same({os.path.basename(u): len(e) for u, e in edits.items()}, {"base.hence": 2, "top.hence": 1, "other.hence": 1})
    found = client.at("references", uri(base), 0, 9, context={"includeDeclaration": True})
    same(sorted(os.path.basename(l["uri"]) for l in found), ["base.hence", "base.hence", "other.hence", "top.hence"])
    # an open text goes before the disk
    client.open(uri(top), texts[top].replace("p(X).", "r(X)."))
    same([m["code"] for m in client.messages(uri(top), 1)], ["E0203"])
    client.change(uri(base), 2, {"text": texts[base].replace("relation p", "relation r").replace("p(a)", "r(a)")})
    while client.diagnostics[uri(top)]:
        client.take()
    [place] = client.at("definition", uri(top), 1, 8)
    same((place["uri"], place["range"]["start"]), (uri(base), {"line": 0, "character": 9}))
    [place] = client.at("definition", uri(top), 0, 8)
    same(place["uri"], uri(base))
    symbols = client.ask("workspace/symbol", {"query": "q"})
    same([s["name"] for s in symbols if s["kind"] == 5], ["q"])
    # closed: the disk again
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri(base)}})
    while not client.diagnostics[uri(top)]:
        client.take()
    same([m["code"] for m in client.diagnostics[uri(top)]], ["E0203"])
    same(client.end(), 0)


def a_file_that_is_not_there_is_told():
    if os.path.exists(os.path.join(FOLDER, "nowhere.hence")):
        os.remove(os.path.join(FOLDER, "nowhere.hence"))
    with Opened('use "nowhere.hence".\np(a).\n', "missing.hence") as o:
        [message] = o.messages()
        same((message["code"], message["range"]), ("E0221", span(0, 4, 0, 19)))
        with open(os.path.join(FOLDER, "nowhere.hence"), "w") as file:
            file.write("q(a).\n")
        o.client.tell("workspace/didChangeWatchedFiles", {"changes": []})
        while o.client.diagnostics[o.uri]:
            o.client.take()


def bibliographies_are_resolved():
    with open(os.path.join(FOLDER, "b.bib"), "w") as file:
        file.write("@book{young1989,\n author={Young, Oran R.},\n title={The Politics of Regime Formation},\n year=1989}\n")
    text = 'load bibliography "b.bib".\np(a) cite young1989 "ch. 2".\np(b) cite yung1989.\n'
    with Opened(text, "cites.hence") as o:
        [message] = o.messages()
        same(message["message"], "unknown citation key 'yung1989'\ndid you mean 'young1989'?")
        holds("Young" in o.hover("young1989") and "Regime Formation" in o.hover("young1989"), o.hover("young1989"))
        [place] = o.at("definition", "young1989")
        same(os.path.basename(place["uri"]), "b.bib")
        same(o.complete(text + "p(c) cite ¦", 2), ["young1989"])
        # an open bibliography goes before the disk too, and is no rule file
        bib = uri(os.path.join(FOLDER, "b.bib"))
        o.client.open(bib, "@book{yung1989,\n author={Yung, A.},\n title={Other},\n year=1989}\n")
        o.client.change(o.uri, 3, {"text": text})
        holds("'young1989'" in o.messages(3)[0]["message"], "now the other key is wrong")
        same(o.client.refusal("textDocument/hover", {"textDocument": {"uri": bib}, "position": {"line": 0, "character": 0}})[0], -32602)
        o.client.change(bib, 2, {"range": span(0, 6, 0, 14), "text": "young1989"})
        while "'yung1989'" not in o.client.diagnostics[o.uri][0]["message"]:
            o.client.take()


# ---- completion ----

def completion_knows_the_place():
    with Opened(FAMILY) as o:
        v = iter(range(2, 1000))

        def offered(line, want, unwanted=()):
            names = o.complete(FAMILY + line, next(v))
            for name in want:
                holds(name in names, "%s lacks %s: %s" % (line, name, names[:40]))
            for name in unwanted:
                holds(name not in names, "%s has %s" % (line, name))
        offered("gr¦", ["grandparent", "rule", "claim"], ["expect"])
        offered("p(X) :- ¦", ["parent", "not", "forall", "year", "contains", "X"], ["claim"])
        offered("p(X) :- parent(X, Abc), par¦", ["parent", "Abc"])
        offered("plays(¦", ["who", "as"], ["guest"])
        offered("plays(who: ann, ¦", ["as"], ["who", "guest"])
        offered("plays(who: ann, as: ¦", ["guest", "host"], ["as"])
        offered("plays(ann, ¦", ["guest", "host"])
        offered("p(a) cite ¦", ["register"], ["parent"])
        offered("p(a) cite reg¦", ["register"])
        offered("prefer ¦", ["register"])
        offered("r9: presumably plays(X, host) :- plays(X, guest).\nprefer ¦", ["r9", "register"], ["two_steps"])
        offered("r9: presumably plays(X, host) :- plays(X, guest).\nundercut ¦", ["r9"], ["f1"])
        offered("test \"x\" { expect claim ¦", ["ann_is", "bob_is"], ["f1"])
        offered("test \"x\" { expect claim ann_is ¦", ["established", "contested"])
        offered("test \"x\" { ¦", ["expect", "assert"], ["claim"])
        offered("test \"x\" { expect ¦", ["not", "claim", "answers", "undecided", "parent"])
        offered("test \"x\" in ¦", ["lost"], ["parent"])
        offered("scenario s { retract ¦", ["f1", "f2", "parent"])
        offered("scenario s { distrust ¦", ["register"])
        offered("relation x(a: ¦", ["role", "symbol", "date"], ["parent"])
        offered("load ¦", ["parent", "bibliography", "table"])
        offered("?- N = ¦", ["count", "sum"], ["claim"])
        offered("% in a comment ¦", [], ["parent", "rule"])
        offered("source s \"in a text ¦", [], ["parent", "rule"])
        offered("a: ¦", ["presumably", "against", "parent"])
        offered("exercise e { ¦", ["task", "define", "expect", "solution", "hidden"], ["claim", "assert", "rule"])
        offered("exercise e { task \"t\". define rules: ¦", ["parent"])
        offered("exercise e { compare ¦", ["parent"])
        offered("exercise e { hidden expect ¦", ["parent", "not", "answers"])
        offered("exercise e { solution { ¦", ["rule", "parent"], ["task", "expect"])
        offered("exercise e { solution { p(a). } ¦", ["wrong", "hint"], ["rule"])


def completion_replaces_the_word_and_fills_in_columns():
    with Opened(FAMILY) as o:
        o.complete(FAMILY + "p(X) :- pare¦nt", 2)
        item = next(i for i in o.items if i["label"] == "parent")
        line, character = place_of(o.text, "pare", o.text.count("pare"))
        same(item["textEdit"], {"range": span(line, character, line, character + 6), "newText": "parent(${1:who}, ${2:child})"})
        same(item["detail"], "(who: symbol, child: symbol)")
        same(item["documentation"], "Who is related to whom.")


def names_that_need_quotes_get_them():
    with Opened("'two words'(a).\n'it''s'(b).\n") as o:
        o.complete("'two words'(a).\n'it''s'(b).\nq(X) :- ¦", 2)
        inserts = {i["label"]: i["textEdit"]["newText"] for i in o.items}
        same(inserts["two words"], "'two words'(${1:_})")
        o.client.change(o.uri, 3, {"text": "'two words'(a).\n'it''s'(b).\nq(X) :- " + inserts["it's"].replace("${1:_}", "X") + ".\n"})
        holds(not [m for m in o.messages(3) if m["severity"] == 1], o.messages(3))


# ---- lists ----

def symbols_are_those_of_the_file():
    with Opened(FAMILY) as o:
        symbols = o.of("documentSymbol")
        same([s["name"] for s in symbols], ["parent", "grandparent", "role", "plays", "register", "f1", "f2", "two_steps", "ann_is",
                                            "bob_is", "lost", "as it is", "lost"])
        same([c["name"] for c in symbols[0]["children"]], ["who", "child"])
        same(symbols[7]["detail"], "a parent of a parent is a grandparent")
    with Opened(FAMILY, capabilities={"textDocument": {}}) as o:
        holds(all("location" in s for s in o.of("documentSymbol")), "flat where the client cannot nest them")


def folding_has_statements_and_comments():
    text = "% one\n% two\n\n% alone\n\n/* a\n b */\np(X) :-\n  q(X).\nq(a).\nscenario s {\n  assert q(b).\n}\n"
    with Opened(text) as o:
        same(sorted((f["startLine"], f["endLine"], f.get("kind")) for f in o.of("foldingRange")),
             [(0, 1, "comment"), (5, 6, "comment"), (7, 8, None), (10, 12, None)])


def tokens_say_what_each_word_means():
    text = 'relation p(x: int) "{x} 😀 is".\n/* a\nb */ r1: presumably p(X) :- X = 2, p(x: X), not p(3) unless p(4).\n'
    with Opened(text) as o:
        kinds = o.client.server["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"]
        data, got, line, at = o.of("semanticTokens/full")["data"], [], 0, 0
        lines = text.split("\n")
        for i in range(0, len(data), 5):
            at = data[i + 1] + (at if data[i] == 0 else 0)
            line += data[i]
            word = lines[line].encode("utf-16-le")[2 * at:2 * (at + data[i + 2])].decode("utf-16-le")
            got.append((word, kinds[data[i + 3]]))
        for pair in [("relation", "keyword"), ("p", "class"), ("x", "property"), ("int", "type"), ("/* a", "comment"), ("b */", "comment"),
                     ("r1", "decorator"), ("presumably", "keyword"), ("X", "variable"), (":-", "operator"), ("2", "number"),
                     ("not", "keyword"), ("unless", "keyword"), ('"{', "string"), ("} 😀 is\"", "string")]:
            holds(pair in got, "%s in %s" % (pair, got))


def formatting_changes_only_what_differs():
    text = FAMILY.replace("plays(ann, host).", "plays( ann,host ) .")
    with Opened(text) as o:
        [edit] = o.of("formatting", options={"tabSize": 2, "insertSpaces": True})
        same(edit["range"], span(10, 0, 11, 0))
        same(apply(text, [edit]), FAMILY)
        o.client.change(o.uri, 2, {"text": FAMILY})
        same(o.of("formatting", options={}), [])
        o.client.change(o.uri, 3, {"text": FAMILY + "p("})
        same(o.client.refusal("textDocument/formatting", {"textDocument": {"uri": o.uri}, "options": {}})[0], -32803)


def lenses_tell_statuses_and_results():
    with Opened(FAMILY) as o:
        lenses = o.of("codeLens")
        same([l["range"]["start"]["line"] for l in lenses], [16, 17, 20, 21])
        titles = [o.client.ask("codeLens/resolve", l)["command"]["title"] for l in lenses]
        same(titles, ["established, rests on 2 facts, 1 source", "unsupported", "passed",
                      "failed: expected claim ann_is established, but unsupported"])
        o.client.change(o.uri, 2, {"text": FAMILY.replace("f2: parent(bob, cleo)", "f2: parent(bob, dan)  ")})
        same(o.client.ask("codeLens/resolve", lenses[0])["command"]["title"], "unsupported")
        o.client.change(o.uri, 3, {"text": FAMILY + "p("})
        same(o.client.ask("codeLens/resolve", lenses[0])["command"]["title"], "not known: the rules have errors")


def a_run_that_takes_too_long_holds_up_nobody_and_says_so():
    text = "n(0).\nn(M) :- n(N), M = N + 1.\nclaim big \"it ends\": n(-1).\n"
    with Opened(text, "endless.hence") as o:
        [lens] = o.of("codeLens")
        number = o.client.begin("codeLens/resolve", lens)
        other = o.client.begin("textDocument/hover", {"textDocument": {"uri": o.uri}, "position": {"line": 0, "character": 0}})
        o.client.wait(other)
        holds(number not in o.client.answers, "the run is still going")
        o.client.tell("$/cancelRequest", {"id": number})
        same(o.client.wait(number)["error"]["code"], -32800)
        number = o.client.begin("codeLens/resolve", lens)
        o.client.change(o.uri, 2, {"text": text + " "})
        same(o.client.wait(number)["error"]["code"], -32801)
        title = o.client.ask("codeLens/resolve", lens)["command"]["title"]
        holds(title.startswith("not known: stopped by the limit of "), title)


# ---- places ----

WIDE = "relation p(x: symbol).\n% 漢字 and 😀\np(\"e\u0301\u0301 漢字 😀😀\").  p(\"a\").  pp(\"😀\").\n"


def positions_are_in_utf16_unless_the_client_offers_bytes():
    line = WIDE.split("\n")[2]
    for encodings, code, size in [(None, "utf-16-le", 2), (["utf-8", "utf-16"], "utf-8", 1), (["utf-32"], "utf-16-le", 2)]:
        with Opened(WIDE, encodings=encodings) as o:
            same(o.client.server["capabilities"]["positionEncoding"], "utf-8" if size == 1 else "utf-16")
            [message] = o.messages()
            at = len(line[:line.index("pp")].encode(code)) // size
            same(message["range"], span(2, at, 2, at + 2))
            # an edit behind them, counted the same way
            o.client.change(o.uri, 2, {"range": span(2, at, 2, at + 2), "text": "p"})
            same(o.messages(2), [])
            # before a pair of halves, and beyond the end of line and text
            o.client.change(o.uri, 3, {"range": span(2, 9999, 2, 99999), "text": " % 語"}, {"range": span(99, 0, 100, 7), "text": "p(c).\n"})
            same(o.messages(3), [])


def other_line_ends_and_a_byte_order_mark_shift_nothing():
    for text in ["\ufeffp(a).\r\nq(X) :- r(X).\r\n", "p(a).\r\nq(X) :- r(X).\r\n", "p(a).\nq(X) :- r(X)."]:
        with Opened(text) as o:
            [message] = o.messages()
            same((message["code"], message["range"]["start"]), ("E0214", {"line": 1, "character": 8}), text)
            first = 1 if text[0] == "\ufeff" else 0
            [place] = o.of("documentSymbol")[:1]
            found = o.client.at("documentHighlight", o.uri, 0, first)
            same([f["range"] for f in found], [span(0, first, 0, first + 1)])
            o.client.change(o.uri, 2, {"range": span(1, 8, 1, 9), "text": "p"})
            same(o.messages(2), [])


# ---- edits ----

def of_many_edits_only_the_last_is_told():
    with Opened(FAMILY) as o:
        o.messages()
        before = o.client.published
        for version in range(2, 302):
            o.client.change(o.uri, version, {"range": span(0, 3, 0, 3), "text": "x"})
        o.client.change(o.uri, 302, {"range": span(14, 0, 14, 2), "text": "!!"})
        messages = o.messages(302)
        holds(messages, "the mistake is told")
        holds(o.client.published - before < 30, "%d times for 301 edits" % (o.client.published - before))


def edits_come_to_what_a_fresh_text_comes_to():
    generator = random.Random(42)
    pieces = ["parent(", ")", ".", ", ", "X", "not ", "claim ", ":- ", "\n", "%", "/*", "*/", "\"", "é", "語", "😀", "cite register", "{", "}",
              "relation ", "use \"x.hence\".", "7", "-", "\r\n", "f1: ", "'"]
    with Opened(FAMILY) as o, Opened("", "fresh.hence") as fresh:
        text, version = FAMILY, 1
        for _ in range(25):
            changes = []
            for _ in range(generator.randint(1, 4)):
                a = generator.randrange(len(text) + 1)
                b = min(len(text), a + generator.choice([0, 0, 1, 3, 20]))
                while b < len(text) and text[b - 1:b + 1] == "\r\n":
                    b += 1
                while 0 < a and text[a - 1:a + 1] == "\r\n":
                    a -= 1
                new = "".join(generator.choice(pieces) for _ in range(generator.randint(0, 3)))
                begin, end = position(text, a), position(text, b)
                changes.append({"range": {"start": begin, "end": end}, "text": new})
                text = text[:a] + new + text[b:]
            version += 1
            o.client.change(o.uri, version, *changes)
            fresh.client.tell("textDocument/didClose", {"textDocument": {"uri": fresh.uri}})
            fresh.client.open(fresh.uri, text, version)
            a = json.dumps(o.messages(version)).replace("family.hence", "fresh.hence")
            same(json.loads(a), fresh.messages(version), text)
            same(json.loads(json.dumps(o.of("semanticTokens/full"))), fresh.of("semanticTokens/full"), text)
            for method in ("documentSymbol", "foldingRange", "codeLens"):
                o.of(method)
            at = position(text, generator.randrange(len(text) + 1))
            for method in ("hover", "definition", "documentHighlight", "completion"):
                o.client.at(method, o.uri, at["line"], at["character"])
            try:
                o.client.at("rename", o.uri, at["line"], at["character"], newName="anything")
            except Refused:
                pass


def position(text, offset):
    before = text[:offset].replace("\r\n", "\n")
    begin = before.rfind("\n") + 1
    return {"line": before.count("\n"), "character": len(before[begin:].encode("utf-16-le")) // 2}


# ---- what clients do wrong ----

def frames_may_come_byte_by_byte():
    client = Client(HENCE)
    body = json.dumps({"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": {}}).encode()
    for byte in b"Content-Length: %d\r\nContent-Type: x\r\n\r\n%s" % (len(body), body):
        client.raw(bytes([byte]))
    same(client.wait("a")["error"]["code"], -32602)
    same(client.end(), 0)


def malformed_messages_are_refused_and_the_server_goes_on():
    client = Client(HENCE)

    def refused(data):
        client.raw(data)
        return client.wait(None)["error"]["code"]
    same(refused(b"Content-Length: 5\r\n\r\n{\"a\":"), -32700)
    same(refused(b"Content-Length: x\r\n\r\n"), -32700)
    same(refused(b"Content-Length: 2\r\n\r\n[]"), -32600)
    same(refused(b"Content-Length: 2\r\n\r\n{}"), -32600)
    same(refused(b"Content-Length: 0\r\n\r\n"), -32700)
    same(refused(b"Content-Length: 4\r\n\r\n\"\\ud"), -32700)
    same(refused(b"Content-Length: 13\r\n\r\n{\"method\": 5}"), -32600)
    same(refused(b"Content-Length: 30000\r\n\r\n" + b"[" * 30000), -32700)
    same(refused(b"Content-Length: 23\r\n\r\n{\"id\":[1],\"method\":\"x\"}"), -32600)
    same(client.refusal("no/such", {})[0], -32601)
    same(client.refusal("initialize", {})[0], -32600)
    client.tell("no/such", {})
    client.tell("$/anything", {"a": 1})
    client.send({"jsonrpc": "2.0", "id": "hence-1", "result": None})
    same(client.end(), 0)


def parameters_of_any_shape_are_refused():
    shapes = [None, [], {}, "x", 5, {"textDocument": 5}, {"textDocument": {"uri": 5}}, {"textDocument": {"uri": "file:///none"}}]
    with Opened(FAMILY) as o:
        here = {"textDocument": {"uri": o.uri}}
        shapes += [here, {**here, "position": 5}, {**here, "position": {"line": -1, "character": 0}},
                   {**here, "position": {"line": "x", "character": 0}}, {**here, "position": {"line": 1e99, "character": 0}}]
        for method in ("hover", "definition", "references", "documentHighlight", "prepareRename", "rename", "completion"):
            for shape in shapes:
                same(o.client.refusal("textDocument/" + method, shape)[0], -32602, "%s %s" % (method, shape))
        for method in ("documentSymbol", "formatting", "foldingRange", "semanticTokens/full", "codeAction", "codeLens"):
            for shape in shapes[:8]:
                same(o.client.refusal("textDocument/" + method, shape)[0], -32602, "%s %s" % (method, shape))
        same(o.client.refusal("textDocument/codeAction", here)[0], -32602)
        for shape in shapes:
            same(o.client.refusal("codeLens/resolve", shape)[0], -32602)
        o.client.refusal("workspace/symbol", None)
        for method in ("didOpen", "didChange", "didClose", "didSave"):
            for shape in shapes[:8]:
                o.client.tell("textDocument/" + method, shape)
        change = {"uri": o.uri, "version": 2}
        for changes in (None, 5, [5], [{}], [{"text": 5}], [{"range": 5, "text": "x"}], [{"range": span(5, 0, 1, 0), "text": "% "}],
                        [{"range": {"start": {}}, "text": "x"}]):
            o.client.tell("textDocument/didChange", {"textDocument": change, "contentChanges": changes})
        holds(o.client.at("hover", o.uri, 10 ** 9, 10 ** 9) is None, "beyond the end there is nothing")
        same(o.at("definition", "parent(", within=0)[0]["uri"], o.uri)


def nothing_is_answered_before_initialize_nor_after_shutdown():
    client = Client(HENCE, initialize=False)
    same(client.refusal("textDocument/hover", {})[0], -32002)
    client.tell("textDocument/didOpen", {"textDocument": {"uri": "file:///a", "text": "p("}})
    client.ask("initialize", {})
    client.ask("shutdown", None)
    same(client.refusal("textDocument/hover", {})[0], -32600)
    client.tell("exit", None)
    same(client.process.wait(60), 0)


def an_exit_without_shutdown_is_told_by_the_status():
    client = Client(HENCE)
    client.tell("exit", None)
    same(client.process.wait(60), 1)
    client = Client(HENCE, initialize=False)
    client.process.stdin.close()
    same(client.process.wait(60), 1)


def what_came_before_the_end_is_answered():
    messages = [{"id": 1, "method": "initialize", "params": {}}] + [{"id": i, "method": "x"} for i in range(2, 200)]
    frames = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(m), m) for m in (json.dumps(m).encode() for m in messages))
    run = subprocess.run([HENCE, "lsp"], input=frames, stdout=subprocess.PIPE)
    same((run.returncode, run.stdout.count(b"there is no method 'x'")), (1, 198))


def requests_that_were_cancelled_are_not_worked_on():
    with Opened(FAMILY) as o:
        body = b""
        for message in [{"id": 1001, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": o.uri}}},
                        {"id": 1002, "method": "textDocument/hover", "params": {}},
                        {"method": "$/cancelRequest", "params": {"id": 1002}}, {"method": "$/cancelRequest", "params": {"id": 4711}},
                        {"method": "$/cancelRequest", "params": {}}, {"method": "$/cancelRequest"}]:
            text = json.dumps({"jsonrpc": "2.0", **message}).encode()
            body += b"Content-Length: %d\r\n\r\n%s" % (len(text), text)
        o.client.raw(body)
        holds(o.client.wait(1001)["result"], "the other is answered")
        same(o.client.wait(1002)["error"]["code"], -32800)


def documents_may_be_opened_twice_and_have_any_address():
    with Opened(FAMILY) as o:
        o.client.open(o.uri, "p(a). q(X) :- pp(X).\n", 7)
        same([m["code"] for m in o.messages(7)], ["E0214"])
        for where in ("untitled:Untitled-1", "file:///C%3A/a%20b/%zz.hence", "x", "file://", "vscode-vfs://a/b//c/../d"):
            o.client.open(where, "p(a). q(X) :- pp(X).\n", 3)
            same([m["code"] for m in o.client.messages(where, 3)], ["E0214"], where)
            holds(o.client.at("hover", where, 0, 0), where)


def texts_that_are_no_utf8_on_the_disk_do_no_harm():
    with open(os.path.join(FOLDER, "broken.hence"), "wb") as file:
        file.write(b"p(\"\xff\xfe\"). \xe2\x80 q(a\xff).\n\x00\n")
    with Opened('use "broken.hence".\nr(X) :- p(X).\n', "uses_broken.hence") as o:
        o.messages()
        broken = uri(os.path.join(FOLDER, "broken.hence"))
        while broken not in o.client.diagnostics:
            o.client.take()
        holds(o.client.diagnostics[broken], "it is told of that file")
        with open(os.path.join(FOLDER, "broken.hence"), "w") as file:
            file.write("p(a).\n")
        o.client.tell("textDocument/didSave", {"textDocument": {"uri": o.uri}})
        while o.client.diagnostics[broken]:
            o.client.take()


# ---- what was recorded ----

def a_recorded_exchange_is_repeated():
    """tests/exchanges/*.jsonl: {"send": ...} and {"receive": ...} by turns; BLESS=1 writes anew what is received."""
    folder = "tests/exchanges"
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as file:
            lines = [json.loads(line.replace("$FOLDER", FOLDER)) for line in file]
        client, got = Client(HENCE, initialize=False), []
        for line in lines:
            if "send" not in line:
                continue
            got.append(line)
            client.send(line["send"])
            wanted = line["send"].get("id")
            while line.get("waits") or wanted is not None:
                message = client.take()
                if isinstance(message.get("result"), dict) and "serverInfo" in message["result"]:
                    message["result"]["serverInfo"]["version"] = "of any version"
                got.append({"receive": message})
                if message.get("id") == wanted if wanted is not None else message.get("method") == line["waits"]:
                    break
        client.tell("exit", None)
        same(client.process.wait(60), 0)
        if os.environ.get("BLESS"):
            with open(os.path.join(folder, name), "w") as file:
                for line in got:
                    file.write(json.dumps(line, ensure_ascii=False).replace(FOLDER, "$FOLDER") + "\n")
        for g, w in zip(got, lines):
            same(g, w, name)
        same(len(got), len(lines), name)


def what_is_mutilated_ends_nothing():
    """A recorded exchange with bytes and values changed at random: it goes on, and answers what is asked then."""
    generator = random.Random(7)
    with open("tests/exchanges/family.jsonl") as file:
        sent = [json.loads(line)["send"] for line in file if line.startswith('{"send"')]
    values = [None, True, -1, 2 ** 40, 0.5, "", "é" * 9, [], {}, [[]], {"uri": "file:///x"}]

    def mutate(value):
        if generator.random() < 0.06:
            return generator.choice(values)
        if isinstance(value, dict):
            return {k: mutate(v) for k, v in value.items() if generator.random() > 0.02}
        if isinstance(value, list):
            return [mutate(v) for v in value]
        return value
    client = Client(HENCE)
    for _ in range(40):
        for message in sent:
            if message.get("method") in ("exit", "shutdown", "initialize"):
                continue
            client.send(mutate(message))
        body = bytearray(json.dumps(generator.choice(sent)).encode())
        for _ in range(generator.randint(1, 3)):
            body[generator.randrange(len(body))] = generator.randrange(256)
        frame = bytearray(b"Content-Length: %d\r\n\r\n" % len(body))
        if generator.random() < 0.3:
            frame[generator.randrange(len(frame) - 4)] = generator.randrange(256)
            body += b" " * 9000
        client.raw(bytes(frame + body))
    client.raw(b"\n" + b" " * 9000)  # the length may have grown by a digit
    while True:
        number = client.begin("shutdown", None)
        try:
            while number not in client.answers:
                holds(client.take(timeout=5) is not None, "the server has ended")
            break
        except queue.Empty:
            client.raw(b" " * 100000)
    client.tell("exit", None)
    same(client.process.wait(60), 0)


# ---- the thesis ----

def the_thesis_is_read_as_a_whole():
    path = os.path.realpath("rules/regime/kazakh_russian.hence")
    claims = os.path.realpath("rules/regime/kazakh_russian_conclusions.hence")
    with open(path) as file, open(claims) as other:
        text, conclusions = file.read(), other.read()
    client = Client(HENCE, folder="rules/regime")
    client.open(uri(path), text)
    same(client.messages(uri(path), 1), [])
    client.open(uri(claims), conclusions)
    same(client.messages(uri(claims), 1), [])
    line, character = place_of(conclusions, "cite s000", within=6)
    holds("Aitiev" in client.at("hover", uri(claims), line, character)["contents"]["value"], "the citation is resolved")
    line, character = place_of(conclusions, "multidimensional(kr)")
    [place] = client.at("definition", uri(claims), line, character)
    holds(place["uri"].endswith(".hence") and place["uri"] != uri(claims), place)
    holds(len(client.at("references", uri(claims), line, character, context={"includeDeclaration": True})) >= 3, "its places")
    line, character = place_of(conclusions, "e1_regime")
    changes = client.at("rename", uri(claims), line, character, newName="e1_renamed")["changes"]
    holds(uri(claims) in changes, list(changes))
    symbols = client.ask("workspace/symbol", {"query": "e1_regime"})
    holds("e1_regime" in [s["name"] for s in symbols], symbols)
    same(client.end(), 0)


def main():
    names = sys.argv[3:]
    tests = [(n, f) for n, f in globals().items() if callable(f) and "_" in n and f.__module__ == "__main__"
             and n not in ("place_of", "words_at") and (not names or n in names)]
    passed = failed = 0
    for name, test in tests:
        begin = time.time()
        try:
            test()
            passed += 1
        except Exception:
            failed += 1
            print("FAILED " + name.replace("_", " "))
            print("    " + traceback.format_exc(limit=-3).replace("\n", "\n    "))
        if os.environ.get("TIMES"):
            print("%6.2f s  %s" % (time.time() - begin, name))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


sys.exit(main())
