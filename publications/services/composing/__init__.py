"""Composing a mailing: its words, its readers, the checks before it may be sent."""

from .blocks import NoSuchBlock, add_block, change_block, move_block, remove_block
from .checking import Problem, check, problems_of
from .drafts import NotNow, copy_mailing, make_mailing, save_settings, save_words, set_audience
from .pictures import add_picture
from .previewing import preview
from .site import blocks_of_site
from .testing import TooManyTests, send_test

__all__ = [
    "NoSuchBlock",
    "NotNow",
    "Problem",
    "TooManyTests",
    "add_block",
    "add_picture",
    "blocks_of_site",
    "change_block",
    "check",
    "copy_mailing",
    "make_mailing",
    "move_block",
    "preview",
    "problems_of",
    "remove_block",
    "save_settings",
    "save_words",
    "send_test",
    "set_audience",
]
