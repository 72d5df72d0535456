"""A QR picture of a link, for the wall."""

import io

import segno


def qr(url: str) -> bytes:
    """PNG bytes, with error correction that survives a creased poster."""
    out = io.BytesIO()
    segno.make(url, error="q", micro=False).save(out, kind="png", scale=10, border=4)
    return out.getvalue()
