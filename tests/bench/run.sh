#!/usr/bin/env bash
# Whole commands, start to finish, on data made here: always the same, kept under build/bench.
# usage: run.sh HENCE MEASURE
set -eu
hence=$(realpath "$1"); measure=$(realpath "$2")
root=$(cd "$(dirname "$0")/../.." && pwd)
data=$root/build/bench; mkdir -p "$data"; cd "$data"

# A random graph; the numbers stay below 2^31 so that every awk computes them alike.
[ -f edge.tsv ] || awk 'BEGIN { s = 1; print "from\tto"
    while (n < 9000) { s = (s * 16807) % 2147483647; a = s % 3000; s = (s * 16807) % 2147483647; b = s % 3000
        if (!((a, b) in seen)) { seen[a, b] = 1; print a "\t" b; n++ } } }' >edge.tsv
[ -f rows.csv ] || awk 'BEGIN { s = 7; print "name,number,colour"; split("red green blue", c, " ")
    for (i = 0; i < 1000000; i++) { s = (s * 16807) % 2147483647; print "name" s % 100000 "," i "," c[s % 3 + 1] } }' >rows.csv
cat >closure.hence <<'EOF'
relation edge(from: int, to: int).
relation reaches(from: int, to: int).
load edge from "edge.tsv".
reaches(X, Y) :- edge(X, Y).
reaches(X, Z) :- reaches(X, Y), edge(Y, Z).
?- N = count(X, Y : reaches(X, Y)).
EOF
cat >load.hence <<'EOF'
relation row(name: symbol, number: int, colour: symbol).
load row from "rows.csv".
?- row(Who, 77, Colour).
EOF
# Circles through not: games on paths and on a grid, and a graph of arguments that attack each other at random.
for n in 100000 200000 400000; do
    [ -f path$n.tsv ] || awk -v n=$n 'BEGIN { print "from\tto"; for (i = 0; i < n; i++) print i "\t" i + 1 }' >path$n.tsv
done
[ -f grid.tsv ] || awk 'BEGIN { print "from\tto"; for (i = 0; i < 300; i++) for (j = 0; j < 300; j++) {
    if (i < 299) print 300 * i + j "\t" 300 * (i + 1) + j
    if (j < 299) print 300 * i + j "\t" 300 * i + j + 1 } }' >grid.tsv
[ -f attack.tsv ] || awk 'BEGIN { s = 3; print "from\tto"; for (i = 0; i < 1000000; i++) {
    s = (s * 16807) % 2147483647; a = s % 100000; s = (s * 16807) % 2147483647; print a "\t" s % 100000 } }' >attack.tsv
[ -f argument.tsv ] || awk 'BEGIN { print "name"; for (i = 0; i < 100000; i++) print i }' >argument.tsv
for game in path100000 path200000 path400000 grid; do
    cat >$game.hence <<EOF
relation move(from: int, to: int).
relation win(place: int).
load move from "$game.tsv".
win(X) :- move(X, Y), not win(Y).
?- N = count(X : win(X)).
EOF
done
cat >attack.hence <<'EOF'
relation argument(name: int).
relation attack(from: int, to: int).
relation in(name: int).
relation out(name: int).
load argument from "argument.tsv".
load attack from "attack.tsv".
in(X) :- argument(X), not out(X).
out(X) :- attack(Y, X), in(Y).
?- in(17).
EOF
"$measure" "closure 3,000 / 9,000" 5 "$hence" run closure.hence
"$measure" "load 1,000,000 rows" 5 "$hence" run load.hence
"$measure" "game, path of 100,000" 5 "$hence" run path100000.hence
"$measure" "game, path of 200,000" 5 "$hence" run path200000.hence
"$measure" "game, path of 400,000" 5 "$hence" run path400000.hence
"$measure" "game, grid of 300 x 300" 5 "$hence" run grid.hence
"$measure" "1,000,000 attacks" 5 "$hence" run attack.hence
cd "$root"
"$measure" "check of the thesis" 11 "$hence" check rules/regime/kazakh_russian.hence
"$measure" "why of a claim" 11 "$hence" why rules/regime/kazakh_russian.hence e1_regime
"$measure" "a family tree" 11 "$hence" run rules/examples/family.hence
