#!/usr/bin/env bash
# Reports: they are valid HTML, lead nowhere outside, their links resolve, and the same input gives the same bytes.
# What validates them (tidy, xmllint) is used where it is installed.
# usage: report.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

# ---- pages ----
thesis=rules/regime/kazakh_russian.hence
small=tests/golden/report/bridge/case.hence
check "the thesis" "$hence" report $thesis -o "$work/thesis.html"
check "the thesis as Markdown, some claims" "$hence" report $thesis --claim e1_regime --claim n16_fear --claim u14_air_defence -o "$work/some.md"
check "a small theory" "$hence" report $small -o "$work/small.html"
check "a rival" "$hence" report rules/regime/kazakh_russian_predictions.hence --against rules/regime/security_alliance.hence -o "$work/rival.html"
printf 'p(a). q(X) :- p(X).\n' >"$work/none.hence"
check "no claims" "$hence" report "$work/none.hence" -o "$work/none.html"
printf 'claim \x27<odd> & "name"\x27 "a < b & \\"c\\" \x27d\x27": p("x<y"). p("x<y"). f1: r("&amp;"). presumably s("</style>"). claim t: s("</style>"), r("&amp;"), not p(b).\n' >"$work/odd.hence"
check "odd words" "$hence" report "$work/odd.hence" -o "$work/odd.html"
pages="thesis small rival none odd"

# tidy says something about every error and warning; it knows HTML 5 but no letter of SVG, which xmllint reads.
is_valid() { tidy -e -q "$1"; }
if command -v tidy >/dev/null; then
    for page in $pages; do check "tidy $page" is_valid "$work/$page.html"; done
else
    echo "report: tidy is not installed: pages are not validated (make deps)"
fi
# Void elements are closed and entities are those of XML, so that the rest must nest.
nests() { sed -e '1d' -e 's/<\(meta [^>]*\|br\)>/<\1\/>/g' -e 's/<details open>/<details open="">/g' "$1" | xmllint --noout -; }
if command -v xmllint >/dev/null; then
    for page in $pages; do check "nesting of $page" nests "$work/$page.html"; done
else
    echo "report: xmllint is not installed: nesting is not checked"
fi

