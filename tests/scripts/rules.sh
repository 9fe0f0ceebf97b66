#!/usr/bin/env bash
# Every program in rules/ passes its own tests, and nothing of the thesis's facts and sources is lost.
# usage: rules.sh HENCE
set -u
hence=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0
ok() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED $*"; }

for program in rules/examples/*.hence rules/regime/kazakh_russian{,_worlds,_findings,_properties}.hence; do
    if "$hence" test "$program" >"$work/out" 2>"$work/err" && [ ! -s "$work/err" ]; then ok
    else fail "$program"; tail -5 "$work/out"; head -10 "$work/err"; fi
done

ids=$(cat rules/regime/facts/*.csv rules/regime/kazakh_russian_contested.hence |
    grep -oE '^F[0-9]{3}[,:]|,F[0-9]{3},' | tr -d ',:' | sort -u | wc -l)
[ "$ids" = 344 ] && ok || fail "the tables and the contested facts hold $ids facts, not 344"
sources=$(grep -c '^@' rules/regime/sources.bib)
[ "$sources" = 120 ] && ok || fail "the bibliography has $sources entries, not 120"

# Each fact reads as a sentence: no placeholder is left, and its id and a source stand behind it.
"$hence" run rules/regime/kazakh_russian.hence --out "$work/tables" >/dev/null 2>&1
[ "$(cat "$work"/tables/*.csv | wc -l)" -gt 344 ] && ok || fail "run --out writes the relations"

# Opinions feed no rule.
if grep -nE '(:-|,|^ ) *(not )?view\(' rules/regime/*.hence; then fail "a view feeds a rule"; else ok; fi

# Every claim that is established or refuted has a proof that verifies (why exits 0 or 1, never 70).
for claim in $("$hence" check rules/regime/kazakh_russian.hence 2>/dev/null | awk 'seen { print $1 } /^claim / { seen = 1 }'); do
    "$hence" why rules/regime/kazakh_russian.hence "$claim" >"$work/out" 2>&1
    case $? in 0 | 1) [ -s "$work/out" ] && ok || fail "why $claim prints nothing" ;; *) fail "why $claim" ;; esac
done

# The tables of the study, read as new facts beside themselves, bring nothing new.
words=(); for table in rules/regime/facts/*.csv; do words+=(--facts "$table"); done
"$hence" check rules/regime/kazakh_russian.hence "${words[@]}" --rejected "$work/rejected.csv" >"$work/out" 2>&1
if grep 'rows\{0,1\} read' "$work/out" | grep -qvE ' 0 new, [0-9]+ duplicate, 0 contradicting, 0 rejected'; then fail "known facts are not known"; else ok; fi
grep -q '^no claim changes' "$work/out" && ok || fail "known facts change something"

# The recorded votes come in by the maps, and change what the page says.
"$hence" check rules/regime/kazakh_russian_votes.hence --facts rules/regime/facts_new/unga_kazakhstan.csv >"$work/out" 2>&1
grep -q ': 34 rows read, 34 new, 0 duplicate, 0 contradicting, 0 rejected' "$work/out" && ok || fail "the votes are not all new"
grep -qE '^v1_held_back +unsupported +established' "$work/out" && ok || fail "the votes do not change v1_held_back"

echo "rules: $passed passed, $failed failed"
[ $failed = 0 ]
