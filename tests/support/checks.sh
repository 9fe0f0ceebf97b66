# What scripts that check the command share; to be sourced with the path of the command as first argument.
# Gives: hence, root (where the script then is), work (a folder that ends with it), passed and failed.
hence=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0
export NO_COLOR=1
cd "$root" || exit 1

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED $1"; [ -f "$work/log" ] && head -10 "$work/log"; }
# check NAME COMMAND...: what it says is told if it fails
check() { if "${@:2}" >"$work/log" 2>&1; then good; else bad "$1"; fi; }
