#!/usr/bin/env bash
# Deep and large input ends in an answer or a clear error, never in a crash.
# usage: deep.sh HENCE
set -u
hence=$(realpath "$1")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0; failed=0

# name, allowed exit statuses, text that must appear, command...
expect() {
    local name=$1 allowed=$2 text=$3; shift 3
    timeout 300 "$@" >out 2>&1; local status=$?
    if [[ " $allowed " == *" $status "* ]] && grep -q -- "$text" out; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $name: exit status $status"; head -c 2000 out; fi
}
many() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }

{ printf 'p(1).\nq(X) :- p(X), '; many 100000 '('; printf 'X > 0'; many 100000 ')'; echo .; } >parentheses.hence
expect "100,000 nested parentheses" "0 3" "" "$hence" run parentheses.hence
{ printf 'p(1).\nq(X) :- p(Y), X = 1'; many 100000 ' + 1'; echo '.'; } >sum.hence
expect "a sum of 100,001 terms" "0 3" "" "$hence" run sum.hence
{ printf 'p(1).\nq(X) :- p(X), '; many 100000 'not '; echo 'p(2).'; } >nots.hence
expect "100,000 nested nots" "0 3" "" "$hence" run nots.hence
{ printf 'p(1).\nq(X) :- p(X), X < '; many 100000 '-'; echo '1.'; } >minus.hence
expect "100,000 minus signs" "0 3" "" "$hence" run minus.hence
{ printf 'p("'; many 10000000 x; echo '").'; echo '?- p(X), length(X) > 9.'; } >line.hence
expect "a line of 10 MB" "0" "xxxx" "$hence" run line.hence
{ many 1000000 'p(1). '; echo; echo '?- p(X).'; } >facts.hence
expect "a million facts on one line" "0" "1" "$hence" run facts.hence
{ printf 'p(1).\nq :- p(1)'; many 100000 ', p(1)'; echo .; echo '?- q.'; } >body.hence
expect "a body of 100,001 literals, in its time" "0" "yes" timeout 20 "$hence" run body.hence
{ printf 'p(1).\nq :- '; for i in {1..10000}; do printf 'p(X%d), X%d > 0, ' $i $i; done; echo 'p(1).'; echo '?- q.'; } >variables.hence
expect "a body of 10,000 variables, in its time" "0" "yes" timeout 60 "$hence" run variables.hence
{ printf 'p(1).\nq(X) :- p(X), (X = 1'; many 2000 ' ; X = 1'; echo '), (X = 1 ; X = 2).'; } >alternatives.hence
expect "4,000 alternatives" "0 3" "" "$hence" run alternatives.hence
{ echo 'q(X) :- p(X).'; for i in {1..1000}; do echo "scenario s$i { assert p($i). } test \"t$i\" in s$i { expect q($i). }"; done; } >scenarios.hence
expect "a thousand scenarios, in their place and time" "0" "1000 passed" timeout 20 "$hence" test scenarios.hence --max-memory 20M
expect "a file without end" "3" "File too large" timeout 20 "$hence" check /dev/zero
printf 'p("unclosed' >unclosed.hence
expect "an unclosed text" "3" "error" "$hence" run unclosed.hence
{ printf 'p('; for i in {1..70000}; do printf 'X%d,' $i; done; echo 'a) :- q.'; } >lacking.hence
expect "a head of 70,001 terms, in its time" "3" "more than 64" timeout 60 "$hence" check lacking.hence
for i in {1..8000}; do echo "relation alpha$i(a: int). ?- alpah$i(X)."; done >unknown.hence
expect "8,000 unknown relations among as many, in their time" "3" "unknown relation" timeout 60 "$hence" check unknown.hence
head -c 100000 /dev/urandom >noise.hence
expect "noise" "3" "error" "$hence" run noise.hence
printf 'p(\0).' >nul.hence
expect "a NUL byte" "3" "error" "$hence" run nul.hence

