"""Files that people send: what they are is read from their bytes, never from their names."""

import hashlib
import io
import re
import unicodedata
import uuid
import zipfile
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
PICTURES = {"JPEG": "jpg", "PNG": "png"}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
PROGRAMS = (".bin", ".exe", ".js", ".vbs")
PRINTER = re.compile(r"(xl|word)/printersettings/printersettings\d*\.bin")  # Excel adds it to most files
MACROS = re.compile(rb"macroenabled|vbaproject|activex|oleobject", re.IGNORECASE)
MOST_TYPES = 1024 * 1024


class Unreadable(Exception):
    """The bytes are none of the kinds that are taken, whatever the name says."""


@dataclass(frozen=True)
class Upload:
    kind: str  # jpg, png, pdf, docx, xlsx
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a picture."""
        with Image.open(io.BytesIO(self.content)) as drawn:
            return drawn.size

    def as_file(self) -> ContentFile:
        """The bytes under a fresh name from which nothing can be guessed."""
        return ContentFile(self.content, name=f"{uuid.uuid4().hex}.{self.kind}")


def inspect(content: bytes, *, office: bool = False) -> Upload:
    """Return what these bytes are: JPEG, PNG or PDF, with `office` also DOCX and XLSX without macros. A picture is
    drawn anew, without what a camera wrote into it. Raises Unreadable."""
    if not content or len(content) > MOST_BYTES:
        raise Unreadable
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        if not office:
            raise Unreadable
        return _office(content)
    return picture(content)


def picture(content: bytes, *, longest_side: int = 0) -> Upload:
    """Return the JPEG or PNG drawn anew, made smaller where a side is longer than `longest_side` pixels. Raises
    Unreadable."""
    if not content or len(content) > MOST_BYTES:
        raise Unreadable
    try:
        found = Image.open(io.BytesIO(content), formats=list(PICTURES))
        if found.width * found.height > MOST_PIXELS or getattr(found, "n_frames", 1) > 1:
            raise Unreadable
        form = str(found.format)
        drawn = ImageOps.exif_transpose(found)
        drawn = drawn.convert("RGB" if form == "JPEG" else "RGBA" if "A" in drawn.getbands() else "RGB")
        if longest_side:
            drawn.thumbnail((longest_side, longest_side))
        clean = Image.new(drawn.mode, drawn.size)
        clean.paste(drawn)
        written = io.BytesIO()
        clean.save(written, form, **({"quality": 90} if form == "JPEG" else {}))
    except Unreadable:
        raise
    except Exception as error:  # Pillow raises whatever a broken file makes its decoders raise
        raise Unreadable from error
    return Upload(PICTURES[form], written.getvalue())


def shown_name(name: str) -> str:
    """The name that a file came with, as it may be printed and offered again: one line without paths, controls and
    marks that turn the direction of writing; at most 100 characters."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return plain.strip(" .")[:100]


def _pdf(content: bytes) -> Upload:
    has_end = re.search(rb"startxref\s+\d+\s+%%EOF\s*\Z", content[-2048:])
    if not re.match(rb"%PDF-[12]\.\d", content) or not has_end or b" obj" not in content:
        raise Unreadable
    return Upload("pdf", content)


def _office(content: bytes) -> Upload:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            with package.open("[Content_Types].xml") as file:
                types = file.read(MOST_TYPES).replace(b"\0", b"")  # whichever UTF it is in
    except Exception as error:  # zipfile raises several kinds for a broken file
        raise Unreadable from error
    names = {part.filename for part in parts}
    kinds = [kind for name, kind in OFFICE.items() if name in names]
    too_large = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED
    has_macros = bool(MACROS.search(types)) or any(map(_is_program, names))
    if len(kinds) != 1 or too_large or has_macros:
        raise Unreadable
    return Upload(kinds[0], content)


def _is_program(name: str) -> bool:
    name = name.lower()
    return "/activex/" in name or (name.endswith(PROGRAMS) and not PRINTER.fullmatch(name))
