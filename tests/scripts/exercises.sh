#!/usr/bin/env bash
# Exercises: each in rules/exercises/ grades its own answers rightly, its sheet tells nothing hidden, and marks are the same however
# they are asked for; whatever is handed in gets a row.
# usage: exercises.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
# Under the sanitizer freed memory waits in 16 MB, not in 256: thousands of worlds come and go, and fresh pages are a third of the time.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=16

# ---- the examples ----
[ "$(ls rules/exercises/*.hence | wc -l)" -ge 15 ] && good || bad "there are at least fifteen exercises"
check "they are in the one style" "$hence" fmt --check rules/exercises/*.hence
mkdir -p "$work/sheets"
table=$(<rules/README.md)
for file in rules/exercises/*.hence; do
    name=${file##*/}; name=${name%.hence}
    check "$name grades itself" "$hence" grade "$file" --self
    # `test` says what `check` says, too
    if "$hence" test "$file" >"$work/log" 2>&1 && ! [[ $(<"$work/log") =~ warning|error ]]; then good; else bad "$name passes its tests, without warnings"; fi
    [[ $table == *"| [exercises/$name.hence"* ]] && good || bad "rules/README.md lacks $name"
    "$hence" sheet "$file" >"$work/sheets/$name" && good || bad "the sheet of $name"
