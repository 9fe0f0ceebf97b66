#!/usr/bin/env bash
# The page, used in a headless Chromium.
#   usage: page.sh HENCE
set -u
cd "$(dirname "$0")/../.." || exit 1

skip() { echo "page: skipped, $1: 0 passed, 0 failed"; exit 0; }
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no chromium"
command -v node >/dev/null || skip "there is no node"
[ -f build/page/index.html ] || skip "build/page is not there (make page)"
[ -d build/npm/node_modules/playwright-core ] || skip "playwright-core is not there (make page)"
[ -z "$(find lang runtime rules \( -name '*.[chly]' -o -name '*.*js' -o -name '*.css' -o -name '*.hence' \) -newer build/page/offline.js)" ] ||
    skip "build/page is older than the sources (make page)"
exec node tests/support/page.mjs build/page build/npm "$browser"
