#!/usr/bin/env bash
# `hence fmt` writes files whole or not at all and only where they change; rules/ and the READMEs are in its style.
# usage: fmt.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
equal() { if [ "$2" = "$3" ]; then good; else bad "$1: '$2', expected '$3'"; fi; }

mapfile -t rules < <(find rules -name '*.hence' | sort)
check "rules/ is in its style" "$hence" fmt --check "${rules[@]}"
awk -v dir="$work" '/^```hence$/ { on = 1; file = sprintf("%s/page%03d.hence", dir, ++n); next } /^```/ { on = 0 } on { print > file }' README.md lang/README.md
for page in "$work"/page*.hence; do check "$(head -1 "$page"): a program of the READMEs is in its style" "$hence" fmt --check "$page"; done

cd "$work" || exit 1
mess='p( a,b ).%  end'
printf '%s' "$mess" >mess.hence
"$hence" fmt <mess.hence >want 2>log; equal "through a pipe" "$?" 0
equal "what it gives" "$(cat want)" 'p(a, b).  %  end'

# In place: the same bytes and mode, through a link too, and nothing beside it.
mkdir folder; cp mess.hence folder/p.hence; chmod 640 folder/p.hence; ln -s p.hence folder/link.hence
equal "what it says" "$("$hence" fmt folder/link.hence 2>&1)" "formatted folder/link.hence"
check "a file becomes what the pipe gives" cmp want folder/p.hence
equal "its mode" "$(stat -c %a folder/p.hence 2>/dev/null || stat -f %Lp folder/p.hence)" 640
check "the link is a link" test -h folder/link.hence
equal "what is in the folder" "$(ls folder | tr '\n' ' ')" "link.hence p.hence "

# What does not change is not written.
before=$(ls -li folder/p.hence); touch -d 2001-01-01 folder/p.hence 2>/dev/null && before=$(ls -li folder/p.hence)
equal "nothing to say" "$("$hence" fmt folder/p.hence 2>&1)" ""
equal "the same file as before" "$(ls -li folder/p.hence)" "$before"
cp mess.hence checked.hence; before=$(ls -li checked.hence)
"$hence" fmt --check checked.hence >log 2>&1; equal "--check of another style" "$?" 1
equal "--check writes nothing" "$(ls -li checked.hence)" "$before"

# Where the new file cannot stand, the old one stays, and the others are formatted.
long=$(printf 'x%.0s' {1..249}).hence
cp mess.hence "$long"; cp mess.hence other.hence
"$hence" fmt "$long" other.hence >said 2>&1; equal "no room for a file beside it" "$?" 4
check "it says so" grep -q "cannot write" said
equal "the old one stays" "$(cat "$long")" "$mess"
check "the other is formatted" cmp want other.hence
if [ "$(id -u)" != 0 ]; then
    mkdir closed; cp mess.hence closed/p.hence; chmod 555 closed
    "$hence" fmt closed/p.hence >log 2>&1; equal "a folder that cannot be written" "$?" 4
    equal "its file stays" "$(cat closed/p.hence)" "$mess"
    chmod 755 closed; cp mess.hence locked.hence; chmod 444 locked.hence
    "$hence" fmt locked.hence >log 2>&1; equal "a file that must not be written" "$?" 4
fi
mkfifo pipe.hence; (cat mess.hence >pipe.hence &)
"$hence" fmt pipe.hence >log 2>&1; equal "a pipe is not replaced" "$?" 4
check "it is a pipe still" test -p pipe.hence
"$hence" fmt <mess.hence >/dev/full 2>log; equal "a full disk" "$?" 4

# Deep and large input, each in its time.
many() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
same() { timeout 60 "$hence" fmt <"$1" >out.hence && timeout 60 "$hence" fmt --check out.hence; }
{ printf 'q(X) :- '; many 400 '('; printf 'p(X) ; r(X)'; many 400 ')'; echo .; } >deep.hence
check "400 parentheses" same deep.hence
{ printf 'q :- p(1)'; many 100000 ',p(1)'; echo .; } >body.hence
check "a body of 100,001 literals" same body.hence
many 200000 'p(1). ' >line.hence
check "200,000 facts on a line" same line.hence
{ printf 'q(X) :- '; many 100000 '/* c */'; echo 'p(X).'; many 100000 '% c
'; } >comments.hence
check "200,000 comments" same comments.hence

echo "fmt: $passed passed, $failed failed"
[ $failed = 0 ]
