"""A backup is unpacked by the first releases of Python 3.11 as well, whose tarfile knows no filter."""

import importlib.util
import tarfile
from pathlib import Path

KEEP = Path(__file__).parents[2] / "script" / "keep.py"


def test_files_are_unpacked_where_tarfile_has_no_filter(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("keep", KEEP)
    keep = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(keep)
    (tmp_path / "portrait.png").write_bytes(b"png")
    with tarfile.open(tmp_path / "media.tar", "w") as archive:
        archive.add(tmp_path / "portrait.png", "portraits/portrait.png")

    def extractall(self, path):
        for member in self:
            target = Path(path) / member.name
            target.parent.mkdir(parents=True)
            target.write_bytes(self.extractfile(member).read())

    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    monkeypatch.setattr(tarfile.TarFile, "extractall", extractall)
    assert (keep.unpack_media(tmp_path) / "portraits" / "portrait.png").read_bytes() == b"png"
