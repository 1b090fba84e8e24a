import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_name(filename: str) -> str:
    """A name that tells nothing; only the kind of file."""
    suffix = Path(filename).suffix.lower()
    return f"{uuid.uuid4().hex}{suffix if suffix[1:].isalnum() and len(suffix) < 6 else ''}"


@contextmanager
def local_path(file):
    """The path of a stored file, copied here first where files are kept elsewhere."""
    try:
        path = file.path
    except NotImplementedError:
        with NamedTemporaryFile() as copy, file.open("rb") as stored:
            shutil.copyfileobj(stored, copy)
            copy.flush()
            yield copy.name
    else:
        yield path
