"""Why a service of reunions did nothing."""


class ClassUnknown(Exception):
    """Of this degree the college, the year of graduation, or both class and major are missing."""


class AnotherSpeaks(Exception):
    """A liaison speaks for the class and books its day."""


class Taken(Exception):
    """The class has a day in that year already: `reunion`, where it is known."""

    def __init__(self, reunion=None):
        super().__init__()
        self.reunion = reunion


class NotNow(Exception):
    """The state of the reunion does not allow it any more, or not yet."""


class DayIsFixed(Exception):
    """The day was confirmed: the college moves it, not the contact person."""


class OwnWord(Exception):
    """The classmate has answered; nobody else answers in the person's place."""


class NotOfTheClass(Exception):
    """The person is not a member of the class whom the contact person may name."""
