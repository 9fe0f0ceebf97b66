#!/usr/bin/env bash
# `--sandbox DIR`: what a program that nobody trusts may read and write.
# usage: sandbox.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
cd "$work" || exit 1
mkdir -p box/in/deep box/away out box2
printf 'x\nb\n' | tee box/in/t.csv box/in/deep/t.csv out/t.csv box2/t.csv >box/t.csv
echo '@book{b, title={A book}, year={1901}, author={Ann}}' | tee box/b.bib >out/b.bib
echo 'relation p(x: symbol).' >out/s.hence
echo 'relation p(x: symbol). p(a).' >box/in/s.hence
ln -s ../out box/exit; ln -s ../out/t.csv box/link.csv; ln -s in/t.csv box/inner.csv; ln -s "$work/gone.csv" box/gone.csv; ln -s loop.csv box/loop.csv
mkfifo box/pipe.csv; ln -s /dev/zero box/zero.csv

# run NAME STATUS WORDS STATEMENTS: what the program of these statements says in the sandbox
run() {
    echo "$4" >box/case.hence
    timeout 20 "$hence" run --sandbox box box/case.hence >said 2>&1; local status=$?
    cp said log
    if [ $status = "$2" ] && grep -qF -- "$3" said; then good; else bad "$1: status $status"; fi
}
p='relation p(x: symbol). ?- p(X).'
outside="it lies outside of the sandbox 'box'"
run "a table within" 0 "  b" "$p load p from \"t.csv\"."
run "a folder below" 0 "  b" "$p load p from \"in/deep/t.csv\"."
run "up and down within" 0 "  b" "$p load p from \"in/deep/../../t.csv\"."
run "a link that stays within" 0 "  b" "$p load p from \"inner.csv\"."
run "an absolute path within" 0 "  b" "$p load p from \"$work/box/t.csv\"."
run "a bibliography within" 0 "  c" "$p load bibliography \"b.bib\". p(c) cite b."
run "rules within" 0 "  a" 'use "in/s.hence". ?- p(X).'
run "a table outside" 4 "'../out/t.csv' is not read: $outside" "$p load p from \"../out/t.csv\"."
run "an absolute path" 4 "'$work/out/t.csv' is not read: $outside" "$p load p from \"$work/out/t.csv\"."
run "a folder whose name begins alike" 4 "'../box2/t.csv' is not read: $outside" "$p load p from \"../box2/t.csv\"."
run "a link to a file" 4 "'link.csv' is not read: $outside" "$p load p from \"link.csv\"."
run "a link to a folder" 4 "'exit/t.csv' is not read: $outside" "$p load p from \"exit/t.csv\"."
run "a link to nowhere" 4 "'gone.csv' is not read: $outside" "$p load p from \"gone.csv\"."
run "a link to itself" 4 "'loop.csv' is not read: $outside" "$p load p from \"loop.csv\"."
run "up from what is not there" 4 "'no/../../out/t.csv' is not read: $outside" "$p load p from \"no/../../out/t.csv\"."
run "what is not there, outside" 4 "'../out/no.csv' is not read: $outside" "$p load p from \"../out/no.csv\"."
run "what is not there, within" 4 "cannot read 'no.csv': No such file" "$p load p from \"no.csv\"."
run "a folder" 4 "cannot read 'away.csv'" "$p load p from \"away.csv\"."
run "a device outside" 4 "'/dev/zero' is not read: $outside" "$p load bibliography \"/dev/zero\"."
run "a link to a device" 4 "'zero.csv' is not read: $outside" "$p load p from \"zero.csv\"."
run "a pipe" 4 "'pipe.csv' is not read: it is a device or a pipe, of which the sandbox 'box' has none" "$p load p from \"pipe.csv\"."
run "a bibliography outside" 4 "'../out/b.bib' is not read: $outside" "$p load bibliography \"../out/b.bib\"."
run "rules outside" 3 "is not read: $outside" 'use "../out/s.hence".'
run "rules behind a link" 3 "is not read: $outside" 'use "exit/s.hence".'
run "a table of several relations" 4 "'../out/t.csv' is not read: $outside" "$p map n to p(x: x). load table \"../out/t.csv\"."
run "all of them are told" 4 "'link.csv' is not read: $outside" "$p load p from \"../out/t.csv\". load p from \"link.csv\"."
if [ "$(grep -c "outside of the sandbox" said)" = 2 ]; then good; else bad "two files, two messages"; fi
if ! grep -q "No such file" <<<"$(cat said)"; then good; else bad "what is outside is looked at"; fi

