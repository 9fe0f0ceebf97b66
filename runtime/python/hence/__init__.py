"""Hence from Python: facts go in, rules say what follows, and every conclusion can be asked why.

    import hence

    with hence.Engine() as engine:
        engine.add_text("family.hence", "relation parent(who, child). grandparent(X, Z) :- ...")
        engine.add("parent", [("ann", "bob"), ("bob", "cleo")])
        for who, child in engine.rows("grandparent(Who, Child)"):
            print(who, child)

It is a thin door to the shared library, by ctypes: no build, nothing else to install.  Answers are what the command
prints as JSON (see runtime/README.md), errors are exceptions with records.
"""

from .engine import NEGATIVE, OK, Answers, Engine, Lack, Step
from .errors import BadData, BadQuestion, BadRules, Bug, Cancelled, Error, Misuse, NoMemory, Stopped

__all__ = ["Answers", "BadData", "BadQuestion", "BadRules", "Bug", "Cancelled", "Engine", "Error", "Lack", "Misuse",
           "NEGATIVE", "NoMemory", "OK", "Step", "Stopped"]
