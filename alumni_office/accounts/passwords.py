from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's, in sentences that our catalogues have: its Chinese one asks for other words than its code says."""

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self):
        return ngettext(
            "The password has at least %(number)s character.",
            "The password has at least %(number)s characters.",
            self.min_length,
        ) % {"number": self.min_length}
