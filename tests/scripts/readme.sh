#!/usr/bin/env bash
# Every program in the READMEs runs and prints what stands beneath it; each file of runtime/ is named, and each header has a
# guard of its own.
#
# A block that begins with ```hence is a program; a ```text block behind it is what `hence run` prints.
# usage: readme.sh HENCE [FILE...]      BLESS=1 rewrites the text blocks
set -u
hence=$(realpath "$1"); shift
[ $# -gt 0 ] || set -- README.md lang/README.md
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0

for page in "$@"; do
    [ -f "$page" ] || continue
    # A fence that is not closed turns all that follows inside out.
    if awk -v page="$page" '
        /^```/ { if (open && $0 != "```") { bad = 1; print page ":" FNR ": the fence of line " begin " is not closed before"; exit }
                 open = !open; begin = FNR }
        END { if (!bad && open) { bad = 1; print page ":" begin ": this fence is never closed" } exit bad }' "$page"; then passed=$((passed + 1))
    else failed=$((failed + 1)); fi
    rm -rf "$work"/*.hence "$work"/*.want
    awk -v dir="$work" '
        /^```hence$/ { n++; name = sprintf("%s/%03d", dir, n); kind = "hence"; printf "" > (name ".hence"); next }
        /^```text$/ && n && !done[n] { kind = "want"; done[n] = 1; printf "" > (name ".want"); next }
        /^```/ { kind = ""; next }
        kind { print > (name "." kind) }' "$page"
    for program in "$work"/*.hence; do
        [ -f "$program" ] || continue
        name=$(basename "$program" .hence)
        (cd "$work" && NO_COLOR=1 "$hence" run "$name.hence" >"$name.got" 2>&1); status=$?
        if [ "${BLESS:-}" ]; then continue; fi
        [ -f "$work/$name.want" ] || cp "$work/$name.got" "$work/$name.want"
        if [ $status = 0 ] && diff -u "$work/$name.want" "$work/$name.got" >"$work/diff"; then passed=$((passed + 1))
        else failed=$((failed + 1)); echo "FAILED program $name of $page (exit status $status)"; cat "$work/diff" "$work/$name.got" | head -40; fi
    done
    if [ "${BLESS:-}" ]; then
        awk -v dir="$work" '
            /^```hence$/ { n++ }
            skipping { if (/^```$/) { skipping = 0; print } ; next }
            { print }
            /^```text$/ && n && !done[n] { done[n] = 1; skipping = 1
                file = sprintf("%s/%03d.got", dir, n); while ((getline line < file) > 0) print line; close(file) }' "$page" >"$work/page" && cp "$work/page" "$page"
    fi
done
# The tables of runtime/README.md name each of its files, as `name`, `room/name`, or by its last part, `_name`.
for source in runtime/*/*.[cly]; do
    [ -f "$source" ] && [ ! "${BLESS:-}" ] || continue
    name=$(basename "${source%.*}")
    if grep -qE "\`([a-z]+/)?$name\`|\`_${name##*_}\`" runtime/README.md; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED runtime/README.md does not name $source"; fi
done
# Two headers with one guard: who includes both gets but the first.
twice=$(grep -rhE '^#ifndef HENCE_' lang runtime tests --include=*.h | sort | uniq -d)
if [ "$twice" ]; then failed=$((failed + 1)); echo "FAILED more than one header has: $twice"; else passed=$((passed + 1)); fi
echo "readme: $passed passed, $failed failed"
[ $failed = 0 ]
