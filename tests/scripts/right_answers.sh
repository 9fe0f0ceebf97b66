#!/usr/bin/env bash
# What is right earns all points, however it is put: answers in tests/answers/ that say in other words what the solutions of the
# exercises say.  A comparison over facts that nobody would think of marks such an answer down.
# usage: right_answers.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

for folder in tests/answers/*/; do
    name=$(basename "$folder")
    "$hence" grade "rules/exercises/$name.hence" "$folder" --format csv >"$work/marks.csv" 2>"$work/log" && good || bad "$name is graded"
    while IFS=, read -r answer _ points full state _; do
        [ "$state" = whole ] && [ "$points" = "$full" ] && good || bad "$name, $answer: $state, $points of $full points"
    done < <(tail -n +2 "$work/marks.csv")
done

echo "right answers: $passed passed, $failed failed"
[ $failed = 0 ]
