"""Small made-up populations: any mixture of names, degrees, jobs and contacts."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from alumni.models import Alumnus, AlumnusTag, ContactPoint, Degree, Employment, Succession, Tag
from tests.factories import make_college, make_school

NAMES = [
    "王伟",
    "王伟龙",
    "伟",
    "王小伟",
    "乐伟",
    "单小龍",
    "單伟",
    "王龙",
    "尉迟小伟",
    "万俟乐",
    "𠮷龙",
    "吕乐",
    "李伟王",
    "买买提·阿不都",
    "Anna Wang",
    "José Núñez-Ruiz",
    "Wang Wei",
    "Li",
    "王伟(David)",
]
WORDS = [
    "王",
    "伟",
    "偉",
    "王伟",
    "王偉",
    "小",
    "龙",
    "龍",
    "单",
    "乐伟",
    "𠮷",
    "买买提",
    "买买提阿",
    "阿不都",
    "尉迟",
    "w",
    "wang",
    "wangwei",
    "wang wei",
    "wangw",
    "ww",
    "wxw",
    "shan",
    "dan",
    "shanxiaolong",
    "le",
    "yue",
    "yuewei",
    "yuchi",
    "weichi",
    "moqi",
    "wanqi",
    "lv",
    "lu",
    "lyule",
    "anna",
    "wanganna",
    "aw",
    "nunez",
    "ruiz",
    "ＪＯＳÉ",
    "david",
    "98级",
    "98級",
    "02届",
    "2002屆",
    "1998",
    "2002",
    "9",
    "医学院",
    "医疗系",
    "医专",
    "计算机",
    "山东大学",
    "医科大学",
    "medicine",
    "medical univ",
    "软件",
    "浪潮",
    "浪",
    "海尔集团",
    "ibm",
    "济南",
    "shandong",
    "山东",
    "日本",
    "japan",
    "中国",
    "本科",
    "bachelor",
    "返校",
    "98",
    "九八级",
    "二〇〇二届",
    "hp",
    "ib",
    "199800",
    "199800123",
    "138",
    "13800000001",
    "+8613800000001",
    "8613800000002",
    "+81",
    "w@",
    "w@example.com",
    "w@ex",
    "anna.wang",
    "%",
    "_",
    "\\",
    "'",
    "zzz",
    "%王",
    "王_",
]

people = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "more": st.sampled_from(
            [
                {},
                {},
                {},
                {"latin_name": "Wang, Wei-Long"},
                {"name_as_written": "單小龍"},
                {"former_names": ["王乐"]},
                {"former_names": ["Anna Li", "單"]},
            ]
        ),
        "degrees": st.lists(
            st.fixed_dictionaries(
                {
                    "college": st.sampled_from([None, 0, 1, 2, 3]),
                    "level": st.sampled_from(["", "bachelor", "master"]),
                    "years": st.sampled_from([(None, None), (1998, 2002), (1997, None), (None, 2002), (2002, 2005)]),
                    "major": st.sampled_from(["", "软件工程", "临床医学"]),
                    "student_no": st.sampled_from(["", "199800123", "199800777"]),
                }
            ),
            max_size=3,
        ),
        "place": st.sampled_from(
            [
                {},
                {"country": "CN", "province": "37", "city": "济南"},
                {"country": "JP"},
                {"country": "HK", "city": "Shandong Road"},
            ]
        ),
        "facts": st.sampled_from(
            [
                {},
                {"gender": "male", "tier": "outstanding"},
                {"industry": "I", "life": "deceased"},
                {"kind": "honorary", "last_contact_on": date(2024, 5, 1)},
                {"verified_at": datetime(2024, 5, 1, tzinfo=UTC)},
            ]
        ),
        "employers": st.lists(st.sampled_from(["浪潮集团", "海尔集团", "IBM 中国", "HP"]), max_size=2, unique=True),
        "contacts": st.lists(
            st.sampled_from(
                [
                    ("mobile", "+8613800000001"),
                    ("mobile", "+8613800000002"),
                    ("phone", "+81312345678"),
                    ("email", "w@example.com"),
                    ("email", "anna.wang@example.com"),
                    ("address", "济南市"),
                ]
            ),
            max_size=2,
            unique=True,
        ),
        "tagged": st.booleans(),
    }
)
populations = st.lists(people, max_size=7)
queries = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


class World:
    """Two schools, one taken up by the other; 医学专修科 became 医疗系, which became 医学院."""

    def __init__(self):
        self.school = make_school("山东大学", english_name="Shandong University")
        old = make_school("山东医科大学", english_name="Shandong Medical University", successor=self.school)
        self.colleges = [
            make_college("医学院", self.school, english_name="School of Medicine"),
            make_college("计算机学院", self.school, aliases=["计算机系"]),
            make_college("医疗系", old),
            make_college("医学专修科", old, aliases=["医专"]),
        ]
        self.medicine, _computing, self.department, self.course = self.colleges
        Succession.objects.create(predecessor=self.department, successor=self.medicine, kind="renamed")
        Succession.objects.create(predecessor=self.course, successor=self.department, kind="merged")
        self.tag = Tag.objects.create(name="98 返校")

    def fill(self, population) -> None:
        """Write all people with a statement for each table."""
        people = Alumnus.objects.bulk_create(
            Alumnus(name=each["name"], **each["more"], **each["place"], **each["facts"]) for each in population
        )
        pairs = list(zip(people, population, strict=True))
        Degree.objects.bulk_create(self.degree(person, one) for person, each in pairs for one in each["degrees"])
        Employment.objects.bulk_create(
            Employment(alumnus=person, employer=employer) for person, each in pairs for employer in each["employers"]
        )
        ContactPoint.objects.bulk_create(
            ContactPoint(alumnus=person, kind=kind, value=value)
            for person, each in pairs
            for kind, value in each["contacts"]
        )
        AlumnusTag.objects.bulk_create(
            AlumnusTag(alumnus=person, tag=self.tag) for person, each in pairs if each["tagged"]
        )

    def degree(self, person, one) -> Degree:
        college = self.colleges[one["college"]] if one["college"] is not None else None
        enrolled, graduated = one["years"]
        return Degree(
            alumnus=person,
            college=college,
            school=college and college.school,
            level=one["level"],
            major=one["major"],
            student_no=one["student_no"],
            enrolment_year=enrolled,
            graduation_year=graduated,
        )

    def filters(self):
        """A strategy of any filters; colleges, schools and tags by their primary keys."""
        values = {
            "college": [str(each.pk) for each in self.colleges],
            "school": [str(each.school_id) for each in self.colleges],
            "level": ["bachelor", "master"],
            "enrolled": ["1998", "1990-1997", "2000-", "-1997"],
            "graduated": ["2002", "2003-2010", "-2002"],
            "province": ["37"],
            "country": ["CN", "JP", "HK"],
            "industry": ["I"],
            "tier": ["outstanding", "regular"],
            "tag": [str(self.tag.pk)],
            "reach": ["email", "phone", "post"],
            "verified": ["yes", "no"],
            "life": ["living", "deceased"],
            "gender": ["male"],
            "kind": ["graduate", "honorary"],
            "contacted": ["never", "2024", "2020-2025"],
        }
        return st.dictionaries(st.sampled_from(list(values)), st.none(), max_size=4).flatmap(
            lambda names: st.fixed_dictionaries(
                {name: st.lists(st.sampled_from(values[name]), min_size=1, max_size=2, unique=True) for name in names}
            )
        )
