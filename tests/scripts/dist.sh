#!/usr/bin/env bash
# The archive of the sources: twice the same bytes, all that git has, and it builds without flex and bison.
# usage: dist.sh HENCE [all]     all: builds all of it, and runs its golden cases
set -u
. "$(dirname "$0")/../support/checks.sh"
version=$("$hence" version); version=${version#hence }
unpacked="$work/hence-$version"
made() { env -u MAKEFLAGS -u MAKELEVEL make -s "$@"; }
built() { made -C "$unpacked" FLEX=false BISON=false "$@"; }

if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
    for at in a b; do check "make dist" made dist FOLDER="$work/$at"; done
    check "the same commit gives the same bytes" cmp "$work/a/hence-$version.tar.gz" "$work/b/hence-$version.tar.gz"
    check "it is unpacked" tar -xzf "$work/a/hence-$version.tar.gz" -C "$work"
    { git ls-tree -r --name-only HEAD; printf 'lang/syntax/made/%s\n' lexer.c parser.c parser.h; } | LC_ALL=C sort >"$work/want"
    (cd "$unpacked" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) >"$work/got"
    check "it holds what git has, the lexer and the parser" diff "$work/want" "$work/got"
    # Of git's files the last commit counts; where the tree is another, it cannot be held against it.
    if git diff --quiet HEAD; then
        check "lexer and parser build without flex and bison" built MODE=debug build/debug/gen/lexer.o build/debug/gen/parser.o \
            build/debug/lang/syntax/parse.o
        check "nothing is made of them anew" test ! -e "$unpacked/build/gen"
    fi
    if [ "${2:-}" = all ]; then
        check "all of it builds" built -j"$(getconf _NPROCESSORS_ONLN)" all
        check "its golden cases" bash "$unpacked/tests/support/golden.sh" "$unpacked/build/release/hence"
        check "it is installed" built install DESTDIR="$work/root" prefix=/usr
        check "clean leaves lexer and parser" built clean
        check "they are there" test -s "$unpacked/lang/syntax/made/parser.c"
    fi
fi
echo "dist: $passed passed, $failed failed"
[ $failed = 0 ]
