#!/usr/bin/env bash
# The fuzz targets on their seeds and on some variants of them, the same at each run; `make fuzz` searches on by libFuzzer.
# usage: fuzz.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
targets=$(dirname "$hence")/tests/fuzz
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# replay TARGET VARIANTS STEP: of the golden cases each STEP-th
replay() {
    bash tests/fuzz/seeds.sh "$1" "$work/$1" "$3" && "$targets/fuzz_$1" "$2" "$work/$1"/*
}
check "fuzz cells" replay cells 10000 1
check "fuzz csv" replay csv 1000 2
check "fuzz bib" replay bib 500 1
check "fuzz parse" replay parse 600 6
check "fuzz lsp" replay lsp 300 1
check "fuzz run" replay run 30 40
check "fuzz grade" replay grade 30 6
echo "fuzz: $passed passed, $failed failed"
[ $failed = 0 ]
