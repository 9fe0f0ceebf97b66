#!/usr/bin/env bash
# The library as others get it: installed, used through its header alone, and it answers what the command answers.
# usage: library.sh HENCE [bless]     bless: rewrites what the README's program prints
set -u
. "$(dirname "$0")/../support/checks.sh"
mode=$(basename "$(dirname "$hence")")
cc=${CC:-cc}
told=0

case $mode in
san) flags="-fsanitize=address,undefined" ;;
cov) flags=--coverage ;;
*) flags= ;;
esac
at="$work/root"; include="$at/usr/include"; lib="$at/usr/lib"
check "make install" env -u MAKEFLAGS -u MAKELEVEL make -s -C "$root" MODE="$mode" install DESTDIR="$at" prefix=/usr
for file in bin/hence include/hence.h lib/libhence.a; do check "$file is installed" test -f "$at/usr/$file"; done
compile() { $cc -Wall -Wextra -Werror -std=c11 $flags -I"$include" "$1" "$lib/libhence.a" -lm -pthread -o "$2"; }

# ---- the header ----
included=$(sed -n 's/^#include //p' "$include/hence.h" | tr '\n' ' ')
if [ "$included" = "<stdbool.h> <stddef.h> <stdint.h> " ]; then good; else bad "hence.h includes $included"; fi
strangers=$(sed 's://.*::' "$include/hence.h" | grep -oE '\b(HENCE|[a-z]+_[a-z_]+)[A-Za-z_]*\(' | grep -vE '^(HENCE_|hence_)' | sort -u)
if [ -z "$strangers" ]; then good; else bad "hence.h declares $strangers"; fi
echo '#include <hence.h>' >"$work/alone.c"
check "hence.h stands alone in C" $cc -Wall -Wextra -Werror -pedantic -std=c11 -I"$include" -fsyntax-only "$work/alone.c"
if command -v c++ >/dev/null; then
    check "hence.h is C++ too" c++ -Wall -Wextra -Werror -pedantic -std=c++11 -I"$include" -fsyntax-only -x c++ "$work/alone.c"
fi
if command -v nm >/dev/null && command -v objcopy >/dev/null; then
    seen=$(nm -g --defined-only "$lib/libhence.a" | awk 'NF == 3 { print $3 }' | grep -v '^hence_' | grep -vE '^(__odr|__asan|__gcov)' | head -5)
    if [ -z "$seen" ]; then good; else bad "libhence.a shows other names: $seen"; fi
    # Names of ours are free for others.
    printf '#include <hence.h>\nint map(void); int map(void) { return 0; }\nint check(void); int check(void) { return 0; }\nint main(void) { hence_free(hence_new()); return map() + check(); }\n' >"$work/names.c"
    check "a program may have a map of its own" compile "$work/names.c" "$work/names"
fi

