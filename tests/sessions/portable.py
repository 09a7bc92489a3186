"""Prints a record of a session with /ROOT for the folder that the editor had open, and without times."""

import json
import sys
from urllib.parse import unquote, urlparse


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    params = next(line["message"]["params"] for line in lines if line["message"].get("method") == "initialize")
    folders = params.get("workspaceFolders") or [{"uri": params["rootUri"]}]
    uri = folders[0]["uri"].rstrip("/")
    path = unquote(urlparse(uri).path)
    params["processId"] = None
    for line in lines:
        text = json.dumps({"from": line["from"], "message": line["message"]}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        print(text.replace(uri, "file:///ROOT").replace(path, "/ROOT"))


main()
