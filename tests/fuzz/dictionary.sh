#!/usr/bin/env bash
# Prints a dictionary for libFuzzer: the words and signs of the language, taken from where they are defined, those of tables and
# bibliographies, and the methods and members of the language server.
set -eu
cd "$(dirname "$0")/../.."
quoted() { sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'; }
{
    grep -o '{"[a-z]*", *[A-Z0-9]' lang/syntax/lexer.l | sed 's/{"//; s/".*//'
    sed -n 's/^ *X([A-Z_]*, "\([^"]*\)".*/\1/p' lang/program/builtin.h
    grep '^%token' lang/syntax/parser.y | grep -o '"[^"]*"' | tr -d '"' | grep -v '[A-Za-z]' | sed 's/\\\\/\\/'
    grep -o '{"[a-zA-Z/]*", [a-z_]*' runtime/lsp/server.c | sed 's/{//; s/, .*//'
    grep -hoE '(wire_[a-z]*|json_object_get)\([^()]*, "[a-zA-Z.]+"' runtime/lsp/*.c | grep -o '"[a-zA-Z.]*"' |
        tr -d '"' | tr . '\n' | sed 's/.*/"&":/'
    printf '%s\n' symbol int float date number any none '_' ' from "' ' in {a, b}' '2014-03-18' '2014-03' '1..9' 'X' 'Y' \
        '/* ' ' */' '%% ' 'X \= Y' '.csv"' '.bib"' '.hence"' '=== a.hence' 'cite [' '9223372036854775807' '1e308' '-0.0' \
        'Content-Length: ' '{"id":1,"method":' '{"line":0,"character":0}' '"$/cancelRequest"' '"exit"' '[[[[' 'null' \
        '"file:///nowhere/b.hence"' '\u0000' '\ud83d\ude00' '-32700' '18446744073709551616' \
        'relation,' 'id,' 'source,' '@article{' '@string{' '@comment' 'crossref = ' 'author = ' '# ' '{\"u}' "\\'e" '\v{C}' '~' '--'
} | sort -u | sed '/^$/d' | quoted
printf '%s\n' '"\x0a"' '"\x0d\x0a"' '"\xef\xbb\xbf"' '"\xc2\xa0"' '"\xe2\x80\x9c"' '"\xd0\xb0"' '"\x00"'
