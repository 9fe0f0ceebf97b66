#!/usr/bin/env bash
# The manual and the completions: whole, read without warnings by what reads them, and true.
# usage: manual.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
ln -s "$hence" "$work/hence"
PATH=$work:$PATH
mkdir "$work/in"; cd "$work/in" || exit 1 # not on the PATH: files will be called there as shells are
ln -s "$root/rules" rules
commands=$(hence help | awk 'NF == 0 { n++ } n == 1 && NF { print $1 }')
options=$(for command in $commands; do hence help "$command" | awk '/^options/ { on = 1; next } on { print $1 }'; done | sort -u)
if [ "$(echo "$commands" | wc -l)" -gt 15 ] && [ "$(echo "$options" | wc -l)" -gt 25 ]; then good; else bad "commands and options are read off the help"; fi
check "hence manual" sh -c 'hence manual >hence.1'
for command in $commands; do check "hence manual $command" sh -c "hence manual $command >hence-$command.1"; done
for shell in bash zsh fish; do check "hence completion $shell" sh -c "hence completion $shell >$shell"; done

# ---- every command and option is in each, as that is written there ----
holds() { # FILE WORDS...: each on a line of its own kind
    local file=$1 missing=; shift
    for word in "$@"; do grep -qF -e "$word" "$file" || missing="$missing '$word'"; done
    if [ -z "$missing" ]; then good; else bad "$file lacks$missing"; fi
}
for option in $options; do
    holds hence.1 "\\fB${option//-/\\-}\\fR"
    holds zsh "'*$option"
    if grep -qE -e "[\" ]$option[\" ]" bash; then good; else bad "bash lacks $option"; fi
done
for command in $commands; do
    holds hence.1 ".BR hence\\-$command (1)" "\\fB$command\\fR"
    for file in bash zsh; do holds $file "    $command)"; done
    holds fish "-a $command -d"
    of=$(hence help "$command" | awk '/^options/ { on = 1; next } on { print $1 }')
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS" FILES EXAMPLES "SEE ALSO"; do holds "hence-$command.1" ".SH $section"; done
    for option in $of; do
        holds "hence-$command.1" "\\fB${option//-/\\-}\\fR"
        case $option in --*) name="-l ${option#--}" ;; *) name="-s ${option#-}" ;; esac
        grep -qE -e "from $command' $name( |\$)" fish || bad "fish lacks $option of $command"
    done
done

# ---- what reads them has nothing to say ----
silent() { # NAME COMMAND...
    if "${@:2}" >log 2>&1 && [ ! -s log ]; then good; else bad "$1"; fi
}
for page in hence*.1; do
    if command -v mandoc >/dev/null; then silent "mandoc reads $page" mandoc -Tlint -W warning "$page"; fi
    if command -v groff >/dev/null; then
        groff -man -Tutf8 -ww "$page" >/dev/null 2>log
        if [ ! -s log ]; then good; else bad "groff reads $page"; fi
    fi
done
silent "bash reads its completion" bash -n bash
for shell in zsh fish; do
    if command -v $shell >/dev/null; then silent "$shell reads its completion" $shell -n $shell; fi
done

if command -v zsh >/dev/null; then
    mkdir functions && cp zsh functions/_hence
    got=$(zsh -fc 'fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[hence]' 2>&1)
    if [ "$got" = _hence ]; then good; else bad "zsh takes its completion for '$got'"; fi
    rm -r functions
fi

# ---- bash completes ----
touch a.hence births.csv; mkdir folder
completed() { # WANT WORDS...: the last word is completed
    local got
    got=$(bash --norc -c '. ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hence; printf "%s\n" "${COMPREPLY[@]}"' - "${@:2}" 2>&1 | sort | tr '\n' ' ')
    if [ "$got" = "$1 " ]; then good; else bad "hence ${*:3}: completed as '$got', not '$1'"; fi
}
completed "why whynot" hence wh
completed "$(echo $commands --help --version | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//')" hence ""
completed "--full" hence why a.hence --fu
completed "--rejected --relation --rounds" hence trace a.hence --r
completed "json tap text" hence test --format ""
completed "mermaid" hence map --format = m
completed "dot" hence map a.hence --format d
completed "html json md" hence report --format =
completed "block" hence check --ambiguity b
completed "streams" hence run --disable st
completed "a.hence folder rules" hence check ""
completed "births.csv" hence check --facts bi
completed "folder" hence run --out f
completed "whynot" hence help whyn
completed "zsh" hence completion z
completed "" hence why a.hence --depth ""
completed "" hence explain --unknown
if command -v fish >/dev/null; then
    got=$(HOME=$work fish -c 'source fish; complete -C "hence map --format m"' 2>log | sort | cut -f1 | tr '\n' ' ')
    if [ "$got" = "mermaid " ]; then good; else bad "fish completes a format as '$got'"; fi
fi

# ---- the examples of the pages do what they say ----
typed() { sed -n '/^\.EX$/,/^\.EE$/p' "$1" | grep -v '^\.E' | sed 's/\\-/-/g; s/\\(aq/'"'"'/g; s/\\(dq/"/g; s/\\(ga/`/g; s/\\(ha/^/g; s/\\(ti/~/g; s/\\e/\\/g'; }
typed hence.1 | grep -v '^hence ' >family.hence
check "the program of the manual" hence test family.hence
for page in hence*.1; do
    while IFS= read -r line; do
        case $line in *.hence* | *hence\ *) ;; *) continue ;; esac
        (eval "$line") >log 2>&1; status=$?
        if [ $status -le 1 ]; then good; else bad "$page: $line: exit status $status"; fi
    done < <(if [ "$page" = hence.1 ]; then typed $page | grep '^hence '; else typed "$page"; fi)
done
if [ "$(wc -c <ann.html)" -gt 100 ] && [ -d answers ] && [ -s claims.svg ]; then good; else bad "the examples write their files"; fi

# ---- what is not there ----
for words in "completion" "completion tcsh" "manual wy" "manual a b"; do
    hence $words >out 2>err; status=$?
    if [ $status = 2 ] && [ ! -s out ] && [ -s err ]; then good; else bad "hence $words: exit status $status"; fi
done

echo "manual: $passed passed, $failed failed"
[ $failed = 0 ]
