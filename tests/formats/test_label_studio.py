"""Label Studio, with the SDK, which checks tasks against the labelling interface of the documentation."""

import json
import re
from pathlib import Path

from articles import EXPECTED, FormatTest, annotation, by_line, summary
from label_studio_sdk.label_interface import LabelInterface

PAGE = Path(__file__).parents[2] / "docs/formats/label-studio.md"


class LabelStudio(FormatTest):
    def setUp(self):
        super().setUp()
        interface = re.search(r"```xml\n(.*?)```", PAGE.read_text(), re.DOTALL)
        self.interface = LabelInterface(interface[1])
        self.interface.validate()
        self.tasks = json.loads(self.export("label-studio")[""].read_text())

    def export(self, name):
        output = self.folder / "tasks.json"
        self.ascribe("export", "--to", name, "ferry.ascribe", "quay.ascribe", "-o", output, "--force")
        return {"": output}

    def test_tasks_fit_the_interface(self):
        for task in self.tasks:
            self.assertTrue(self.interface.validate_task({"data": task["data"]}))
            for results in task["annotations"]:
                self.assertTrue(self.interface.validate_annotation(results))
            for results in task.get("predictions", []):
                self.assertTrue(self.interface.validate_prediction(results))

    def test_regions_are_those_of_the_article(self):
        for task in self.tasks:
            # The browser counts in UTF-16.
            text = task["data"]["text"].encode("utf-16-le")
            self.assertEqual(text.decode("utf-16-le"), self.text(task["data"]["document"]))
            found = []
            for key in ["annotations", "predictions"]:
                for results in (it["result"] for it in task.get(key, [])):
                    of = {}
                    for it in (it for it in results if it["type"] != "relation"):
                        value = it["value"]
                        words = text[2 * value["start"]:2 * value["end"]].decode("utf-16-le")
                        if it["type"] != "textarea":
                            self.assertEqual(words, value["text"])
                        kind = {"labels": "labels", "choices": "choices", "textarea": "text"}[it["type"]]
                        of.setdefault(it["id"], {"words": words})[it["from_name"]] = value[kind]
                    parts = {it["from_id"]: it["to_id"] for it in results if it.get("labels") == ["part"]}
                    for id, region in of.items():
                        if id not in parts:
                            words = [region["words"], *(of[it]["words"] for it in parts if parts[it] == id)]
                            stance = region.get("stance", [None])[0]
                            speakers = region.get("speaker", [])
                            found.append(annotation(region["kind"][0], words, speakers, stance, key == "predictions"))
            self.assertEqual(summary(found), summary(EXPECTED[task["data"]["document"]]))

    def test_exported_tasks_are_imported(self):
        for task in self.tasks:
            name = task["data"]["document"]
            written = self.folder / "written.json"
            # As the server exports them: with ids of its own.
            exported = task | {"id": 7, "annotations": [it | {"id": 3, "completed_by": 1} for it in task["annotations"]]}
            written.write_text(json.dumps([exported]))
            text, found = self.imported("label-studio", written)
            self.assertEqual(text, self.text(name))
            self.assertEqual(summary(found), summary(by_line(EXPECTED[name])))
