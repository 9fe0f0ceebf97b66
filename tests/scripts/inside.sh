#!/usr/bin/env bash
# No answer names the inside of the translation: helper relations (`:aggregate25`, `helper`, `:body80`) and variables of the
# compiler (`:1`).  Questions of every form are asked of a theory that uses all of the language; and what golden cases
# expect is looked through, whatever they print.
# usage: inside.sh HENCE
set -u
hence=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0

helpers='body|rows|aggregate|answer|exception|preference|domain|undecided|strict|applies|objection|rebutted|defended|possible|audit|made'
inside="\\bhelper\\b|:($helpers)[0-9]+|[ (,=]:([0-9]+|l)\\b"

check() { # WHAT FILE [STATUS]: that of an answer is 0 or 1
    if [ ! -s "$2" ]; then failed=$((failed + 1)); echo "FAILED $1: it says nothing"
    elif [ "${3:-0}" -gt 1 ]; then failed=$((failed + 1)); echo "FAILED $1: refused"; grep -m 1 -o 'error.*' "$2" | cut -c 1-200
    elif grep -qE "$inside" "$2"; then failed=$((failed + 1)); echo "FAILED $1"; grep -E "$inside" "$2" | cut -c 1-200 | head -3
    else passed=$((passed + 1)); fi
}

cat >"$work/a.hence" <<'EOF'
source log "The log".  source memo "The memo".
type year = int 2000..2002.
relation port(p: symbol) "{p} is a port".
relation seen(who: symbol, at: symbol) "{who} was seen in {at}".
relation age(who: symbol, years: int) "{who} is {years} years old".
relation shut(p: symbol) "{p} is shut".
relation kin(x: symbol, y: symbol) "{x} is kin to {y}".
relation plain(x: symbol).
relation cold.
relation nobody(x: symbol).
relation everywhere(x: symbol) "{x} is everywhere".
relation good(x: symbol) "{x} is good".
relation rich(x: symbol) "{x} is rich".
relation many(x: symbol) "{x} was in many ports".
relation lone(x: symbol) "{x} is alone".
relation win(x: symbol) "{x} wins".
relation move(x: symbol, y: symbol).
relation busy(p: symbol, n: int) "{p} was visited by {n}".
open relation crisis(where: symbol from port, at: year) "there is a crisis in {where} in {at}".
relation signed(t: symbol, y: year) "{t} was signed in {y}" key(t).
relation chosen(x: symbol) "{x} is chosen".
relation bond(x: symbol, y: symbol) "{x} is bound to {y}".
:- dynamic nobody/1.

port(oslo).  port(bergen).  port(narvik).  shut(narvik).
s1: seen(ann, oslo) cite log.  s2: seen(ann, bergen) cite memo.  s3: presumably seen(bob, oslo) cite memo.
seen(eva, oslo).  seen(eva, bergen).  seen(eva, narvik).
age(ann, 30).  age(bob, 20).  age(eva, 40).  kin(ann, bob).  kin(bob, eva).
plain(ann).  plain(bob).  cold.
rich(ann).  presumably rich(bob) cite log.  presumably -rich(bob) cite memo.
crisis(oslo, 2001).  -crisis(bergen, 2001).
move(a, b).  move(b, a).  move(b, c).  move(c, d).
g1: presumably signed(csto, 2002) cite log.  g2: presumably signed(csto, 2001) cite memo.  signed(sco, 2001).

win(X) :- move(X, Y), not win(Y).
busy(P, N) :- port(P), N = count(X : seen(X, P)).
rule ev: everywhere(X) :- plain(X), forall(port(P), seen(X, P)).
rule ev2: everywhere(X) :- age(X, A), A > 35, forall((port(P), not shut(P)), seen(X, P)).
rule mn likely: presumably many(X) :- age(X, _), N = count(P : seen(X, P)), N >= 2 unless shut(P), seen(X, P).
rule ln: lone(X) :- age(X, _), not (kin(X, Y), seen(Y, _)).
rule gd: presumably good(X) :- rich(X) unless kin(X, Y), age(Y, A), A < 25.
rule gd2: presumably good(X) :- plain(X) unless everywhere(X), not cold.
rule gd3: presumably -good(X) :- shut(_), plain(X) unless (cold ; kin(X, eva)).
against good(X) :- lone(X), kin(X, _).
undercut gd :- cold, shut(oslo), rich(X).
prefer gd over gd3 :- plain(X), not (kin(X, Y), rich(Y)).
rule ch: presumably chosen(X) :- age(X, _) unless forall(port(P), seen(X, P)), N = count(P : seen(X, P)), N > 4.
rule ch2: presumably chosen(X) :- plain(X) unless forall(port(P), seen(X, P)).
rule bd: bond(X, Y) :- good(X), kin(X, Y).
-bond(X, Y) :- lone(X), lone(Y), X \= Y.

