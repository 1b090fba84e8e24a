"""Why something is not done: a sentence for whoever asked. Nothing was written."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """`field` names the field of a form that the sentence belongs to; "" for all of it."""

    def __init__(self, sentence: str, *, field: str = ""):
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class NameTaken(Refused):
    def __init__(self, sentence: str = ""):
        super().__init__(sentence or _("Another one has this name already."), field="name")
