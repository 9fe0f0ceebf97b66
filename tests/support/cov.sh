#!/usr/bin/env bash
# What the tests of a build with --coverage have run: lines and branches, by file and by room, and all together.
# usage: cov.sh BUILD       after tests/run.sh BUILD
# A branch is a way out of a condition; "taken" are those that were taken at least once.
set -u
build=$1
cd "$(dirname "$0")/../.." || exit 1
objects=()
for source in lang/*/*.c runtime/*/*.c; do
    [ -f "$build/${source%.c}.gcno" ] && objects+=("$build/${source%.c}.gcno")
done
[ ${#objects[@]} -gt 0 ] || { echo "cov: nothing is built with --coverage in $build" >&2; exit 1; }

# Lines of gcov: File '...', Lines executed:97.14% of 35, Taken at least once:80.00% of 20.  A header is told once a source
# that includes it; only sources are listed.
gcov -b -n "${objects[@]}" 2>/dev/null | awk '
    function share(part, all) { return all ? sprintf("%5.1f", 100 * part / all) : "    -" }
    function add(name) { lines[name] += all_lines; run[name] += run_lines; ways[name] += all_ways; taken[name] += taken_ways }
    function line(name) { printf "%-44s %6d  %s  %6d  %s\n", name, lines[name], share(run[name], lines[name]), ways[name], share(taken[name], ways[name]) }
    function tell() {
        if (file !~ /^(lang|runtime)\/.*\.c$/) return
        room = file; sub(/\/[^\/]*$/, "", room)
        if (!(file in lines)) files[++count] = file
        if (!(room in lines)) rooms[++room_count] = room
        add(file); add(room); add("all")
    }
    /^File / { tell(); file = $2; gsub(/\047/, "", file); has_lines = all_lines = run_lines = all_ways = taken_ways = 0 }
    # Behind the last file stands the sum of all, without a name.
    /^Lines executed:/ && !has_lines { split($2, at, /[:%]/); all_lines = $4; run_lines = at[2] * $4 / 100; has_lines = 1 }
    /^Taken at least once:/ { split($4, at, /[:%]/); all_ways = $6; taken_ways = at[2] * $6 / 100 }
    END {
        tell()
        printf "%-44s %6s  %5s  %6s  %5s\n", "file", "lines", "run %", "ways", "taken %"
        for (i = 1; i <= count; i++) line(files[i])
        print ""
        for (i = 1; i <= room_count; i++) line(rooms[i])
        line("all")
    }'
