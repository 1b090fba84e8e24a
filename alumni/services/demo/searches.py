from alumni.models import Alumnus, PersonList, PersonListEntry, SavedSearch
from alumni_office.accounts.models import User


def load_searches(*, colleges: dict[str, int], tags: dict[str, int], users: dict[str, User]) -> None:
    """Searches and lists for a first look around; a name that its owner uses already is left alone."""
    head, staff = users["head@demo.example"], users["staff@demo.example"]
    doctors, chosen = colleges["main/医学院"], [str(tags["返校日志愿者"])]
    SavedSearch.objects.bulk_create(
        [
            SavedSearch(
                name="杰出校友走访", owner=head, is_shared=True, filters={"tier": ["outstanding"], "life": ["living"]}
            ),
            SavedSearch(
                name="医学院 1998 届", owner=staff, is_shared=True, words="98届", filters={"college": [str(doctors)]}
            ),
            SavedSearch(name="在京校友（可发邮件）", owner=staff, filters={"province": ["11"], "reach": ["email"]}),
            SavedSearch(name="海外校友", owner=head, is_shared=True, filters={"tag": [str(tags["海外校友"])]}),
        ],
        ignore_conflicts=True,
    )
    _list(head, "校庆嘉宾", Alumnus.objects.present().filter(tier=Alumnus.Tier.OUTSTANDING, life=Alumnus.Life.LIVING))
    _list(staff, "返校日志愿者骨干", Alumnus.objects.present().filter(taggings__tag__in=chosen))


def _list(owner: User, name: str, people) -> None:
    chosen, created = PersonList.objects.get_or_create(owner=owner, name=name, defaults={"is_shared": True})
    if created:
        PersonListEntry.objects.bulk_create(
            PersonListEntry(list=chosen, alumnus=person, added_by=owner) for person in people.order_by("pk")[:40]
        )
