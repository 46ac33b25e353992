"""Looking at an uploaded file before it is taken: its name, its size, its first bytes.

Nothing is unpacked and nothing is run; of an archive only the list of names is read. What is
taken is kept under a random key and leaves again as an attachment only (R5).
"""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from assessments.errors import FileRefused

LONGEST_NAME = 120
MOST_ENTRIES = 5000
MACROS = "vbaproject.bin"
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNSOUND = (
    *(zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError),
    *(OSError, EOFError),
)
CONTENT_TYPES = {"pdf": "application/pdf", "docx": DOCX, "odt": ODT}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was found fit to be taken, and the facts of its receipt."""

    file: UploadedFile
    name: str
    size: int
    sha256: str


def check(file: UploadedFile, accepted: Collection[str], max_bytes: int) -> CheckedFile:
    """Return the file with its receipt, or raise FileRefused with a sentence that says why."""
    name = clean_file_name(file.name or "")
    ending = ending_of(name)
    if ending not in accepted or ending not in _LOOKS_RIGHT:
        kinds = ", ".join(kind.upper() for kind in accepted)
        raise FileRefused(_("Only these kinds of file are taken: %(kinds)s.") % {"kinds": kinds})
    if not file.size:
        raise FileRefused(_("The file is empty."))
    if file.size > max_bytes:
        sizes = {"size": filesizeformat(file.size), "most": filesizeformat(max_bytes)}
        raise FileRefused(_("The file has %(size)s; at most %(most)s are taken.") % sizes)
    if not _LOOKS_RIGHT[ending](file):
        facts = {"kind": ending.upper()}
        raise FileRefused(
            _("The file ends in %(kind)s but is not such a file. Save it again as %(kind)s.")
            % facts
        )
    return CheckedFile(file, name, file.size, _digest(file))


def clean_file_name(name: str) -> str:
    """Return a name that is safe to show and to send: no folders, controls or overrides."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip() or 'file'}.{ending}"[:LONGEST_NAME]


def ending_of(name: str) -> str:
    """Return the ending of a file name in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def content_type_of(name: str) -> str:
    """Return the media type that a download is sent with; never one that a browser would run."""
    return CONTENT_TYPES.get(ending_of(name), "application/octet-stream")


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _is_pdf(file: IO[bytes]) -> bool:
    file.seek(0)
    return file.read(5) == b"%PDF-"


def _is_docx(file: IO[bytes]) -> bool:
    """A Word document names its parts; one that carries macros is not taken."""
    lowered = {name.lower() for name in _look_into(file)[0]}
    has_macros = any(name.endswith(MACROS) for name in lowered)
    return {"[content_types].xml", "word/document.xml"} <= lowered and not has_macros


def _is_odt(file: IO[bytes]) -> bool:
    """An OpenDocument text holds an entry that names its type."""
    names, declared = _look_into(file)
    return declared == ODT.encode() and "content.xml" in names


def _look_into(file: IO[bytes]) -> tuple[list[str], bytes]:
    """Return the names in an archive and what it says it is; nothing where it is not sound."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES:
                return [], b""
            return names, _declared(archive) if "mimetype" in names else b""
    except UNSOUND:
        return [], b""


def _declared(archive: zipfile.ZipFile) -> bytes:
    """Return the first bytes of the entry ``mimetype``, never more than a type can have."""
    with archive.open("mimetype") as entry:
        return entry.read(len(ODT) + 20).strip()


_LOOKS_RIGHT: dict[str, Callable[[IO[bytes]], bool]] = {
    "pdf": _is_pdf,
    "docx": _is_docx,
    "odt": _is_odt,
}
