"""UIMA CAS, with dkpro-cassis, which counts in code points and converts from UTF-16."""

from articles import EXPECTED, FormatTest, annotation, by_line, summary
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

SPANS, RELATIONS = "webanno.custom.Attribution", "webanno.custom.AttributionRelation"


class Cas(FormatTest):
    def read_json(self, files, name):
        return load_cas_from_json(files[f"{name}.json"].read_text())

    def read_xmi(self, files, name):
        with files[f"{name}.typesystem.xml"].open("rb") as types:
            typesystem = load_typesystem(types)
        with files[f"{name}.xmi"].open("rb") as xmi:
            return load_cas_from_xmi(xmi, typesystem=typesystem)

    def formats(self):
        yield "cas-json", self.read_json, lambda cas: cas.to_json().encode(), "json"
        yield "cas-xmi", self.read_xmi, lambda cas: cas.to_xmi().encode(), "xmi"

    def test_spans_and_relations_are_those_of_the_article(self):
        for format, read, _, _ in self.formats():
            files = self.export(format)
            for path in (self.folder / "out").iterdir():
                path.rename(self.folder / path.name)
            files = {name: self.folder / name for name in files}
            (self.folder / "out").rmdir()
            for name, expected in EXPECTED.items():
                with self.subTest(format=format, name=name):
                    cas = read(files, name)
                    self.assertEqual(cas.sofa_string, self.text(name))
                    spans = cas.select(SPANS)
                    relations = [(it.relation, it.Governor.xmiID, it.Dependent.xmiID) for it in cas.select(RELATIONS)]
                    further = {start: first for key, start, first in relations if key == "part"}
                    found = []
                    for span in spans:
                        if span.xmiID in further:
                            continue
                        parts = [it for it in spans if it.xmiID == span.xmiID or further.get(it.xmiID) == span.xmiID]
                        parts.sort(key=lambda it: it.begin)
                        words = [it.get_covered_text() for it in parts]
                        speakers = span.speaker.split("; ") if span.speaker else []
                        found.append(annotation(span.kind, words, speakers, span.stance, span.draft == "true"))
                    self.assertEqual(summary(found), summary(expected))
                    if name == "ferry":
                        self.assertIn("denies", [key for key, _, _ in relations])

    def test_what_it_writes_is_imported(self):
        for format, read, write, extension in self.formats():
            files = self.export(format)
            for name, expected in EXPECTED.items():
                with self.subTest(format=format, name=name):
                    written = self.folder / f"written.{extension}"
                    written.write_bytes(write(read(files, name)))
                    text, found = self.imported(format, written)
                    self.assertEqual(text, self.text(name))
                    self.assertEqual(summary(found), summary(by_line(expected)))
            for path in files.values():
                path.unlink()

    def test_annotations_of_others_are_imported_with_a_map(self):
        files = self.export("cas-json")
        cas = self.read_json(files, "quay")
        person = cas.typesystem.create_type("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
        cas.typesystem.create_feature(person, "value", "uima.cas.String")
        start = cas.sofa_string.index("she wrote")
        cas.add(person(begin=start, end=start + 3, value="PER"))
        written = self.folder / "written.json"
        written.write_text(cas.to_json())
        output = self.folder / "others.ascribe"
        self.ascribe("import", "--from", "cas-json", "--map", "PER=mention", written, "-o", output)
        self.assertIn("[she]{mention} wrote", output.read_bytes().decode())
