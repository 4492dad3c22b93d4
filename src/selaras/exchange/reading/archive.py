"""Open a workbook safely: look at the container before anything parses it."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from selaras.core.errors import CoreError
from selaras.exchange.reading.raw_scan import RawSheets
from selaras.exchange.reading.rows import Cells

_LARGEST_FILE = 64 * 1024 * 1024
_LARGEST_UNPACKED = 512 * 1024 * 1024
_LARGEST_RATIO = 200  # a spreadsheet's XML shrinks to a twentieth or so; a bomb to a thousandth
_MOST_PARTS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class OpenedBook:
    sheets: dict[str, Cells]
    raw: RawSheets


def open_book(source: Path | bytes) -> OpenedBook:
    """Return every sheet as rows of cells, after the container was found harmless."""
    raw = _bytes_of(source)
    check_container(raw)
    try:
        scanned = RawSheets(raw)
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
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


def check_container(raw: bytes) -> None:
    """Raise a CoreError that says why this cannot be a workbook that may be opened."""
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
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
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
