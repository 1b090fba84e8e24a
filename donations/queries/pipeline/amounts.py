"""Who may read the amounts of opportunities."""

from alumni_office.accounts.roles import Permission


def sees_amounts(user) -> bool:
    return user.may(Permission.GIFT_VIEW) or user.may(Permission.CLUB_EDIT)
