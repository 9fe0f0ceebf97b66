#!/usr/bin/env bash
# What is written is whole or told of: full disks, closed pipes, files that may not grow, processes that are killed.
# usage: written.sh HENCE         SEED=N repeats the moments at which processes are killed
set -u
. "$(dirname "$0")/../support/checks.sh"
cd "$work" || exit 1
awk '/^```hence$/ { on = 1; next } /^```/ { on = 0 } on' "$root/README.md" >family.hence
sed 's/^f2:.*//' family.hence >before.hence
claim=ann_is_grandmother

# ---- standard output ----
every=("run family.hence" "check family.hence" "check family.hence --format json" "test family.hence" "why family.hence $claim"
    "why family.hence $claim --format html" "whynot family.hence $claim" "rests family.hence $claim" "need family.hence $claim"
    "stable family.hence $claim" "trace family.hence" "diff before.hence family.hence" "compare before.hence family.hence" "map family.hence"
    "map family.hence --format svg" "report family.hence" "report family.hence --format json" "explain" "explain E0203" "help" "help why" "manual" "manual why"
    "completion bash" "version")
for words in "${every[@]}"; do
    # shellcheck disable=SC2086
    "$hence" $words >/dev/full 2>log; status=$?
    if [ $status = 4 ] && grep -q "could not be written" log; then good; else bad "$words into a full disk: status $status"; fi
    # shellcheck disable=SC2086
    "$hence" $words 2>log >&-; status=$?
    if [ $status = 4 ] && grep -q "could not be written" log; then good; else bad "$words without standard output: status $status"; fi
done
"$hence" fmt <family.hence >/dev/full 2>log; status=$?
if [ $status = 4 ] && grep -q "could not be written" log; then good; else bad "fmt into a full disk: status $status"; fi

# ---- files ----
{ echo x; seq -f 'cell number %g' 3000; } >p.csv
sed '2,$ s/$/,/' p.csv >added.csv # a cell too many in each row
echo 'relation p(x: symbol). load p from "p.csv". relation q(x: symbol). q(X) :- p(X). claim c "C": q("cell number 7").' >large.hence
{ cat large.hence; seq -f 'q( a%g ).' 2000; } >messy.hence
mkdir here
# whole FILE COMMAND...: a file that may not grow stays as it was, or is not there, and nothing beside it
whole() {
    local file=here/$1 old
    for old in "" "the old one"; do
        rm -f here/*; : >kept
        if [ "$old" ]; then echo "$old" >"$file"; fi
        if [ "$1" = messy.hence ]; then cp messy.hence "$file"; fi
        if [ -e "$file" ]; then cp "$file" kept; fi
        (ulimit -f 0; exec "${@:2}") 2>&1 | cat >said; local status=${PIPESTATUS[0]}
        cp said log
        if [ $status = 4 ] && grep -q "cannot write '$file': File too large" said; then good; else bad "$1, ${old:-new}: status $status"; fi
        if [ ! -s kept ] || cmp -s "$file" kept; then good; else bad "$1: the old one is gone"; fi
        if [ "$(ls here)" = "$([ ! -s kept ] || echo "$1")" ]; then good; else bad "$1, ${old:-new}: there stands $(ls here | tr '\n' ' ')"; fi
    done
}
for ending in svg json dot graphml; do whole "map.$ending" "$hence" map family.hence -o "here/map.$ending"; done
whole report.html "$hence" report family.hence -o here/report.html
whole why.html "$hence" why family.hence $claim -o here/why.html
whole p.csv "$hence" run large.hence --out here
whole rejected.csv "$hence" check large.hence --facts p=added.csv --rejected here/rejected.csv
whole messy.hence "$hence" fmt here/messy.hence

# A device or a pipe is written as it is: nothing is put in its place.
"$hence" map family.hence --format svg >want 2>log
check "a map into standard output" sh -c "'$hence' map family.hence --format svg -o /dev/stdout | cmp - want"
mkfifo pipe; (cat pipe >got &); check "a map into a pipe" "$hence" map family.hence --format svg -o pipe
for _ in 1 2 3 4 5 6 7 8 9 10; do cmp -s got want && break; sleep 0.1; done
check "all of it" cmp got want
check "it is a pipe still" test -p pipe
"$hence" map family.hence --format svg -o /dev/full 2>log; status=$?
if [ $status = 4 ] && grep -q "cannot write '/dev/full': No space left" log; then good; else bad "a map into a full disk: status $status"; fi
check "it is a device still" test -c /dev/full

# ---- closed pipes ----
for words in "run large.hence" "report family.hence" "manual why"; do
    # shellcheck disable=SC2086
    status=$("$hence" $words 2>log | :; echo "${PIPESTATUS[0]}")
    if { [ "$status" = 141 ] || [ "$status" = 0 ]; } && [ ! -s log ]; then good; else bad "$words into a closed pipe: status $status"; fi
done

# ---- processes that are killed ----
# In memory where there is such a folder: a disk that is busy would have them all killed before they write.
if [ -w /dev/shm ]; then killing=$(mktemp -d -p /dev/shm); trap 'rm -rf "$work" "$killing"' EXIT; cd "$killing" || exit 1; fi
# Two versions in turn into one folder: whenever the writer is killed, each file is that of one of them.
seed=${SEED:-$$}
awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 20; i++) print rand() }' >moments
for version in 1 2; do
    { for r in a b c d; do echo "relation $r(x: int, y: int). $r(X, $version) :- n(X)."; done
      echo 'relation n(x: int). n(0). n(Y) :- n(X), Y = X + 1, Y < 5000.'; } >version$version.hence
    check "version $version" "$hence" run version$version.hence --out out$version
done
took= # of three runs the shortest: one may be held up by what else the machine does
for _ in 1 2 3; do
    begun=$(date +%s%N); "$hence" run version1.hence --out out >log 2>&1; now=$(($(date +%s%N) - begun))
    if [ -z "$took" ] || [ $now -lt "$took" ]; then took=$now; fi
done
version=1; killed=0; torn=
while read -r moment; do
    version=$((3 - version))
    "$hence" run version$version.hence --out out >/dev/null 2>&1 & writer=$!
    sleep "$(awk -v m="$moment" -v took="$took" 'BEGIN { print m * took / 1e9 }')"
    kill -9 $writer 2>/dev/null && killed=$((killed + 1))
    wait $writer 2>/dev/null
    for file in out1/*.csv; do
        name=out/${file#out1/}
        cmp -s "$name" "$file" || cmp -s "$name" "out2/${file#out1/}" || torn="$torn $name at $moment"
    done
done <moments
if [ -z "$torn" ]; then good; else bad "torn with SEED=$seed:$torn"; fi
if [ $killed -gt 5 ]; then good; else bad "only $killed of 20 were killed, with SEED=$seed"; fi
check "and the next one writes all" "$hence" run version1.hence --out out
check "whole" sh -c 'for f in out1/*.csv; do cmp "$f" "out/${f#out1/}" || exit 1; done'

echo "written: $passed passed, $failed failed"
[ $failed = 0 ]
