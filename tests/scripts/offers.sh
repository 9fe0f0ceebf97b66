#!/usr/bin/env bash
# The commands that an answer offers can be run as they stand, and answer about the world that was asked about: the same
# question, in the same status.
# usage: offers.sh HENCE
. "$(dirname "$0")/../support/checks.sh"
cat >"$work/birds of prey.hence" <<'H'
parameter year: int = 2015.
relation bird(name: symbol).
relation ill(name: symbol).
relation tame(name: symbol).
relation flies(name: symbol).
source guide "The guide".
source vet "The vet".
presumably bird(tweety) cite guide.
presumably tame(tweety) cite vet.
r1: presumably flies(X) :- bird(X), year(Y), Y >= 2010 unless ill(X).
r2: presumably -flies(X) :- tame(X).
claim c1 "Tweety flies" : flies(tweety).
claim c2 "Tweety does not fly" : -flies(tweety).
scenario sick "Tweety is ill" { assert ill(tweety). }
scenario wild "Tweety is wild" { retract tame(tweety). }
H
printf 'name\nrobin\n' >"$work/ill.csv"
printf 'name\ntweety\n' >"$work/ill birds.csv"
mkdir "$work/bin"; ln -s "$hence" "$work/bin/hence"
PATH="$work/bin:$PATH"
cd "$work" || exit 1

# offered OUTPUT: the commands in it, one a line
offered() { sed -nE "s/^  what (would change it|could be stated against it): (hence .*)$/\2/p" "$1"; }
standing() { grep -oE '"status":"[a-z]*","reason":"?[a-z]*' "$1" | head -1; }
has_all() { # COMMAND OPTION...
    local word; for word in "${@:2}"; do case " $1 " in *"$word"*) ;; *) echo "'$1' lacks $word"; return 1 ;; esac; done
}
# world OPTION...: each question about each claim
world() {
    local command claim line
    for command in why whynot; do for claim in c1 c2; do
        "$hence" $command "birds of prey.hence" $claim "$@" >"$work/told" 2>/dev/null
        "$hence" why "birds of prey.hence" $claim "$@" --format json 2>/dev/null | tr '\n' ' ' >"$work/own"
        offered "$work/told" >"$work/offers"
        while IFS= read -r line; do
            check "$command $claim $*: $line is of the same world" has_all "$line" "$@"
            eval "$line" >"$work/log" 2>&1
            [ $? -le 1 ] && good || bad "$command $claim $*: $line does not run"
            case $line in "hence rests"* | *" whynot "*"' c"*) ;; *) continue ;; esac
            eval "$line --format json" 2>/dev/null | tr '\n' ' ' >"$work/theirs"
            [ "$(standing "$work/own")" = "$(standing "$work/theirs")" ] && good ||
                bad "$command $claim $*: $line is $(standing "$work/theirs"), not $(standing "$work/own")"
        done <"$work/offers"
    done; done
}
world
world --scenario sick
world --scenario wild --given year=2016
world --given year=2009
world --without-source vet
world --without-source vet --without-source guide
world --facts ill.csv
world --facts ill='ill birds.csv' --scenario wild
world --ambiguity propagate
world --closed
world --no-closed --sandbox .
echo "offers: $passed passed, $failed failed"
[ $failed = 0 ]
