"""Small makers of rows. Each gives what the models require and takes the rest by keyword."""

# ruff: noqa: F403
from .chapters import *
from .congress import *
from .events import *
from .people import *
from .programmes import *
from .publications import *
