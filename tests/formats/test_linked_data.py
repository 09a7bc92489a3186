"""Web Annotation and schema.org, with pyld. Its contexts come from here, since tests ask no network."""

import json

from articles import EXPECTED, FormatTest, annotation, by_line, summary
from pyld import jsonld

OA, SCHEMA, ASCRIBE = "http://www.w3.org/ns/oa#", "https://schema.org/", "ascribe:"

# The terms of http://www.w3.org/ns/anno.jsonld that are used, and schema.org as a vocabulary.
ALIASES = {"id": "@id", "type": "@type"}
IRIS = ["source", "motivation", "purpose"]
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": {
        "@vocab": OA,
        **ALIASES,
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "body": OA + "hasBody",
        "target": OA + "hasTarget",
        "selector": OA + "hasSelector",
        "source": {"@id": OA + "hasSource", "@type": "@id"},
        "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    },
    "https://schema.org": {"@vocab": SCHEMA},
}


def load(url, options):
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}, "contentType": "application/ld+json"}


def expanded(path):
    document = json.loads(path.read_text())
    return jsonld.expand(document, {"documentLoader": load, "base": "https://herald.example/"})


def values(node, term):
    return [it.get("@value", it.get("@id")) for it in node.get(term, [])]


class WebAnnotation(FormatTest):
    def test_targets_are_those_of_the_article(self):
        files = self.export("w3c")
        for name, expected in EXPECTED.items():
            text = files[f"{name}.txt"].read_bytes().decode()
            self.assertEqual(text, self.text(name))
            page = expanded(files[f"{name}.jsonld"])[0]
            found = []
            for item in page["https://www.w3.org/ns/activitystreams#items"][0]["@list"]:
                parts = []
                for target in item[OA + "hasTarget"]:
                    selectors = {it["@type"][0]: it for it in target[OA + "hasSelector"]}
                    position, quote = selectors[OA + "TextPositionSelector"], selectors[OA + "TextQuoteSelector"]
                    [start], [end] = values(position, OA + "start"), values(position, OA + "end")
                    [exact], [prefix] = values(quote, OA + "exact"), values(quote, OA + "prefix")
                    self.assertEqual(text[start:end], exact)
                    self.assertTrue(text[:start].endswith(prefix))
                    parts.append(exact)
                bodies = item[OA + "hasBody"]
                of = lambda purpose: [it for it in bodies if values(it, OA + "hasPurpose") == [OA + purpose]]
                [kind] = [values(it, "http://www.w3.org/1999/02/22-rdf-syntax-ns#value")[0] for it in of("tagging")]
                term = next(iter(it for it in item if it.endswith("#draft")))
                prefix = term.removesuffix("draft")
                speakers = [
                    values(it, prefix + "name")[0]
                    for it in of("identifying")
                    if values(it, prefix + "role") == ["speaker"]
                ]
                stance = values(item, prefix + "stance")[0] if kind != "mention" else None
                found.append(annotation(kind, parts, speakers, stance, values(item, term)[0]))
            self.assertEqual(summary(found), summary(expected))

    def test_expanded_and_compacted_it_is_imported(self):
        files = self.export("w3c")
        for name, expected in EXPECTED.items():
            written = files[f"{name}.jsonld"]
            document = json.loads(written.read_text())
            context = document["@context"]
            options = {"documentLoader": load, "compactArrays": True}
            written.write_text(json.dumps(jsonld.compact(jsonld.expand(document, options), context, options)))
            text, found = self.imported("w3c", written)
            self.assertEqual(text, self.text(name))
            self.assertEqual(summary(found), summary(by_line(expected)))


class SchemaOrg(FormatTest):
    def test_quotations_and_reviews_are_those_of_the_article(self):
        files = self.export("schema-org")
        nodes = expanded(files["ferry.jsonld"])
        nodes = nodes[0].get("@graph", nodes) if len(nodes) == 1 else nodes
        of = lambda kind: [it for it in nodes if it["@type"] == [SCHEMA + kind]]
        names = lambda node, term: [values(it, SCHEMA + "name")[0] for it in node.get(SCHEMA + term, [])]
        [quotation] = of("Quotation")
        self.assertEqual(values(quotation, SCHEMA + "text"), ["It is \u00e9open, … 👩 and so on."])
        self.assertEqual(names(quotation, "creator"), ["Karin Lund"])
        self.assertEqual(names(quotation, "citation"), ["Talk with Karin Lund"])
        [article] = of("NewsArticle")
        self.assertEqual(values(quotation, SCHEMA + "isPartOf"), [article["@id"]])
        [review] = of("ClaimReview")
        self.assertEqual(values(review, SCHEMA + "claimReviewed"), ["the ferry had sailed\nat six"])
        self.assertEqual(names(review, "author"), ["The Fenwick Herald"])
        self.assertEqual(names(review, "citation"), ["Harbour log"])
        [rating] = review[SCHEMA + "reviewRating"]
        self.assertEqual(values(rating, SCHEMA + "ratingValue"), [2])
        self.assertEqual(values(rating, SCHEMA + "alternateName"), ["Mostly false"])
        [claim] = review[SCHEMA + "itemReviewed"]
        self.assertEqual(claim["@type"], [SCHEMA + "Claim"])
        # She denies it, so it is not her claim.
        self.assertNotIn(SCHEMA + "author", claim)
