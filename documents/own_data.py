"""A person's own data as one page that every phone opens, and that a printer takes."""

from collections.abc import Sequence
from html import escape

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:1rem auto;padding:0 1rem;color:#111;"
    "background:#fff}h1{font-size:1.3rem}h2{font-size:1.05rem;margin:1.5rem 0 .25rem}p{margin:.15rem 0;"
    "overflow-wrap:anywhere;white-space:pre-line}"
)


def page(title: str, parts: Sequence[tuple[str, Sequence[str]]], nothing: str) -> bytes:
    """HTML without anything from elsewhere. `nothing`: what stands where a part is empty."""
    said = [f"<h1>{escape(title)}</h1>"]
    for heading, lines in parts:
        said.append(f"<h2>{escape(heading)}</h2>")
        said += [f"<p>{escape(line)}</p>" for line in lines or (nothing,)]
    head = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
    )
    return (head + "\n".join(said) + "</body></html>").encode("utf-8", "replace")
