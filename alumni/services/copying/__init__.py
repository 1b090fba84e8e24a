"""A copy of everything that is held of a person (art. 45): for reading, and for machines.

Which tables hold something of a person stands in the register (alumni/privacy); apps to the right give theirs
through hooks.owners. The copy is made when it is asked for and kept nowhere.
"""

from .collecting import Copy, collect
from .delivering import copy_as_json, copy_as_pdf

__all__ = ["Copy", "collect", "copy_as_json", "copy_as_pdf"]
