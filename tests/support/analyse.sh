#!/usr/bin/env bash
# Looks for mistakes without running anything: warnings of conversions, gcc -fanalyzer, clang-tidy, cppcheck; exit status 1 if
# one has something to say.  What is not found is named and left out.
# usage: analyse.sh [TOOL...]      conversions analyzer tidy cppcheck; all of them where none is named
# deep: clang's own analyzer, which takes ten minutes and knows little of invariants; it runs only where it is named.
# What is no mistake is suppressed here and in .clang-tidy, each with its reason.
# What a tool says of a source is kept in build/analyse, and said again as long as the source, all that it includes, the tool and
# how it is called stay the same: so only the first time takes long.
set -u
cd "$(dirname "$0")/../.." || exit 1
made=build/gen; [ -f lang/syntax/made/parser.h ] && made=lang/syntax/made
flags="-I. -I$made -D_POSIX_C_SOURCE=200809L -std=c17"
at_once=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
kept=build/analyse
# What WebAssembly adds is for clang and its library alone.
sources() { ls lang/*/*.c runtime/*/*.c | grep -v ^runtime/wasm/; }
failed=0
export flags work kept

# look NAME COMMAND SOURCE: what the command says of the source goes to $kept/NAME; a tool that fails without a word is told of
look() {
    local name=$1 command=$2 source=$3 at key
    at=$kept/$name/${source//\//_}
    key=$({ cat "$work/$name.call"; gcc $flags -E -C "$source" 2>/dev/null; } | sha256sum)
    [ "$(cat "$at.key" 2>/dev/null)" = "$key" ] && return
    rm -f "$at.key"
    $command "$source" >"$at" 2>&1 || [ -s "$at" ] || echo "$source: $name failed" >"$at"
    echo "$key" >"$at.key"
}
export -f look

# each NAME TOOL COMMAND: on every source; what it prints is complained about
each() {
    mkdir -p "$kept/$1"
    { echo "$3 $flags"; "$2" --version; cat .clang-tidy; } >"$work/$1.call"
    sources | xargs -P "$at_once" -I{} bash -c 'look "$@"' look "$1" "$3" {}
    sources | sed "s|/|_|g; s|^|$kept/$1/|" | LC_ALL=C sort | xargs cat | awk '!told[$0]++' >"$work/$1.told"
    report "$1"
}
report() {
    if [ -s "$work/$1.told" ]; then failed=$((failed + 1)); cat "$work/$1.told"; echo "analyse $1: FAILED"; else echo "analyse $1: clean"; fi
}
has() { command -v "$1" >/dev/null || { echo "analyse $2: left out, there is no $1"; return 1; }; }

conversions() { has gcc conversions && each conversions gcc "gcc $flags -O1 -Wall -Wextra -Wshadow -Wconversion -Wundef -c -o /dev/null"; }

# Entries of one array that are written where another array says so (store/groups.c) look to it as if they were never set.
analyzer() { has gcc analyzer && each analyzer gcc "gcc $flags -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -c -o /dev/null"; }

# Its checks are in .clang-tidy; what it says of its own work goes to standard error.
tidy_one() { clang-tidy --quiet "$1" -- $flags 2>/dev/null; }
export -f tidy_one
tidy() { has clang-tidy tidy && each tidy clang-tidy tidy_one; }

# DeprecatedOrUnsafeBufferHandling wants functions that the C library here does not have.
deep_one() {
    clang-tidy --quiet --checks='-*,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling' "$1" -- $flags 2>/dev/null
}
export -f deep_one
deep() { has clang-tidy deep && each deep clang-tidy deep_one; }

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
    conversions | analyzer | tidy | deep) $tool ;;
    cppcheck) check_all ;;
    *) echo "analyse: there is no $tool" >&2; exit 2 ;;
    esac
done
[ $failed = 0 ]
