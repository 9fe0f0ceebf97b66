#!/usr/bin/env bash
# The programs of the benchmark suite give the right counts and rows at smoke size, and the same bytes with any way of
# computing switched off and any number of threads.  Facts are made by the suite's generator, which needs python3.
# usage: bench.sh HENCE [CHECKED]      CHECKED: a slower build, under sanitizers, for all ways off and for threads
set -u
hence=$(realpath "$1") checked=$(realpath "${2:-$1}")
cd "$(dirname "$0")/../bench" || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
passed=0; failed=0
if ! command -v python3 >/dev/null; then echo "bench: skipped, there is no python3: 0 passed, 0 failed"; exit 0; fi

# ---- counts and rows, also of the build that keeps no reasons ----
peers=none; command -v make >/dev/null && peers=hence-noreasons
python3 bench.py "$hence" --size smoke --runs 1 --wait 0 --peers "$peers" --build "$work" \
    --cc "${CC:-cc}" --workloads "datalog three-valued paths load small questions" >"$work/log" 2>&1
passed=$(grep -c '^### ' "$work/log"); failed=$(grep -c '^FAILED ' "$work/log")
grep '^FAILED ' "$work/log"
passed=$((passed > failed ? passed - failed : 0))
grep -q '^written to ' "$work/log" || { failed=$((failed + 1)); echo "FAILED the suite did not come to its end"; tail -5 "$work/log"; }

# ---- each way switched off, and all of them; and several threads ----
ways=$("$hence" run --disable '?' /dev/null 2>&1 | sed -n "s/.*is one of \(.*\), not.*/\1/p")
[ -n "$ways" ] || { failed=$((failed + 1)); echo "FAILED no ways to switch off are named"; }

answers() { # COMMAND DIR OPTION...: rows and answers of the programs in this folder
    local command=$1 to=$2; shift 2
    rm -rf "$to"; mkdir -p "$to"
    timeout 100 "$command" run "${files[@]}" --format json --out "$to/rows" "$@" >"$to/answers" 2>&1
}
same() { # COMMAND NAME OPTION...
    local command=$1 name=$2; shift 2
    answers "$command" "$work/other" "$@"
    if diff -r "$work/plain" "$work/other" >"$work/diff"; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $workload without $name"; head -c 500 "$work/diff"; echo; fi
}
for workload in tc_rand andersen ontology triangle cycle4 control sssp events winmove grounded; do
    cd "$work/$workload/smoke" 2>/dev/null || { failed=$((failed + 1)); echo "FAILED $workload has no data"; continue; }
    files=()
    for file in "${workload%_rand}.hence" "${workload}_ask.hence"; do [ -f "$file" ] && files+=("$file"); done
    answers "$hence" "$work/plain"
    all=()
    for way in $ways; do same "$hence" "$way" --disable "$way"; all+=(--disable "$way"); done
    same "$checked" "all of $ways" ${all+"${all[@]}"}
    if "$hence" run --help | grep -q -- '--threads'; then same "$checked" "a single thread" --threads 2; same "$checked" "a single thread" --threads 5; fi
done
cd / || exit 1
echo "bench: $passed passed, $failed failed"
[ $failed = 0 ]
