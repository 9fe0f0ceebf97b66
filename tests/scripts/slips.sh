#!/usr/bin/env bash
# What a message offers to write instead is right: with all repairs of a slip made, the file has no error left that had one.
# usage: slips.sh HENCE
set -u
hence=$(realpath "$1")
cd "$(dirname "$0")/../golden/syntax" || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0
if ! command -v python3 >/dev/null; then echo "slips: skipped, there is no python3: 0 passed, 0 failed"; exit 0; fi

cat >"$work/repair.py" <<'PY'
"""Makes the repairs of the messages on standard input in a file; exit status 1 if there is none."""
import json, sys
path, lines = sys.argv[1], open(sys.argv[1], encoding='utf-8', newline='').read().split('\n')
repairs = [d['repair'] for d in json.load(sys.stdin)['diagnostics'] if d.get('repair')]
for r in sorted(repairs, key=lambda r: (r['line'], r['column']), reverse=True):
    assert r['line'] == r['end_line']
    line = lines[r['line'] - 1]
    lines[r['line'] - 1] = line[:r['column'] - 1] + r['text'] + line[r['end_column'] - 1:]
open(path, 'w', encoding='utf-8', newline='').write('\n'.join(lines))
sys.exit(not repairs)
PY
touch "$work/x.hence" "$work/facts.csv" # one uses it, one loads it
for slip in slip_*; do
    cp "$slip/case.hence" "$work/case.hence"
    for _ in 1 2 3; do # a message may wait for another
        "$hence" check "$work/case.hence" --format json 2>/dev/null | python3 "$work/repair.py" "$work/case.hence" 2>"$work/error"
        repaired=$?
        [ $repaired = 0 ] || break
        first=1
    done
    if [ "${first:-}" = 1 ]; then
        "$hence" check "$work/case.hence" >"$work/out" 2>&1
        if [ $? != 3 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $slip"; cat "$work/case.hence" "$work/out" "$work/error"; fi
    fi
    first=
done
echo "slips: $passed passed, $failed failed"
[ $failed = 0 ]