claim good_and_seen "Ann is good, and was seen": good(ann), seen(ann, P), not shut(P).
claim never_shut: not (seen(bob, P), shut(P)), forall(port(Q), seen(eva, Q)).
claim twice: N = count(P : seen(ann, P)), N > 1.
claim often: many(eva).
claim either: crisis(narvik, 2002) ; cold, good(bob).
claim circle: win(a), N = count(P : port(P)), N > 2.
claim denied: not good(ann).
claim in_crisis: not (crisis(narvik, Y), Y > 2000).
EOF

cat >"$work/questions" <<'EOF'
good(ann)
-good(ann)
not good(ann)
not nobody(ann), cold
seen(ann, P), not shut(P)
seen(ann, oslo) ; shut(oslo)
not (seen(ann, P), shut(P))
not (seen(eva, P), shut(P))
not (seen(ann, oslo) ; cold)
plain(X), not (plain(X), not seen(X, _))
forall(port(P), seen(eva, P))
forall((port(P), not shut(P)), seen(ann, P))
forall(port(P), crisis(P, 2001))
not forall(port(P), seen(ann, P))
N = count(P : seen(ann, P))
N = count(P : seen(X, P)), N > 2
3 = count(P : seen(ann, P))
count(P : nobody(P)) = 0
age(X, _), N = count(P : seen(X, P), not shut(P)), N < 2
T = sum(A * 2, X : age(X, A))
M = max(A : age(nobody, A))
M = min(A : age(_, A)), M > 30
V = avg(A, X : age(X, A)), V > 1
N = count(X : win(X))
X = 2 + 1, X > 2
age(ann, A), B = A + 1, B > 40
seen(X, _), starts_with(X, "a")
win(a)
not (win(a), cold)
forall(move(a, X), not win(X))
win(X), not win(Y), move(X, Y)
crisis(narvik, 2002), cold
not (crisis(narvik, Y), Y > 2001)
signed(csto, Y), cold
not (signed(csto, Y), Y > 2001)
-signed(sco, 2002)
not (rich(bob), cold)
everywhere(ann)
not everywhere(ann)
many(eva)
many(X), N = count(P : seen(X, P)), N > 1
lone(ann)
not lone(ann), forall(kin(ann, X), plain(X))
bond(ann, bob)
chosen(ann)
-chosen(eva)
busy(P, 0)
seen(at: oslo), (cold ; win(a))
good_and_seen
never_shut
twice
often
either
circle
denied
in_crisis
EOF

cat >"$work/atoms" <<'EOF'
good(ann)
-good(ann)
win(a)
crisis(narvik, 2002)
signed(csto, 2002)
-signed(sco, 2002)
rich(bob)
everywhere(ann)
everywhere(eva)
many(eva)
lone(ann)
lone(eva)
bond(ann, bob)
chosen(ann)
chosen(eva)
busy(oslo, 3)
busy(narvik, 0)
shut(narvik)
good_and_seen
never_shut
twice
often
either
circle
denied
in_crisis
EOF

cd "$work" || exit 1
"$hence" check a.hence >out 2>&1
[ $? -le 1 ] || { echo "the theory is not compiled:" && cat out && exit 1; }
while IFS= read -r question; do
    for command in why "why --full" "why --all" "why --format json" whynot "whynot --full" "whynot --format json" \
        "rests --full" "rests --format json" need "need --format json" stable "stable --format json"; do
        "$hence" $command a.hence "$question" >out 2>&1
        check "$command '$question'" out $?
    done
done <questions
while IFS= read -r atom; do # a map goes around one atom or claim
    for command in map "map --full" "map --format json" "map --format argdown"; do
        "$hence" $command a.hence --around "$atom" >out 2>&1
        check "$command --around '$atom'" out $?
    done
done <atoms
for options in "" --closed "--ambiguity propagate"; do
    for command in check run "run --format json" trace "trace --full" "trace --format json" map "map --format json" \
        "map --format argdown" lint "lint --format json" "report --format md" "report --format html" "report --format json"; do
        "$hence" $command a.hence $options >out 2>&1
        check "$command $options" out $?
    done
done

while IFS= read -r file; do
    check "${file#tests/golden/}" "$root/$file"
done < <(cd "$root" && find tests/golden -type f -name 'expected.out' -size +0 | sort)

echo "inside: $passed passed, $failed failed"
[ $failed = 0 ]
