"""Forms of signing up and of the codes that come by mail."""

import hashlib

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from .. import limits

CODE_TRIES = {"code": "5/10m/key"}


class SignupForm(library.SignupForm):
    def try_save(self, request):
        """An address that has an account already costs the same work as a new one."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class CountedRequest:
    """Codes by mail are limited by who asks, and for an account in all: nobody's mailbox is filled."""

    def clean_email(self):
        if not limits.take(context.request, limits.CODES_BY_MAIL, self.cleaned_data["email"]):
            raise get_adapter().validation_error("rate_limited")
        return super().clean_email()


class RequestCodeForm(CountedRequest, library.RequestLoginCodeForm):
    pass


class RequestResetForm(CountedRequest, library.ResetPasswordForm):
    pass


class CountedCode:
    """Five tries for a code, counted where parallel tries cannot overtake the count in the session."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self):
        request = context.request
        secret = f"{request.session.session_key}/{self.expected_code}"
        used = ratelimit.consume(
            request, app="alumni_office.accounts", action="code", config=CODE_TRIES,
            key=hashlib.sha256(secret.encode()).hexdigest(), limit_get=True,
        )  # fmt: skip
        if not used:
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class LoginCodeForm(CountedCode, library.ConfirmLoginCodeForm):
    pass


class EmailCodeForm(CountedCode, library.ConfirmEmailVerificationCodeForm):
    pass


class ResetCodeForm(CountedCode, library.ConfirmPasswordResetCodeForm):
    pass
