from alumni.demo import engagement, university
from alumni.models import College, School, Succession, Tag


def load_schools(*, name: str, english_name: str) -> dict[str, int]:
    """Make the schools that are missing; return their primary keys by the demonstration's own."""
    schools = {}
    for row in university.SCHOOLS:
        schools[row.key], _ = School.objects.get_or_create(
            name=row.name.replace("{university}", name),
            defaults={
                "english_name": row.english_name.replace("{university_en}", english_name),
                "founded_on": row.founded_on or None,
                "closed_on": row.closed_on or None,
            },
        )
    for row in university.SCHOOLS:
        if row.successor:
            School.objects.filter(pk=schools[row.key].pk, successor=None).update(successor=schools[row.successor])
    return {key: school.pk for key, school in schools.items()}


def load_colleges(*, schools: dict[str, int]) -> dict[str, int]:
    """Make the colleges that are missing, and what became of them; return their primary keys."""
    College.objects.bulk_create(
        [
            College(
                school_id=schools[row.school], name=row.name, english_name=row.english_name, aliases=row.aliases,
                founded_on=row.founded_on or None, closed_on=row.closed_on or None,
            )
            for row in university.COLLEGES.values()
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    stored = {(school, name): pk for school, name, pk in College.objects.values_list("school_id", "name", "pk")}
    colleges = {row.key: stored[schools[row.school], row.name] for row in university.COLLEGES.values()}
    Succession.objects.bulk_create(
        [
            Succession(
                predecessor_id=colleges[row.predecessor], successor_id=colleges[row.successor], kind=row.kind,
                happened_on=row.happened_on,
            )
            for row in university.SUCCESSIONS
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return colleges


def load_tags() -> dict[str, int]:
    Tag.objects.bulk_create([Tag(name=name) for name in engagement.ALL_TAGS], ignore_conflicts=True)
    return dict(Tag.objects.filter(name__in=engagement.ALL_TAGS).values_list("name", "pk"))
