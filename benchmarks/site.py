"""The database, the signed-in user and the words to search for."""

from random import Random

from django.db import connection

from alumni.demo.names import LATIN, SURNAMES, pinyin
from alumni.models import College
from alumni_office.accounts.models import User

RARE_ENOUGH = 97  # every so manieth person is asked for: spread over the table, the same in each run


class Site:
    def __init__(self, people: int):
        self.people = people
        self.staff = User.objects.get(email="staff@demo.example")
        self.random = Random(42)
        connection.settings_dict["CONN_MAX_AGE"] = None  # the CPU of one backend is read: no request may end it
        connection.close_at = None
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # what workers burn is not seen in the backend
            cursor.execute("SELECT split_part(version(), ',', 1)")
            self.server = cursor.fetchone()[0].split(" on ")[0]
            cursor.execute(
                "SELECT DISTINCT name FROM alumni_alumnus WHERE id %% %s = 0 AND name ~ '^[一-龥]{2,3}$' "
                "ORDER BY name LIMIT 4000",
                [max(self.people // 5_000, 1)],
            )
            self.names = [name for (name,) in cursor.fetchall()]
        self.random.shuffle(self.names)
        self.colleges = list(
            College.objects.filter(school__name__isnull=False, closed_on=None).order_by("pk").values_list("pk", "name")
        )

    def questions(self, number: int = 100) -> dict[str, list[tuple[str, dict]]]:
        """Words and filters of each kind, `number` of them."""
        names, pick = self.names, self.random.choice
        spelled = [(name[0], name[1:]) for name in names if all(char in LATIN for char in name[1:])]
        commonest = ["王", "李", "张", "刘", "陈"]
        provinces = ["37", "11", "31", "44", "32"]

        def words(make) -> list[tuple[str, dict]]:
            return [(make(), {}) for _ in range(number)]

        def filters(make) -> list[tuple[str, dict]]:
            return [
                (make(), {"college": [str(pick(self.colleges)[0])], "province": [pick(provinces)]})
                for _ in range(number)
            ]

        def reading(separator: str = "") -> str:
            surname, given = pick(spelled)
            return pinyin(surname, "") + separator + pinyin("", given)

        def initials() -> str:
            surname, given = pick(spelled)
            return "".join(part[0] for part in (pinyin(surname, ""), *(LATIN[char] for char in given)))

        return {
            "common surname": words(lambda: pick(commonest)),
            "full name": words(lambda: pick(names)),
            "given character": words(lambda: pick(names)[-1]),
            "fragment of two": words(lambda: pick([name for name in names[:900] if len(name) == 3])[1:]),
            "reading": words(reading),
            "initials": words(initials),
            "two words": words(lambda: reading(" ")),
            "name, year, major": words(
                lambda: f"{reading(' ')} {self.random.randint(1980, 2020)} {pick(['计算机', '临床', '数学', '经济'])}"
            ),
            "surname, two filters": filters(lambda: pick(commonest)),
            "reading, two filters": filters(lambda: pinyin(pick(SURNAMES), "")),
        }
