"""Interview teams: who is in them, whom they meet, what the person agreed to, what the team wrote."""

from .answering import answer, by_link
from .asking import ask, choose, let_go, note_declined
from .reports import accept, send_back, submit, suggest, write
from .teams import create_team, join_team, leave_team, note_interviewed, propose, save_team

__all__ = [
    "accept",
    "answer",
    "ask",
    "by_link",
    "choose",
    "create_team",
    "join_team",
    "leave_team",
    "let_go",
    "note_declined",
    "note_interviewed",
    "propose",
    "save_team",
    "send_back",
    "submit",
    "suggest",
    "write",
]
