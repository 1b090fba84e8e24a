"""How likely each record is the one that a claim means: scored as possible duplicates are."""

from alumni.models import College, Verification
from alumni.queries import claims, likely
from alumni.queries.duplicates import facts
from alumni.queries.duplicates.facts import DegreeFacts, Facts
from alumni.queries.likely import Likely
from alumni.services.duplicates import reasons
from alumni.services.duplicates.scoring import score
from alumni_office.names import fold


def likely_records(claim: Verification, user) -> list[Likely]:
    """Return the records in the user's reach that the claim may mean, likeliest first, the claim's own match on top."""
    found = {person.pk: person for person in likely.found_for(claim, user)}
    known = facts.of(set(found))
    line = _line_names(claim)
    scored = {pk: score(_facts(claim, theirs, line), theirs, {}, {}) for pk, theirs in known.items()}
    best = sorted(scored, key=lambda pk: (pk != claim.alumnus_id, -scored[pk][0], pk))[: likely.SHOWN]
    people = likely.shown(best)
    return [
        Likely(
            people[pk], scored[pk][0], reasons.agreements(scored[pk][1]) + reasons.differences(scored[pk][1]),
            found[pk].user_id not in (None, claim.user_id), pk == claim.alumnus_id,
        )
        for pk in best if pk in people
    ]  # fmt: skip


def _line_names(claim: Verification) -> set[str]:
    if claim.college_id is None:
        return set()
    line = claims.college_line(claim.college_id)
    return {fold(name) for name in College.objects.filter(pk__in=line).values_list("name", flat=True)}


def _facts(claim: Verification, theirs: Facts, line: set[str]) -> Facts:
    """What the claim says; its college is written as the record has it where both are of one line."""
    name = fold(claim.name)
    college, college_name = claim.college_id, fold(claim.college.name) if claim.college else ""
    for degree in theirs.degrees:
        if degree.college_name in line:
            college, college_name = degree.college, degree.college_name
            break
    studied = DegreeFacts(None, college, college_name, "", claim.graduation_year, None, "", "", claim.student_no)
    return Facts(name, keys={name}, contacts={("email", claim.user.email)}, degrees=[studied])
