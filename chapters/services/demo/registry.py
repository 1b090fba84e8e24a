"""Chapters, the steps of their two facts, the rights to the name, and the files that belong to them."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from alumni.demo.lists import rows
from alumni.models import College
from chapters.demo.places import CHAPTERS, CIVIL_PATHS, DATA, PATHS, Row, years_before
from chapters.models import Chapter, CivilChange, NameLicence, Photo, RecognitionChange

from . import papers, pictures

REASONS = {
    "applying": "当地校友联名提出申请。",
    "preparing": "发起人符合人数，同意成立筹备组，发给委托书。",
    "founded": "召开成立大会，通过章程，选举第一届理事会，准予认可。",
    "active": "成立半年，活动正常，账目清楚。",
    "dormant": "连续两年未开展活动，理事会任期届满未换届。",
    "revived": "当地校友重新推选理事会，恢复活动。",
    "dissolved": "会员大会决议解散，会员并入省校友会。",
}
CIVIL_REASONS = {
    "applied": "会员满五十人，向登记管理机关提出申请。",
    "registered": "登记管理机关准予登记，发给社会团体法人登记证书。",
    "revoked": "连续两年未参加年检，登记证书被撤销。",
}


def load(*, by) -> dict[Row, Chapter]:
    """Make the chapters with all that the registry keeps of them; return them by their lines."""
    today = timezone.localdate()
    colleges = dict(
        College.objects.filter(closed_on=None, school__name=settings.UNIVERSITY_NAME).values_list("name", "pk")
    )
    made = {row: Chapter.objects.create(**_values(row, today, colleges)) for row in CHAPTERS}
    recognised = [step for row, chapter in made.items() for step in _recognition(row, chapter, today, by)]
    RecognitionChange.objects.bulk_create(recognised)
    CivilChange.objects.bulk_create([step for row, chapter in made.items() for step in _civil(row, chapter, today, by)])
    for row, chapter in made.items():
        chapter.refresh_from_db()
        if chapter.founded_on:
            _licences(row, chapter, today, by)
            _files(row, chapter, by)
    return made


def _values(row: Row, today: date, colleges: dict[str, int]) -> dict:
    where = {"regional": "province", "overseas": "country", "industry": "industry"}.get(row.kind)
    first = min(row.founded_on(today) or today, today) - timedelta(days=420)
    values = {
        "kind": row.kind, "city": row.city, "name": row.name, "name_en": row.name_en, "time_zone": row.zone,
        "recognition_since": first, **_words(row), **_contact(row),
    }  # fmt: skip
    return values | ({where: row.code} if where else {"college_id": colleges[row.code]})


def _words(row: Row) -> dict:
    if not PATHS[row.recognition][1:]:
        return {}
    told = [told for told in rows("introductions", DATA) if told[0] == row.kind]
    _kind, chinese, english = row.dice("words").choice(told)
    names = {"place": row.place, "english": row.english, "university": settings.UNIVERSITY_NAME}
    return {"introduction": chinese.format(**names), "introduction_en": english.format(**names)}


def _contact(row: Row) -> dict:
    """What the chapter says of itself: addresses and numbers that belong to nobody."""
    if not PATHS[row.recognition][1:]:
        return {}
    dice = row.dice("contact")
    slug = "".join(char for char in row.english.removeprefix("in ").lower() if char.isalpha())
    values = {"email": f"{slug}@chapters.example"}
    if dice.random() < 0.7 and row.kind != "overseas":
        values |= {"wechat_account": f"{row.place}校友之家", "phone": f"+86 10 0000 {dice.randrange(1000, 9999)}"}
    if dice.random() < 0.6:
        values["website"] = f"https://{slug}.chapters.example/"
    if dice.random() < 0.6 and row.kind == "regional":
        values["address"] = f"{row.place}文化路{dice.randrange(2, 190)}号校友之家"
    return values


def _recognition(row: Row, chapter: Chapter, today: date, by) -> list[RecognitionChange]:
    founded = row.founded_on(today) or today
    dice = row.dice("recognition")
    days = {
        "applying": founded - timedelta(days=dice.randrange(300, 380)),
        "preparing": founded - timedelta(days=dice.randrange(90, 240)),
        "founded": founded,
        "active": founded + timedelta(days=180),
        "dormant": today - timedelta(days=dice.randrange(700, 900)),
        "revived": today - timedelta(days=dice.randrange(120, 500)),
        "dissolved": today - timedelta(days=dice.randrange(200, 600)),
    }
    before, steps = "lead", []
    for to in PATHS[row.recognition]:
        steps.append(
            RecognitionChange(
                chapter=chapter, from_state=before, to_state=to, happened_on=days[to], reason=REASONS[to], by=by
            )
        )
        before = to
    return steps


def _civil(row: Row, chapter: Chapter, today: date, by) -> list[CivilChange]:
    dice = row.dice("civil")
    founded = row.founded_on(today) or today
    registered = founded + timedelta(days=dice.randrange(400, 2000))
    recently = today - timedelta(days=dice.randrange(20, 50))
    applied = recently if row.civil == "applied" else registered - timedelta(days=55)
    days = {"applied": applied, "registered": registered, "revoked": today - timedelta(days=dice.randrange(800, 1000))}
    given = {"number": f"51{dice.randrange(10**6, 10**7)}0000{dice.randrange(10, 99)}X", "authority": _authority(row)}
    before, steps = "none", []
    for to in CIVIL_PATHS[row.civil]:
        more = given if to == "registered" else {}
        steps.append(
            CivilChange(
                chapter=chapter, from_state=before, to_state=to, happened_on=days[to], reason=CIVIL_REASONS[to], by=by,
                **more,
            )
        )  # fmt: skip
        before = to
    return steps


def _authority(row: Row) -> str:
    if row.kind == "regional" and row.code not in ("81", "82"):
        return f"{row.place}民政局" if row.city or row.code < "13" or row.code in ("31", "50") else f"{row.place}民政厅"
    return {"81": "香港公司注册处", "industry": "山东省民政厅"}.get(
        row.code if row.kind == "regional" else row.kind, f"{row.place}社团登记机关"
    )


def _licences(row: Row, chapter: Chapter, today: date, by) -> None:
    """The right to the name for four years at a time: over where a chapter sleeps, soon over for some."""
    dice = row.dice("licence")
    last = today + timedelta(days=dice.randrange(20, 1200))
    if not chapter.is_living:
        last = chapter.recognition_since
    for ends in (years_before(last, 4), last):
        begins = years_before(ends, 4) + timedelta(days=1)
        begins = max(begins, founded_on(chapter))
        if begins < ends:
            NameLicence.objects.create(
                chapter=chapter, from_on=begins, until_on=ends, with_logo=dice.random() < 0.8, granted_by=by
            )


def founded_on(chapter: Chapter) -> date:
    """Of one that was founded: the database knows no other without the day."""
    assert chapter.founded_on is not None
    return chapter.founded_on


def _files(row: Row, chapter: Chapter, by) -> None:
    papers.charter(chapter, by=by)
    if chapter.civil_number:
        papers.certificate(chapter, by=by)
    if not chapter.is_living:
        return
    dice = row.dice("pictures")
    if dice.random() < 0.85:
        chapter.logo.save("logo.png", pictures.logo(row.place, dice), save=False)
        chapter.save(update_fields=["logo"])
    for caption, english, draw in dice.sample(pictures.SCENES, k=dice.choice([0, 0, 1, 2, 3])):
        photo = Photo(chapter=chapter, caption=caption, caption_en=english, uploaded_by=by)
        photo.file.save("photo.jpg", draw(dice), save=True)
