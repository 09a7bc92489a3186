"""Writes the first findings of `ascribe check`, as a terminal shows them, as check-light.svg and check-dark.svg.

    terminal.py SERVER DOCUMENT FOLDER
"""

import html
import pathlib
import re
import subprocess
import sys

FINDINGS = 3
COLUMNS = 100
# In pixels; a column is as wide as in most monospaced fonts, and `textLength` makes it so in the others.
FONT, COLUMN, LINE, MARGIN = 13, 7.8, 19, 16
FAMILY = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
# The background, the text, and the colours by their number in the escape sequence.
THEMES = {
    "light": {"back": "#f6f8fa", "text": "#1f2328", 91: "#cf222e", 33: "#9a6700", 94: "#0969da", 92: "#1a7f37"},
    "dark": {"back": "#161b22", "text": "#e6edf3", 91: "#ff7b72", 33: "#d29922", 94: "#58a6ff", 92: "#3fb950"},
}
ESCAPE = re.compile(r"\x1b\[([\d;]*)m")


def cells(line):
    """The characters of a line, each with its colour (None for that of the text) and whether it is bold."""
    colour, bold, end, found = None, False, 0, []
    for escape in ESCAPE.finditer(line):
        found += [(char, colour, bold) for char in line[end : escape.start()]]
        end = escape.end()
        for code in map(int, (escape[1] or "0").split(";")):
            if code == 0:
                colour, bold = None, False
            elif code == 1:
                bold = True
            elif code in THEMES["light"]:
                colour = code
            else:
                sys.exit(f"There is no colour for the escape sequence {escape[0]!r}.")
    return found + [(char, colour, bold) for char in line[end:]]


def wrap(line):
    """The rows of a terminal that a line takes: a terminal breaks anywhere."""
    return [line[start : start + COLUMNS] for start in range(0, len(line), COLUMNS)] or [[]]


def runs(row):
    """The words of a row as (column, text, colour, bold): spans of one style without spaces at their ends."""
    start = 0
    while start < len(row):
        style, end = row[start][1:], start
        while end < len(row) and row[end][1:] == style:
            end += 1
        text = "".join(char for char, _, _ in row[start:end])
        if text.strip():
            yield start + len(text) - len(text.lstrip()), text.strip(), *style
        start = end


def picture(rows, theme):
    width, height = round(COLUMNS * COLUMN + 2 * MARGIN), len(rows) * LINE + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<rect width="{width}" height="{height}" rx="6" fill="{theme["back"]}"/>',
        f'<g font-family="{FAMILY}" font-size="{FONT}" fill="{theme["text"]}">',
    ]
    for number, row in enumerate(rows):
        y = MARGIN + number * LINE + FONT
        for column, text, colour, bold in runs(row):
            x, length = MARGIN + column * COLUMN, len(text) * COLUMN
            style = (f' fill="{theme[colour]}"' if colour else "") + (' font-weight="bold"' if bold else "")
            text = html.escape(text, quote=False)
            lines.append(f'<text x="{x:g}" y="{y}" textLength="{length:g}" xml:space="preserve"{style}>{text}</text>')
    return "\n".join([*lines, "</g>", "</svg>", ""])


def main(server, document, folder):
    command = ["check", "--color", "always", document]
    output = subprocess.run([server, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    # An empty line ends a finding.
    findings = output.split("\n\n")[:FINDINGS]
    if len(findings) < FINDINGS:
        sys.exit(f"{document} has fewer than {FINDINGS} findings.")
    shown = [f"$ ascribe check {document}", *"\n\n".join(findings).split("\n")]
    rows = [row for line in shown for row in wrap(cells(line))]
    for name, theme in THEMES.items():
        pathlib.Path(folder, f"check-{name}.svg").write_text(picture(rows, theme), encoding="utf-8")


main(*sys.argv[1:])
