"""What a document says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class _Declared:
    id: str
    """Id, without its sign."""
    name: str
    """Name or title; empty if there is none."""
    fields: dict[str, str]

    def __str__(self) -> str:
        return self.name or self.id


class Actor(_Declared):
    """Somebody who says something: a person, a group, an organisation."""


class Source(_Declared):
    """Where something is on record: an interview, a document, a post."""


@dataclass(frozen=True)
class Relation:
    """A relation of an annotation to another one."""

    relation: str
    """`denies`, `supports` or the like."""
    annotation: int | None = None
    """Index of the other annotation in the article."""
    label: str | None = None
    """Its label, if it is in another document."""


@dataclass(frozen=True)
class Annotation:
    """A quotation, a claim or another annotation."""

    label: str | None
    kind: str
    """`quote`, `claim`, `opinion`, `mention`, `cue` or `evidence`."""
    stance: str | None
    """`asserts`, `denies`, `doubts`, `asks`, `demands`, `promises` or `believes`."""
    quotation: bool
    """Whether the words are between quotation marks."""
    parts: list[tuple[int, int]]
    """Start and end of each part in the article, in code points."""
    text: str
    """Words of the parts, with ` … ` between them."""
    actors: list[str]
    """Ids of those who say it."""
    via: list[str]
    """Ids of those who relay it."""
    sources: list[str]
    """Ids of the sources where it is on record."""
    relations: list[Relation]
    within: int | None
    """Index of the annotation around it."""
    draft: bool
    """Whether a machine made it and nobody has reviewed it."""
    attributes: dict[str, str]
    """All other attributes, as written."""

    @property
    def start(self) -> int:
        """Start of the first part, in code points."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """End of the last part, in code points."""
        return self.parts[-1][1]

    @property
    def confidence(self) -> float | None:
        """How likely a draft is right, from 0 to 1."""
        try:
            return float(self.attributes["confidence"])
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True)
class Article:
    """An article and what is annotated in it. Notebooks show it with a colour for each speaker."""

    id: str
    text: str
    """The article without markup."""
    front_matter: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    """By id."""
    sources: dict[str, Source] = field(default_factory=dict)
    """By id."""
    annotations: list[Annotation] = field(default_factory=list)
    """In the order of their first words; the parts of a quotation are one."""

    def speakers(self, annotation: Annotation) -> list[str]:
        """Names of those who say something."""
        return [str(self.actors[id]) if id in self.actors else id for id in annotation.actors]

    def by(self, actor: str) -> list[Annotation]:
        """All that somebody says, by id."""
        return [annotation for annotation in self.annotations if actor in annotation.actors]

    def _repr_html_(self) -> str:
        from ascribe._html import html

        return html(self)


def read(line: str) -> Article:
    """Reads a line of the format `jsonl`."""
    value: dict[str, Any] = json.loads(line)
    return Article(
        id=value["id"],
        text=value["text"],
        front_matter=value["front_matter"],
        actors={it["id"]: Actor(it["id"], it["name"], it["fields"]) for it in value["actors"]},
        sources={it["id"]: Source(it["id"], it["name"], it["fields"]) for it in value["sources"]},
        annotations=[_annotation(it) for it in value["annotations"]],
    )


def _annotation(value: dict[str, Any]) -> Annotation:
    return Annotation(
        label=value["label"],
        kind=value["kind"],
        stance=value["stance"],
        quotation=value["quotation"],
        parts=[(start, end) for start, end in value["parts"]],
        text=value["text"],
        actors=value["actors"],
        via=value["via"],
        sources=value["sources"],
        relations=[Relation(it["relation"], it.get("annotation"), it.get("label")) for it in value["relations"]],
        within=value["within"],
        draft=value["draft"],
        attributes=value["attributes"],
    )
