"""Django groups Chinese figures by nothing; the office writes 1,012,338."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
