#!/bin/sh
# The sources as one archive: what git has of the last commit, and the lexer and the parser that flex and bison make of it, so
# that it builds where these are missing.  The same commit gives the same bytes: names in order, no owners, its date everywhere.
# usage: dist.sh VERSION FOLDER MAKE     writes FOLDER/hence-VERSION.tar.gz
set -eu
version=$1; folder=$2; make=$3
export LC_ALL=C
git rev-parse -q --verify HEAD >/dev/null || { echo "dist: it takes what git has, and this is no clone" >&2; exit 1; }
git diff --quiet HEAD || echo "dist: what is not committed is not in it" >&2
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
git archive --prefix="hence-$version/" HEAD | tar -x -C "$work"
"$make" -s -C "$work/hence-$version" G=lang/syntax/made lang/syntax/made/parser.c lang/syntax/made/lexer.c
mkdir -p "$folder"
tar -c -C "$work" --format=ustar --sort=name --mtime="@$(git log -1 --format=%ct)" --owner=0 --group=0 --numeric-owner \
    --mode=u=rwX,go=rX "hence-$version" | gzip -9n >"$work/archive"
mv "$work/archive" "$folder/hence-$version.tar.gz"
echo "$folder/hence-$version.tar.gz"
