#!/bin/sh
# Debian packages of the last commit, made of the archive of the sources as Debian makes them: hence (the command), libhence0,
# libhence-dev, python3-hence, and the source package.  The changelog is the list of versions in README.md.
# usage: deb.sh VERSION DATE FOLDER MAKE
set -eu
version=$1; date=$2; folder=$3; make=$4
for tool in dpkg-buildpackage dh git; do
    command -v $tool >/dev/null || { echo "deb: it needs $tool (Debian: apt-get install dpkg-dev debhelper dh-python git)" >&2; exit 1; }
done
here=$(cd "$(dirname "$0")" && pwd)
maintainer=$(git log -1 --format='%an <%ae>')
rm -rf "$folder"; mkdir -p "$folder"
sh "$here/dist.sh" "$version" "$folder" "$make" >/dev/null
mv "$folder/hence-$version.tar.gz" "$folder/hence_$version.orig.tar.gz"
tar -xzf "$folder/hence_$version.orig.tar.gz" -C "$folder"
source=$folder/hence-$version
cp -r "$source/runtime/package/debian" "$source/debian"
sed -i "s|@maintainer@|$maintainer|" "$source/debian/control"
{
    echo "hence ($version-1) unstable; urgency=medium"
    echo
    # `- 0.4, what it brings: ...` and the lines below it
    awk -v version="${version%.*}" '
        $0 ~ "^- " version ", " { on = 1; sub("^- " version ", ", ""); printf "%s", $0; next }
        /^- / || NF == 0 { on = 0 }
        on { sub("^ *", ""); printf " %s", $0 }' "$source/README.md" | tr -d '\`' | fold -s -w 74 |
        sed '1s/^/  * /; 2,$s/^/    /; s/ *$//'
    echo
    echo
    echo " -- $maintainer  $(LC_ALL=C date -u -R -d "$date")"
} >"$source/debian/changelog"
(cd "$source" && unset MAKEFLAGS MAKELEVEL MFLAGS CFLAGS CPPFLAGS LDFLAGS MODE CC; DEB_BUILD_OPTIONS="parallel=$(getconf _NPROCESSORS_ONLN) ${DEB_BUILD_OPTIONS:-}" dpkg-buildpackage -us -uc) \
    >"$folder/log" 2>&1 || { tail -30 "$folder/log" >&2; exit 1; }
rm -rf "$source"
if command -v lintian >/dev/null; then
    lintian --fail-on error "$folder"/*.changes || { echo "deb: lintian finds errors" >&2; exit 1; }
else echo "deb: lintian is not there to look at them" >&2; fi
ls "$folder"/*.deb
