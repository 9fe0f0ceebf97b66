#!/usr/bin/env bash
# WebAssembly gives the same bytes: the command in each eighth golden case (all of them with STEP=1), the engine
# of the page in what it is asked about the examples and the thesis.
#   usage: wasm.sh HENCE      the command as it is built for this machine
set -u
. "$(dirname "$0")/../support/checks.sh"

command_module=build/wasm/hence.wasm page_module=build/small/engine.wasm whole_module=build/wasm/engine.wasm
skip() { echo "wasm: skipped, $1: 0 passed, 0 failed"; exit 0; }
command -v node >/dev/null || skip "there is no node"
for module in $command_module $page_module $whole_module; do
    [ -f $module ] || skip "$module is not there (make wasm, which needs clang, lld and wasi-libc)"
    [ -z "$(find lang runtime -name '*.[chly]' ! -path 'runtime/wasm/*' -newer $module)" ] || skip "$module is older than the sources (make wasm)"
done

# Takes the counts off the last line of a part, and shows the rest.
take() {
    sed '$d' "$1"
    set -- $(tail -n 1 "$1" | sed -n 's/.*\b\([0-9]\+\) passed, \([0-9]\+\) failed$/\1 \2/p')
    if [ $# = 2 ]; then passed=$((passed + $1)) failed=$((failed + $2)); else failed=$((failed + 1)); echo "FAILED a part ended without a count"; fi
}

step=${STEP:-8}
mapfile -t cases < <(find tests/golden -name args | LC_ALL=C sort | awk -v step="$step" '(NR - 1) % step == 0 { sub("/args$", ""); print }')
bash tests/support/golden.sh $command_module "${cases[@]}" >"$work/golden" 2>&1
take "$work/golden"
for folder in examples regime; do
    mains=kazakh_russian.hence
    [ $folder = regime ] || mains=$(cd rules/$folder && ls ./*.hence | sed 's|^\./||')
    # shellcheck disable=SC2086
    node tests/support/engine.mjs $page_module $whole_module "$hence" rules/$folder $mains >"$work/$folder" 2>&1
    take "$work/$folder"
done
echo "wasm: $passed passed, $failed failed"
[ $failed = 0 ]