leads_nowhere() { ! grep -noE '(href="[^#]|src=|srcset=|@import|url\([^#]|<(script|link|iframe|object|embed|img|base)\b)' "$1"; }
ids_are_unique() { [ -z "$(grep -oE ' id="[^"]*"' "$1" | sort | uniq -d | tee /dev/stderr)" ]; }
links_resolve() {
    grep -oE '(href="#[^"]*"|url\(#[^)]*\))' "$1" | sed -E 's/^(href="#|url\(#)//; s/["\)]$//' | sort -u >"$work/links"
    grep -oE ' id="[^"]*"' "$1" | sed 's/^ id="//; s/"$//' | sort -u >"$work/ids"
    [ -s "$work/links" ] && [ -z "$(comm -23 "$work/links" "$work/ids" | tee /dev/stderr)" ]
}
# One h1; no level is left out on the way down.
headings_descend() {
    grep -oE '<h[1-6]' "$1" | tr -d '<h' | awk '{ if (NR == 1 ? $1 != 1 : $1 == 1 || $1 > last + 1) exit bad = 1; last = $1 } END { exit bad || !NR }'
}
is_accessible() {
    grep -q '<html lang="en">' "$1" && grep -q '<main id="main">' "$1" && grep -q 'class="skip" href="#main"' "$1" &&
        grep -q '<nav aria-label=' "$1" && ! grep -oE '<th>|<svg [^>]*>' "$1" | grep -vE '<svg .*aria-label='
}
for page in $pages; do
    check "$page leads nowhere" leads_nowhere "$work/$page.html"
    check "ids of $page" ids_are_unique "$work/$page.html"
    check "links of $page" links_resolve "$work/$page.html"
    check "headings of $page" headings_descend "$work/$page.html"
    check "$page can be read by all" is_accessible "$work/$page.html"
done
md_links_resolve() {
    grep -oE '\]\(#[^)]*\)' "$1" | sed 's/^](#//; s/)$//' | sort -u >"$work/links"
    grep -oE '<a id="[^"]*"' "$1" | sed 's/^<a id="//; s/"$//' | sort >"$work/ids"
    [ -z "$(uniq -d "$work/ids")" ] && [ -z "$(comm -23 "$work/links" "$work/ids" | tee /dev/stderr)" ]
}
check "links of Markdown" md_links_resolve "$work/some.md"
is_small() { [ "$(wc -c <"$1")" -lt 5000000 ]; }
check "the thesis is below 5 MB" is_small "$work/thesis.html"

# Words on each ground by 4.5 to 1, in light, dark and print (WCAG 2.2).
colours_contrast() {
    grep -o ':root{--paper[^}]*}' "$1" | awk '
        function channel(hex) { hex = (index("0123456789abcdef", substr(hex, 1, 1)) - 1) * 16 + index("0123456789abcdef", substr(hex, 2, 1)) - 1
            hex /= 255; return hex <= 0.03928 ? hex / 12.92 : exp(2.4 * log((hex + 0.055) / 1.055)) }
        function light(name) { c = colour[name]; return 0.2126 * channel(substr(c, 2, 2)) + 0.7152 * channel(substr(c, 4, 2)) + 0.0722 * channel(substr(c, 6, 2)) }
        function demand(a, b,   x, y, ratio) { x = light(a); y = light(b); ratio = x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05)
            tests++; if (ratio < 4.5) { print a, b, ratio; bad = 1 } }
        { gsub(/:root\{|\}/, ""); count = split($0, list, ";")
          for (i = 1; i <= count; i++) if (split(list[i], pair, ":") == 2) colour[substr(pair[1], 3)] = pair[2]
          grounds = split("paper soft est ref und uns inc", ground, " ")
          for (i = 1; i <= grounds; i++) demand("ink", ground[i])
          demand("link", "paper"); demand("link", "soft"); demand("faint", "paper"); demand("faint", "soft") }
        END { exit bad || tests != 33 }'
}
check "contrast" colours_contrast "$work/small.html"

# ---- fingerprints ----
digests_are_those_of_sha256sum() {
    grep -oE '<code>[0-9a-f]{64}</code>  [^<]*' "$1" | sed 's/<code>//; s/<\/code>//' >"$work/sums"
    [ "$(wc -l <"$work/sums")" -gt 10 ] && sha256sum --quiet -c "$work/sums" &&
        grep '\.hence$' "$work/sums" | sha256sum | cut -c1-64 | grep -qFf - "$1"
}
check "fingerprints" digests_are_those_of_sha256sum "$work/thesis.html"

# ---- the same bytes ----
"$hence" report $thesis --claim e1_regime --claim n16_fear -o "$work/first.html" && "$hence" report $thesis --claim n16_fear --claim e1_regime -o "$work/second.html"
check "twice" cmp "$work/first.html" "$work/second.html"
for way in sets streams bounds; do
    "$hence" report $small --disable $way -o "$work/way.html"
    check "without $way" cmp "$work/small.html" "$work/way.html"
done
mkdir "$work/order"; cp $small "$work/order/main.hence"
sed -i '/^f[0-9]*:/d' "$work/order/main.hence"
grep '^f[1-3]:' $small >"$work/order/a.hence"; grep '^f[4-9]:' $small >"$work/order/b.hence"
order() { (cd "$work/order" && "$hence" report main.hence "$@"); }
order a.hence b.hence >"$work/ab.html"; order b.hence a.hence >"$work/ba.html"
check "the order of files" cmp "$work/ab.html" "$work/ba.html"
without_prints() { sed 's/<h2 id="fingerprints">.*//; /^<li><code>[0-9a-f]\{64\}/d; /^<p><code>[0-9a-f]\{64\}/d' "$1"; }
tac "$work/order/a.hence" >"$work/order/c" && mv "$work/order/c" "$work/order/a.hence"
order a.hence b.hence >"$work/cb.html"
check "the order of facts" cmp <(without_prints "$work/ab.html") <(without_prints "$work/cb.html")
no_date() { ! grep -q "$(date +%Y-%m-%d)" "$1"; }
check "no date of today" no_date "$work/small.html"

# ---- limits ----
"$hence" report $thesis --timeout 0.2 -o "$work/short.html" >"$work/log" 2>&1
if [ $? = 5 ]; then good; else bad "a limit is told"; fi
if [ ! -f "$work/short.html" ] || grep -q -e 'This is partial' -e 'was not looked for' -e 'there may be more' -e 'was stopped before it came to' "$work/short.html"; then good; else bad "a page says what is missing"; fi

echo "report: $passed passed, $failed failed"
[ $failed = 0 ]
