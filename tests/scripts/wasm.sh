#!/usr/bin/env bash
# The command as WebAssembly gives the same bytes: each eighth golden case, run by Node.  `make golden MODE=wasm` runs all of them.
#   usage: wasm.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

module=build/wasm/hence.wasm
skip() { echo "wasm: skipped, $1: 0 passed, 0 failed"; exit 0; }
command -v node >/dev/null || skip "there is no node"
[ -f $module ] || skip "$module is not there (make wasm, which needs clang, lld and wasi-libc)"
[ -z "$(find lang runtime -name '*.[chly]' -newer $module ! -path 'runtime/wasm/*')" ] || skip "$module is older than the sources (make wasm)"

step=${STEP:-8}
mapfile -t cases < <(find tests/golden -name args | LC_ALL=C sort | awk -v step="$step" 'NR % step == 1 { sub("/args$", ""); print }')
bash tests/support/golden.sh $module "${cases[@]}" >"$work/golden"
sed '$d' "$work/golden"
tail -n 1 "$work/golden" | sed 's/^golden/wasm/'
[ "${PIPESTATUS[0]}" = 0 ] && grep -q ' 0 failed$' "$work/golden"
