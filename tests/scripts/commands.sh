#!/usr/bin/env bash
# Every shell command in README.md works, in a copy of the README's own example.
# usage: commands.sh HENCE
set -u
hence=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0

mkdir -p "$work/build/release"
cp -r "$root/rules" "$work/rules"
ln -s "$hence" "$work/build/release/hence"
awk '/^```hence$/ { on = 1; next } /^```/ { on = 0 } on' "$root/README.md" >"$work/family.hence"

while IFS= read -r line; do
    command=${line%%#*}
    case $command in
    make*) (cd "$root" && eval "${command/make/make -n}") >"$work/log" 2>&1 ;;
    *) (cd "$work" && eval "$command") >"$work/log" 2>&1 ;;
    esac
    if [ $? = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $line"; head -20 "$work/log"; fi
done < <(awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && NF' "$root/README.md")

# Each line of a block of text behind commands is one that they print, in order; a line of dots stands for others.
awk -v dir="$work" '
    /^```sh$/ { n++; kind = "sh"; printf "" > (dir "/block" n ".sh"); next }
    /^```text$/ { kind = n && !told[n]++ ? "want" : ""; next }
    /^```[a-z]/ { told[n] = 1; kind = ""; next }
    /^```/ { kind = ""; next }
    kind { print > (dir "/block" n "." kind) }' "$root/README.md"
for want in "$work"/block*.want; do
    block=${want%.want}
    grep -q '^hence> ' "$want" && continue # what is typed at a terminal is not printed by a pipe
    grep -v '^make' "$block.sh" >"$work/block.commands"
    (cd "$work" && NO_COLOR=1 bash "$work/block.commands") >"$block.got" 2>&1
    if awk 'NR == FNR { want[++n] = $0; next } { while (at < n && want[at + 1] ~ /^ *\.\.\.$|^$/) at++; if (at < n && $0 == want[at + 1]) at++ }
            END { while (at < n && want[at + 1] ~ /^ *\.\.\.$|^$/) at++; if (at < n) print "not printed: " want[at + 1]; exit at < n }' "$want" "$block.got" >"$work/log"
    then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED what is printed by: $(head -1 "$block.sh")"; cat "$work/log"; fi
done

# The misspelling the README speaks of.
sed 's/:- parent(X, Y), parent/:- paren(X, Y), parent/' "$work/family.hence" >"$work/slip.hence"
if (cd "$work" && NO_COLOR=1 "$hence" check slip.hence) 2>&1 | grep -q "did you mean 'parent'"; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "FAILED the misspelt relation of the README"; fi

# Who reads the first line only hears no complaint; a full disk is one.
for command in "trace rules/regime/kazakh_russian.hence" "map rules/regime/kazakh_russian.hence --full"; do
    for ignores in 0 1; do
        statuses=$(cd "$work" && { [ $ignores = 0 ] || trap '' PIPE; "$hence" $command 2>log | head -1 >/dev/null; echo "${PIPESTATUS[0]}"; })
        if [ "$statuses" = 141 ] && [ ! -s "$work/log" ]; then passed=$((passed + 1))
        else failed=$((failed + 1)); echo "FAILED $command | head -1: exit status $statuses"; head -5 "$work/log"; fi
    done
done
(cd "$work" && "$hence" check family.hence >/dev/full 2>log); status=$?
if [ $status = 4 ] && grep -q "could not be written" "$work/log"; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "FAILED a full disk: exit status $status"; fi

# The same slip in a copy of the thesis.
sed 's/\bmember(/membr(/' "$work/rules/regime/regime_change.hence" >"$work/theory.tmp" && mv "$work/theory.tmp" "$work/rules/regime/regime_change.hence"
if (cd "$work" && NO_COLOR=1 "$hence" check rules/regime/kazakh_russian.hence) 2>&1 | grep -q "did you mean 'member'"; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "FAILED a misspelt relation in a copy of the thesis"; fi

echo "commands: $passed passed, $failed failed"
[ $failed = 0 ]