done
# No line of the solution and nothing hidden is on a sheet, but that a single fact may be the example of the task; one process for all.
awk -v sheets="$work/sheets/" '
    function done_with(   line, sheet, i, told) {
        if (!name) return
        while ((getline line <(sheets name)) > 0) sheet = sheet line "\n"
        if (!sheet) print "FAILED the sheet of " name " is empty"
        for (i in hidden) if (index(sheet, hidden[i])) print "FAILED the sheet of " name " tells what is hidden: " hidden[i]
        for (i in solution) if (index(sheet, solution[i])) print "FAILED the sheet of " name " tells the solution: " solution[i]
        if (wrong < 2) print "FAILED " name " has two wrong answers"
        if (!n) print "FAILED no solution was found in " name
        looked++
    }
    FNR == 1 { done_with(); name = FILENAME; sub(/.*\//, "", name); sub(/\.hence$/, "", name); delete hidden; delete solution; n = wrong = inside = 0 }
    /^  hidden expect/ { line = $0; sub(/^  hidden expect /, "", line); sub(/\.$/, "", line); sub(/ points [0-9]*$/, "", line); sub(/ in [a-z]*$/, "", line); hidden[FNR] = line }
    /^  solution / { inside = 1; sub(/^  solution \{/, "") }
    /^  wrong / { inside = 0; wrong++ }
    inside { sub(/^ */, ""); sub(/ *\}? *$/, ""); n += /./; if (/:-/) solution[FNR] = $0 }
    END { done_with(); print looked " sheets looked at" }' rules/exercises/*.hence >"$work/looked"
[ "$(<"$work/looked")" = "$(ls rules/exercises/*.hence | wc -l) sheets looked at" ] && good || { rm -f "$work/log"; bad "sheets: $(head -5 "$work/looked")"; }

# ---- variants: the same number, the same bytes; another one, other names; and it is solved as the exercise is ----
for file in grandparents recursion two_nots; do
    for seed in 1 2; do
        "$hence" sheet rules/exercises/$file.hence --seed $seed >"$work/$seed"
        [ $seed = 2 ] && continue
        "$hence" sheet rules/exercises/$file.hence --seed $seed | cmp -s - "$work/$seed" && good || bad "$file --seed $seed twice"
        check "$file --seed $seed grades itself" "$hence" grade rules/exercises/$file.hence --self --seed $seed
    done
    cmp -s "$work/1" "$work/2" && bad "$file has one variant only" || good
done

# ---- a heap of answers: each gets a row, in little time, the same however it is asked for ----
exercise=rules/exercises/grandparents.hence; heap=$work/heap; mkdir -p "$heap/a b/c" "$heap/__MACOSX"
for i in 1 2 3 4 5 6; do echo "grandparent(X, Z) :- parent(X, Y$i), parent(Y$i, Z)." >"$heap/s$i.hence"; done
echo 'grandparent(X, Y) :- parent(X, _), parent(_, Y).' >"$heap/a b/c/ünï 'x'.hence"
cp "$heap/s1.hence" "$heap/a b/s1.hence"                                    # two files of one name
printf '\xef\xbb\xbfgrandparent(X, Z) :-\r\n  parent(X, Y), parent(Y, Z).\r\n' >"$heap/crlf.hence"
printf 'relation n(x: int).\nn(0).\nn(Y) :- n(X), Y = X + 1.\ngrandparent(X, Z) :- parent(X, Y), parent(Y, Z).\n' >"$heap/endless.hence"
{ echo 'relation q(a: int).'; for i in $(seq 10); do echo "q($i)."; done
  echo 'relation big(a: int).  big(A) :- q(A), q(B), q(C), q(D), q(E), q(F), q(G), q(H), q(I), A + B + C + D + E + F + G + H + I > 100.'; } >"$heap/product.hence"
head -c 3000 /dev/urandom >"$heap/random.hence"; : >"$heap/empty.hence"
yes 'p(a).' | head -c 100000 >"$heap/long.hence"
printf 'grandparent(X, Z) :- parent(X Y).\n}\n"\ngrandparent(X, Z) :- parent(X, Y), parent(Y, Z).' >"$heap/broken.hence"
echo junk >"$heap/._s1.hence"; echo junk >"$heap/__MACOSX/s1.hence"; echo junk >"$heap/notes.txt"
ln -s /etc/passwd "$heap/link.hence"
newline=$heap/$'new\nline.hence'; cp "$heap/s2.hence" "$newline"
rows=$(find "$heap" ! -type d ! -path '*/__MACOSX/*' ! -name '.*' -print0 | tr -dc '\0' | wc -c)
"$hence" grade $exercise "$heap" -o "$work/all.csv" --feedback "$work/pages" 2>"$work/err" >"$work/table" && good || bad "a heap is graded"
[ "$(wc -l <"$work/all.csv")" = $((rows + 2)) ] && good || bad "$rows answers, one with a line end in its name: $(wc -l <"$work/all.csv") lines"
grep -q '^notes.txt,' "$work/all.csv" && good || bad "a file of another name has a row"
[ "$(cut -d, -f1 "$work/all.csv" | sort | uniq -d)" = "" ] && good || bad "two answers have one name"
for name in s1 crlf endless; do grep -qE "^(.*/)?$name,.*,5,5," "$work/all.csv" && good || bad "$name earns full marks: $(grep "$name," "$work/all.csv")"; done
for name in random empty long link; do grep -q "^$name,.*,0,5," "$work/all.csv" && good || bad "$name earns nothing"; done
for name in endless product; do grep -q "^$name,.*,stopped," "$work/all.csv" && good || bad "$name is stopped"; done
# alone, in another order, under another name: the same marks
for name in endless broken; do
    alone=$("$hence" grade $exercise "$heap/$name.hence" --format csv | tail -n 1 | cut -d, -f3-8)
    [ "$alone" = "$(grep "^$name," "$work/all.csv" | cut -d, -f3-8)" ] && good || bad "$name alone: $alone"
done
"$hence" grade $exercise "$heap"/{s1,broken,random,empty}.hence "$newline" --format junit >"$work/junit.xml" 2>/dev/null
if command -v xmllint >/dev/null; then check "xmllint reads JUnit" xmllint --noout "$work/junit.xml"; fi
for answer in random broken; do "$hence" grade $exercise "$heap/$answer.hence" --format gradescope >"$work/$answer.json" 2>/dev/null; done
if command -v python3 >/dev/null; then
    check "python reads results.json" python3 -c 'import json, sys; [json.load(open(f)) for f in sys.argv[1:]]' "$work"/{random,broken}.json
fi

mkfifo "$work/pipe.hence"
"$hence" grade $exercise "$work/pipe.hence" 2>&1 | grep -q 'cannot be read: it is a device or a pipe' && good || bad "a pipe is told as such"

# ---- files: marks.csv, and a page for each ----
"$hence" grade $exercise "$heap/a b" -o "$work/marks.csv" >/dev/null 2>&1
"$hence" grade $exercise "$heap/a b" --format csv 2>/dev/null | cmp -s "$work/marks.csv" && good || bad "-o marks.csv is what --format csv prints"
[ "$(ls "$work/pages" | wc -l)" = "$rows" ] && good || bad "$(ls "$work/pages" | wc -l) pages for $rows answers"
[ "$(wc -l <"$work/table")" = "$rows" ] && good || bad "the table has a line for each answer"
[ -z "$(ls -A . | grep -v '^\.' | grep -F marks.csv)" ] && good || bad "something was written elsewhere"

# ---- nothing hidden gets out, whatever the answer and the format ----
cat >"$work/secret.hence" <<'END'
relation item(what: symbol).
relation chosen(what: symbol).
item(one).  item(two).
exercise secret { define statements: chosen.  expect chosen(one).  hidden expect chosen(xyzzy) in plugh points 2.  hidden expect not chosen(frobozz).
  hidden compare chosen points 2.
  solution { chosen(X) :- item(X), X \= "frobozz". }
  wrong "gruesome" { chosen(grue). } }
scenario plugh { assert item(xyzzy). }
END
printf 'chosen(xyzzi).\nchosen(frobozzz).\nchosen(X) :- item(Y).\nchosn(X).\n' >"$work/a1.hence"
printf 'chosen(one).\nchosen(X) :- item(X), not chosen(X).\n?- chosen(X).\nretract plugh.\n' >"$work/a2.hence"
: >"$work/a3.hence"; echo 'chosen(X) :- item(X).' >"$work/a4.hence"
check "secret grades itself" "$hence" grade "$work/secret.hence" --self
mkdir -p "$work/told"
for format in csv json tap junit; do
    "$hence" grade "$work/secret.hence" "$work"/a{1,2,4}.hence --format $format --feedback "$work/told" >"$work/told/$format" 2>&1
done
for answer in a1 a2 a4; do "$hence" grade "$work/secret.hence" "$work/$answer.hence" --format gradescope >"$work/told/$answer.json" 2>&1; done
[ "$(ls "$work/told" | wc -l)" = 10 ] && good || bad "$(ls "$work/told" | wc -l) files of feedback"
grep -v 'xyzzi\|frobozzz' -r "$work/told" >"$work/lines"
if grep -qE 'xyzzy|frobozz|gruesome|grue\b' "$work/lines"; then bad "something hidden is told: $(grep -E 'xyzzy|frobozz|grue' "$work/lines" | head -3)"; else good; fi
"$hence" sheet "$work/secret.hence" | grep -qE 'xyzzy|frobozz|grue|plugh' && bad "the sheet tells what is hidden" || good

# ---- Ctrl-C before any answer is marked ----
if command -v python3 >/dev/null; then
    { cat rules/exercises/follows.hence; for i in $(seq 200000); do echo "bird(x$i)."; done; } >"$work/large.hence"
    for format in gradescope csv text; do
        check "--format $format ends with 130" python3 - "$hence" "$work/large.hence" "$work/a3.hence" $format <<'END'
import signal, subprocess, sys, time
hence, exercise, answer, format = sys.argv[1:]
grading = subprocess.Popen([hence, 'grade', exercise, answer, '--format', format], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
time.sleep(0.2)
grading.send_signal(signal.SIGINT)
sys.exit(grading.communicate()[0] != b'' or grading.returncode != 130)
END
    done
fi

# ---- hence new ----
cd "$work" || exit 1
check "hence new exercise" "$hence" new exercise begun
check "what is new grades itself" "$hence" grade begun.hence --self
check "what is new is in the one style" "$hence" fmt --check begun.hence
"$hence" new exercise begun >/dev/null 2>&1 && bad "a file that is there is written over" || good
"$hence" new exercise 'a b' >/dev/null 2>&1 && bad "a name that is none is taken" || good

echo "exercises: $passed passed, $failed failed"
[ $failed = 0 ]
