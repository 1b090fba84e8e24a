"""The composer's figures of an audience: how many, how many are reached, who is left out and why, twenty of them."""

from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.utils import timezone

from alumni.models import ContactPoint, PersonList, SavedSearch
from alumni_office.accounts.models import User
from chapters.models import Chapter, Membership
from publications.models import Delivery, Mailing, Suppression
from publications.queries.audience import Audience, Part
from publications.queries.composing import readers
from publications.services import mailings

from .mailing import agree
from .measuring import Result, cost_of

LISTED = "benchmark of audiences"
MANY = 200_000


def measure(site):
    agree()
    _choose_and_complain()
    by = User.objects.filter(is_superuser=True).order_by("pk").first() or site.staff
    earlier = _written_to_lately(by)
    try:
        for name, audience, quiet_days in _audiences(by):
            yield from _figures(by, name, audience, quiet_days)
    finally:
        _forget(earlier)


def _figures(by, name, audience, quiet_days):
    words = {"subject": "校友通讯", "text": "{{ unsubscribe }}", "html": ""}
    mailing = mailings.create(by=by, title=LISTED, key=uuid4(), versions=[words])
    Mailing.objects.filter(pk=mailing.pk).update(audience=audience.as_json(), quiet_days=quiet_days)
    mailing.refresh_from_db()
    shown = []

    def look():
        cache.clear()
        shown[:] = [readers(mailing, by)]

    costs = [cost_of(look) for _each in range(3)]
    best = min(costs, key=lambda cost: cost.cpu)
    figures = shown[0].figures
    about = f"1 in {figures.one_in}" if figures.one_in > 1 else "exact"
    yield Result(
        f"figures: {name}", best.cpu, target="<= 1,000 ms", is_met=best.cpu <= 1000,
        note=f"  {min(cost.wall for cost in costs):,.0f} ms; {figures.reached:,} of {figures.people:,}, {about}",
    )  # fmt: skip
    if figures.one_in > 1:
        exact = cost_of(lambda: shown.append(readers(mailing, by, exactly=True)))
        apart = abs(figures.reached - shown[-1].figures.reached) / max(shown[-1].figures.reached, 1)
        yield Result(f"the same, exactly: {name}", exact.cpu, note=f"  {exact.wall:,.0f} ms; {apart:.2%} apart")
    mailing.delete()


def _audiences(by):
    saved, _made = SavedSearch.objects.get_or_create(name=LISTED, owner=by, defaults={"filters": {"reach": ["email"]}})
    chapters = list(Chapter.objects.order_by("pk")[:3])
    _join(chapters)
    listed, made = PersonList.objects.get_or_create(name=LISTED, owner=by)
    if made:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO alumni_personlistentry (list_id, alumnus_id, added_at)"
                " SELECT %s, id, now() FROM alumni_alumnus ORDER BY id LIMIT %s", [listed.pk, MANY],
            )  # fmt: skip
    without = (Part("list", id=listed.pk),)
    yield "everyone", Audience((Part("everyone"),)), 0
    yield "everyone not written to for a week", Audience((Part("everyone"),)), 7
    yield "a saved search", Audience((Part("search", id=saved.pk),)), 7
    yield (
        "three chapters, without a list",
        Audience(tuple(Part("chapter", id=each.pk) for each in chapters), without),
        7,
    )
    yield (
        "a search and three chapters, without a list",
        Audience((Part("search", id=saved.pk), *(Part("chapter", id=each.pk) for each in chapters)), without),
        7,
    )


def _join(chapters):
    """So many members that their union is a large audience at a million people."""
    with connection.cursor() as cursor:
        for place, chapter in enumerate(chapters):
            if not Membership.objects.filter(chapter=chapter, statement=LISTED).exists():
                cursor.execute(
                    "INSERT INTO chapters_membership (chapter_id, alumnus_id, state, joined_on, opened, statement,"
                    " asked_at, reason) SELECT %s, id, 'member', '2026-01-01', '{}', %s, now(), ''"
                    " FROM alumni_alumnus WHERE id %% 19 = %s ON CONFLICT DO NOTHING", [chapter.pk, LISTED, place],
                )  # fmt: skip


def _choose_and_complain():
    """One in 47 says no, one in 101 addresses is held or came back, one in 41 wants few letters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alumni_consent (alumnus_id, purpose, channel, given, wording, source, at)"
            " SELECT id, 'contact', 'any', false, %s, 'demo', now() FROM alumni_alumnus WHERE id %% 47 = 3"
            " AND NOT EXISTS (SELECT FROM alumni_consent WHERE wording = %s)", [LISTED, LISTED],
        )  # fmt: skip
        cursor.execute(
            "INSERT INTO publications_letterlimit (alumnus_id, days) SELECT id, 30 FROM alumni_alumnus"
            " WHERE id % 41 = 7 ON CONFLICT DO NOTHING"
        )
    addresses = ContactPoint.objects.filter(kind="email").alias(rest=F("pk") % 101).filter(rest=0)
    if not Suppression.objects.filter(reason=LISTED).exists():
        kinds = (Suppression.Kind.HARD, Suppression.Kind.COMPLAINT)
        Suppression.objects.bulk_create(
            [
                Suppression(address=address, kind=kinds[at % 2], reason=LISTED, since=timezone.now())
                for at, address in enumerate(addresses.values_list("value", flat=True).distinct())
            ],
            ignore_conflicts=True, batch_size=5000,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE alumni_consent, alumni_alumnus, alumni_contactpoint, publications_suppression")


def _written_to_lately(by) -> Mailing:
    """A mailing that went to one address in five of everybody, three days ago."""
    mailing = mailings.create(by=by, title=LISTED, key=uuid4(), versions=[{"subject": "校友通讯", "text": "x"}])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publications_delivery (mailing_id, alumnus_id, address, language, state, due_at, has_slot,"
            " attempts, answer, sending_at, ended_at) SELECT DISTINCT ON (value) %s, alumnus_id, value, 'zh-hans',"
            " 'sent', at, false, 1, '', at, at FROM alumni_contactpoint, (SELECT now() - interval '3 days' AS at) AS t"
            " WHERE kind = 'email' AND alumnus_id %% 5 = 0", [mailing.pk],
        )  # fmt: skip
        cursor.execute("VACUUM ANALYZE publications_delivery, chapters_membership, alumni_personlistentry")
    return mailing


def _forget(mailing: Mailing):
    Delivery.objects.filter(mailing=mailing).delete()
    mailing.delete()
