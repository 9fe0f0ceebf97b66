#!/usr/bin/env bash
# `hence repl` at a pseudo-terminal: editing, history, completion, mistakes, Ctrl-C and Ctrl-D; the same without a line editor.
# usage: repl.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root"/tests/support

# A build without libedit, nor the language server: the same objects otherwise.
plain=
build=$(dirname "$hence")
if [ -f "$build/runtime/cli/line_edit.o" ]; then
    flags=; nm "$hence" 2>/dev/null | grep -q __asan_init && flags="-fsanitize=address,undefined"
    nm "$hence" 2>/dev/null | grep -q __gcov_init && flags=--coverage
    objects=$(ls "$build"/runtime/cli/*.o "$build"/runtime/repl/*.o | grep -v line_edit)
    if ${CC:-cc} -std=c17 -D_POSIX_C_SOURCE=200809L -I. $flags -o "$work/plain" runtime/cli/line_edit.c runtime/lsp/absent.c $objects \
        "$build/libhence.a" -lm -pthread >"$work/log" 2>&1; then plain=$work/plain; good; else bad "a build without libedit"; fi
fi

# The dialogue of the README, through a pipe: what is behind its prompts gives what stands between them.
awk '/^```hence$/ { on = 1; next } /^```/ { on = 0 } on' README.md >"$work/family.hence"
awk '/^```text$/ { on = 1; text = ""; next } /^```/ { if (on && text ~ /(^|\n)hence> /) printf "%s", text; on = 0 } on { text = text $0 "\n" }' README.md >"$work/talk"
sed -n 's/^hence> //p; s/^  \.\.\.> //p' "$work/talk" >"$work/typed"
sed '/^hence> /d; /^  \.\.\.> /d' "$work/talk" >"$work/want"
(cd "$work" && "$hence" repl family.hence <typed >got 2>&1); status=$?
if [ $status = 3 ] && [ -s "$work/typed" ] && diff "$work/want" "$work/got" >"$work/log"; then good; else bad "the dialogue of the README (exit status $status)"; fi

cd "$work" || exit 1
passed=$passed failed=$failed python3 - "$hence" ${plain:+"$plain"} <<'PYTHON'
import os, stat, sys
from terminal import Checks, Terminal

checks = Checks("repl")
has_editor = b"_HiStOrY_V2_" in open(sys.argv[1], "rb").read() or os.system(f"ldd {sys.argv[1]} 2>/dev/null | grep -q libedit") == 0
STATE = os.path.abspath("state")


def talk(hence, arguments=(), **environment):
    edits = has_editor and hence == sys.argv[1] and environment.get("TERM") != "dumb"
    return Terminal([hence, "repl", *arguments], {"XDG_STATE_HOME": STATE, "HOME": os.getcwd(), **environment}, has_editor=edits)


def says(t, typed, *expected):
    """Types a line and waits for what comes; then for the next prompt."""
    t.type(typed + "\n")
    for words in expected:
        checks.that(f"'{typed}' brings '{words}'", t.wait(words), t)
    checks.that(f"a prompt behind '{typed}'", t.wait("> "), t)


def dialogue(hence):
    """What does not hang on a line editor."""
    t = talk(hence)
    checks.that("it greets", t.wait(":help") and t.wait("hence> "), t)
    says(t, "parent(ann, bob). parent(bob, cleo).", "nothing new follows")
    t.type("grandparent(X, Z) :- parent(X, Y),\n")
    checks.that("a second prompt", t.wait("  ...> "), t)
    says(t, "", "full stop", "  ...")
    says(t, "parent(Y, Z).", "+ grandparent(ann, cleo)")
    says(t, "?- grandparent(X, Y)", "ann  cleo")
    says(t, 'claim ann "Ann is her grandmother": grandparent(ann, cleo).', "claim ann: established")
    # Mistakes: told, and forgotten.
    says(t, "parent(ann, X).", "error[", "parent(ann, X).")
    says(t, "grandparent(X, Y) :- parnt(X, Y).", "did you mean 'parent'")
    says(t, "?- parnt(X)", "error[")
    says(t, ":whi ann", "there is no command ':whi'; did you mean ':why'?")
    says(t, ":why", "write it as :why ATOM")
    says(t, ":load none.hence", "cannot read 'none.hence'")
    says(t, ":list", "1 | parent(ann, bob)", "5 | claim ann")
    # Asking.
    says(t, ":why ann", "ann is established", "(input):1")
    says(t, ":whynot grandparent(bob, cleo).", "is unsupported")
    says(t, ":rests ann", "parent(ann, bob)")
    says(t, ":what-if parent(cleo, dora)", "asserted", "no claim changes", "+ grandparent(bob, dora)")
    says(t, ":what-if -parent(ann, bob)", "retracted", "without parent(ann, bob)", "- grandparent(ann, cleo)")
    says(t, ":what-if without parent(bob, cleo).", "retracted", "established  unsupported")
    says(t, "?- parent(cleo, dora)", "no")
    says(t, ":facts grandparent", "grandparent(ann, cleo)  follows")
    # Back and forth.
    says(t, ":undo", "taken back: claim ann", "claim ann is gone")
    says(t, ":u", "taken back: grandparent(X, Z)", "- grandparent(ann, cleo)")
    says(t, ":redo", "back again", "+ grandparent(ann, cleo)")
    says(t, ":redo", "back again: claim ann")
    says(t, ":redo", "nothing was taken back")
    # To the disk.
    says(t, ":save kept.hence", "what was entered is in 'kept.hence'")
    says(t, ":save kept.hence", "is there already; :save! kept.hence")
    says(t, ":save! kept.hence", "what was entered is in")
    says(t, ":save none/kept.hence", "cannot write 'none/kept.hence'")
    checks.that("what was saved", open("kept.hence").read().startswith("parent(ann, bob). parent(bob, cleo).\ngrandparent"))
    # Ctrl-C: what is typed is dropped; what is at work stops, and the rest stays.
    t.type("parent(cleo,\n")
    checks.that("an unfinished statement", t.wait("  ...> "), t)
    t.type("\x03")
    checks.that("Ctrl-C drops it", t.wait("hence> "), t)
    t.type("n(0). n(Y) :- n(X), Y is X + 1, Y < 2000000000.\n")
    checks.that("it is at work", t.wait(" rows, "), t)  # progress is told after a second
    t.interrupt()
    checks.that("Ctrl-C stops the run", t.wait("stopped by") and t.wait("all is as it was") and t.wait("\nhence> "), t)
    says(t, "?- parent(ann, Who)", "bob")
    says(t, ":facts n", "there is no relation 'n'")
    t.type("\x04")
    checks.that("Ctrl-D ends it with 0", t.end() == 0, t)


for hence in sys.argv[1:]:
    dialogue(hence)
    for kept in ("kept.hence",):
        if os.path.exists(kept):
            os.remove(kept)

if has_editor:
    t = talk(sys.argv[1])
    t.wait("hence> ")
    t.type("\x1b[A\x1b[A")  # up, twice: of the dialogue before
    checks.that("history is kept", t.wait("?- parent(ann, Who)"), t)
    t.type("\x03")
    t.wait("\nhence> ")
    says(t, "parent(annabel, bob).", "nothing new")
    t.type("par\t(ann\t, \"日本\").\n")
    checks.that("names are completed", t.wait("parent(annabel, \"日本\")") and t.wait("hence> "), t)
    says(t, "?- parent(annabel, X)", "日本")
    says(t, "perhaps(annika).", "nothing new")
    t.type("?- p\t")
    checks.that("names that begin alike are listed", t.wait("parent   perhaps") and t.wait("hence> ?- p"), t)
    t.type("\x03")
    t.wait("\nhence> ")
    t.type(":wh\t")
    checks.that("commands are listed", t.wait("what-if  why      whynot") and t.wait("hence> :wh"), t)
    t.type("\x03")
    t.wait("\nhence> ")
    t.type(":und\t\n")
    checks.that("commands are completed", t.wait("taken back") and t.wait("hence> "), t)
    os.makedirs("shelf", exist_ok=True)
    for name, words in (("shelf/apples.hence", "grows(apple).  ripe(X) :- grows(X).\n"), ("shelf/apples.txt", ""), ("shelf/pears.csv", "a\npear\n")):
        open(name, "w").write(words)
    t.type(":load she\tap\t\n")
    checks.that("files of rules are completed", t.wait(":load shelf/apples.hence") and t.wait("+ ripe(apple)") and t.wait("hence> "), t)
    says(t, ":undo", "taken back")
    t.type('use "shelf/\t".\n')
    checks.that("and within a statement", t.wait('use "shelf/apples.hence".') and t.wait("+ ripe(apple)") and t.wait("hence> "), t)
    t.type('load sweet from "shelf/p\t"')
    checks.that("tables, too", t.wait('"shelf/pears.csv"'), t)
    t.type("\x03")
    t.wait("\nhence> ")
    t.type("\x04")
    checks.that("it ends", t.end() == 0, t)
    path = os.path.join(STATE, "hence", "history")
    checks.that("nobody else reads the history", stat.S_IMODE(os.stat(path).st_mode) == 0o600)
    checks.that("nothing is left beside it", os.listdir(os.path.dirname(path)) == ["history"])
    # Where it cannot be written, and where the terminal can do nothing.
    t = talk(sys.argv[1], XDG_STATE_HOME="/proc/none")
    says(t, "p(a).", "nothing new")
    t.type("\x04")
    checks.that("without a history", t.end() == 0, t)
t = talk(sys.argv[1], TERM="dumb")
says(t, "p(a).", "nothing new")
t.type(":quit\n")
checks.that(":quit ends it", t.end() == 0, t)

# However one came there by entries, undo and redo, the answers are those of a run of what is left; seeds tell which walk it was.
import random, subprocess
STATEMENTS = ["e(a, b).", "e(b, c).", "e(c, a).", "e(c, d).", "r(X, Y) :- e(X, Y).", "r(X, Z) :- r(X, Y), e(Y, Z).", "e(d, 2.5). e(2.5, 2014-03-18).",
              "n(X) :- e(X, _), not r(X, X).", "claim way: r(a, d).", "t(N) :- N is count(X, Y : r(X, Y)).", "-e(a, b).", "r(oops.", "e(c, \"two words\")."]
ASKED = "?- e(X, Y)\n?- r(X, Y)\n?- n(X)\n?- t(N)\n:check\n:facts\n"
for seed in range(6):
    walk = random.Random(seed)
    lines = [walk.choice(STATEMENTS) if walk.random() < 0.7 else walk.choice([":undo", ":redo"]) for _ in range(40)]
    run = lambda text: subprocess.run([sys.argv[1], "repl"], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    walked = run("\n".join(lines) + "\n:save! walk.hence\n" + ASKED).split("'walk.hence'\n")[-1]
    fresh = run(":load walk.hence\n:list\n" + ASKED).split("loaded walk.hence\n")[-1]
    fresh = fresh.replace("walk.hence:", "(input):")  # where contradicting facts stand
    checks.that(f"walk {seed} ends as a fresh run does", walked == fresh and "e/2" in walked)

# A script that is interrupted is over, and one whose answers cannot be written says so.
import signal, time
script = subprocess.Popen([sys.argv[1], "repl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
script.stdin.write(b"p(a).\n")
script.stdin.flush()
script.stdout.readline()
script.stdin.write(b"n(0). n(Y) :- n(X), Y is X + 1, Y < 2000000000.\n:facts n\n")
script.stdin.close()
time.sleep(0.3)
script.send_signal(signal.SIGINT)
checks.that("an interrupted script ends with 130", script.wait(60) == 130)
checks.that("it says that it was", b"all is as it was" in script.stderr.read())
if os.path.exists("/dev/full"):
    full = subprocess.run([sys.argv[1], "repl"], input=b"p(a).\n", stdout=open("/dev/full", "w"), stderr=subprocess.PIPE)
    checks.that("a full disk", full.returncode == 4 and b"could not be written" in full.stderr)

# Limits hold while a table is read.
with open("many.csv", "w") as file:
    file.write("a,b\n" + "".join(f"{i},name {i}\n" for i in range(300000)))
open("many.hence", "w").write('relation many(a: int, b: symbol).\nload many from "many.csv".\n')
for limit in (["--timeout", "0.02"], ["--max-memory", "16MB"]):
    many = subprocess.run([sys.argv[1], "repl", *limit], input=b":load many.hence\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    checks.that(f"{limit[0]} stops a table", many.returncode == 5 and b"while tables were read" in many.stderr)
os.remove("many.csv")

# A file that does not compile is told, and left out.
open("bad.hence", "w").write("p(X) :- q(X\n")
t = talk(sys.argv[1], ["bad.hence"])
checks.that("a bad file is left out", t.wait("error[") and t.wait("left out") and t.wait("hence> "), t)
open("bad.hence", "w").write("q(a).\np(X) :- q(X).\n")
says(t, ":load bad.hence", "+ p(a)")
says(t, "q(b).", "+ p(b)")
open("bad.hence", "w").write("p(X) :- q(X\n")
says(t, "q(c).", "error[")  # the file has changed: all stays as it was
says(t, "?- p(X)", "b")
t.type("\x04")
t.end()
checks.finish()
PYTHON
