"""The demonstration's documents: short, but real files of the kind that chapters send."""

from functools import cache

from django.conf import settings

from alumni_office.documents import Document as Paper
from alumni_office.documents import Entry, Section, pdf
from alumni_office.documents.uploads import Upload
from chapters.models import Document
from chapters.services.documents import keep_document

CHARTER = [
    ("第一章　总则", "本会是{university}校友自愿结成的联谊组织，遵守国家法律，接受{university}校友会的业务指导。"),
    ("第二章　会员", "凡在本地学习、工作、居住过的校友，承认本章程，均可申请入会；会员入会自愿，退会自由。"),
    ("第三章　组织", "最高权力机构为会员大会。理事会每届四年，设会长、副会长、秘书长和理事，由会员大会选举产生。"),
    ("第四章　经费", "经费来自捐赠和活动收入，用于章程规定的活动；换届前接受审计，账目向会员公开。"),
    ("第五章　附则", "章程的修改须经到会会员三分之二以上通过。"),
]


def keep(title: str, lead: str, pairs, kind: str, *, by, **belongs_to) -> Document:
    upload = Upload("pdf", _printed(title, lead, tuple(pairs)))
    return keep_document(upload=upload, name=f"{title}.pdf", kind=kind, by=by, **belongs_to)


@cache
def _printed(title: str, lead: str, pairs: tuple[tuple[str, str], ...]) -> bytes:
    """What says the same is printed once: many chapters took over the model charter as it is."""
    sections = [Section(heading, entries=[Entry((("", text),))]) for heading, text in pairs]
    return pdf(Paper(title, lead, settings.UNIVERSITY_NAME, sections))


def _charter() -> list[tuple[str, str]]:
    return [(heading, text.format(university=settings.UNIVERSITY_NAME)) for heading, text in CHARTER]


def charter(chapter, *, by) -> Document:
    lead = "依照示范章程制定，经成立大会通过。"
    return keep("校友会章程", lead, _charter(), Document.Kind.CHARTER, by=by, chapter=chapter)


def certificate(chapter, *, by) -> Document:
    pairs = [("统一社会信用代码", chapter.civil_number), ("登记管理机关", chapter.civil_authority)]
    lead = f"{chapter.civil_since:%Y-%m-%d} 准予登记。"
    return keep("社会团体法人登记证书（副本）", lead, pairs, Document.Kind.CERTIFICATE, by=by, chapter=chapter)


def audit(chapter, *, by) -> Document:
    pairs = [
        ("审计范围", "上一届理事会任期内的收入、支出和结余。"),
        ("意见", "账目清楚，票据齐全，支出符合章程；会费收入应按年公布。"),
    ]
    return keep("换届审计报告", "理事会换届前审计。", pairs, Document.Kind.AUDIT, by=by, chapter=chapter)


def minutes(chapter, present: int, *, by) -> Document:
    pairs = [
        ("到会", f"实到会员代表 {present} 人，符合章程规定的人数。"),
        ("决议", "听取上届理事会工作报告和审计报告；以无记名投票选举新一届理事会。"),
    ]
    return keep("会员大会纪要", "换届选举。", pairs, Document.Kind.MINUTES, by=by, chapter=chapter)


def report(chapter, year: int, *, by) -> Document:
    pairs = [
        ("全年活动", "新春团拜、春季健步走、读书会六期、新生送行、返校日组团、年度会员大会。"),
        ("收支", "收入来自会员自愿捐赠和活动分摊，支出见附表，结余转入下年。"),
    ]
    lead = "经理事会讨论通过。"
    return keep(f"{year} 年度工作总结", lead, pairs, Document.Kind.REPORT, by=by, chapter=chapter)


def plan(application, *, by) -> Document:
    pairs = [("为什么", application.plan), ("经费", "筹备期费用由发起人分摊，成立后由会员大会决定。")]
    return keep("筹备方案", "发起人共同拟定。", pairs, Document.Kind.PLAN, by=by, application=application)


def draft_charter(application, *, by) -> Document:
    return keep("章程（草案）", "供成立大会讨论。", _charter(), Document.Kind.CHARTER, by=by, application=application)


def letter(application, *, by) -> Document:
    pairs = [
        ("委托事项", f"兹委托发起人组成筹备组，筹备成立{application.name}，于六个月内召开成立大会。"),
        ("编号", application.letter_no),
    ]
    lead = f"{application.commissioned_on:%Y-%m-%d}"
    return keep("筹备委托书", lead, pairs, Document.Kind.LETTER, by=by, application=application)


def result(congress, lines: list[tuple[str, str]], *, by) -> Document:
    lead = f"{congress.place}，{congress.starts_on:%Y-%m-%d} – {congress.ends_on:%Y-%m-%d}"
    return keep(f"{congress.name}选举结果", lead, lines, Document.Kind.RESULT, by=by, congress=congress)
