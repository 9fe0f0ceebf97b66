"""A client of the language server, over pipes: what editors do, in a few lines."""
import json
import os
import subprocess
import threading
import queue

PATIENCE = 60  # seconds until a test gives up: never a measure of speed


class Client:
    def __init__(self, hence, folder=None, encodings=None, initialize=True, capabilities=None):
        self.process = subprocess.Popen([hence, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.inbox = queue.Queue()
        self.number = 0
        self.answers = {}
        self.diagnostics = {}
        self.published = 0
        self.log = []
        self.versions = {}
        threading.Thread(target=self._read, daemon=True).start()
        if initialize:
            able = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}},
                                     "hover": {"contentFormat": ["markdown"]},
                                     "publishDiagnostics": {"relatedInformation": True},
                                     "documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}}
            if encodings:
                able["general"] = {"positionEncodings": encodings}
            able.update(capabilities or {})
            self.server = self.ask("initialize", {"processId": None, "rootUri": uri(folder) if folder else None,
                                                  "capabilities": able})
            self.tell("initialized", {})

    def _read(self):
        out = self.process.stdout
        while True:
            length = 0
            line = out.readline()
            if not line:
                self.inbox.put(None)
                return
            while line.strip():
                name, value = line.decode().split(":", 1)
                if name.lower() == "content-length":
                    length = int(value)
                line = out.readline()
            self.inbox.put(json.loads(out.read(length)))

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def tell(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method, params):
        """Sends a request; gives its id."""
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        return self.number

    def take(self, timeout=PATIENCE):
        """One message from the server; None where it has ended."""
        message = self.inbox.get(timeout=timeout)
        if message is None:
            return None
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published += 1
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            self.versions[message["params"]["uri"]] = message["params"].get("version")
        elif "method" in message:
            self.log.append(message)
        else:
            self.answers[message["id"]] = message
        return message

    def wait(self, number):
        """The whole answer to a request."""
        while number not in self.answers:
            if self.take() is None:
                raise EOFError("the server has ended")
        return self.answers.pop(number)

    def ask(self, method, params):
        answer = self.wait(self.begin(method, params))
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["result"]

    def refusal(self, method, params):
        """The code and message with which it is refused."""
        answer = self.wait(self.begin(method, params))
        return (answer["error"]["code"], answer["error"]["message"]) if "error" in answer else (None, answer["result"])

    # ---- documents ----

    def open(self, where, text, version=1):
        self.tell("textDocument/didOpen", {"textDocument": {"uri": where, "languageId": "hence", "version": version,
                                                            "text": text}})

    def change(self, where, version, *changes):
        self.tell("textDocument/didChange", {"textDocument": {"uri": where, "version": version},
                                             "contentChanges": list(changes)})

    def messages(self, where, version):
        """What is published for that version."""
        while self.versions.get(where) != version:
            if self.take() is None:
                raise EOFError("the server has ended")
        return self.diagnostics[where]

    def at(self, method, where, line, character, **more):
        params = {"textDocument": {"uri": where}, "position": {"line": line, "character": character}}
        params.update(more)
        return self.ask("textDocument/" + method, params)

    def of(self, method, where, **more):
        return self.ask("textDocument/" + method, {"textDocument": {"uri": where}, **more})

    def end(self):
        """Shuts it down; gives its exit status."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(timeout=PATIENCE)


class Refused(Exception):
    pass


def uri(path):
    return "file://" + os.path.realpath(path)


def span(begin_line, begin, end_line, end):
    return {"start": {"line": begin_line, "character": begin}, "end": {"line": end_line, "character": end}}
