"""What a row says, in terms of our tables."""

import hashlib
import json
from dataclasses import dataclass, field

from alumni.intake.reasons import reason
from alumni.models import Alumnus, ContactPoint, Degree, Employment
from alumni.models.places import Industry, Province

PROVINCES = dict(
    zip(
        [
            "北京",
            "天津",
            "河北",
            "山西",
            "内蒙古",
            "辽宁",
            "吉林",
            "黑龙江",
            "上海",
            "江苏",
            "浙江",
            "安徽",
            "福建",
            "江西",
            "山东",
            "河南",
            "湖北",
            "湖南",
            "广东",
            "广西",
            "海南",
            "重庆",
            "四川",
            "贵州",
            "云南",
            "西藏",
            "陕西",
            "甘肃",
            "青海",
            "宁夏",
            "新疆",
            "台湾",
            "香港",
            "澳门",
        ],
        Province.values,
        strict=True,
    )
)
INDUSTRIES = {
    word: section
    for section, words in {
        Industry.A: "农业 林业 农林牧渔",
        Industry.B: "采矿 煤炭 石油",
        Industry.C: "制造 制造业 机械 汽车 医药制造",
        Industry.D: "电力 能源 水务",
        Industry.E: "建筑 建筑业",
        Industry.F: "批发零售 零售 贸易 商贸",
        Industry.G: "交通 物流 运输 邮政",
        Industry.H: "住宿餐饮 餐饮 酒店",
        Industry.I: "信息技术 互联网 软件 计算机 通信 it",
        Industry.J: "金融 银行 保险 证券",
        Industry.K: "房地产 地产",
        Industry.L: "商务服务 租赁 法律 律师 咨询",
        Industry.M: "科研 科学研究 技术服务 研究",
        Industry.N: "水利 环保 环境",
        Industry.P: "教育 高校",
        Industry.Q: "卫生 医疗 医药卫生 社会工作",
        Industry.R: "文化 体育 娱乐 传媒 媒体 出版",
        Industry.S: "政府 公共管理 机关 公务员 党政机关 公安 司法",
    }.items()
    for word in words.split()
}
LEVELS = {level: level for level in Degree.Level.values} | {"postdoctoral": "postdoc", "secondary": "certificate"}
PLAIN = {"gender": "gender", "birth": "birth_date", "english_name": "latin_name", "country": "country"}
PLAIN |= {field: field for field in ("name", "ethnicity", "native_place")}
DEGREE_TEXTS = ("major", "class_name", "student_no", "supervisor")
NOTES = {"note": "", "honours": "荣誉: ", "interests": "特长爱好: ", "counsellor": "辅导员: ", "study_length": "学制: "}
CONTACTS = (("mobiles", "mobile"), ("phones", "phone"), ("emails", "email"))


def longest(model, column) -> int:
    return model._meta.get_field(column).max_length


LIMITS = {
    **{field: longest(Alumnus, column) for field, column in PLAIN.items()},
    **{field: longest(Degree, field) for field in DEGREE_TEXTS},
    **{field: longest(Employment, field) for field in ("employer", "job_title")},
    "city": longest(Alumnus, "city"),
    "address": longest(ContactPoint, "value"),
    "former_name": longest(Alumnus, "name"),
}
encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(slots=True)
class Record:
    """A row's facts: columns of the alumnus, one degree, one job, and (kind, value, postcode) of contacts."""

    name: str
    values: dict
    degree: dict | None
    job: dict | None
    contacts: list
    digest: int = 0
    former_names: list = field(default_factory=list)


def without_too_long(fields: dict) -> tuple[dict, list]:
    """The fields that our columns can hold, and a reason for each that was left out."""
    too_long = [name for name, limit in LIMITS.items() if len(fields.get(name) or "") > limit and name != "name"]
    if not too_long:
        return fields, []
    reasons = [reason("text_too_long", name, limit=LIMITS[name]) for name in too_long]
    return {name: value for name, value in fields.items() if name not in too_long}, reasons


def digest(fields: dict) -> int:
    said = encode(fields).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big", signed=True)


def record_of(fields: dict, directory, *, near: int | None = None) -> Record:
    """`near` is the college of the upload, for names that several schools have."""
    values = {column: fields[name] for name, column in PLAIN.items() if fields.get(name)}
    written = fields.get("name_as_written")
    if written and written != fields["name"]:
        values["name_as_written"] = written
    if values.get("latin_name") == fields["name"]:
        del values["latin_name"]
    if fields.get("is_deceased"):
        values["life"] = Alumnus.Life.DECEASED
    place(values, fields)
    notes = "\n".join(f"{label}{fields[name]}" for name, label in NOTES.items() if fields.get(name))
    if notes:
        values["notes"] = notes
    return Record(
        fields["name"],
        values,
        degree_of(fields, directory, near),
        job_of(fields),
        contacts_of(fields),
        digest(fields),
        [fields["former_name"]] if fields.get("former_name") else [],
    )


def place(values, fields):
    city, province = fields.get("city"), fields.get("province")
    if not city and not province and fields.get("country", "CN") == "CN":
        city, province = fields.get("residence_city"), fields.get("residence_province")
    if city:
        values["city"] = city
    if province in PROVINCES:
        values["province"] = PROVINCES[province]
    if fields.get("industry", "").lower() in INDUSTRIES:
        values["industry"] = INDUSTRIES[fields["industry"].lower()]


def degree_of(fields, directory, near):
    degree = {name: fields[name] for name in DEGREE_TEXTS if fields.get(name)}
    for year in ("enrolment_year", "graduation_year"):
        if fields.get(year):
            degree[year] = fields[year]
    if fields.get("level") in LEVELS:
        degree["level"] = LEVELS[fields["level"]]
    if fields.get("school") and (school := directory.school(fields["school"])):
        degree["school_id"] = school
    if fields.get("college"):
        college = directory.college(fields["college"], degree.get("school_id"), near)
        if college:
            degree["college_id"] = college
    return degree or None


def job_of(fields):
    job = {name: fields[name] for name in ("employer", "job_title") if fields.get(name)}
    return job or None


def contacts_of(fields):
    contacts = []
    extensions = fields.get("phone_extensions") or {}
    for name, kind in CONTACTS:
        for value in fields.get(name) or ():
            contacts.append((kind, f"{value};ext={extensions[value]}" if value in extensions else value, ""))
    contacts += [(kind, fields[kind], "") for kind in ("wechat", "qq") if fields.get(kind)]
    address, postcode = fields.get("address", ""), fields.get("postcode", "")
    if address or postcode:
        contacts.append(("address", address, postcode))
    return contacts
