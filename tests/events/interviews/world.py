"""What being interviewed leaves behind, for the tests of the person's rights."""

from tests.factories import make_report, make_target, make_team


def fill(person, canary):
    """Met by a team of whose members the person's account is one."""
    team = make_team()
    for volunteer in (getattr(person.user, "volunteer", None) and [person.user.volunteer]) or []:
        team.members.create(volunteer=volunteer)
    target = make_target(team, person, "interviewed", word=canary("word to the team"))
    make_report(target, canary("report"), text=canary("what the team wrote"), state="returned", answer=canary("office"))