# What the caller names may lie anywhere; what is written may not.
echo "$p load p from \"in/t.csv\"." >box/case.hence
cp box/case.hence box/in/deep/; mkdir -p named/in; cp box/case.hence named/case.hence; cp box/in/t.csv named/in/
check "rules from elsewhere that read within" sh -c "echo '$p load p from \"box/t.csv\".' >named.hence && '$hence' run --sandbox box named.hence"
if "$hence" run --sandbox box named/case.hence >log 2>&1; then bad "rules from elsewhere that read elsewhere"; else good; fi
check "new facts from elsewhere" "$hence" check --sandbox box box/case.hence --facts p=out/t.csv
check "a folder below the sandbox" "$hence" run --sandbox box box/case.hence --out box/made/deep
check "its files" test -s box/made/deep/p.csv
check "another name of the sandbox" "$hence" run --sandbox ./box/../box/ box/case.hence --out "$work/box/made2"
check "all there is" "$hence" run --sandbox / box/case.hence --out out/all
refused() { # NAME PATH COMMAND...
    "${@:3}" >said 2>&1; local status=$?
    cp said log
    if [ $status = 4 ] && grep -qF "'$2' is not written: $outside" said; then good; else bad "$1: status $status"; fi
}
refused "a folder outside" out/new "$hence" run --sandbox box box/case.hence --out out/new
refused "a folder behind a link" box/exit/new "$hence" run --sandbox box box/case.hence --out box/exit/new
refused "a folder behind .." box/no/../../new "$hence" run --sandbox box box/case.hence --out box/no/../../new
refused "a map" out/m.svg "$hence" map --sandbox box box/case.hence -o out/m.svg
refused "a report" out/r.html "$hence" report --sandbox box box/case.hence -o out/r.html
refused "rejected rows" out/r.csv "$hence" check --sandbox box box/case.hence --facts p=out/t.csv --rejected out/r.csv
if [ ! -e out/new ] && [ ! -e out/m.svg ] && [ ! -e out/r.html ] && [ ! -e out/r.csv ] && [ ! -e new ]; then good; else bad "something was written outside"; fi
echo 'relation n(x: int).' >box/n.hence; printf 'x\ntwo\n3\n' >out/n.csv
"$hence" check --sandbox box box/n.hence --facts n=out/n.csv >said 2>&1
if [ ! -e rejected.csv ] && [ -s box/rejected.csv ]; then good; else cp said log; bad "rejected rows without a name"; fi
# A link in the folder of --out is replaced, and not written through.
ln -s ../../out/t.csv box/made/p.csv; cp out/t.csv before
check "a link in place of a file" "$hence" run --sandbox box box/case.hence --out box/made
check "what it led to stays" cmp before out/t.csv
check "it is a file now" test ! -h box/made/p.csv
for command in check test trace map report; do check "$command within" "$hence" $command --sandbox box box/case.hence; done
check "why within" "$hence" why --sandbox box box/case.hence 'p(b)'
"$hence" whynot --sandbox box box/case.hence 'p(zz)' >log 2>&1; if [ $? = 0 ]; then good; else bad "whynot within"; fi
check "compare within" "$hence" compare --sandbox box box/case.hence named.hence
check "diff within" "$hence" diff --sandbox box box/case.hence named.hence
"$hence" run --sandbox nowhere box/case.hence >log 2>&1; if [ $? = 2 ] && grep -q "needs a folder: 'nowhere'" log; then good; else bad "no such folder"; fi
"$hence" run --sandbox box/t.csv box/case.hence >log 2>&1; if [ $? = 2 ] && grep -q "Not a directory" log; then good; else bad "a file in place of a folder"; fi

stopped() { # NAME WORDS COMMAND...
    "$hence" "${@:3}" >said 2>&1; local status=$?
    cp said log
    if [ $status = 5 ] && grep -qE -- "$2" said; then good; else bad "$1: status $status"; fi
}
# Limits hold while rules are read too, and say where.
limited() { # NAME LIMIT WORDS PROGRAM...: what the program that these words print comes to
    "${@:4}" >box/large.hence
    stopped "$1" "$3" check --sandbox box box/large.hence $2
}
limited "facts" "--max-memory 5M" "^box/large.hence:[0-9]+(:[0-9]+)?: error\[E0802\]: stopped here by the limit of memory" seq -f "p(%.0f)." 30000
limited "the time" "--timeout 0.000001" "^box/large.hence:1:1: error\[E0802\]: stopped here by the limit of time" seq -f "p(%.0f)." 10
truncate -s 4G box/line.csv
limited "a line" "--max-memory 20M" "E0802.*: this line is larger than what is left of the limit of memory" echo "$p load p from \"line.csv\"."
truncate -s 200M box/big.bib
limited "a bibliography" "--max-memory 20M" "large.hence:1:[0-9]+: error\[E0802\]: this file is larger" echo 'load bibliography "big.bib".'

seq -f "%.0f" 1 100000 | sed '1s/^/x\n/' >out/many.csv
limited "new facts" "--max-memory 5M --facts p=out/many.csv" "^out/many.csv:[0-9]+: error\[E0802\]: stopped here by the limit of memory" echo "relation p(x: int)."
limited "new facts, in time" "--timeout 0.000001 --facts p=out/many.csv" "error\[E0802\]: stopped here by the limit of time" echo "relation p(x: int)."
# What is told afterwards, and what only rewrites.
seq -f "p(%.0f)." 30000 >box/large.hence; cp box/large.hence before
stopped "a text to format" "^box/large.hence:[0-9]+:[0-9]+: error\[E0802\]: stopped here by the limit of memory" fmt --max-memory 5M box/large.hence
stopped "a text to format, in time" "^box/large.hence:1:1: error\[E0802\]: stopped here by the limit of time" fmt --timeout 0.000001 box/large.hence
check "it stays as it was" cmp before box/large.hence
{ echo "r(0). r(Y) :- r(X), Y = X + 1, Y < 8000."; seq -f "s%.0f(X) :- r(X), X > 7990." 1500; } >box/rounds.hence
stopped "rounds to tell of" "^\(partial: the run was stopped\)" trace --timeout 0.1 box/rounds.hence
{ echo "f(X) :- b(X), s(X). b(a). s(b)."; seq 3000 | sed 's/.*/claim c& "c": f(b&)./'; } >box/claims.hence
stopped "claims to tell of" "^The rest is not told, since the run was stopped" report --timeout 1.5 --format md box/claims.hence
check "the last one has its status" grep -q "^### c999" said
{ cat out/many.csv; echo 100001; } >out/more.csv
for side in many more; do echo "relation p(x: int). load p from \"$side.csv\". claim c: p(7)." >out/$side.hence; done
check "tables are compared by their rows" grep -q "p(100001)" <("$hence" diff out/many.hence out/more.hence)
check "within little memory" "$hence" diff --max-memory 12M out/many.hence out/more.hence

echo "sandbox: $passed passed, $failed failed"
[ $failed = 0 ]
