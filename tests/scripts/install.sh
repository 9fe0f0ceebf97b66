#!/usr/bin/env bash
# What `make install` puts where, and that it works there: the libraries by pkg-config, the manual, the completions, the rules.
# usage: install.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"
mode=$(basename "$(dirname "$hence")")
cc=${CC:-cc}
flags=; [ "$mode" = cov ] && flags=--coverage # what the archive was compiled with is linked with it
at="$work/root"; usr="$at/usr"; lib="$usr/lib"
version=$("$hence" version); version=${version#hence }
made() { env -u MAKEFLAGS -u MAKELEVEL make -s -C "$root" MODE="$mode" "$@" prefix=/usr; }
contents() { find "$at" ! -type d | sed "s|^$at||" | sort; }

mkdir -p "$usr/share/man/man1" "$usr/lib" "$usr/share/hence"
touch "$usr/share/man/man1/hence-of-others.1" "$usr/lib/libhence-of-others.so" "$usr/share/hence/of-others"
contents >"$work/before"
check "make install" made install DESTDIR="$at"
for file in bin/hence include/hence.h lib/libhence.a lib/libhence.so lib/libhence.so.0 "lib/libhence.so.$version" \
    lib/pkgconfig/hence.pc share/man/man1/hence.1 share/man/man1/hence-why.1 share/bash-completion/completions/hence \
    share/zsh/site-functions/_hence share/fish/vendor_completions.d/hence.fish; do
    check "$file is installed" test -s "$usr/$file"
done
check "the installed command" "$usr/bin/hence" check "$usr/share/hence/rules/regime/kazakh_russian.hence"
check "all rules are installed" diff -r "$root/rules" "$usr/share/hence/rules"
for command in $("$hence" help | awk 'NF == 0 { n++ } n == 1 && NF { print $1 }'); do
    check "$command has a page" test -s "$usr/share/man/man1/hence-$command.1"
done
check "the manual is that of the command" sh -c "'$hence' manual whynot | cmp - '$usr/share/man/man1/hence-whynot.1'"
check "bash finds the completion" bash --norc -c ". '$usr/share/bash-completion/completions/hence' && complete -p hence"

# ---- what the shared library shows: the names of hence.h, with a version ----
sed '/^typedef/d' "$usr/include/hence.h" | grep -oE '^[a-z].*\bhence_[a-z_]+\(' | grep -oE 'hence_[a-z_]+\(' | tr -d '(' | sort >"$work/names"
if command -v nm >/dev/null; then
    nm -D --defined-only "$lib/libhence.so" | awk '$2 == "T" { print $3 }' | sort >"$work/shown"
    check "libhence.so shows hence.h" diff <(sed 's/$/@@HENCE_0/' "$work/names") "$work/shown"
fi
if command -v readelf >/dev/null; then
    check "libhence.so has a name" sh -c "readelf -d '$lib/libhence.so' | grep -q 'SONAME.*\[libhence.so.0\]'"
    check "libhence.so has no text relocations" sh -c "! readelf -d '$lib/libhence.so' | grep -q TEXTREL"
fi

# ---- the README's program, as the README says it is built ----
page="$root/README.md"
awk '/^```hence$/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$work/family.hence"
awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' "$page" >"$work/ask.c"
awk '/^```c$/ { seen = 1 } seen && /^```text$/ { on = 1; seen = 0; next } /^```/ { on = 0 } on' "$page" >"$work/want"
cd "$work" || exit 1
if command -v pkg-config >/dev/null; then
    export PKG_CONFIG_LIBDIR="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$at"
    check "hence.pc has the version" test "$(pkg-config --modversion hence)" = "$version"
    line=$(grep -oE '`cc ask\.c [^`]*`' "$page" | tr -d '`' | head -1)
    # shellcheck disable=SC2016
    if [ "${line#*'$(pkg-config --cflags --libs hence)'}" != "$line" ]; then good; else bad "the README does not say how a program is linked"; fi
    check "the README's program, shared" eval "$cc${line#cc} -Wall -Werror -o shared"
    line=$(grep -oE '`cc -static ask\.c [^`]*`' "$page" | tr -d '`')
    check "the README's program, static" eval "$cc${line#cc} $flags -o static"
    for kind in shared static; do
        check "the README's program runs, $kind" sh -c "LD_LIBRARY_PATH='$lib' ./$kind >got && diff want got"
    done
    if command -v ldd >/dev/null; then
        check "it is linked with libhence.so.0" sh -c "ldd shared | grep -q 'libhence\.so\.0'"
        check "it is linked without" sh -c "! ldd static 2>&1 | grep -q libhence"
    fi
    check "threads.c is compiled" sh -c "$cc -std=c11 -Wall -Wextra -Werror '$root/tests/library/threads.c' \$(pkg-config --cflags --libs hence) -pthread -o threads"
    check "threads have an engine each" env LD_LIBRARY_PATH="$lib" ./threads
fi

# ---- the Python module, found below the prefix, and the README's example ----
if command -v python3 >/dev/null; then
    where=$(dirname "$(find "$at" -path '*/hence/__init__.py')")
    export PYTHONPATH; PYTHONPATH=$(dirname "$where")
    check "the module is used" python3 "$root/tests/library/module.py"
    block() { awk -v kind="$1" '$0 == "```python" { seen = 1 } $0 == "```" kind && seen { on = 1; if (kind == "text") seen = 0; next } /^```/ { on = 0 } on' "$page"; }
    block python >example.py; block text >example.want
    check "the README has an example in Python" test -s example.py
    check "it prints what it should" sh -c "python3 example.py >example.got && diff example.want example.got"
    cat >sizes.c <<'END'
#include <hence.h>
#include <stdio.h>
int main(void) { return printf("%zu %zu %zu %zu\n", sizeof(hence_text), sizeof(hence_policy), sizeof(hence_limits), sizeof(hence_options)) < 0; }
END
    check "sizes.c is compiled" sh -c "$cc -I'$usr/include' sizes.c -o sizes"
    check "structures are as large as in hence.h" sh -c "./sizes | grep -qx \"\$(python3 -c 'from hence._library import *; print(*map(ctypes.sizeof, (Text, Policy, Limits, Options)))')\""
    check "so many questions and formats as in hence.h" sh -c "python3 -c 'from hence._library import *; print(len(QUESTIONS), len(FORMATS))' | grep -qx \"\$(grep -oE 'HENCE_REPORT = [0-9]+' '$usr/include/hence.h' | awk '{ print \$3 + 1 }') \$(grep -oE 'HENCE_AIF = [0-9]+' '$usr/include/hence.h' | awk '{ print \$3 + 1 }')\""
    unset PYTHONPATH
fi

# ---- each file is in one of the Debian packages ----
check "make install, as Debian has it" made install DESTDIR="$work/debian" libdir=/usr/lib/any zshdir=/usr/share/zsh/vendor-completions \
    pythondir=/usr/lib/python3/dist-packages
strangers=
while IFS= read -r file; do
    homes=0
    for pattern in $(cat "$root"/runtime/package/debian/*.install); do
        # shellcheck disable=SC2254
        case $file in $pattern | $pattern/*) homes=$((homes + 1)) ;; esac
    done
    [ $homes = 1 ] || strangers="$strangers $file"
done < <(cd "$work/debian" && find . ! -type d | sed 's|^\./||')
if [ -z "$strangers" ]; then good; else bad "in no package or in several:$strangers"; fi

# ---- and away again ----
check "make uninstall" made uninstall DESTDIR="$at"
contents >"$work/after"
check "make uninstall leaves what is not ours" diff "$work/before" "$work/after"
check "make uninstall leaves no folders of ours" sh -c "[ \$(find '$usr/share/hence' -type d | wc -l) = 1 ]"
rm -f "$usr/share/hence/of-others"; check "make uninstall again" made uninstall DESTDIR="$at"
check "the last folder goes too" test ! -e "$usr/share/hence"
left=$(cd "$usr" && find share -mindepth 1 -type d -empty ! -path share/man/man1 | tr '\n' ' ')
if [ -z "$left" ]; then good; else bad "empty folders are left: $left"; fi

echo "install: $passed passed, $failed failed"
[ $failed = 0 ]
