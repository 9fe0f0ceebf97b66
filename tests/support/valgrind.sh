#!/usr/bin/env bash
# Some golden cases and unit tests under valgrind: no read of what was never written, nothing lost.
# usage: valgrind.sh BUILD [STEP]      of the golden cases and unit tests each STEP-th (25); a build with -DTIDY, without sanitizers
set -u
build=$(realpath "$1") step=${2:-25}
cd "$(dirname "$0")/../.." || exit 1
command -v valgrind >/dev/null || { echo "valgrind: left out, there is no valgrind"; exit 0; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
watch="valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect"
passed=0; failed=0

# seen NAME STATUS: 99 is valgrind's; above 123 it was killed, or took too long
seen() { if [ "$2" = 99 ] || [ "$2" -gt 123 ]; then failed=$((failed + 1)); echo "FAILED $1"; grep '^==' "$work/log" | head -20; else passed=$((passed + 1)); fi; }

for args in $(ls tests/golden/*/*/args | awk -v step="$step" 'NR % step == 0'); do
    input=/dev/null; [ -f "${args%args}stdin" ] && input=${args%args}stdin
    rm -rf "$work/case"; cp -r "${args%/args}" "$work/case"; mkdir -p "$work/case/out"
    (cd "$work/case" && hence() { NO_COLOR=1 $watch "$build/hence" "$@"; } && eval "hence $(cat args)") <"$input" >/dev/null 2>"$work/log"
    seen "${args%/args}" $?
done
# Those that try long texts and many rows take minutes here.
for program in $(find "$build/tests/unit" -type f -perm -u+x ! -name '*_threads' | LC_ALL=C sort | awk -v step="$step" 'NR % (step > 5 ? 5 : step) == 0'); do
    $watch timeout 300 "$program" >/dev/null 2>"$work/log"
    seen "${program#"$build"/}" $?
done
echo "valgrind: $passed passed, $failed failed"
[ $failed = 0 ]
