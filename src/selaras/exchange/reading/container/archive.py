"""Open a workbook safely: look at the container before anything parses it."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from selaras.core.errors import CoreError
from selaras.exchange.reading.container.raw_scan import RawSheets
from selaras.exchange.reading.rows import Cells

_LARGEST_FILE = 64 * 1024 * 1024
_LARGEST_UNPACKED = 256 * 1024 * 1024
_LARGEST_RATIO = 200  # a spreadsheet's XML shrinks to a twentieth or so; a bomb to a thousandth
_MOST_PARTS = 2_000
_CHUNK = 1024 * 1024
_READ = (".xml", ".rels")
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class OpenedBook:
    sheets: dict[str, Cells]
    raw: RawSheets


def open_book(source: Path | bytes) -> OpenedBook:
    """Return every sheet as rows of cells, after the container was found harmless."""
    parts = unpacked_parts(_bytes_of(source))
    try:
        scanned = RawSheets(parts)
        book = CalamineWorkbook.from_filelike(_measured_book(parts))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
        return OpenedBook(sheets, scanned)
    except PasswordError as locked:
        raise CoreError("workbook_encrypted") from locked
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as broken:
        raise CoreError("workbook_damaged", detail=type(broken).__name__) from broken


def _bytes_of(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        if source.stat().st_size > _LARGEST_FILE:
            raise CoreError("workbook_too_large", megabytes=_LARGEST_FILE // 1024**2)
        return source.read_bytes()
    except OSError as wrong:
        raise CoreError("workbook_not_found", path=source.name) from wrong


def unpacked_parts(raw: bytes) -> dict[str, bytes]:
    """Return every part that is XML, or raise a CoreError that says why this may not be opened."""
    if not raw:
        raise CoreError("workbook_empty")
    if len(raw) > _LARGEST_FILE:
        raise CoreError("workbook_too_large", megabytes=_LARGEST_FILE // 1024**2)
    if raw.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise CoreError("workbook_encrypted" if is_locked else "workbook_old_format")
    if not raw.startswith(b"PK"):
        raise CoreError("workbook_not_a_spreadsheet")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_parts(archive.infolist(), len(raw))
            return _read_parts(archive)
    except _BROKEN as broken:
        raise CoreError("workbook_damaged", detail=type(broken).__name__) from broken


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(one.file_size for one in parts)
    if (
        len(parts) > _MOST_PARTS
        or unpacked > _LARGEST_UNPACKED
        or (unpacked > 50 * 1024 * 1024 and unpacked > _LARGEST_RATIO * packed)
    ):
        raise CoreError("workbook_bomb", megabytes=unpacked // 1024**2)
    if any(one.flag_bits & 1 for one in parts):
        raise CoreError("workbook_encrypted")
    names = {one.filename.casefold() for one in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise CoreError("workbook_macro")
    if "xl/workbook.xml" not in names:
        raise CoreError("workbook_not_a_spreadsheet")
    if len(names) != len(parts):
        raise CoreError("workbook_damaged", detail="duplicate")
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in parts):
        raise CoreError("workbook_damaged", detail="compression")


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack with a running limit: the sizes that a container declares may be lies."""
    parts: dict[str, bytes] = {}
    left = _LARGEST_UNPACKED
    for one in archive.infolist():
        if not one.filename.casefold().endswith(_READ):
            continue
        chunks = []
        with archive.open(one) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise CoreError("workbook_bomb", megabytes=_LARGEST_UNPACKED // 1024**2)
                chunks.append(chunk)
        parts[one.filename] = b"".join(chunks)
    return parts


def _measured_book(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a plain container of what was unpacked, so that nothing else than that is ever parsed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    out.seek(0)
    return out
