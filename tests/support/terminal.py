"""A program at a pseudo-terminal: what is typed, and what is waited for on the screen."""
import os
import pty
import re
import select
import signal
import sys
import termios
import time


class Terminal:
    def __init__(self, command, environment=None, patience=60.0, has_editor=False):
        self.patience = patience
        self.has_editor = has_editor  # which prints its prompt before it reads key by key
        self.screen = ""  # all that was printed, without what moves the cursor
        self.seen = 0  # of it, what was waited for already
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **(environment or {})})
            os.execv(command[0], command)

    def _read(self, until):
        """One more piece; False at the end or when the time is over."""
        wait = until - time.monotonic()
        if wait <= 0 or not select.select([self.fd], [], [], wait)[0]:
            return False
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            return False
        text = piece.decode("utf-8", "replace").replace("\r", "")
        self.screen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07", "", text)
        return bool(piece)

    def wait(self, words, seconds=None):
        """True once the words come behind what was waited for before."""
        until = time.monotonic() + (seconds or self.patience)
        while words not in self.screen[self.seen:]:
            if not self._read(until):
                return False
        self.seen += self.screen[self.seen:].index(words) + len(words)
        return True

    def type(self, words):
        """Keys, once somebody reads them; typed before, Ctrl-D and the like would be the terminal's own."""
        until = time.monotonic() + self.patience
        while self.has_editor and termios.tcgetattr(self.fd)[3] & termios.ICANON and time.monotonic() < until:
            time.sleep(0.002)
        os.write(self.fd, words.encode())

    def interrupt(self):
        os.write(self.fd, b"\x03")

    def end(self, seconds=None):
        """The exit status, once it has ended; None if it has not."""
        until = time.monotonic() + (seconds or self.patience)
        while time.monotonic() < until:
            self._read(min(until, time.monotonic() + 0.05))
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


class Checks:
    """Counts what holds, beside what a script has counted before, and tells what does not."""

    def __init__(self, name):
        self.name = name
        self.passed, self.failed = (int(os.environ.get(word, 0)) for word in ("passed", "failed"))

    def that(self, what, holds, terminal=None):
        if holds:
            self.passed += 1
            return
        self.failed += 1
        print("FAILED " + what)
        if terminal:
            print("    " + terminal.screen[-600:].replace("\n", "\n    "))

    def finish(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(self.failed != 0)
