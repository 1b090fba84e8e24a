"""The demonstration's mailings: one that went out with what came back, one that was paused half-way, one still being
written; and who subscribes to what."""

import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from alumni.models import Alumnus, ContactPoint, Source
from alumni.wordings import wording
from publications.models import Bounce, Delivery, LetterLimit, Mailing, MailingLink, Periodical, Subscription
from publications.queries.audience import Audience, Part
from publications.services import composing, mailings, sending
from publications.services.returns.counting import keep

SPACE = uuid.UUID("6c657474-6572-7320-746f-206d616e7920")
MOST_READERS = 320
# (one in so many came back, how, what the server said)
BACK = [
    (37, Bounce.Kind.HARD, "550 5.1.1 no such user"),
    (61, Bounce.Kind.FULL, "552 5.2.2 mailbox full"),
    (83, Bounce.Kind.AWAY, "auto-reply: out of office until Monday"),
]
AGREED = """
    INSERT INTO alumni_consent (alumnus_id, purpose, channel, given, wording, source, at)
    SELECT id, 'contact', 'email', true, %s, %s, now() - interval '180 days' FROM unnest(%s) AS chosen (id)
"""
FIELDS = "您好，{{ name|各位校友 }}！"

OCTOBER = [
    {"kind": "text", "html": f"<p>{FIELDS}</p><p>秋天的校园最好看。这一期讲三件事：新开的校友服务，各地的聚会，"
                             "还有一条可以帮忙的消息。</p>"},
    {"kind": "heading", "text": "本期文章"},
]  # fmt: skip
OCTOBER_END = [
    {"kind": "heading", "text": "请您看一看"},
    {
        "kind": "text",
        "html": "<p>您的地址和单位变了吗？登录后改一下，只要一分钟，下一期报纸就不会寄丢。</p>",
    },
    {"kind": "button", "text": "看看我的资料", "url": "https://alumni.example.edu/me/"},
]
OCTOBER_EN = [
    {"kind": "text", "html": "<p>Dear {{ name|graduate }},</p><p>autumn suits the campus. Three things this month: new "
                             "services for graduates, gatherings near you, and a way to help.</p>"},
    {"kind": "heading", "text": "In this issue"},
]  # fmt: skip
AUTUMN = [
    {"kind": "text", "html": f"<p>{FIELDS}</p><p>毕业二十年的返校日定在下个月最后一个周六。上午在老图书馆门口签到，"
                             "下午各学院自己安排，晚上在食堂吃一顿从前的大锅菜。</p>"},
    {"kind": "text", "html": "<p>来不来，都请回信说一声，我们好备座位。带家人来的请写明人数。</p>"},
    {"kind": "button", "text": "怎么找到我们", "url": "https://alumni.example.edu/find-us/"},
]  # fmt: skip
DRAFT = [
    {"kind": "text", "html": f"<p>{FIELDS}</p><p>一年又要过去了。今年有两百多位校友回校讲课、面试、听学生诉苦，"
                             "我们想把他们的话编成一本小册子。</p>"},
]  # fmt: skip


def fill_letters(*, by, head) -> int:
    """Make what is missing of the three mailings; return how many came. Repeating it changes nothing."""
    newsletter = Periodical.objects.filter(slug="newsletter").first()
    if newsletter is None or Mailing.objects.filter(key=_key("october")).exists():
        return 0
    with transaction.atomic():
        _readers(newsletter)
        audience = Audience((Part("subscribers", id=newsletter.pk),))
        _done(audience, by, head)
        _paused(audience, by, head)
        draft = _draft("year", "岁末的一封信（草稿）", "岁末：谢谢回来讲课的您", DRAFT, audience, by)
        Mailing.objects.filter(pk=draft.pk).update(quiet_days=7)
    return 3


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, name)


