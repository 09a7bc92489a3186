"""Who said it, and where is that on record? Quotations and claims of news articles, with their speakers.

>>> import ascribe
>>> article = ascribe.draft("“The crane has to go,” said Mayor Ada Berg.").article()
>>> [(article.speakers(it), it.text) for it in article.annotations]
[(['Ada Berg'], 'The crane has to go,')]
"""

from ascribe._article import Actor, Annotation, Article, Relation, Source
from ascribe._document import Document, Exported, draft, draft_all, export, import_, parse, strip
from ascribe._findings import Edit, Finding, Fix, check
from ascribe._frames import annotate, schema
from ascribe._names import export_formats, import_formats, rules
from ascribe._tables import Table, actors, annotations, sources

__all__ = [
    "Actor",
    "Annotation",
    "Article",
    "Document",
    "Edit",
    "Exported",
    "Finding",
    "Fix",
    "Relation",
    "Source",
    "Table",
    "actors",
    "annotate",
    "annotations",
    "check",
    "draft",
    "draft_all",
    "export",
    "export_formats",
    "import_",
    "import_formats",
    "parse",
    "rules",
    "schema",
    "sources",
    "strip",
]
