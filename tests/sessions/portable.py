"""Prints a record of a session with /ROOT for the folder that the editor had open, and without times."""

import json
import sys
from urllib.parse import unquote, urlparse


def opened(lines):
    """URI of the document that was opened first."""
    messages = (line["message"] for line in lines)
    return next(it["params"]["textDocument"]["uri"] for it in messages if it.get("method") == "textDocument/didOpen")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    params = next(line["message"]["params"] for line in lines if line["message"].get("method") == "initialize")
    folders = params.get("workspaceFolders") or [{"uri": params["rootUri"]}]
    # Without a folder, that of the document.
    uri = (folders[0]["uri"] or opened(lines).rpartition("/")[0]).rstrip("/")
    path = unquote(urlparse(uri).path)
    params["processId"] = None
    for line in lines:
        text = json.dumps({"from": line["from"], "message": line["message"]}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        print(text.replace(uri, "file:///ROOT").replace(path, "/ROOT"))


main()
