#!/usr/bin/env bash
# Which rules, facts and claims encode each claim of the thesis: the `%% claims:` lines of rules/regime against the
# inventory in rules/regime/claims.csv.  Exits 1 if a claim is neither encoded nor listed with a reason.
# usage: coverage.sh [DIRECTORY]
set -u
cd "${1:-$(dirname "$0")/../../rules/regime}" || exit 2
awk -F, '
    FNR == 1 { file++ }
    file == 1 {    # the inventory: id,key,kind,strength,listed
        if (FNR == 1) next
        sub(/\r$/, ""); ids[++count] = $1; key[$1] = $2; kind[$1] = $3; strength[$1] = $4
        reason = $5; for (i = 6; i <= NF; i++) reason = reason "," $i
        gsub(/"/, "", reason); listed[$1] = reason
        next
    }
    /^%% claims:/ { line = $0; sub(/^%% claims: */, "", line); gsub(/ /, "", line); pending = line; next }
    pending != "" && /^(rule|claim) |^[A-Za-z_0-9]+:/ {
        word = $0
        if (word ~ /^rule /) { sub(/^rule /, "", word); mark = "" }
        else if (word ~ /^claim /) { sub(/^claim /, "", word); mark = "?" }
        else mark = "fact "
        sub(/[^A-Za-z_0-9].*/, "", word)
        total = split(pending, parts, ",")
        for (i = 1; i <= total; i++) {
            if (!(parts[i] in key)) { printf "unknown claim %s at %s\n", parts[i], word; bad = 1; continue }
            if (mark == "?") asked[parts[i]] = asked[parts[i]] " " word
            else encoded[parts[i]] = encoded[parts[i]] " " mark word
        }
        pending = ""
    }
    END {
        for (n = 1; n <= count; n++) {
            id = ids[n]
            line = sprintf("%-5s %-22s %-12s", id, key[id], kind[id] (strength[id] ? ", " strength[id] : ""))
            if (id in encoded) { printf "%s %s%s\n", line, "by" encoded[id], id in asked ? "; asked by" asked[id] : ""; done++ }
            else if (listed[id] != "") { printf "%s listed: %s\n", line, listed[id]; left++ }
            else { printf "%s MISSING%s\n", line, id in asked ? "; asked by" asked[id] : ""; bad = 1; missing++ }
        }
        printf "%d claims: %d encoded, %d listed, %d missing\n", count, done, left, missing
        exit bad
    }
' claims.csv ./*.hence
