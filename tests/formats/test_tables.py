"""Tables: Parquet with pyarrow, CSV with pandas."""

import pandas
import pyarrow.parquet
from articles import EXPECTED, FormatTest, annotation, summary


class Tables(FormatTest):
    def test_parquet_has_the_articles_in_one_set(self):
        files = self.export("parquet")
        tables = {name.removesuffix(".parquet"): pyarrow.parquet.read_table(path) for name, path in files.items()}
        self.assertEqual(sorted(tables), ["actors", "articles", "claims", "quotations", "sources"])
        texts = {it["document"]: it["text"] for it in tables["articles"].to_pylist()}
        self.assertEqual(texts, {name: self.text(name) for name in EXPECTED})
        found = {name: [] for name in EXPECTED}
        for row in tables["quotations"].to_pylist() + tables["claims"].to_pylist():
            text = texts[row["document"]]
            parts = [text[slice(*map(int, part.split("-")))] for part in row["parts"]]
            self.assertEqual(" … ".join(parts), row["text"])
            self.assertEqual([text.index(parts[0], row["start"]), text.rindex(parts[-1], 0, row["end"]) + len(parts[-1])], [row["start"], row["end"]])
            it = annotation(row["kind"], parts, row["actor_names"], row["stance"], row["draft"])
            found[row["document"]].append(it)
        for name, expected in EXPECTED.items():
            statements = [it for it in expected if it["kind"] != "mention"]
            self.assertEqual(summary(found[name]), summary(statements))
        actors = {(it["document"], it["name"], it["role"]) for it in tables["actors"].to_pylist()}
        self.assertIn(("ferry", "Karin Lund", "pilot"), actors)
        self.assertIn(("quay", "Ida Roe", None), actors)
        self.assertEqual({it["name"] for it in tables["sources"].to_pylist()}, {"Talk with Karin Lund", "Harbour log"})
        confidence = pandas.read_parquet(files["claims.parquet"])["confidence"]
        self.assertEqual([value for value in confidence if value == value], [0.84])

    def test_csv_has_the_spans_of_the_articles(self):
        output = self.folder / "annotations.csv"
        self.ascribe("export", "--to", "csv", "ferry.ascribe", "quay.ascribe", "-o", output)
        table = pandas.read_csv(output, keep_default_na=False)
        for name, expected in EXPECTED.items():
            text = self.text(name)
            found = []
            for row in table[table["document"] == name].itertuples():
                words = row.text.split(" … ")
                self.assertTrue(text[row.start:row.end].startswith(words[0]))
                self.assertTrue(text[row.start:row.end].endswith(words[-1]))
                found.append(annotation(row.kind, words, row.actor_names.split("; "), row.stance, row.draft))
            self.assertEqual(summary(found, but=["stance"]), summary(expected, but=["stance"]))
