#!/bin/sh
# Whether the packages do in a clean Debian: installed, used, removed.  debootstrap makes that Debian, of the release that this is.
# usage: deb_check.sh FOLDER [README.md]     MIRROR and SUITE pick another
set -eu
folder=$1; page=${2:-README.md}
miss() { echo "deb-check: $1" >&2; exit 1; }
command -v debootstrap >/dev/null || miss "it needs debootstrap (Debian: apt-get install debootstrap)"
[ "$(id -u)" = 0 ] || miss "it needs root, for chroot"
ls "$folder"/hence_*.deb >/dev/null 2>&1 || miss "there are no packages in $folder: make deb"
suite=${SUITE:-$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")}
work=$(mktemp -d); trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
debootstrap --variant=minbase "$suite" "$root" "${MIRROR:-http://deb.debian.org/debian}" >"$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; miss "debootstrap failed"; }

mkdir "$root/packages"
for file in "$folder"/*.deb; do case $file in *-dbgsym_*) ;; *) cp "$file" "$root/packages" ;; esac; done
block() { awk -v kind="$1" '$0 == "```" kind { on = 1; next } /^```/ { on = 0 } on' "$page"; }
block hence >"$root/packages/family.hence"
block c >"$root/packages/ask.c"
block python >"$root/packages/example.py"
cat >"$root/packages/check" <<'END'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
cd /packages
find / -xdev \( -path /proc -o -path /sys -o -path /packages -o -path /var -o -path /tmp -o -path /run \) -prune -o -iname '*hence*' -print >before
apt-get install -qq -y ./*.deb >/dev/null
hence version
hence check family.hence
hence check /usr/share/hence/rules/regime/kazakh_russian.hence >/dev/null
hence map family.hence -o claims.svg
test -e /usr/share/bash-completion/completions/hence
gzip -t /usr/share/man/man1/hence.1.gz 2>/dev/null || test ! -e /usr/share/man/man1 # minbase may leave manuals out
apt-get install -qq -y --no-install-recommends gcc libc6-dev pkgconf >/dev/null
gcc ask.c $(pkg-config --cflags --libs hence) -o shared && ./shared
gcc -static ask.c $(pkg-config --static --cflags --libs hence) -o static && ./static >/dev/null
if [ -s example.py ]; then python3 example.py; fi
apt-get purge -qq -y $(dpkg-query -W -f '${Package} ${Source}\n' | awk '$1 == "hence" || $2 == "hence" { print $1 }') >/dev/null
find / -xdev \( -path /proc -o -path /sys -o -path /packages -o -path /var -o -path /tmp -o -path /run \) -prune -o -iname '*hence*' -print >after
diff before after
END
chroot "$root" sh /packages/check || miss "in the clean Debian: it does not do"
echo "deb-check: installed, used and removed in a clean $suite"
