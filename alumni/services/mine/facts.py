"""Place, career, offers, and who may see them."""

from collections.abc import Mapping

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, Employment, Profile, Source


def locked(person_id: int, by) -> Alumnus:
    """Hold the record for writing. Raises PermissionDenied when it is not the user's own any more."""
    person = Alumnus.objects.present().select_for_update().filter(pk=person_id, user=by.pk).first()
    if person is None:
        raise PermissionDenied
    return person


def profile_of(person: Alumnus) -> Profile:
    return Profile.objects.get_or_create(alumnus=person)[0]


def _tell(person: Alumnus, values: Mapping[str, str], by) -> None:
    """Write fields of the record as the alumnus's own word."""
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    if not changed:
        return
    told = {"source": Source.ALUMNUS.value, "by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}
    person.field_sources = {**person.field_sources, **dict.fromkeys(changed, told)}
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=[*changed, "field_sources", "updated_at"])


def _set(person: Alumnus, **values) -> None:
    profile = profile_of(person)
    for name, value in values.items():
        setattr(profile, name, value)
    profile.save(update_fields=[*values, "updated_at"])


def save_place(*, person: Alumnus, country: str, province: str, city: str, place_audience: str, by) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        person = locked(person.pk, by)
        _tell(person, {"country": country, "province": province, "city": city}, by)
        _set(person, place_audience=place_audience)


def save_industry(*, person: Alumnus, industry: str, career_audience: str, by) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        person = locked(person.pk, by)
        _tell(person, {"industry": industry}, by)
        _set(person, career_audience=career_audience)


def save_job(*, person: Alumnus, job_id: int | None, by, **values) -> Employment:
    """Enter a job, or change one of one's own. Raises Employment.DoesNotExist for another's."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        person = locked(person.pk, by)
        if job_id is None:
            same = person.employments.filter(**values).first()
            if same:
                return same
            job = Employment(alumnus=person)
        else:
            job = person.employments.get(pk=job_id)
        for name, value in values.items():
            setattr(job, name, value)
        job.source, job.entered_by = Source.ALUMNUS, by
        job.save()
    return job


def end_job(*, person: Alumnus, job_id: int, by) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        job = locked(person.pk, by).employments.get(pk=job_id)
        job.delete()


def save_offer(
    *, person: Alumnus, languages: list[str], languages_audience: str, offer: str, offer_audience: str, by
) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        _set(
            locked(person.pk, by), languages=languages, languages_audience=languages_audience, offer=offer,
            offer_audience=offer_audience,
        )  # fmt: skip


def save_being_found(*, person: Alumnus, listed: str, takes_messages: bool, by) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        _set(locked(person.pk, by), listed=listed, takes_messages=takes_messages)