def _readers(newsletter: Periodical) -> None:
    """Some hundred people agreed, and get the newsletter; a few paused it, ended it, or want little."""
    usable = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, state__in=ContactPoint.USABLE)
    people = Alumnus.objects.present().usable().filter(source=Source.DEMO, life=Alumnus.Life.LIVING)
    chosen = list(people.filter(pk__in=usable.values("alumnus")).order_by("pk").values_list("pk", flat=True))
    chosen = chosen[:MOST_READERS]
    said = wording("contact", "email")
    with connection.cursor() as cursor:  # a word of half a year ago: the model writes the moment itself
        cursor.execute(AGREED, [str(said and said.text), Source.DEMO, chosen])
    today = timezone.localdate()
    Subscription.objects.bulk_create(
        [
            Subscription(
                alumnus_id=pk, periodical=newsletter, channel="email", source=Source.DEMO,
                paused_until=today + timedelta(days=60) if at % 29 == 0 else None,
                ended_at=timezone.now() if at % 29 and at % 41 == 0 else None,
            )
            for at, pk in enumerate(chosen, 1)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    newspaper = Periodical.objects.filter(slug="alumni-news").first()
    if newspaper:
        Subscription.objects.bulk_create(
            [
                Subscription(alumnus_id=pk, periodical=newspaper, channel="post", source=Source.DEMO)
                for pk in chosen[::3]
            ],
            ignore_conflicts=True,
        )
    LetterLimit.objects.bulk_create(
        [LetterLimit(alumnus_id=pk, days=7 if at % 2 else 30) for at, pk in enumerate(chosen[::31])],
        ignore_conflicts=True,
    )


def _draft(name: str, title: str, subject: str, blocks: list[dict], audience: Audience, by) -> Mailing:
    mailing = composing.make_mailing(title=title, subject=subject, language="zh-hans", key=_key(name), by=by)
    composing.add_block(version=mailing.versions.get(), blocks=blocks, by=by)
    composing.set_audience(mailing=mailing, audience=audience, by=by)
    mailing.refresh_from_db()
    return mailing


def _done(audience: Audience, by, head) -> None:
    latest = composing.blocks_of_site(days=365)[:4]
    mailing = _draft(
        "october",
        "校友电子简报 十月",
        "十月简报：秋天的校园和三件新事",
        [*OCTOBER, *latest, *OCTOBER_END],
        audience,
        by,
    )
    composing.save_words(
        mailing=mailing, language="en", subject="October: autumn on campus, and three new things",
        preheader="New services, gatherings near you, and a way to help", by=by,
    )  # fmt: skip
    composing.add_block(version=mailing.versions.get(language="en"), blocks=[*OCTOBER_EN, *latest], by=by)
    Mailing.objects.filter(pk=mailing.pk).update(counts_clicks=True)
    _begin(mailing, by, head)
    rows = Delivery.objects.filter(mailing=mailing)
    ended = timezone.now() - timedelta(days=41)
    _mark(rows, ended)
    Mailing.objects.filter(pk=mailing.pk).update(
        state=Mailing.State.DONE, started_at=ended - timedelta(minutes=6), ended_at=ended
    )
    for at, delivery in enumerate(rows.order_by("pk"), 1):
        for one_in, kind, said in BACK:
            if at % one_in == 0:
                keep(delivery=delivery, kind=kind, source="mailbox", diagnosis=said, raw=said.encode(),
                     digest=_key(f"{kind} {delivery.pk}").hex)  # fmt: skip
    for at, link in enumerate(MailingLink.objects.filter(mailing=mailing).order_by("pk"), 2):
        MailingLink.objects.filter(pk=link.pk).update(clicks=190 // at)


def _paused(audience: Audience, by, head) -> None:
    mailing = _draft("autumn", "返校日邀请（毕业二十年）", "毕业二十年：下个月回来吃大锅菜", AUTUMN, audience, by)
    _begin(mailing, by, head)
    rows = Delivery.objects.filter(mailing=mailing)
    half = list(rows.order_by("pk").values_list("pk", flat=True))[: rows.count() // 2]
    _mark(rows.filter(pk__in=half), timezone.now() - timedelta(hours=2))
    mailings.pause(mailing_id=mailing.pk, by=head)


def _mark(rows, at) -> None:
    rows.update(state=Delivery.State.SENT, attempts=1, sending_at=at, ended_at=at, answer="250 2.0.0 Ok: queued")


def _begin(mailing: Mailing, by, head) -> None:
    """Checked, approved by another, its recipients made."""
    mailing.refresh_from_db()
    composing.check(mailing=mailing, by=by)
    mailings.approve(mailing_id=mailing.pk, by=head)
    mailings.send_now(mailing_id=mailing.pk, by=head)
    sending.prepare(mailing_id=mailing.pk)
