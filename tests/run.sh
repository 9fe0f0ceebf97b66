#!/usr/bin/env bash
# All tests of one or more builds; the last line counts them.
#   run.sh BUILD...          unit, agreement and golden tests of the first build, golden tests of the others
#   run.sh --unit BUILD      run.sh --golden BUILD
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
passed=0; failed=0
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# Adds the counts in "N passed, M failed" on the last line of a log.
count() { set -- $(tail -n 1 "$1" | sed -n 's/.*[^0-9]\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p'); passed=$((passed + ${1:-0})); failed=$((failed + ${2:-1})); }

unit() {
    local log; log=$(mktemp)
    while IFS= read -r -d '' program; do
        case $program in *.o | *.d | *.gcda | *.gcno) continue ;; esac
        "$program" >"$log" 2>&1; local status=$?
        local good bad
        good=$(grep -c '^\[       OK \]' "$log"); bad=$(grep -c '^\[  FAILED  \] [a-z_0-9]*$' "$log")
        [ $status -ne 0 ] && [ "$bad" = 0 ] && bad=1
        passed=$((passed + good)); failed=$((failed + bad))
        if [ $status -ne 0 ]; then echo "FAILED ${program#*/tests/}"; grep -v '^\[\( RUN\|       OK\)' "$log" | sed 's/^/    /' | head -60; fi
    done < <(find "$1/tests" -type f -perm -u+x \( -path '*/unit/*' -o -path '*/agree/*' \) -print0 | sort -z)
    rm -f "$log"
}
golden() {
    local log; log=$(mktemp)
    bash tests/support/golden.sh "$1/hence" >"$log" 2>&1; cat "$log" | sed '$d'; count "$log"
    rm -f "$log"
}
scripts() { # tests/scripts/*.sh HENCE: each prints "... N passed, M failed" last
    local log; log=$(mktemp)
    for script in tests/scripts/*.sh; do
        [ -f "$script" ] || continue
        bash "$script" "$1/hence" >"$log" 2>&1; sed '$d' "$log"; count "$log"
    done
    rm -f "$log"
}

case ${1:-} in
--unit) unit "$2" ;;
--golden) golden "$2" ;;
*)
    echo "unit and agreement tests ($1)"; unit "$1"
    for build in "$@"; do echo "golden cases ($build)"; golden "$build"; done
    echo "scripts ($1)"; scripts "$1"
    ;;
esac
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
