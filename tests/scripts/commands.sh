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
