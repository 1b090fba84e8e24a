"""The person in what colleagues typed and took away: searches, titles, parameters of jobs, files of exports."""

import zipfile
import zlib
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from alumni.models import PersonList, SavedSearch, Tag
from alumni_office.jobs.models import Job

ENCODINGS = ("utf-8", "gb18030", "utf-16-le")
MOST = 200 * 1024 * 1024  # bytes of an entry of an archive


def file_names_one(name: str, words: Iterable[str]) -> bool:
    """Whether a stored file holds one of the words, in any encoding of ours; workbooks are looked into."""
    wanted = {encoded for word in words for encoding in ENCODINGS if (encoded := word.encode(encoding, "ignore"))}
    if not wanted or not default_storage.exists(name):
        return False
    with default_storage.open(name, "rb") as file:
        if not zipfile.is_zipfile(file):
            file.seek(0)
            return _stream_holds(file, wanted)
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                return any(_entry_holds(archive, entry, wanted) for entry in archive.infolist())
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
            return True  # what cannot be looked into may hold anybody


def _entry_holds(archive, entry, wanted) -> bool:
    if entry.file_size > MOST:
        return True
    with archive.open(entry) as content:
        return _stream_holds(content, wanted)


def _stream_holds(stream, wanted: set[bytes]) -> bool:
    longest = max(len(word) for word in wanted)
    rest = b""
    while chunk := stream.read(1 << 20):
        block = rest + chunk
        if any(word in block for word in wanted):
            return True
        rest = block[-longest:]
    return False


def delete_exports(words: list[str]) -> int:
    """Delete the files that jobs left for taking away and that may hold the person; they can be made again."""
    gone = 0
    for job in Job.objects.exclude(result=""):
        name = str(job.result.name)
        if file_names_one(name, words):
            default_storage.delete(name)
            Job.objects.filter(pk=job.pk, result=name).update(result="")
            gone += 1
    return gone


def clear_jobs(words: list[str]) -> None:
    """A search that named the person is no longer said; a job that was to work on it has nobody to work on."""
    for job in _holding(Job.objects.annotate(said=Cast("params", TextField())), "said", words):
        params = dict(job.params)
        if not _says_one(params, words):
            continue  # digits of some number
        if isinstance(params.get("selection"), dict):
            params["selection"] = {"ids": [], "everyone": False, "words": "", "filters": {}}
        Job.objects.filter(pk=job.pk).update(params={key: _plain(value, words) for key, value in params.items()})
    for job in _holding(Job.objects.all(), "error", words):
        Job.objects.filter(pk=job.pk).update(error="")


def _says_one(value, words: list[str]) -> bool:
    if isinstance(value, dict | list):
        return any(_says_one(part, words) for part in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and any(word in value for word in words)


def _plain(value, words: list[str]):
    return "" if isinstance(value, str) and any(word in value for word in words) else value


def clear_titles(words: list[str]) -> None:
    searches = SavedSearch.objects.annotate(said=Cast("filters", TextField()))
    for field in ("words", "said"):
        for search in _holding(searches, field, words):
            search.delete()  # without its words it would mean everyone
    for model in (SavedSearch, PersonList):
        for row in _holding(model._default_manager.all(), "name", words):
            model._default_manager.filter(pk=row.pk).update(name=f"#{row.pk}")
    _holding(Tag.objects.filter(taggings__isnull=True), "name", words).delete()


def _holding(queryset, field: str, words: list[str]):
    about = Q(pk__in=[])
    for word in words:
        about |= Q(**{f"{field}__contains": word})
    return queryset.filter(about)
