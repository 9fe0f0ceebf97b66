#!/usr/bin/env bash
# What a terminal shows: lines as wide as it is, the same words as through a pipe; and no colours where they are not wanted.
# usage: terminal.sh HENCE
set -u
. "$(dirname "$0")/../support/checks.sh"

# on_terminal COLUMNS COMMAND...: what stands on a terminal of that width.
on_terminal() {
    python3 - "$@" <<'END'
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
said = b''
try:
    while piece := os.read(terminal, 65536): said += piece
except OSError: pass  # the other side is closed
os.waitpid(child, 0)
sys.stdout.buffer.write(said.replace(b'\r\n', b'\n').replace(b'\r', b'').replace(b'\x1b[K', b''))
END
}
widest() { grep '[^ ] [^ ]' "$1" | wc -L; }  # a word that is longer than a line stays whole
words() { tr -s ' \n' '\n\n' <"$1"; }

thesis=rules/regime/kazakh_russian.hence
for question in "why $thesis e1_regime" "check $thesis" "whynot $thesis u7_collapse"; do
    "$hence" $question >"$work/pipe" 2>/dev/null
    for columns in 60 80 132; do
        on_terminal $columns "$hence" $question >"$work/terminal"
        check "${question%% *} has its words on $columns columns" cmp <(words "$work/pipe") <(words "$work/terminal")
        check "${question%% *} keeps to $columns columns" test "$(widest "$work/terminal")" -le $columns
    done
    on_terminal 20 "$hence" $question >"$work/terminal"
    check "${question%% *} leaves a terminal of 20 columns to itself" cmp "$work/pipe" "$work/terminal"
done
"$hence" why $thesis e1_regime --format json >"$work/pipe"
on_terminal 80 "$hence" why $thesis e1_regime --format json >"$work/terminal"
check "what programs read stays as it is" cmp "$work/pipe" "$work/terminal"

printf 'p(a)\n' >"$work/slip.hence"
NO_COLOR= on_terminal 80 "$hence" run "$work/slip.hence" >"$work/terminal"
check "a message is in colour" grep -q $'\x1b\[1;31m' "$work/terminal"
on_terminal 80 "$hence" run "$work/slip.hence" >"$work/terminal"
check "and without where NO_COLOR says so" grep -vq $'\x1b' "$work/terminal"
echo "terminal: $passed passed, $failed failed"
[ $failed = 0 ]
