"""Finding the rows of a damaged file without SQLite: page by page, cell by cell, whatever still can be read.

A row of ours begins with a record header that tells its columns' types; its bytes follow in the same page and, where
they are many, in a chain of overflow pages. So rows can be found by their headers even where the page around them, its
list of cells, or all that leads to it is gone. What is found proves itself: an entry by its id, a workbook by its hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from storage.entries.entry import Entry
from storage.files.sound_entries import COLUMNS, sound_entry

Value: TypeAlias = "int | float | str | bytes | None"

_ID_64: Final = b"\x81\x0d"
"""The type of a text of 64 bytes, such as an entry's id or a workbook's, as it stands in a record header."""
_LARGEST = 64 * 2**20
"""Bytes no row of ours is larger than; a damaged length must not make us read for ever."""
_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)


@dataclass(slots=True)
class Found:
    """What was found in a file."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """Sound entries, by id."""
    workbooks: dict[str, str] = field(default_factory=dict)
    """Workbooks that are what their id says: id to text."""
    broken: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Entries that are not what their id says, by that id, as far as they can be read."""

    def add(self, row: Mapping[str, Any]) -> None:
        """Take in a row of the journal."""
        entry = sound_entry(row)
        if entry is not None:
            self.entries[entry.id] = entry
            self.broken.pop(entry.id, None)
        elif isinstance(row["id"], str) and row["id"] not in self.entries:
            self.broken.setdefault(row["id"], MappingProxyType(dict(row)))


def scan(path: Path) -> Found:
    """Everything of ours that stands in the bytes of a file.

    Raises:
        OSError: the file cannot be read at all.
    """
    found = Found()
    data = path.read_bytes()
    for values in rows(data):
        if len(values) == len(COLUMNS) and isinstance(values[3], int):
            found.add(dict(zip(COLUMNS, values, strict=True)))
        elif len(values) == 7 and isinstance(values[0], str) and isinstance(values[6], str):
            text = values[6]
            if hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest() == values[0]:
                found.workbooks[values[0]] = text
    return found


def is_nobodys(path: Path) -> bool:
    """Whether a file holds nothing but zeros, as some disks leave one after a power cut."""
    return not path.read_bytes().strip(b"\0")


def rows(data: bytes, mark: bytes = _ID_64, *, index_too: bool = False) -> Iterator[tuple[Value, ...]]:
    """The rows whose first columns have the types in `mark`, wherever in `data` they stand.

    Args:
        data: a file.
        mark: the beginning of the list of types in a record header; the usual one is a text of 64 bytes.
        index_too: whether to look also for the rows of tables that SQLite lays out like an index.
    """
    size = _page_size(data)
    place = data.find(mark)
    while place >= 0:
        yield from _rows_at(data, place, size, size - 35)
        if index_too:
            yield from _rows_at(data, place, size, (size - 12) * 64 // 255 - 23)
        place = data.find(mark, place + 1)


def _page_size(data: bytes) -> int:
    told = int.from_bytes(data[16:18], "big")
    told = 65536 if told == 1 else told
    # Where the header is damaged, ours are of 4096.
    return told if told in _SIZES and len(data) % told == 0 else _SIZES[0]


def _rows_at(data: bytes, place: int, size: int, most: int) -> Iterator[tuple[Value, ...]]:
    """The row whose record header has its first type at `place`, if there is one: in a chain, else page after page.

    `most` is how many bytes of a row its own page may hold before the rest goes into overflow pages.
    """
    header = _header(data, place)
    if header is None:
        return
    start, types, body = header
    length = body - start + sum(map(_width, types))
    if length > _LARGEST:
        return
    for chained in (True, False):
        payload = _payload(data, start, length, size, most, chained=chained)
        if payload is not None and (values := _values(payload, body - start, types)) is not None:
            yield values
        if length <= most:
            return


def _header(data: bytes, place: int) -> tuple[int, list[int], int] | None:
    """Where a record begins, its columns' types, and where its body begins."""
    # The header's length stands before the first type, in one byte for up to 127.
    start = place - 1
    if start < 0 or not 3 <= data[start] <= 127:
        return None
    end = start + data[start]
    types: list[int] = []
    at = place
    while at < end and at < len(data):
        value, at = _varint(data, at)
        types.append(value)
    if at != end or any(kind in (10, 11) for kind in types):
        return None
    return start, types, end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _count in range(8):
        if at >= len(data):
            return value, at + 1
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return (value << 8 | data[at], at + 1) if at < len(data) else (value, at + 1)


def _width(kind: int) -> int:
    """The bytes a value of a type takes."""
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind] if kind < 12 else (kind - 12) // 2


def _payload(data: bytes, start: int, length: int, size: int, most: int, *, chained: bool) -> bytes | None:
    """A record's bytes, put together from its page and its overflow pages; None where some are missing.

    Args:
        data: the file.
        start: where the record begins.
        length: how many bytes it has.
        size: bytes of a page.
        most: bytes of a record its own page may hold.
        chained: whether to go where each page says the next is; else to take the pages as they follow each other.
    """
    if length <= most:
        # A header that only looks like one may promise more than there is.
        return data[start : start + length] if start + length <= len(data) else None
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    parts = [data[start : start + local]]
    left = length - local
    page = int.from_bytes(data[start + local : start + local + 4], "big")
    while left > 0:
        at = (page - 1) * size
        if page < 2 or at + 4 > len(data) or len(parts) > _LARGEST // size:
            return None
        part = data[at + 4 : at + min(size, 4 + left)]
        parts.append(part)
        left -= len(part)
        page = int.from_bytes(data[at : at + 4], "big") if chained else page + 1
        if not part:
            return None
    return b"".join(parts)


def _values(payload: bytes, at: int, types: list[int]) -> tuple[Value, ...] | None:
    values: list[Value] = []
    for kind in types:
        width = _width(kind)
        raw = payload[at : at + width]
        if len(raw) < width:
            return None
        at += width
        if kind == 0:
            values.append(None)
        elif kind <= 6:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif kind == 7:
            return None  # no table of ours has such
        elif kind in (8, 9):
            values.append(kind - 8)
        elif kind % 2:
            values.append(raw.decode("utf-8", "surrogateescape"))
        else:
            values.append(raw)
    return tuple(values)


def known_ids(data: bytes, entries: Mapping[str, Entry]) -> set[str]:
    """The ids of entries that are spoken of: in entries that were found, and in what is left of the journal's index."""
    ids = {parent for entry in entries.values() for parent in entry.saw}
    # An index entry is a header of two types, a text of 64 bytes and the row's number, and the id itself.
    for kind in (b"\x01", b"\x02", b"\x03", b"\x08", b"\x09"):
        mark = b"\x04" + _ID_64 + kind
        place = data.find(mark)
        while place >= 0:
            raw = data[place + 4 : place + 68]
            if len(raw) == 64 and not raw.translate(None, b"0123456789abcdef"):
                ids.add(raw.decode("ascii"))
            place = data.find(mark, place + 1)
    return ids
