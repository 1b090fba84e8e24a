"""Requests about personal data that wait for the office: one in time, one soon due, one late."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus, DataRequest

Kind = DataRequest.Kind
RELATIVES = [
    (Kind.DELETION, "赵晓梅", "zhao@family.example", "我父亲已于去年去世，希望删除他的联系方式和照片。", -2),
    (Kind.RESTRICTION, "孙立", "sun@family.example", "母亲住院，不便接听电话，请暂时不要联系。", 2),
    (Kind.COPY, "林小雨", "lin@family.example", "想整理外祖父的求学经历，作家谱之用。", 12),
]


def load_requests() -> None:
    if DataRequest.objects.exists():
        return
    people = Alumnus.objects.present().filter(source="demo").order_by("pk")[: len(RELATIVES)]
    for person, (kind, name, email, statement, days) in zip(people, RELATIVES, strict=False):
        DataRequest.objects.create(
            kind=kind, is_from_relative=True, relative_name=name, relative_email=email, about=str(person),
            statement=statement, due_on=timezone.localdate() + timedelta(days=days), key=uuid.uuid4(),
            asked_at=timezone.now() - timedelta(days=19 - days),
        )  # fmt: skip
