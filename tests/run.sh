#!/usr/bin/env bash
# All tests of one or more builds, as many parts at a time as there are processors; the last line counts them.
#   run.sh BUILD...          scripts, golden, unit and agreement tests of the first build, golden tests of the others
#   run.sh --unit BUILD      run.sh --golden BUILD
# A part is a script, the golden cases of a build, or one program of tests.  What each complains about is printed in the
# order of the parts, whichever ends first.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# One program of unit or agreement tests; prints what failed, then the count.
program() {
    local log good bad status
    log=$(mktemp)
    "$1" >"$log" 2>&1; status=$?
    good=$(grep -c '^\[       OK \]' "$log"); bad=$(grep -c '^\[  FAILED  \] [a-z_0-9]*$' "$log")
    [ $status -ne 0 ] && [ "$bad" = 0 ] && bad=1
    if [ $status -ne 0 ]; then echo "FAILED ${1#*/tests/}"; grep -v '^\[\( RUN\|       OK\)' "$log" | sed 's/^/    /' | head -60; fi
    echo "$good passed, $bad failed"
    rm -f "$log"
}
if [ "${1:-}" = --program ]; then program "$2"; exit; fi

parts=()
# Scripts run on the first build, but for those that compare many runs byte by byte, and the one that installs: they take the
# last, which is the fastest, and what people install.
scripts() {
    for script in tests/scripts/*.sh; do
        case $script in
        */bench.sh) parts+=("bash $script ${*: -1}/hence $1/hence") ;;
        */shuffle.sh | */install.sh | */wasm.sh) parts+=("bash $script ${*: -1}/hence") ;;
        *) parts+=("bash $script $1/hence") ;;
        esac
    done
}
golden() { case $1 in */wasm) parts+=("bash tests/support/golden.sh $1/hence.wasm") ;; *) parts+=("bash tests/support/golden.sh $1/hence") ;; esac; }
unit() {
    while IFS= read -r -d '' program; do
        case $program in *.o | *.d | *.gcda | *.gcno) ;; *) parts+=("bash tests/run.sh --program $program") ;; esac
    done < <(find "$1/tests" -type f -perm -u+x \( -path '*/unit/*' -o -path '*/agree/*' \) -print0 | sort -z)
}
case ${1:-} in
--unit) unit "$2" ;;
--golden) golden "$2" ;;
*) scripts "$@"; for build in "$@"; do golden "$build"; done; unit "$1" ;;
esac

work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
for i in "${!parts[@]}"; do echo "${parts[$i]}" >"$work/$i"; done
at_once=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
seq 0 $((${#parts[@]} - 1)) | xargs -P "$at_once" -I{} sh -c ". '$work/{}' >'$work/{}.log' 2>&1"

# The last line of a log holds "N passed, M failed"; a part that ends without has failed.
passed=0; failed=0
for i in "${!parts[@]}"; do
    sed '$d' "$work/$i.log"
    set -- $(tail -n 1 "$work/$i.log" | sed -n 's/^\(.*[^0-9]\)\{0,1\}\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*/\2 \3/p')
    if [ $# != 2 ]; then echo "FAILED ${parts[$i]}: it ended without a count"; tail -n 1 "$work/$i.log"; fi
    passed=$((passed + ${1:-0})); failed=$((failed + ${2:-1}))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
