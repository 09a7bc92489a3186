"""Articles, what is annotated in them, and the server that exports and imports them."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

# Emoji of several code points and UTF-16 units, and a combining accent, before the words.
FERRY = """\
---
title: Ferry “Ida” & the <tide>
outlet: The Fenwick Herald
date: 2025-06-12
url: https://herald.example/ferry
lang: en
---

@lund: Karin Lund
  role: pilot
@office: The harbour office
  kind: organisation
@herald: The Fenwick Herald
  kind: organisation

^talk: Talk with Karin Lund
  date: 2025-06-11
  url: https://herald.example/talk?a=1&b=2
^log: Harbour log

👩\u200d🚒 Cafe\u0301: the office said that [the bar <is> closed]{claim #closed @office ^talk draft confidence=0.84}.

“It is \u00e9open,”{#open @lund ^talk via=@office denies=#closed note="asked; twice"} said [the pilot]{mention @lund}, “👩 and so on.”{part=#open}

She added that [the ferry [had sailed]{claim @office}
at six]{claim @lund stance=denies verdict=mostly-false checked-by=@herald evidence=^log}.
"""

# Such signs again, and lines that end with CRLF.
QUAY = """\
@roe: Ida Roe

Cafe\u0301 👩\u200d🚒!

“The quay | is [shut]* to_day; “really”,”{#shut @roe} she wrote.
She said that [it opens
at seven]{claim @roe}.
""".replace("\n", "\r\n")

ARTICLES = {"ferry": FERRY, "quay": QUAY}


def annotation(kind, parts, speakers, stance=None, draft=False):
    return {"kind": kind, "parts": parts, "speakers": speakers, "stance": stance, "draft": draft}


# By document, in the order of the first words.
EXPECTED = {
    "ferry": [
        annotation("claim", ["the bar <is> closed"], ["The harbour office"], "asserts", draft=True),
        annotation("quote", ["It is \u00e9open,", "👩 and so on."], ["Karin Lund"], "asserts"),
        annotation("mention", ["the pilot"], ["Karin Lund"]),
        annotation("claim", ["the ferry had sailed\nat six"], ["Karin Lund"], "denies"),
        annotation("claim", ["had sailed"], ["The harbour office"], "asserts"),
    ],
    "quay": [
        annotation("quote", ["The quay | is [shut]* to_day; “really”,"], ["Ida Roe"], "asserts"),
        annotation("claim", ["it opens\r\nat seven"], ["Ida Roe"], "asserts"),
    ],
}


def summary(annotations, but=()):
    """Annotations without some of their members, in any order."""
    kept = [{key: value for key, value in it.items() if key not in but} for it in annotations]
    return sorted(kept, key=lambda it: json.dumps(it, sort_keys=True))


def by_line(annotations):
    """Annotations whose parts end at line ends: those of brat, and of documents that are imported."""
    return [it | {"parts": [line for part in it["parts"] for line in part.splitlines()]} for it in annotations]


class FormatTest(unittest.TestCase):
    """A folder with the articles, in which commands run."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for name, text in ARTICLES.items():
            (self.folder / f"{name}.ascribe").write_bytes(text.encode())

    def ascribe(self, *arguments):
        command = [os.environ["ASCRIBE"], *map(str, arguments)]
        result = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return result.stdout.decode()

    def export(self, name):
        """Exports the articles to files, and returns their paths by name."""
        output = self.folder / "out"
        self.ascribe("export", "--to", name, "ferry.ascribe", "quay.ascribe", "-o", output)
        if output.is_file():
            return {"": output}
        return {path.name: path for path in output.iterdir()}

    def text(self, name):
        """Text of an article, as published."""
        return self.ascribe("strip", f"{name}.ascribe")

    def imported(self, name, path):
        """Annotations of a document that is imported from a file with one article."""
        document = self.folder / "imported.ascribe"
        self.ascribe("import", "--from", name, path, "-o", document, "--force")
        line = json.loads(self.ascribe("export", "--to", "jsonl", document))
        actors = {actor["id"]: actor["name"] for actor in line["actors"]}
        return line["text"], [
            annotation(
                it["kind"],
                [line["text"][start:end] for start, end in it["parts"]],
                [actors[actor] for actor in it["actors"]],
                it["stance"] if it["kind"] != "mention" else None,
                it["draft"],
            )
            for it in line["annotations"]
        ]
