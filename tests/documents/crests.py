"""Small pictures for tests: a crest as PNG, as drawing, and with things hidden in it."""

import struct
import zlib

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100">'
    b'<path d="M40 2 L76 14 V50 C76 76 58 90 40 98 C22 90 4 76 4 50 V14 Z" fill="#0f4c5c" stroke="#d9a400" '
    b'stroke-width="4"/><circle cx="40" cy="44" r="18" fill="#d9a400"/></svg>'
)


def png(side: int = 8, *, hidden: bytes = b"") -> bytes:
    """Return a square of one colour; ``hidden`` goes into a text chunk, as cameras write it."""
    rows = b"".join(b"\0" + b"\x0f\x4c\x5c" * side for _ in range(side))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))]
    if hidden:
        chunks.append((b"tEXt", b"Comment\0" + hidden))
    chunks += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
