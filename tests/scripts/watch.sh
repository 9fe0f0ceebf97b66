#!/usr/bin/env bash
# `hence check --watch`: saves in place, by rename, of tables; a file that is away for a moment; a version that does not compile; a
# save while a run goes on.
# usage: watch.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$root"/tests/support
cd "$work" || exit 1
python3 - "$hence" <<'PYTHON'
import os, sys, time
from terminal import Checks, Terminal

checks = Checks("watch")
RULES = """load member from "tables/member.csv".
use "more.hence".
relation member(who: symbol, body: symbol).
relation ally(a: symbol, b: symbol).
rule shared: ally(A, B) :- member(A, O), member(B, O), A \\= B.
claim friends "They are allies": ally(russia, kazakhstan).
claim other: ally(russia, china).
test "as it is" { expect claim friends established. }
"""
MORE = "relation seen(who: symbol).\nseen(X) :- member(X, _).\n"
BOTH, ONE = "who,body\nrussia,csto\nkazakhstan,csto\n", "who,body\nrussia,csto\n"


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def replace(path, text):
    write(path + ".tmp", text)
    os.rename(path + ".tmp", path)


def brings(t, what, *expected):
    for words in expected:
        checks.that(f"{what}: '{words}'", t.wait(words), t)


os.mkdir("tables")
write("rules.hence", RULES)
write("more.hence", MORE)
write("tables/member.csv", BOTH)
t = Terminal([sys.argv[1], "check", "--watch", "rules.hence"])
brings(t, "at first", "friends  established", "other    unsupported")
write("tables/member.csv", ONE)
brings(t, "a table in place", "member.csv", "before       now          because", "friends  established  unsupported  without member(kazakhstan, csto)",
       'test "as it is": passed, now failed; expected claim friends established, got: unsupported')
replace("tables/member.csv", BOTH)
brings(t, "a table by rename", "member.csv", "friends  unsupported  established  with member(kazakhstan, csto)", "failed, now passed")
replace("rules.hence", RULES + "ally(russia, china).\n")
brings(t, "rules by rename", "rules.hence", "other  unsupported  established  with ally(russia, china)")
replace("rules.hence", RULES.replace("claim other", "claim oth er"))
brings(t, "a broken version", "rules.hence", "error[E0101]", "oth er")
write("rules.hence", RULES.replace("claim other", "claim oth er") + "% more\n")
brings(t, "still broken", "rules.hence", "the same errors as before")
write("rules.hence", RULES + "ally(russia, china).\n")
brings(t, "mended", "rules.hence", "the errors are mended; nothing else changed")
os.utime("more.hence")
brings(t, "touched", "more.hence", "nothing changed")
write("more.hence", MORE + "odd(X, Y) :- member(X, Y).\n")
brings(t, "a broken module", "more.hence", "error[")
write("more.hence", MORE + "relation odd(x: symbol, y: symbol).\nodd(X, Y) :- member(X, _), member(Y, Z).\n")
brings(t, "a warning", "more.hence", "warning[", "'Z'", "write '_'")
write("more.hence", MORE)
brings(t, "the warning is gone", "more.hence", "no longer said:", "'Z'")
# Away for a moment, as some editors save.
os.rename("rules.hence", "rules.bak")
time.sleep(0.2)
write("rules.hence", RULES)
brings(t, "away and back", "rules.hence", "other  established  unsupported  without ally(russia, china)")
checks.that("it was not missed", "cannot read" not in t.screen, t)
os.remove("tables/member.csv")
brings(t, "a table that is gone", "member.csv", "cannot read 'tables/member.csv'")
write("tables/member.csv", BOTH)
brings(t, "and back", "member.csv", "the errors are mended")
t.interrupt()
checks.that("Ctrl-C ends it with 0", t.end() == 0, t)

# A module that is missing at first.
os.remove("more.hence")
t = Terminal([sys.argv[1], "check", "--watch", "rules.hence"])
brings(t, "a module is missing", "error[", "more.hence")
write("more.hence", MORE)
brings(t, "it comes", "more.hence", "friends  established")
t.interrupt()
checks.that("it ends", t.end() == 0, t)

# A save stops a run that still goes on, and Ctrl-C one that nothing is saved during.
def counting(most):
    numbers = "".join(f"n({i}).\n" for i in range(most))
    return ("relation n(x: int).\nrelation q(x: int).\nq(X) :- n(X), n(Y), n(Z), X * Y + Z = 7.\n"
            'claim c "c": q(1).\n' + numbers)


write("long.hence", counting(5000))
t = Terminal([sys.argv[1], "check", "--watch", "long.hence"])
time.sleep(0.5)
write("long.hence", counting(7))
brings(t, "saved while it runs", "saved again before this was done", "long.hence", "c      established")
write("long.hence", counting(4999))
brings(t, "a long one again", "long.hence")
time.sleep(0.3)
t.interrupt()
checks.that("Ctrl-C ends it in the middle of a run", t.end() == 0, t)

# Limits hold while a table is read.
write("tables/member.csv", "who,body\n" + "".join(f"state{i},csto\n" for i in range(300000)))
t = Terminal([sys.argv[1], "check", "--watch", "--max-memory", "16MB", "rules.hence"])
brings(t, "a table too large", "while tables were read")
t.interrupt()
checks.that("it ends behind it", t.end() == 0, t)

# What it does not take.
for words in (["--format", "json"], ["--given", "a=1"]):
    t = Terminal([sys.argv[1], "check", "--watch", "rules.hence", *words])
    checks.that(f"--watch with {words[0]}", t.wait("--watch is told as text") and t.end() == 2, t)
checks.finish()
PYTHON
