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
"$measure" "closure 3,000 / 9,000" 5 "$hence" run closure.hence
"$measure" "load 1,000,000 rows" 5 "$hence" run load.hence
cd "$root"
"$measure" "check of the thesis" 11 "$hence" check rules/regime/kazakh_russian.hence
"$measure" "why of a claim" 11 "$hence" why rules/regime/kazakh_russian.hence e1_regime
"$measure" "a family tree" 11 "$hence" run rules/examples/family.hence
