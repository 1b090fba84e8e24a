from django.contrib.postgres.fields import ArrayField
from django.db import models


class Hanzi(models.Model):
    """One Chinese character: its simplified form and its toneless readings, the usual one first.

    The database's own search triggers read this table, so that a name is found by the same
    keys whether it was saved, updated in bulk or copied in. Filled by a migration from
    data/hanzi.tsv; unmanaged, so that emptying the database in a test leaves it.
    """

    char = models.CharField(max_length=1, primary_key=True)
    simplified = models.CharField(max_length=1)
    readings = ArrayField(models.CharField(max_length=8))

    class Meta:
        managed = False
        db_table = "names_hanzi"

    def __str__(self):
        return self.char


class Surname(models.Model):
    """How a surname is read: compound ones, and single ones that are read in their own way."""

    surname = models.CharField(max_length=2)
    reading = models.CharField(max_length=16, help_text="Syllables separated by a space: yu chi")

    class Meta:
        managed = False
        db_table = "names_surname"

    def __str__(self):
        return f"{self.surname} {self.reading}"
