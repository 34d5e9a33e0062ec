"""ZIP files of strangers: nothing is written to disk, and sizes are checked before and while anything is unpacked."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from incidents.formats.faults import FormatError

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 2_000
LARGEST_SUM = 50 * MEGABYTE
LARGEST_MEMBER = 5 * MEGABYTE
HIGHEST_RATIO = 100
"""How many times larger than packed a member may be."""

SMALL = 64 * 1024
"""Bytes up to which nobody minds the ratio: empty JSON packs well."""

ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def names(data: bytes) -> list[str]:
    """The names in a ZIP; none when it is no ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _BROKEN:
        return []


def members(data: bytes, suffix: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file that ends in ``suffix``. Raises ``FormatError`` before unpacking what is unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos)
            for info in infos:
                if not info.is_dir() and info.filename.endswith(suffix):
                    yield info.filename, _unpack(archive, info)
    except FormatError:
        raise
    except _BROKEN as error:
        raise FormatError("bad_zip", error) from None


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES:
        raise FormatError("unsafe_zip", f"{len(infos)} > {MOST_ENTRIES}")
    if sum(info.file_size for info in infos) > LARGEST_SUM:
        raise FormatError("unsafe_zip", f"> {LARGEST_SUM // MEGABYTE} MB")
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        link = stat.S_ISLNK(info.external_attr >> 16)
        packed_well = info.file_size > max(SMALL, HIGHEST_RATIO * info.compress_size)
        drive = info.filename[1:2] == ":"
        if path.is_absolute() or drive or ".." in path.parts or link or packed_well or info.flag_bits & ENCRYPTED:
            raise FormatError("unsafe_zip", info.filename)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One member; what its entry says of its size is not believed."""
    with archive.open(info) as file:
        data = file.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        raise FormatError("unsafe_zip", f"{info.filename} > {LARGEST_MEMBER // MEGABYTE} MB")
    return data
