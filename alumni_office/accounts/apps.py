from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "alumni_office.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from django.contrib.auth.signals import user_logged_in

        from . import doors, middleware

        # The library and Django say these things by signal only.
        user_logged_in.connect(middleware.note_sign_in, dispatch_uid="accounts.note_sign_in")
        account.email_confirmed.connect(doors.shut_what_was_prepared, dispatch_uid="accounts.shut_what_was_prepared")
        for signal in (mfa.authenticator_added, mfa.authenticator_removed):
            signal.connect(doors.end_other_sessions, dispatch_uid="accounts.end_other_sessions")
