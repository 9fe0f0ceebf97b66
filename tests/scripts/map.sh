#!/usr/bin/env bash
# Maps in all formats: what is written is well formed, no boxes of the thesis overlap, and the order of facts changes nothing.
# What reads the formats (xmllint, dot) is used where it is installed.
# usage: map.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
has() { command -v "$1" >/dev/null || { echo "map: $1 is not installed: $2 is not read by it"; return 1; }; }

# ---- well formed ----
thesis=rules/regime/kazakh_russian.hence
for format in svg graphml dot mermaid argdown aif json text; do
    check "map --format $format" "$hence" map $thesis --full --format $format -o "$work/full.$format"
    check "claims --format $format" "$hence" map $thesis --claims-only --format $format -o "$work/claims.$format"
    check "escapes --format $format" "$hence" map tests/golden/map/escapes/case.hence --format $format -o "$work/odd.$format"
done
if has xmllint "SVG and GraphML"; then
    for file in "$work"/*.svg "$work"/*.graphml; do check "xmllint ${file##*/}" xmllint --noout "$file"; done
fi
if has dot "DOT"; then
    for file in odd claims; do check "dot $file" dot -Tplain "$work/$file.dot" -o /dev/null; done
fi

# Every line of a flowchart is of one of the forms there are, and no label has a quote or a bare number sign inside.
mermaid_is_plain() {
    awk -v dir="$1" '
        NR == 1 { if ($0 != "flowchart BT") exit bad = 1; next }
        /^  acc(Title|Descr): / || /^  classDef [a-z]+ / || /^  linkStyle [0-9]+ stroke:#[0-9a-f]+$/ { next }
        /^  n[0-9]+ (-->|--x|-\.-o|-\.-x|==>) n[0-9]+$/ { next }
        /^  (n[0-9]+|sources)(\[|\[\[|\(|\(\[)"[^"]*"(\]|\]\]|\)|\]\))(:::[a-z]+)?$/ { gsub(/#[0-9]+;/, ""); if (/#/) exit bad = 1; next }
        { print; exit bad = 1 }
        END { exit bad }' "$1"
}
for file in odd claims full; do check "mermaid $file" mermaid_is_plain "$work/$file.mermaid"; done

# The ends of each edge are nodes, and information never leads straight to information.
aif_is_sound() {
    awk '
        match($0, /"nodeID":"[0-9]+"/) { id = substr($0, RSTART + 10, RLENGTH - 11); match($0, /"type":"[A-Z]+"/); type[id] = substr($0, RSTART + 8, RLENGTH - 9) }
        match($0, /"fromID":"[0-9]+"/) { from = substr($0, RSTART + 10, RLENGTH - 11); match($0, /"toID":"[0-9]+"/); to = substr($0, RSTART + 8, RLENGTH - 9)
            if (!(from in type) || !(to in type) || (type[from] == "I" && type[to] == "I")) { print; bad = 1 } edges++ }
        END { exit bad || !edges }' "$1"
}
for file in odd claims full; do check "aif $file" aif_is_sound "$work/$file.aif"; done

# ---- the picture ----
# Boxes of nodes stand first in a group, behind its title; those of the legend do not.
boxes_keep_apart() {
    grep '^<g><title>' "$1" | sed -n 's/.*<rect class="[a-z]*" x="\([-0-9.]*\)" y="\([-0-9.]*\)" width="\([0-9.]*\)" height="\([0-9.]*\)".*/\1 \2 \3 \4/p' |
        awk '{ x[NR] = $1; y[NR] = $2; w[NR] = $3; h[NR] = $4
               for (i = 1; i < NR; i++) if (x[i] < $1 + $3 && $1 < x[i] + w[i] && y[i] < $2 + $4 && $2 < y[i] + h[i]) { print i, NR, $0; bad = 1 } }
             END { exit bad || NR < 50 }'
}
for file in claims full; do check "boxes of $file" boxes_keep_apart "$work/$file.svg"; done
# Words on each ground by 4.5 to 1, lines on paper by 3 to 1, in light and in dark (WCAG 2.2).
colours_contrast() {
    grep -o '#map{--[^}]*}' "$1" | sort -u | awk '
        function channel(hex) { hex = (index("0123456789abcdef", substr(hex, 1, 1)) - 1) * 16 + index("0123456789abcdef", substr(hex, 2, 1)) - 1
            hex /= 255; return hex <= 0.03928 ? hex / 12.92 : exp(2.4 * log((hex + 0.055) / 1.055)) }
        function light(name) { c = colour[name]; return 0.2126 * channel(substr(c, 2, 2)) + 0.7152 * channel(substr(c, 4, 2)) + 0.0722 * channel(substr(c, 6, 2)) }
        function demand(a, b, least,   x, y, ratio) { x = light(a); y = light(b); ratio = x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05)
            tests++; if (ratio < least) { print a, b, ratio; bad = 1 } }
        { gsub(/#map\{|\}/, ""); count = split($0, list, ";")
          for (i = 1; i <= count; i++) if (split(list[i], pair, ":") == 2) colour[substr(pair[1], 3)] = pair[2]
          grounds = split("paper plain est ref und uns inc", ground, " ")
          for (i = 1; i <= grounds; i++) { demand("ink", ground[i], 4.5); demand("faint", ground[i], 4.5) }
          lines = split("line est-line ref-line und-line uns-line inc-line undercut beats", line, " ")
          for (i = 1; i <= lines; i++) demand(line[i], "paper", 3) }
        END { exit bad || tests != 44 }'
}
check "contrast" colours_contrast "$work/claims.svg"
refers_to_nothing() { ! grep -E '(href|src|@import|url\([^#])' "$1"; }
check "no reference leaves the picture" refers_to_nothing "$work/full.svg"

# ---- the same whatever the order of facts, and however it was computed ----
head='source a "A". source b "B". relation p(x: symbol). relation q(x: symbol). relation r(x: symbol). relation s(x: symbol, n: int).
relation t(n: int).
rule one: presumably q(X) :- p(X), N = count(M : s(X, M)), N > 1 unless r(X).
rule two: presumably -q(X) :- s(X, 2).
rule three: r(X) :- s(X, _), not p(X).
rule four: t(N) :- s(_, N), q(_).
prefer one over two.
claim c: q(k), t(1).
claim d: t(N), N > 1.
claim e: -q(l).'
facts=('f1: p(k) cite a.' 'f2: p(l) cite b.' 'f3: s(k, 1) cite b.' 'f4: s(k, 2).' 'f5: s(k, 3) cite a, b.' 'f6: s(l, 2).' 'f7: s(m, 2).' 'f8: presumably r(k) cite b.' 'f9: presumably -r(k) cite a.')
{ echo "$head"; printf '%s\n' "${facts[@]}"; } >"$work/order.hence"
"$hence" map "$work/order.hence" --format json >"$work/first" 2>&1
{ echo "$head"; printf '%s\n' "${facts[@]}" | tac; } >"$work/order.hence"
"$hence" map "$work/order.hence" --format json >"$work/second" 2>&1
check "the order of facts" cmp "$work/first" "$work/second"
for way in sets unions meets streams vectors bounds guards distinct portions claims ready; do
    "$hence" map $thesis --full --format json --disable $way >"$work/way" 2>&1
    check "without $way" cmp "$work/full.json" "$work/way"
done

# ---- limits ----
"$hence" map $thesis --full --timeout 0.0001 >"$work/out" 2>"$work/log"
if [ $? = 5 ]; then good; else bad "a limit is told"; fi

echo "map: $passed passed, $failed failed"
[ $failed = 0 ]
