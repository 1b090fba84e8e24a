"""What a person agrees to, word for word; kept with the answer."""

from django.utils.translation import gettext as _


def consent_to_article(*, title: str, issue: str, with_photo: bool) -> str:
    """In the active language."""
    text = _(
        "The alumni office may publish the article “%(title)s” as it is shown here, with my name, in %(issue)s: in "
        "print and in the archive on its site. I can take this back at any time: my name then disappears from the "
        "site; what is printed stays printed."
    ) % {"title": title, "issue": issue}
    if with_photo:
        text += " " + _("The same holds for the photographs that show me, if I agree to them.")
    return text + " " + _("Separate consent: art. 25 of the Personal Information Protection Law.")
