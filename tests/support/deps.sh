#!/bin/sh
# Installs what building and testing Hence needs, where apt-get can; elsewhere says what to install.
#   usage: deps.sh [page]      page: what `make wasm` and `make page` need, too
set -u
with=${1:-}
packages="gcc make flex bison libcmocka-dev libedit-dev libjansson-dev pkg-config git python3 python3-jsonschema tidy"

have_all() {
    for tool in gcc make flex bison git tidy; do command -v "$tool" >/dev/null 2>&1 || return 1; done
    echo '#include <histedit.h>' | gcc -x c -E - >/dev/null 2>&1 || return 1
    printf '#include <stdarg.h>\n#include <stddef.h>\n#include <setjmp.h>\n#include <stdint.h>\n#include <cmocka.h>\nint main(void){return 0;}\n' |
        gcc -x c -o /dev/null - -lcmocka 2>/dev/null || return 1
    printf '#include <jansson.h>\nint main(void){return !json_object();}\n' | gcc -x c -o /dev/null - -ljansson 2>/dev/null || return 1
    python3 -c 'import jsonschema' 2>/dev/null || /usr/bin/python3 -c 'import jsonschema' 2>/dev/null || return 1
    printf 'int main(void){return 0;}\n' | gcc -x c -fsanitize=address,undefined -o /dev/null - 2>/dev/null || return 1
}

# For `make wasm` and `make page`: a compiler and a browser more, which nobody else needs to wait for.  What cannot be had is
# only told.
for_page="clang lld llvm wasi-libc libclang-rt-dev-wasm32 binaryen nodejs npm chromium"
have_page() {
    for tool in clang wasm-ld llvm-ar wasm-opt node npm; do command -v "$tool" >/dev/null 2>&1 || return 1; done
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || return 1
    [ -d /usr/include/wasm32-wasi ] && [ -n "$(find /usr/lib/llvm-* -name 'libclang_rt.builtins-wasm32.a' 2>/dev/null)" ]
}
install_page() {
    [ "$with" = page ] && ! have_page || return 0
    # One by one: a Debian may have some, and others from elsewhere.
    for package in $for_page; do
        case $package in
        lld) command -v wasm-ld >/dev/null 2>&1 && continue ;;
        nodejs) command -v node >/dev/null 2>&1 && continue ;;
        clang | npm | chromium) command -v "$package" >/dev/null 2>&1 && continue ;;
        esac
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package" >/dev/null 2>&1 ||
            echo "deps: without $package, which make wasm or make page may need"
    done
}

have_all && { [ "$with" != page ] || have_page; } && { echo "deps: all there"; exit 0; }
if command -v apt-get >/dev/null 2>&1; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || { have_all && exit 0; echo "deps: run as root: apt-get install $packages" >&2; exit 1; }
        as_root=sudo
    fi
    $as_root apt-get update -q || have_all || exit 1
    have_all || $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages libc6-dev || exit 1
    install_page
fi
have_all && exit 0
echo "deps: please install a C compiler, GNU make, flex, bison 3.8, cmocka, libedit, jansson, tidy and jsonschema for python3 (Debian: $packages)" >&2
exit 1
