"""Where people live. Most stay in the university's own province, some went abroad."""

from typing import NamedTuple

from .lists import pick, pool, rows

ABROAD_SHARE = 0.045
BUILDINGS = ["{}号", "{}号院{}号楼", "{}号{}单元"]


class Place(NamedTuple):
    country: str
    province: str
    city: str
    area_code: str
    postcode: str
    streets: list[str]
    employers: list[str]
    telephones: str


def _home(city, province, _weight, area, postcode, districts, roads) -> Place:
    streets = [f"{district}{road}" for district in districts.split() for road in roads.split()]
    return Place("CN", province, city, area, postcode, streets, [], "")


def _abroad(country, province, city, _weight, telephones, postcode, street, employers) -> Place:
    return Place(country, province, city, "", postcode, [street], employers.split(" "), telephones)


HOME = pool((_home(*row), int(row[2])) for row in rows("cities"))
ABROAD = pool((_abroad(*row), int(row[3])) for row in rows("abroad"))
HOME_NAMES = {row[0]: _home(*row) for row in rows("cities")}
PROVINCE_PREFIX = {
    "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省",
    "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "51": "四川省", "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
}  # fmt: skip


def make_place(random) -> Place:
    return pick(random, ABROAD if random() < ABROAD_SHARE else HOME)


def make_address(random, place: Place) -> str:
    street, number = pick(random, place.streets), int(1 + random() * 280)
    if place.country == "CN":
        house = pick(random, BUILDINGS).format(number, int(1 + random() * 12))
        room = f"{int(1 + random() * 18)}0{int(1 + random() * 4)}室"
        return f"{PROVINCE_PREFIX.get(place.province, '')}{place.city}市{street}{house}{room}"
    if place.country in ("HK", "MO", "TW", "JP"):
        return f"{street}{number}号"
    return f"{number} {street}"
