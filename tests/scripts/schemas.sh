#!/usr/bin/env bash
# What is printed as JSON has the shapes of tests/schemas, and the schemas leave nothing open.
# usage: schemas.sh HENCE   (answers are read from the golden cases, which other tests hold the command to)
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
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

checked=" "; outputs=()
for args in tests/golden/*/*/args; do
    grep -q -e '--format[ =]json' "$args" || continue
    case=${args%/args}; command=$(sed 's/ .*//;q' "$args"); output=$case/expected.out
    grep -q '^{' "$output" || continue # refused before anything could be answered
    if [ ! -f "tests/schemas/$command.json" ]; then fail "$case: no schema for hence $command"; continue; fi
    outputs+=("$command=$output")
    checked="$checked$command "
done
"$python" tests/support/schemas.py tests/schemas "${outputs[@]}" >"$work/told" 2>&1 || fail "schemas.py ended: $(tail -n 1 "$work/told")"
while IFS= read -r line; do
    case $line in *': ok') ok ;; *) fail "$line" ;; esac
done <"$work/told"
[ "$(wc -l <"$work/told")" = "${#outputs[@]}" ] && ok || fail "not every answer was looked at"
for schema in tests/schemas/*.json; do
    name=$(basename "$schema" .json)
    case $checked in *" $name "*) ok ;; *) [ $name = common ] || [ $name = diagnostics ] || fail "no golden case prints the JSON of hence $name" ;; esac
done

echo "schemas: $passed passed, $failed failed"
[ $failed = 0 ]
