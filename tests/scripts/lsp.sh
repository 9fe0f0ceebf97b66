#!/usr/bin/env bash
# The language server, by a client over pipes (tests/support/lsp_tests.py).
# usage: lsp.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

if "$hence" lsp </dev/null 2>&1 | grep -q "needs jansson"; then
    "$hence" lsp </dev/null 2>/dev/null; [ $? = 2 ] && good || bad "without jansson the status is 2"
else
    log=$(python3 tests/support/lsp_tests.py "$hence" "$work")
    sed '$d' <<<"$log"
    set -- $(tail -n 1 <<<"$log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
    passed=$((passed + ${1:-0})); failed=$((failed + ${2:-1}))
fi
echo "lsp: $passed passed, $failed failed"
[ $failed = 0 ]
