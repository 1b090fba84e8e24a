"""Change requests as the desk reads them: what stands there, what was there when they were asked, what is wanted."""

from dataclasses import dataclass

from django.utils.text import capfirst

from alumni.models import Alumnus, ChangeRequest, College, Degree, School

NAMES = ("name", "name_as_written", "latin_name", "former_names")
DEGREE = ("school", "college", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year")
EMPTY: dict[str, object] = {"former_names": [], "school": None, "college": None, "enrolment_year": None,
                            "graduation_year": None}  # fmt: skip


@dataclass(frozen=True)
class Line:
    label: str
    then: str
    now: str
    wanted: str

    @property
    def is_stale(self) -> bool:
        return self.then != self.now


def values_of(row: Alumnus | Degree | None, fields) -> dict:
    """Return the values as a request keeps them; of a degree that is not there yet, empty ones."""
    if row is None:
        return {name: EMPTY.get(name, "") for name in fields}
    return {name: getattr(row, column(name)) for name in fields}


def column(name: str) -> str:
    return f"{name}_id" if name in ("school", "college") else name


def fields_of(request: ChangeRequest) -> tuple[str, ...]:
    return NAMES if request.kind == ChangeRequest.Kind.NAMES else DEGREE


def current(request: ChangeRequest) -> dict:
    """What stands there now of the fields that the request wants to change."""
    row = request.alumnus if request.kind == ChangeRequest.Kind.NAMES else request.degree
    names = [name for name in fields_of(request) if name in request.values]
    return values_of(row, names)


def is_about_a_lost_degree(request: ChangeRequest) -> bool:
    """The degree was deleted since; a request for a new one has nothing in its base."""
    return request.kind == ChangeRequest.Kind.DEGREE and request.degree_id is None and bool(request.base)


def lines(request: ChangeRequest) -> list[Line]:
    if request.kind == ChangeRequest.Kind.HINT:
        return [Line(name, "", "", str(value)) for name, value in request.values.items() if value]
    model = Alumnus if request.kind == ChangeRequest.Kind.NAMES else Degree
    now = current(request)
    return [
        Line(
            capfirst(str(model._meta.get_field(name).verbose_name)),  # type: ignore[union-attr]
            shown(name, request.base.get(name, EMPTY.get(name, ""))), shown(name, now[name]),
            shown(name, request.values[name]),
        )
        for name in now
    ]  # fmt: skip


def shown(name: str, value) -> str:
    if value in ("", None, []):
        return ""
    if name == "former_names":
        return "、".join(value)
    if name == "level":
        return str(dict(Degree.Level.choices).get(value, value))
    if name in ("school", "college"):
        found = (School if name == "school" else College).objects.filter(pk=value).first()
        return str(found or value)
    return str(value)
