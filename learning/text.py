"""Plain text of a lesson to safe HTML: headings, lists, paragraphs, bold. Pure.

Everything a writer types is escaped first; only the tags made here come out, none with an attribute.
"""

import re
from html import escape

BOLD = re.compile(r"\*\*(.+?)\*\*")


def to_html(text: str) -> str:
    """HTML of `text`: blocks are parted by empty lines; "## " a heading, "- " a list, **bold**."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n".join(_block(block.strip()) for block in blocks if block.strip())


def _block(block: str) -> str:
    lines = block.split("\n")
    if block.startswith("## ") and len(lines) == 1:
        return f"<h2>{_inline(block[3:])}</h2>"
    if all(line.startswith("- ") for line in lines):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", escape(line))
