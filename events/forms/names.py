"""The name of somebody who comes."""

from django import forms

from events.names import readable

LONGEST_NAME = 80


class NameField(forms.CharField):
    """What cannot be seen is left out; a name of nothing else is none."""

    def to_python(self, value):
        return readable(super().to_python(value))
