"""brat, with the parser of bratly."""

from pathlib import Path

from articles import EXPECTED, FormatTest, annotation, by_line, summary
from bratly import AttributeAnnotation, EntityAnnotation, NormalizationAnnotation
from bratly.io import read_and_load_ann_file, write_ann_file


class Brat(FormatTest):
    def read(self, path):
        return read_and_load_ann_file(str(path), renumerotize=False, sorting=False).annotations

    def test_spans_and_references_are_those_of_the_article(self):
        files = self.export("brat")
        for name, expected in EXPECTED.items():
            text = files[f"{name}.txt"].read_bytes().decode()
            self.assertEqual(text, self.text(name))
            lines = self.read(files[f"{name}.ann"])
            entities = [it for it in lines if isinstance(it, EntityAnnotation)]
            attributes = [it for it in lines if isinstance(it, AttributeAnnotation)]
            references = [it for it in lines if isinstance(it, NormalizationAnnotation)]
            found = []
            for entity in entities:
                # brat cuts annotations at line ends.
                words = [text[fragment.start:fragment.end] for fragment in entity.fragments]
                self.assertEqual(" ".join(words), entity.content)
                own = {it.label: it.values for it in attributes if it.component.id == entity.id}
                speakers = [
                    it.content
                    for it in references
                    if it.component.id == entity.id and it.external_resource[0] == "speaker"
                ]
                stance = own.get("stance", [None])[0]
                found.append(annotation(entity.label, words, speakers, stance, "draft" in own))
            self.assertEqual(summary(found), summary(by_line(expected)))

    def test_what_it_writes_is_imported(self):
        files = self.export("brat")
        for name, expected in EXPECTED.items():
            written = self.folder / "written" / f"{name}.ann"
            collection = read_and_load_ann_file(str(files[f"{name}.ann"]), renumerotize=False, sorting=False)
            write_ann_file(collection, str(written))
            Path(written.with_suffix(".txt")).write_bytes(files[f"{name}.txt"].read_bytes())
            text, found = self.imported("brat", written)
            self.assertEqual(text, self.text(name))
            self.assertEqual(summary(found), summary(by_line(expected)))
