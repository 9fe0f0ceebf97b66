#!/usr/bin/env bash
# Looks for mistakes without running anything: warnings of conversions, gcc -fanalyzer, clang-tidy, cppcheck; exit status 1 if
# one has something to say.  What is not found is named and left out.
# usage: analyse.sh [TOOL...]      conversions analyzer tidy cppcheck; all of them where none is named
# What is no mistake is suppressed here and in .clang-tidy, each with its reason.
set -u
cd "$(dirname "$0")/../.." || exit 1
made=build/gen; [ -f lang/syntax/made/parser.h ] && made=lang/syntax/made
flags="-I. -I$made -D_POSIX_C_SOURCE=200809L -std=c17"
at_once=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
# What WebAssembly adds is for clang and its library alone.
sources() { ls lang/*/*.c runtime/*/*.c | grep -v ^runtime/wasm/; }
failed=0
export flags

# each NAME COMMAND...: on every source; what it prints is complained about
each() {
    local name=$1; shift
    mkdir "$work/$name"
    sources | xargs -P "$at_once" -I{} bash -c "$* {} >$work/$name/\$(echo {} | tr / _) 2>&1"
    find "$work/$name" -type f -size +0 | LC_ALL=C sort | xargs -r cat | awk '!told[$0]++' >"$work/$name.told"
    report "$name"
}
report() {
    if [ -s "$work/$1.told" ]; then failed=$((failed + 1)); cat "$work/$1.told"; echo "analyse $1: FAILED"; else echo "analyse $1: clean"; fi
}
has() { command -v "$1" >/dev/null || { echo "analyse $2: left out, there is no $1"; return 1; }; }

conversions() { has gcc conversions && each conversions "gcc $flags -O1 -Wall -Wextra -Wshadow -Wconversion -Wundef -c -o /dev/null"; }

# Entries of one array that are written where another array says so (store/groups.c) look to it as if they were never set.
analyzer() { has gcc analyzer && each analyzer "gcc $flags -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -c -o /dev/null"; }

# Its checks are in .clang-tidy; what it says of its own work goes to standard error.
tidy_one() { clang-tidy --quiet "$1" -- $flags 2>/dev/null; }
export -f tidy_one
tidy() { has clang-tidy tidy && each tidy tidy_one; }

check_all() {
    has cppcheck cppcheck || return
    # cppcheck reads C11 at most; inline functions of headers are looked at with the sources that include them
    cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -j "$at_once" -I. -I$made \
        -D_POSIX_C_SOURCE=200809L -D__GNUC__ --suppressions-list=tests/support/cppcheck.txt --template='{file}:{line}: {severity}: {message} [{id}]' \
        lang runtime >"$work/cppcheck.told" 2>&1
    report cppcheck
}

[ $# -gt 0 ] || set -- conversions analyzer tidy cppcheck
for tool in "$@"; do
    case $tool in
    conversions | analyzer | tidy) $tool ;;
    cppcheck) check_all ;;
    *) echo "analyse: there is no $tool" >&2; exit 2 ;;
    esac
done
[ $failed = 0 ]
