"""What goes wrong, as exceptions: one class for each status of hence.h that is no answer."""


class Error(Exception):
    """A call that was not answered.

    `str()` of it is what the command would print.  `diagnostics` are the same as records, dicts with "code", "severity",
    "message", "file", "line", "column", "remedy" and more, as the command gives them with --format json; `notes` are lines
    that have no place in a file.  `answer` is what there is of an answer, or None: where a limit stopped the engine, some.
    """

    status = None

    def __init__(self, words, diagnostics=(), notes=(), answer=None):
        super().__init__(words)
        self.diagnostics = list(diagnostics)
        self.notes = list(notes)
        self.answer = answer


class BadQuestion(Error):
    """The question has errors, or what is supposed names something that is not there."""

    status = 2


class BadData(Error):
    """A table has errors, rows were not taken, or a value could not be computed."""

    status = 3


class BadRules(Error):
    """The rules have errors, or cannot be read."""

    status = 4


class Stopped(Error):
    """A limit was reached: what there is, is partial."""

    status = 5


class Cancelled(Error):
    """Engine.cancel() ended it: what there is, is partial."""

    status = 6


class NoMemory(Error):
    """The engine is good for nothing more."""

    status = 7


class Misuse(Error):
    """Called in the wrong order, or with what the call does not take."""

    status = 8


class Bug(Error):
    """What was found failed its own check: a bug of ours."""

    status = 9


BY_STATUS = {kind.status: kind for kind in Error.__subclasses__()}
