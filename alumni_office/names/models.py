from django.contrib.postgres.fields import ArrayField
from django.db import models


class Hanzi(models.Model):
    """One Chinese character: its simplified form and its toneless readings, the usual one first.

    The database's own search triggers read this table, so that a name is found by the same
    keys whether it was saved, updated in bulk or copied in.
    """

    char = models.CharField(max_length=1, primary_key=True, db_collation="C")
    simplified = models.CharField(max_length=1)
    readings = ArrayField(models.CharField(max_length=8))

    class Meta:
        verbose_name_plural = "hanzi"

    def __str__(self):
        return self.char


class Surname(models.Model):
    """A surname of one or two characters whose reading as a surname is not its usual one."""

    surname = models.CharField(max_length=2, primary_key=True, db_collation="C")
    reading = models.CharField(max_length=16, help_text="Syllables separated by a space: wei chi")

    def __str__(self):
        return f"{self.surname} {self.reading}"
