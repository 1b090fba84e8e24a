"""Where the library of sign-in meets this house: mail through the outbox, limits, what staff must have."""

import base64
import hashlib
import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from alumni_office.mail import services as mail
from alumni_office.mail import tasks

from . import limits, second_factor
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request) -> str:
        """An IPv4 address in the dress of an IPv6 one is still itself, not one of a network of billions."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        return str(getattr(address, "ipv4_mapped", None) or address)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Put a mail into the outbox, in the language of who reads it. A stranger's address costs the same work."""
        email = email.lower()
        reader = User.objects.filter(email=email).only("language").first()
        words = {"email": email, "site_url": settings.SITE_URL, **context}
        with translation.override((reader and reader.language) or translation.get_language()):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
            text = render_to_string(f"{template_prefix}_message.txt", words).strip() + "\n"
        purpose = f"accounts.{template_prefix.rpartition('/')[2]}"
        message = mail.queue(to=email, subject=subject, text=text, purpose=purpose)
        tasks.deliver.delay_on_commit(message.pk)  # type: ignore[attr-defined]

    def save_user(self, request, user, form, commit=True):
        user.language = translation.get_language() or ""
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request) -> str:
        return reverse("admin:index" if request.user.is_staff else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account_home")

    def pre_authenticate(self, request, **credentials) -> None:
        """Count the try before the password is looked at; authenticate() gives it back when the password was right."""
        self._login_failed_rl_usage = limits.take(request, limits.WRONG_PASSWORDS, credentials.get("email", ""))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request, **credentials) -> None:
        limits.forget(request, limits.WRONG_PASSWORDS, credentials.get("email", ""))

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        limits.remember_device(request, response, user)
        return response


class SocialAdapter(DefaultSocialAccountAdapter):
    def get_signup_form_initial_data(self, sociallogin) -> dict:
        data = super().get_signup_form_initial_data(sociallogin)
        return data | {"name": sociallogin.account.extra_data.get("nickname", "")}

    def get_requests_session(self):
        """Fixed hosts answer at once and themselves: nothing is followed anywhere else."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


class MfaAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        if (translation.get_language() or "").startswith("zh"):
            return settings.UNIVERSITY_NAME or settings.UNIVERSITY_NAME_EN
        return settings.UNIVERSITY_NAME_EN or settings.UNIVERSITY_NAME

    def encrypt(self, text: str) -> str:
        """A copy of the database alone opens nobody's second door."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        if not second_factor.is_required_of(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=second_factor.TYPES)
        return others.exclude(pk=authenticator.pk).exists()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"accounts.second_factor{secret}".encode()).digest()))
            for secret in secrets
        ]
    )