# ---- the README's program ----
page="$root/README.md"
awk '/^```hence$/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$work/family.hence"
awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$work/ask.c"
awk '/^```c$/ { seen = 1 } seen && /^```text$/ { on = 1; seen = 0; next } /^```/ { on = 0 } on' "$page" >"$work/want"
lines=$(wc -l <"$work/ask.c")
if [ "$lines" -gt 0 ] && [ "$lines" -le 21 ]; then good; else bad "the README's program has $lines lines"; fi
check "the README's program is compiled" compile "$work/ask.c" "$work/ask"
(cd "$work" && ./ask >got 2>log); status=$?
if [ "${2:-}" = bless ]; then
    awk -v got="$work/got" '
        /^```c$/ { seen = 1 }
        skipping { if (/^```$/) { skipping = 0; print } ; next }
        { print }
        seen && /^```text$/ { seen = 0; skipping = 1; while ((getline line < got) > 0) print line }' "$page" >"$work/page" && cp "$work/page" "$page"
fi
if [ $status = 0 ] && diff "$work/want" "$work/got" >>"$work/log"; then good; else bad "the README's program"; fi

# ---- what the command prints, byte for byte ----
check "asked.c is compiled" compile "$root/tests/library/asked.c" "$work/asked"
# exit status of the command for each hence_status
exits=(0 1 3 4 3 5 130 5 2 70)
same() { # WHAT STATUS-OF-COMMAND STATUS-OF-LIBRARY; messages in place of an answer are hence_messages
    if grep -q '^{"diagnostics":' "$work/command"; then : >"$work/command"; fi
    if [ -s "$work/command" ]; then told=$((told + 1)); fi
    if cmp -s "$work/command" "$work/library" && [ "${exits[$3]:-none}" = "$2" ]; then good
    else bad "$1: exit status $2, hence_status $3"; diff "$work/command" "$work/library" | head -5; fi
}
# both QUESTION FORMAT FILE 'OPTIONS OF THE COMMAND' 'OPTIONS OF asked' [SUBJECT]; map has its subject among the options
both() {
    local subject=() about=()
    if [ $# = 6 ]; then subject=("$6"); about=(-s "$6"); fi
    # shellcheck disable=SC2086
    NO_COLOR=1 "$hence" "$1" --format "$2" $4 "$3" "${subject[@]}" >"$work/command" 2>"$work/err"; local status=$?
    # shellcheck disable=SC2086
    "$work/asked" "$1" "$2" "$3" $5 "${about[@]}" >"$work/library" 2>>"$work/err"
    same "$1 --format $2 $4 $3 ${6:-}" $status $?
}
cat >"$work/birds.hence" <<'END'
relation bird(who: symbol) "{who} is a bird".
open relation penguin(who: symbol from bird) "{who} is a penguin".
relation flies(who: symbol) "{who} flies".
relation old(who: symbol) "{who} is old".
parameter year: int = 2000.
source book "A book of birds".
source atlas "An atlas".
b1: bird(tweety) cite book "p. 1".
b2: bird(pingu) cite book "p. 2" cite atlas.
p1: penguin(pingu) cite atlas "p. 3".
rule wings "birds fly": presumably flies(X) :- bird(X).
rule swim "penguins do not fly": -flies(X) :- penguin(X).
old(X) :- bird(X), year(Y), Y > 2010.
claim tweety_flies "Tweety flies": flies(tweety).
claim pingu_flies "Pingu flies": flies(pingu).
claim tweety_old "Tweety is old": old(tweety).
scenario met { assert penguin(tweety). }
test "a penguin" in met { expect claim tweety_flies refuted. }
test "not so" { expect claim tweety_flies refuted. }
?- bird(X).
END
cat >"$work/nixon.hence" <<'END'
relation quaker(x: symbol). relation republican(x: symbol). relation hawk(x: symbol). relation pacifist(x: symbol).
relation outcast(x: symbol).
quaker(nixon). republican(nixon).
rule a: presumably pacifist(X) :- quaker(X).
rule b: presumably -pacifist(X) :- republican(X).
rule c: hawk(X) :- -pacifist(X).
rule d: presumably outcast(X) :- republican(X).
rule e: presumably -outcast(X) :- pacifist(X).
claim peace "Nixon is a pacifist": pacifist(nixon).
claim out "Nixon is an outcast": outcast(nixon).
claim war "Nixon is a hawk": hawk(nixon).
END
cat >"$work/wrong.hence" <<'END'
relation bird(who: symbol).
load bird "flock.csv".
claim a "A bird": bird(tweety).
scenario wrong { retract zz9. }
test "of what is not there" in wrong { expect claim a established. }
END
printf 'who\ntweety\n' >"$work/flock.csv"
printf 'relation p(x: int). relation q(x: int). p(0). p(1). q(1 / X) :- p(X). claim a "a": q(1).\n' >"$work/faults.hence"
printf 'relation p(x: symbol). p(a). -p(a). claim a "a": p(a).\n' >"$work/against.hence"
printf 'who,id\npolly,n1\ntweety,n2\n,n3\n' >"$work/bird.csv"
cd "$work" || exit 1
check "the birds are checked" "$hence" check birds.hence --given year=2020
birds=birds.hence
for format in text json; do
    for world in ':' '--scenario met:-S met' '--given year=2020:-g year 2020' '--without-source book:-w book'; do
        for question in check run; do both $question $format $birds "${world%%:*}" "${world#*:}"; done
        for question in why whynot rests need stable; do
            for subject in tweety_flies pingu_flies 'bird(tweety)' 'flies(X)' 'penguin(tweety)' 'bird(X), not flies(X)' 'brid(x)'; do
                both $question $format $birds "${world%%:*}" "${world#*:}" "$subject"
            done
        done
    done
    both test $format $birds "" ""
    both test $format $birds "--given year=2020" "-g year 2020"
    both why $format $birds "--all --most 2 --depth 1 --full" "-a -m 2 -d 1 -f" 'flies(tweety)'
    both whynot $format $birds "--depth 1" "-d 1" 'old(tweety)'
    both whynot $format $birds "--depth 0" "-d -1" 'old(tweety)'
    both whynot $format $birds "--full" "-f" 'old(tweety)'
    both need $format $birds "--most 1 --size 1" "-m 1 -z 1" tweety_flies
    for policy in '--ambiguity propagate:-p' '--closed:-C 1' '--no-closed:-C 2'; do
        both check $format nixon.hence "${policy%%:*}" "${policy#*:}"
        both why $format nixon.hence "${policy%%:*}" "${policy#*:}" 'outcast(nixon)'
    done
    both check $format wrong.hence "--scenario wrong" "-S wrong"
    both test $format wrong.hence "" ""
    both check $format faults.hence "" ""
    both check $format against.hence "" ""
done
both test tap $birds "" ""
for format in text json md; do
    both trace $format $birds "" ""
    both trace $format $birds "--relation flies --most 1 --full" "-s flies -m 1 -f"
done
for format in html md json; do both report $format $birds "" ""; done
for format in html md svg dot mermaid; do both why $format $birds "" "" tweety_flies; done
for format in text json svg dot mermaid graphml argdown aif; do
    both map $format $birds "" ""
    both map $format $birds --claims-only -c
    both map $format $birds "--around tweety_flies --depth 2" "-s tweety_flies -d 2"
done
# New facts: the command writes the rows that are not taken to a file, and says so.
"$work/asked" check json $birds -F bird.csv >library 2>err; status=$?
NO_COLOR=1 "$hence" check --format json --facts bird.csv $birds 2>err | sed 's/"rejected_file":"rejected.csv"/"rejected_file":null/' >command
same "check --facts" 4 $status
[ -f rejected.csv ] && rm rejected.csv

cd "$root" || exit 1
thesis=rules/regime/kazakh_russian.hence
for question in check run test map; do both $question json $thesis "" ""; done
for question in why whynot rests need stable; do both $question json $thesis "" "" e4_imposed_yet_negotiated; done

if [ $told -gt 300 ]; then good; else bad "only $told answers were compared"; fi
echo "library: $passed passed, $failed failed"
[ $failed = 0 ]
