#!/usr/bin/env bash
# What a message offers to write instead is right: with all repairs of a slip made, the file has no error left that had one.
# And no slip hides another: behind a statement with a mistake of its own, all is told that is told of the slip alone.
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

cat >"$work/pairs.py" <<'PY'
"""What is told of each text behind each of these is what is told of the two alone; prints how many are, and those that are not."""
import json, subprocess, sys
BEFORE = ['before(1)\n', 'before(X :- other(1).\n', 'before("x).\n', 'before(1);\n', 'before(X) :- other(X) and more(X)\n',
          'test before { expect other(1). expect more(1). }\n', 'test "before" { expect other(1) }\n']
# Here a statement may go on; or nothing is read of what stands there.
GOES_ON = {'slip_brace_first', 'slip_cite_first', 'slip_if_then', 'slip_question_without_minus', 'e0103_comment'}
hence, path, good = sys.argv[1], sys.argv[2], 0

def told(text):
    open(path, 'wb').write(text)
    run = subprocess.run([hence, 'check', path, '--format', 'json'], capture_output=True)
    return sorted((d['line'], d['column'], d['message']) for d in json.loads(run.stdout).get('diagnostics', []) if d['code'] < 'E02')

def is_text(data):
    try: return bool(data.decode())
    except UnicodeDecodeError: return False

alone = [told(text.encode()) for text in BEFORE]
for name in sys.argv[3:]:
    slip = open(name + '/case.hence', 'rb').read()
    known = told(slip) if is_text(slip) and name not in GOES_ON and not slip.startswith(b'\xef') else []
    for text, first in zip(BEFORE, alone):
        lines = text.count('\n')
        if not known or told(text.encode() + slip) == sorted(first + [(line + lines, column, message) for line, column, message in known]): good += 1
        else: print('FAILED', repr(text), 'before', name)
print(good, len(BEFORE) * (len(sys.argv) - 3) - good)
PY
python3 "$work/pairs.py" "$hence" "$work/case.hence" e01* slip_* >"$work/pairs"
sed '$d' "$work/pairs"
read -r good bad < <(tail -n 1 "$work/pairs")
passed=$((passed + ${good:-0})); failed=$((failed + ${bad:-1}))
echo "slips: $passed passed, $failed failed"
[ $failed = 0 ]
