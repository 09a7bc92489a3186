"""Ascribe in a real Kakoune, which draws its screen as JSON. The article is in the current folder."""

import json
import os
import queue
import subprocess
import sys
import threading
import time

passed = failed = 0


def check(name, ok, detail=None):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    print(f"{'ok  ' if ok else 'FAIL'}  {name}")
    if not ok:
        print("      " + str(detail).replace("\n", "\n      "))


class Kakoune:
    """An editor with a document, and what it shows."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            ["kak", "-ui", "json", path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.messages = queue.Queue()
        self.lines = []
        self.status = self.info = self.menu = ""
        threading.Thread(target=self.read, daemon=True).start()
        self.send("resize", [40, 120])

    def read(self):
        for line in self.process.stdout:
            self.messages.put(json.loads(line))

    def send(self, method, params):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}) + "\n")
        self.process.stdin.flush()

    def press(self, *keys):
        self.send("keys", list(keys))

    def command(self, text):
        self.press("<esc>", ":", *("<space>" if key == " " else "<lt>" if key == "<" else key for key in text), "<ret>")

    def update(self, seconds=0.1):
        """Reads the messages until none has come for some time."""
        try:
            while True:
                message = self.messages.get(timeout=seconds)
                method, params = message["method"], message["params"]
                if method == "draw":
                    self.lines = params[0]
                elif method == "draw_status":
                    self.status = "".join(atom["contents"] for part in params[:2] for atom in flat(part))
                elif method == "info_show":
                    self.info = "\n".join("".join(atom["contents"] for atom in line) for line in params[1])
                elif method == "menu_show":
                    self.menu = "\n".join("".join(atom["contents"] for atom in line) for line in params[0])
        except queue.Empty:
            pass

    def text(self):
        return "\n".join("".join(atom["contents"] for atom in line).rstrip("\n") for line in self.lines)

    def colour(self, word):
        """Colour of the first text on the screen that starts with a word."""
        for line in self.lines:
            whole, at = "".join(atom["contents"] for atom in line), 0
            start = whole.find(word)
            for atom in line:
                at += len(atom["contents"])
                if 0 <= start < at:
                    return atom["face"]["fg"]
        return None

    def eventually(self, name, condition):
        end = time.monotonic() + 15
        while True:
            self.update()
            if condition() or time.monotonic() > end:
                break
        check(name, condition(), f"{self.text()}\n{self.status}\n{self.info}\n{self.menu}")


def flat(part):
    return [part] if isinstance(part, dict) else part


def looks(kak):
    kak.eventually("the document opens", lambda: "Eastmere ferry to stop" in kak.text())
    kak.command("echo %opt{filetype} %opt{comment_line}")
    kak.eventually("the file type is ascribe", lambda: "ascribe %%" in kak.status)
    kak.press("g", "e")
    kak.update()
    for word, colour in {
        "---": "operator",
        "title": "attribute",
        "Eastmere ferry": "string",
        "@oduya:": "variable",
        "Samuel Oduya": "title",
        "role": "attribute",
        "^council-meeting:": "variable",
        "The ferry": "default",
        "The quay": "string",
        "{@lind}": "operator",
        "@lind}": "variable",
        "Lind said": "default",
        "claim #": "keyword",
        "#cost": "function",
        "%% Said": "comment",
        "Nobody": "string",
        "Samuel Oduya said": "default",
    }.items():
        faces = {
            "attribute": "green",
            "comment": "cyan",
            "default": "default",
            "function": "cyan",
            "keyword": "blue",
            "operator": "yellow",
            "string": "magenta",
            "title": "blue",
            "variable": "green",
        }
        check(f"the colour of {word}", kak.colour(word) == faces[colour], kak.colour(word))


def typing(kak):
    kak.press("<esc>", "g", "g", "/", *"aka", "<ret>", "o", *"role: Pilot", "<ret>", "<ret>", *"So", "<esc>")
    kak.eventually("fields are indented, and text is not", lambda: "  role: Pilot\n\nSo\n" in kak.text())
    kak.press("u")
    kak.update()


def server(kak):
    kak.command("lsp-enable-window")
    kak.eventually("findings are marked", lambda: "!“Nobody" in kak.text())
    kak.command("select 24.62,24.63")
    kak.command("lsp-hover")
    kak.eventually("a finding is shown", lambda: "`@oduja` is not declared" in kak.info)
    kak.command("select 19.43,19.43")
    kak.command("lsp-hover")
    kak.eventually("a hover tells who it is", lambda: "Chair of the Harbour Board" in kak.info)
    kak.command("lsp-definition")
    kak.eventually("a definition in another document", lambda: "Maren Lind" in kak.text() and "Eastmere ferry" not in kak.text())
    kak.command("lsp-exit")
    kak.update(1)


def main():
    kak = Kakoune("article.ascribe")
    looks(kak)
    typing(kak)
    if "KAK_LSP" in os.environ:
        server(kak)
    kak.command("quit!")
    try:
        kak.process.wait(5)
    except subprocess.TimeoutExpired:
        check("the editor quits", False)
        kak.process.kill()
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
