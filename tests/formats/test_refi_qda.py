"""REFI-QDA, with pyrefiqda, whose classes are those of the standard's schema."""

from articles import EXPECTED, FormatTest, annotation, summary
from pyrefiqda import RefiProject


class RefiQda(FormatTest):
    def export(self, name):
        output = self.folder / "project.qdpx"
        self.ascribe("export", "--to", name, "ferry.ascribe", "quay.ascribe", "-o", output)
        return {"": output}

    def test_selections_and_codes_are_those_of_the_articles(self):
        extracted = self.folder / "extracted"
        project = RefiProject.load(self.export("refi-qda")[""], str(extracted))
        codes = {it.guid: (group.name, it.name) for group in project.code_book.codes.code for it in group.code}
        self.assertFalse(any(group.is_codable for group in project.code_book.codes.code))
        links = [(it.name, it.origin_guid, it.target_guid) for it in project.links.link]
        further = {origin: target for name, origin, target in links if name == "part"}
        self.assertIn("denies", [name for name, _, _ in links])
        sources = dict(zip(EXPECTED, project.sources.text_source))
        for name, expected in EXPECTED.items():
            path = RefiProject.resolve_source_path(sources[name].plain_text_path, extracted)
            text = path.read_bytes().decode()
            self.assertEqual(text, self.text(name))
            selections = sources[name].plain_text_selection
            words = {it.guid: text[it.start_position:it.end_position] for it in selections}
            found = []
            for it in (it for it in selections if it.guid not in further):
                own = [codes[coding.code_ref.target_guid] for coding in it.coding]
                of = lambda group: [code for known, code in own if known == group]
                parts = [words[it.guid], *(words[guid] for guid in words if further.get(guid) == it.guid)]
                stance = next(iter(of("Stance")), None)
                found.append(annotation(of("Kind")[0], parts, of("Speaker"), stance, bool(of("State"))))
            self.assertEqual(summary(found), summary(expected))

    def test_a_project_saved_anew_is_the_same(self):
        project = RefiProject.load(self.export("refi-qda")[""], str(self.folder / "extracted"))
        saved = self.folder / "saved.qdpx"
        RefiProject.save(project, saved)
        self.assertEqual(RefiProject.load(saved, str(self.folder / "again")), project)
