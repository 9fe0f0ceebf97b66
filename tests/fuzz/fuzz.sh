#!/usr/bin/env bash
# Runs the fuzz targets by libFuzzer, one after the other, and says what was found; exit status 1 if something was.
# usage: fuzz.sh SECONDS MAKE [TARGET...]      parse csv bib cells lsp run grade; all of them where none is named
# Everything is below build/fuzz: corpus/TARGET grows from run to run, found/ has the inputs that show a mistake.
set -u
seconds=$1 make=$2; shift 2
cd "$(dirname "$0")/../.." || exit 1
clang=${CLANG:-clang}
if ! echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return d && n > 0 ? 0 : 0; }' |
    $clang -x c -fsanitize=fuzzer,address -o /dev/null - 2>/dev/null; then
    echo "make fuzz: it needs clang with libFuzzer (Debian: clang libclang-rt-14-dev); or set CLANG" >&2; exit 1
fi
at=build/fuzz
$make MODE=fuzz CC="$clang" fuzzers || exit 1
mkdir -p $at/found
bash tests/fuzz/dictionary.sh >$at/dictionary
[ $# -gt 0 ] || set -- cells csv bib parse lsp run grade
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

failed=0
for target in "$@"; do
    [ -d $at/corpus/$target ] || bash tests/fuzz/seeds.sh "$target" $at/corpus/$target || exit 1
    log=$at/$target.log
    $at/tests/fuzz/fuzz_$target -max_total_time="$seconds" -dict=$at/dictionary -max_len=6000 -timeout=60 -rss_limit_mb=2048 \
        -artifact_prefix=$at/found/$target- -print_final_stats=1 $at/corpus/$target >$log 2>&1
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' $log)
    coverage=$(grep -o 'cov: [0-9]*' $log | tail -n 1)
    echo "fuzz $target: ${runs:-0} inputs, ${coverage:-no coverage}, $(if [ $status = 0 ]; then echo nothing found; else echo FOUND; fi)"
    if [ $status != 0 ]; then failed=$((failed + 1)); grep -m 12 -E 'ERROR|SUMMARY|runtime error|fuzz_.*\.c:|Test unit written| #[0-9] ' $log; fi
done
[ $failed = 0 ]
