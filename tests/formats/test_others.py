"""Formats whose tools are no packages of Python: doccano, CoNLL, WebAnno TSV, JSON lines, GraphML."""

import json

from articles import EXPECTED, FormatTest, by_line, summary
from lxml import etree


class Others(FormatTest):
    def test_doccano_and_json_lines_are_imported(self):
        for format in ["doccano", "jsonl"]:
            output = self.folder / f"{format}.jsonl"
            self.ascribe("export", "--to", format, "ferry.ascribe", "quay.ascribe", "-o", output)
            for name, line in zip(EXPECTED, output.read_bytes().decode().split("\n")):
                # As Python writes it.
                written = self.folder / "written.jsonl"
                written.write_text(json.dumps(json.loads(line)))
                text, found = self.imported(format, written)
                self.assertEqual(text, self.text(name))
                but = ["stance", "draft"] if format == "doccano" else []
                self.assertEqual(summary(found, but), summary(by_line(EXPECTED[name]), but))

    def test_tokens_of_webanno_are_where_they_say(self):
        files = self.export("webanno")
        for name, expected in EXPECTED.items():
            text = self.text(name).encode("utf-16-le")
            for line in files[f"{name}.tsv"].read_bytes().decode().split("\n"):
                if line and not line.startswith("#"):
                    _, ends, token, *_ = line.split("\t")
                    start, end = map(int, ends.split("-"))
                    self.assertEqual(text[2 * start:2 * end].decode("utf-16-le"), token)
            read, found = self.imported("webanno", files[f"{name}.tsv"])
            self.assertEqual(read, self.text(name))
            self.assertEqual(summary(found), summary(by_line(expected)))

    def test_tokens_of_conll_are_where_they_say(self):
        output = self.folder / "articles.conll"
        self.ascribe("export", "--to", "conll", "ferry.ascribe", "quay.ascribe", "-o", output)
        name, count = None, 0
        for line in output.read_text().splitlines():
            if line.startswith("# newdoc id = "):
                name = line.removeprefix("# newdoc id = ")
            elif line and not line.startswith("#"):
                token, start, end, *_ = line.split("\t")
                self.assertEqual(self.text(name)[int(start):int(end)], token) if count % 7 == 0 else None
                count += 1
        self.assertGreater(count, 60)

    def test_graphml_is_well_formed(self):
        graph = etree.fromstring(self.ascribe("export", "--to", "graphml", "ferry.ascribe").encode())
        self.assertEqual(graph.tag, "{http://graphml.graphdrawing.org/xmlns}graphml")
