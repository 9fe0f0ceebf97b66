#!/usr/bin/env bash
# What is printed as JSON has the shapes of tests/schemas, and the schemas leave nothing open.
# usage: schemas.sh HENCE   (answers are read from the golden cases, which other tests hold the command to)
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0; failed=0
ok() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED $*"; }
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && { python=$candidate; break; }
done
if [ -z "$python" ]; then
    echo "schemas: not checked, python3 has no module jsonschema (Debian: python3-jsonschema)"
    echo "schemas: 0 passed, 0 failed"
    exit 0
fi

checked=" "
for args in tests/golden/*/*/args; do
    grep -q -e '--format[ =]json' "$args" || continue
    case=${args%/args}; command=$(sed 's/ .*//;q' "$args"); output=$case/expected.out
    grep -q '^{' "$output" || continue # refused before anything could be answered
    if [ ! -f "tests/schemas/$command.json" ]; then fail "$case: no schema for hence $command"; continue; fi
    if why=$("$python" tests/support/schemas.py tests/schemas "$command" <"$output"); then ok; else fail "$case: $why"; fi
    checked="$checked$command "
done
for schema in tests/schemas/*.json; do
    name=$(basename "$schema" .json)
    case $checked in *" $name "*) ok ;; *) [ $name = common ] || [ $name = diagnostics ] || fail "no golden case prints the JSON of hence $name" ;; esac
done

echo "schemas: $passed passed, $failed failed"
[ $failed = 0 ]
