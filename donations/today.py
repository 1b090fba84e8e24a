"""This app's part of the desk's first page, a list for each area."""

from alumni_office.ui.today import Waiting

DESK: list[Waiting] = []

MONEY: list[Waiting] = []

RECEIPTS: list[Waiting] = []

NEEDS: list[Waiting] = []

CLUB: list[Waiting] = []

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