chain=${DEEP_CHAIN:-1000000}
{ echo 'start(0).'; echo 'at(X) :- start(X).'; echo "at(Y) :- at(X), X < $chain, Y = X + 1."; } >chain.hence
expect "a proof of $chain steps" "0" "at($chain)" "$hence" why chain.hence "at($chain)"

cat >contested.hence <<'END'
relation n(x: int). relation p(x: int, y: int). relation z(x: int).
n(0). n(Y) :- n(X), X < 3000, Y = X + 1.
presumably p(X, Y) :- n(X), n(Y) unless z(X).
presumably -p(X, X) :- n(X).
presumably z(1).
claim b "x": p(2, 3). claim c "x": p(X, X).
END
# Without the limit it takes seconds wherever it runs.
expect "nine million contested rows, in the time that is given" "5" "by the limit of time" timeout 20 "$hence" check --timeout 0.1 contested.hence

# NAME RULES: 8000 rows hinge on 8000 open facts
hinging() { { echo 'relation d(x: symbol). open relation p(x: symbol from d). relation q(x: symbol). relation r. relation s(x: symbol).'
    for i in {1..8000}; do echo "d(k$i)."; done; echo "r :- d(X), p(X). $2 claim some: q(X)."; } >"$1.hence"; }
all="hinges on p(k1), p(k10), p(k100) and 7997 more"
hinging one 'q(X) :- d(X), r.'
expect "8000 rows, each on one that hinges on all open facts, in their time" "0" "$all" timeout 10 "$hence" check one.hence
hinging two 'q(X) :- p(X), r.'
expect "8000 rows, each on a fact and on one that hinges on all, in their time" "0" "$all" timeout 10 "$hence" check two.hence
hinging each 's(X) :- d(X), r. q(X) :- p(X), s(X).'
expect "8000 rows, each on one of 8000 that hinge on all, in the time that is given" "5" "by the limit of time" timeout 20 "$hence" check --timeout 0.1 each.hence

# NAME PREMISES: h of so many, one of which is weaker than the others; -h is given
conjunction() { { echo 'v: presumably x. w: presumably b0. prefer v over w. -h. presumably -h. claim denied: -b0.'
    for ((i = 1; i < $2; i++)); do echo "b$i :- x."; done
    printf 'h :- b0'; for ((i = 1; i < $2; i++)); do printf ', b%d' "$i"; done; echo .; } >"$1.hence"; }
conjunction read 256
expect "a rule of 256 premises is read backwards" "0" "^denied *established" "$hence" check read.hence
conjunction long 257
expect "a rule of 257 premises is not" "1" "^denied *refuted" "$hence" check long.hence
expect "a rule of 257 premises says so" "1" "W0507" "$hence" check long.hence
# Of some premises it is found late that they may be doubted.
{ echo '-h. presumably b0. presumably -h. claim denied: -b0.'
    for i in {1..199}; do echo "b$i. presumably b$i."; done
    for i in {1..120}; do echo "c$i. presumably e$i. s$i :- e$i. presumably -s$i. c$i :- -e$i."; done
    printf 'h :- b0'; for i in {1..199}; do printf ', b%d' $i; done; for i in {1..120}; do printf ', c%d' $i; done; echo .; } >late.hence
expect "a rule that says that it is not read backwards is not" "1" "^denied *refuted" "$hence" check late.hence

# Of n denials in a circle none repeats the rest of the rule.
{ echo t.
    for i in {1..4000}; do echo "presumably p$i. q$i :- t, not a. presumably -q$i."; done
    printf 'presumably a :- t'; for i in {1..4000}; do printf ', p%d, not q%d' $i $i; done; echo '. claim a: a.'; } >circle.hence
expect "a rule that denies 4,000 premises in a circle, in its place" "0" "cyclic" timeout 60 "$hence" check circle.hence --max-memory 300M

echo "deep: $passed passed, $failed failed"
[ $failed = 0 ]
