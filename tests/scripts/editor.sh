#!/usr/bin/env bash
# The files for editors know each word of the language: those of the lexer, and the functions, conditions, aggregates and types.
# usage: editor.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

words=$({
    sed -n '/^static const Word STARTERS/,/^static int find_word/p' lang/syntax/lexer.l | grep -oE '\{"[a-z_]+", (HENCE_|1)' | grep -oE '[a-z_]+"'
    grep -oE 'strcmp\(text, "[a-z]+"\) == 0' lang/syntax/lexer.l | grep -oE '"[a-z]+"' | grep -xE '"(cite|to)"'
    grep -oE 'X\((FN|IS|AGG)_[A-Z_]+, "[a-z_]+"' lang/program/builtin.h | grep -oE '[a-z_]+"$'
} | tr -d '"' | sort -u)
if [ "$(wc -w <<<"$words")" -gt 60 ]; then good; else bad "the words of the language are not found: $words"; fi
for file in lang/editor/vscode/hence.tmLanguage.json lang/editor/vim/syntax/hence.vim; do
    for word in $words symbol int float date none; do
        if grep -qE "(\(|\\\\\||\| |\||[^a-z_])$word(\)|\\\\\||\||[^a-z_]|$)" "$file"; then good; else bad "$file lacks '$word'"; fi
    done
done
for word in $words; do
    grep -qE "FN_|IS_|AGG_" <<<"$(grep -E "\"$word\"" lang/program/builtin.h)" && [ "$word" != mod ] && continue
    if grep -q "{\"$word\"," lang/editor/words.c; then good; else bad "lang/editor/words.c lacks '$word'"; fi
done

if command -v python3 >/dev/null; then
    for file in lang/editor/vscode/*.json; do check "$file is JSON" python3 -m json.tool "$file"; done
fi
if command -v node >/dev/null; then check "the extension is read" node --check lang/editor/vscode/extension.js; fi

# What Vim makes of a line, where there is a Vim.
if vim --version 2>/dev/null | grep -q '+eval' && vim --version | grep -q '+syntax'; then
    printf '%s\n' '%% doc' 'relation member(who: symbol, at: int) "{who} is"  key(who).' 'r1: presumably p(X) :- q(X), not r(2.5) cite k.' >"$work/v.hence"
    vim -es -u NONE -N -i NONE --cmd 'set rtp^=lang/editor/vim' +'filetype plugin on' +'syntax on' +"e $work/v.hence" +"redir! > $work/seen" \
        +'for w in [[1,1],[2,1],[2,22],[2,40],[2,53],[3,1],[3,5],[3,18],[3,30],[3,36],[3,41]] | echo synIDattr(synID(w[0],w[1],1),"name") | endfor' \
        +'redir END' +'qa!' >/dev/null 2>&1
    tr -d '\r' <"$work/seen" | grep . >"$work/got"
    printf '%s\n' henceDoc henceKeyword henceType henceColumn henceKeyword henceLabel henceKeyword henceVariable \
        henceOperatorWord henceNumber henceKeyword >"$work/want"
    check "Vim colours a text" diff "$work/want" "$work/got"
fi
# The README's lines for Neovim start the server, and what it has to say comes: those that the version at hand is new enough for.
if command -v nvim >/dev/null && "$hence" lsp --help >/dev/null 2>&1 && ! "$hence" lsp </dev/null 2>&1 | grep -q jansson; then
    mkdir -p "$work/bin" "$work/nvim"; ln -sf "$hence" "$work/bin/hence"
    lua() { awk -v n="$1" '/^  ```lua$/ { i++; on = i == n; next } /^  ```$/ { on = 0 } on' README.md; }
    {
        echo "vim.opt.runtimepath:append('$PWD/lang/editor/vim'); vim.cmd('filetype plugin on')"
        if nvim --version | head -n 1 | grep -qE 'v(0\.(1[1-9]|[2-9][0-9])|[1-9])'; then lua 1; else lua 2; fi
    } >"$work/nvim/init.lua"
    printf '%s\n' 'vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20)' \
        'for _, d in ipairs(vim.diagnostic.get(0)) do io.stdout:write(d.lnum, ":", d.col, " ", d.code, "\n") end' 'vim.cmd("qa!")' >"$work/nvim/ask.lua"
    printf 'p(a).\nclaim c p(a).\n' >"$work/nvim/t.hence"
    (cd "$work/nvim" && HOME=$work PATH="$work/bin:$PATH" timeout 60 nvim --headless -u init.lua t.hence -c 'luafile ask.lua' >got 2>errors)
    echo '1:8 E0101' >"$work/nvim/want"
    check "Neovim shows what the server says" diff "$work/nvim/want" "$work/nvim/got"
fi
echo "editor: $passed passed, $failed failed"
[ $failed = 0 ]
