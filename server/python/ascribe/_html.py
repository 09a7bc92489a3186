"""An article for notebooks: the words of each speaker in a colour, with who says them as a tooltip."""

from __future__ import annotations

from html import escape

from ascribe._article import Annotation, Article


def html(article: Article) -> str:
    """The article as HTML whose styles are all inline, since notebooks take others away."""
    hues = {id: 47 * number % 360 for number, id in enumerate(article.actors)}
    starts: list[tuple[int, int, int]] = []
    for number, annotation in enumerate(article.annotations):
        starts.extend((start, -end, number) for start, end in annotation.parts if start < end)
    starts.sort()
    out: list[str] = []
    open_ends: list[int] = []
    at = 0

    def text_until(offset: int) -> None:
        nonlocal at
        if offset > at:
            out.append(escape(article.text[at:offset]))
            at = offset

    for start, end, number in starts:
        while open_ends and open_ends[-1] <= start:
            text_until(open_ends.pop())
            out.append("</mark>")
        text_until(start)
        out.append(_mark(article, article.annotations[number], hues))
        # Within an annotation, one ends with it at the latest.
        open_ends.append(min(-end, open_ends[-1]) if open_ends else -end)
    while open_ends:
        text_until(open_ends.pop())
        out.append("</mark>")
    text_until(len(article.text))
    spoken = [id for id in article.actors if article.by(id)]
    names = " ".join(
        f'<span style="border-left:.5em solid hsl({hues[id]} 60% 50%);padding:0 .8em 0 .3em">'
        f"{escape(str(article.actors[id]))} {len(article.by(id))}</span>"
        for id in spoken
    )
    body = "".join(out).strip()
    return (
        f'<div style="max-width:50em;line-height:1.5"><p style="font-size:90%">{names}</p>'
        f'<div style="white-space:pre-line">{body}</div></div>'
    )


def _mark(article: Article, annotation: Annotation, hues: dict[str, int]) -> str:
    hue = next((hues[id] for id in annotation.actors if id in hues), None)
    line = "dashed" if annotation.draft else "solid"
    if hue is None:
        style = f"background:none;color:inherit;border-bottom:2px {line} gray"
    else:
        style = f"background:hsl({hue} 70% 50% / 18%);color:inherit;border-bottom:2px {line} hsl({hue} 60% 50%)"
    names = ", ".join(article.speakers(annotation)) or "nobody"
    confidence = "" if annotation.confidence is None else f" ({annotation.confidence:.2f})"
    draft = ", draft" if annotation.draft else ""
    title = escape(f"{names}: {annotation.kind}{draft}{confidence}")
    return f'<mark style="{style}" title="{title}">'
