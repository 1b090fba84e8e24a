"""Periodicals and their sections."""

from django.db import transaction

from alumni_office.saving.versions import save_version
from publications.models import Article, Periodical, Section


class SectionInUse(Exception):
    """A section that was left out has articles; `name` says which."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name


@transaction.atomic
def save_periodical(
    *, periodical: Periodical | None, version: int, sections: list[tuple[str, str]], by, **fields
) -> Periodical:
    """Make a periodical, or change one; sections are known by their names. Raises SectionInUse, ChangedMeanwhile."""
    if periodical is None:
        periodical = Periodical.objects.create(**fields)
    else:
        save_version(periodical, version=version, values=fields)
    for place, (name, english) in enumerate(sections, 1):
        Section.objects.update_or_create(
            periodical=periodical, name=name, defaults={"name_en": english, "order": place}
        )
    gone = periodical.sections.exclude(name__in=[name for name, _english in sections])
    if used := Article.objects.filter(section__in=gone).select_related("section").first():
        assert used.section is not None
        raise SectionInUse(used.section.name)
    gone.delete()
    return periodical
