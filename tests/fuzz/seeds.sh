#!/usr/bin/env bash
# Fills a folder with inputs of a fuzz target, made from rules/, the golden cases and seeds/.
# usage: seeds.sh TARGET FOLDER [STEP]      of the golden cases each STEP-th (1)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1 step=${3:-1}
mkdir -p "$2"; folder=$(cd "$2" && pwd)
cd "$here/../.."

# files NAME MOST: of that name, and MOST bytes at most
files() { find rules tests/golden -name "$1" -type f -size -"$2"c | LC_ALL=C sort | awk -v step="$step" 'NR % step == 0'; }
name() { echo "$1" | tr '/ ' '__'; }
# one FILE BYTE: BYTE, then the file
one() { { printf "$2"; cat "$1"; } >"$folder/$(name "$1")"; }
# whole FILE: a rule file, and behind marks all that lies beside it
whole() {
    local beside at
    at=$(dirname "$1")
    { cat "$1"
      find "$at" -type f -size -4000c \( -name '*.hence' -o -name '*.csv' -o -name '*.tsv' -o -name '*.facts' -o -name '*.bib' \) |
          LC_ALL=C sort | while read -r beside; do
          if [ "$beside" != "$1" ]; then printf '\n=== %s\n' "${beside#"$at"/}"; cat "$beside"; fi
      done
    } >"$folder/$(name "$1")"
}

case $target in
parse) files '*.hence' 6000 | while read -r file; do one "$file" ''; done ;;
csv)
    files '*.csv' 4000 | while read -r file; do one "$file" '\0'; done
    files '*.tsv' 4000 | while read -r file; do one "$file" '\1'; done
    files '*.facts' 4000 | while read -r file; do one "$file" '\2'; done ;;
bib) files '*.bib' 20000 | while read -r file; do one "$file" ''; done ;;
cells) for cell in 12 -3 2014-03-18 2014-03 2014 1e300 0.1 -0.0 none '' 9223372036854775807 'two words'; do printf '%s' "$cell" >"$folder/$(name "cell$cell")"; done ;;
grade) for kind in '\0' '\1'; do
        files '*.hence' 1500 | grep -E '^rules/ex|/(grade|argue)/' | while read -r file; do { printf "$kind"; cat "$file"; } >"$folder/${kind#?}$(name "$file")"; done
    done ;;
lsp) ;; # all of seeds/lsp
run) files 'case.hence' 2500 | while read -r file; do whole "$file"; done ;;
*) echo "seeds: there is no target $target" >&2; exit 2 ;;
esac
if [ -d "$here/seeds/$target" ]; then cp "$here/seeds/$target"/* "$folder"; fi
