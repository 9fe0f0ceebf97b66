#!/usr/bin/env bash
# Golden cases: tests/golden/<room>/<case>/ holds a small program and the exact output of one command.
#
#   args          the words after `hence`, one line; $ and quotes work as in the shell
#   stdin         what it reads, if anything
#   expected.out  what it prints
#   expected.err  what it complains about (missing: nothing)
#   expected.exit the exit status (missing: 0)
#   expected/     files it writes below out/, if any
#
# usage: golden.sh HENCE [CASE...]      BLESS=1 rewrites what is expected
# HENCE may be a module of WebAssembly (hence.wasm), which Node then runs.
set -u
hence=$(realpath "$1"); shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0

run_hence() { NO_COLOR=1 "$hence" "$@"; }
# One host runs all modules: a program of Node alone takes longer to start than most cases to run.
if [[ $hence == *.wasm ]]; then
    export NO_COLOR=1
    coproc host { exec node "$root/../runtime/wasm/host.mjs" "$hence" --serve; }
    exec {to_host}>&"${host[1]}" {from_host}<&"${host[0]}" # for subshells too
    # Which it reads as JSON, of plain words: no case has a control character in its arguments.
    as_json() { local word="${1//\\/\\\\}"; printf '"%s"' "${word//\"/\\\"}"; }
    run_hence() {
        local args= word status
        for word; do args+="${args:+,}$(as_json "$word")"; done
        cat >"$work/stdin"
        echo "{\"folder\":$(as_json "$PWD"),\"args\":[$args],\"streams\":[\"$work/stdin\",\"$work/stdout\",\"$work/stderr\"]}" >&"$to_host"
        read -r status <&"$from_host" || status=134
        cat "$work/stdout"; cat "$work/stderr" >&2
        return "$status"
    }
fi

run_case() {
    local dir=$1 name=${1#"$root"/golden/}
    rm -rf "$work/case"; cp -r "$dir" "$work/case"; mkdir -p "$work/case/out"
    local input=/dev/null; [ -f "$dir/stdin" ] && input=$dir/stdin
    (cd "$work/case" && hence() { run_hence "$@"; } && eval "hence $(cat args)" <"$input" >"$work/out" 2>"$work/err")
    echo $? >"$work/exit"
    if [ "${BLESS:-}" ]; then
        cp "$work/out" "$dir/expected.out"
        if [ -s "$work/err" ]; then cp "$work/err" "$dir/expected.err"; else rm -f "$dir/expected.err"; fi
        if [ "$(cat "$work/exit")" != 0 ]; then cp "$work/exit" "$dir/expected.exit"; else rm -f "$dir/expected.exit"; fi
        rm -rf "$dir/expected"
        [ -n "$(ls -A "$work/case/out")" ] && cp -r "$work/case/out" "$dir/expected"
        return 0
    fi
    local ok=1
    diff -u "$dir/expected.out" "$work/out" >"$work/diff" 2>&1 || ok=0
    if [ -f "$dir/expected.err" ]; then diff -u "$dir/expected.err" "$work/err" >>"$work/diff" || ok=0
    elif [ -s "$work/err" ]; then ok=0; echo "unexpected complaint:" >>"$work/diff"; cat "$work/err" >>"$work/diff"; fi
    local want=0; [ -f "$dir/expected.exit" ] && want=$(cat "$dir/expected.exit")
    [ "$want" = "$(cat "$work/exit")" ] || { ok=0; echo "exit status $(cat "$work/exit"), expected $want" >>"$work/diff"; }
    if [ -d "$dir/expected" ]; then diff -ru "$dir/expected" "$work/case/out" >>"$work/diff" || ok=0; fi
    if [ $ok = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED golden/$name"; sed 's/^/    /' "$work/diff" | head -60; fi
}

if [ $# -gt 0 ]; then for c in "$@"; do run_case "$(realpath "$c")"; done
else while IFS= read -r -d '' args; do run_case "$(dirname "$args")"; done < <(find "$root/golden" -name args -print0 | sort -z); fi
echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
