from alumni.intake.reasons import reason
from alumni.models.people import colleges_with_predecessors
from alumni_office.accounts.roles import Permission


class Scope:
    """The colleges whose people a user may bring in."""

    def __init__(self, user):
        reach = user.reach(Permission.ROSTER_IMPORT)
        self.colleges = None if reach.everyone else colleges_with_predecessors(reach.college_ids)

    def holds(self, record) -> bool:
        return self.colleges is None or (bool(record.degree) and record.degree.get("college_id") in self.colleges)

    def reason(self, fields) -> dict:
        return reason("college_out_of_reach", "college", text=fields.get("college", ""))
