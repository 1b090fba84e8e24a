import shutil
import subprocess

import pytest

from tests.waiting import PATIENCE


@pytest.fixture
def pdf_text(tmp_path):
    """pdf_text(bytes): what can be read in a document."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")

    def text(content: bytes) -> str:
        path = tmp_path / "document.pdf"
        path.write_bytes(content)
        return subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=PATIENCE
        ).stdout

    return text
