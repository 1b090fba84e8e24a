"""All settings, from the environment. What may not be missing stops the start with a hint."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from alumni_office import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
HERE = embedded.place()  # VAR_DIR and what is inside
VAR_DIR = HERE.var

DEBUG = env.bool("DEBUG", default=False)

DEMONSTRATION_KEY = "demonstration-only-never-in-production-0123456789abcdef"
SECRET_KEY = env.str("SECRET_KEY", default=DEMONSTRATION_KEY if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=THIS_MACHINE if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

if not DEBUG:
    if not SECRET_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Make one with "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))' and keep it secret; "
            "to try the system out, run script/server, which sets DEBUG=1."
        )
    if DEMONSTRATION_KEY in [SECRET_KEY, *SECRET_KEY_FALLBACKS]:
        raise ImproperlyConfigured(
            "SECRET_KEY is the demonstration's, which everybody knows. Make one with "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'."
        )
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts of this site, e.g. alumni.example.edu.cn.")
elif abroad := [host for host in ALLOWED_HOSTS if host not in THIS_MACHINE]:
    raise ImproperlyConfigured(
        f"DEBUG=1 is for trying out on this machine, and ALLOWED_HOSTS names {', '.join(abroad)}: leave ALLOWED_HOSTS "
        "out, or set DEBUG=0 and a SECRET_KEY of your own."
    )

# Where the site stands, for links in pages and mails: never taken from the request.
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://localhost:{env.str('PORT', default='8000')}"
    if DEBUG
    else f"https://{ALLOWED_HOSTS[0].lstrip('.*')}",
).rstrip("/")

# The university that this installation serves; no code names one.
UNIVERSITY_NAME = env.str("UNIVERSITY_NAME", default="山东大学" if DEBUG else "")
UNIVERSITY_NAME_EN = env.str("UNIVERSITY_NAME_EN", default="Shandong University" if DEBUG else "")
# As it stands in the names of chapters, after the place: 上海山大校友会. The full name will do as well.
UNIVERSITY_SHORT_NAME = env.str("UNIVERSITY_SHORT_NAME", default="山大" if DEBUG else "")

# How the office is found; what is not set is not shown.
OFFICE_ADDRESS = env.str("OFFICE_ADDRESS", default="山东省济南市山大南路27号 明德楼" if DEBUG else "")
OFFICE_ADDRESS_EN = env.str(
    "OFFICE_ADDRESS_EN", default="Mingde Building, 27 Shanda South Road, Jinan, Shandong, China" if DEBUG else ""
)
OFFICE_POSTCODE = env.str("OFFICE_POSTCODE", default="250100" if DEBUG else "")
OFFICE_TELEPHONE = env.str("OFFICE_TELEPHONE", default="+86 531 5550 0100" if DEBUG else "")
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="alumni@example.edu.cn" if DEBUG else "")
OFFICE_HOURS = env.str("OFFICE_HOURS", default="周一至周五 8:30–11:30，14:00–17:30" if DEBUG else "")
OFFICE_HOURS_EN = env.str(
    "OFFICE_HOURS_EN", default="Monday to Friday, 8:30–11:30 and 14:00–17:30 (Beijing time)" if DEBUG else ""
)

# Per cent of the people on record who should be reachable by each way, and verified: the line on the desk's bars.
COVERAGE_TARGETS = {"email": 60, "phone": 70, "post": 40, "verified": 30} | env.dict(
    "COVERAGE_TARGETS", cast={"value": int}, default={}
)

INSTALLED_APPS = [
    "alumni_office.site.apps.SiteConfig",
    "alumni_office.checks.ChecksConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_prose_editor",
    "phonenumber_field",
    "pgtrigger",
    "pghistory",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "hijack",
    "anymail",
    "alumni_office.accounts",
    "alumni_office.accounts.weixin",
    "alumni_office.history",
    "alumni_office.jobs",
    "alumni_office.mail",
    "alumni_office.money",
    "alumni_office.names",
    "alumni_office.ui",
    "alumni",
    "chapters",
    "events",
    "donations",
    "publications",
]

MIDDLEWARE = [
    # The three that set headers stand before whatever answers by itself, static files among them.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alumni_office.site.maintenance.MaintenanceMiddleware",
    "alumni_office.ui.typed.without_null",
    "alumni_office.ui.page_cache.PageCacheMiddleware",  # before whatever a visitor's kept page needs not pay for
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alumni_office.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hijack.middleware.HijackUserMiddleware",
    "alumni_office.accounts.impersonation.ImpersonationMiddleware",
    "alumni_office.accounts.middleware.StaffMiddleware",
    "alumni_office.history.middleware.HistoryMiddleware",
    "alumni_office.site.missing.missing_page",
    "alumni_office.site.missing.forms_only",
]

MAINTENANCE = env.bool(
    "MAINTENANCE", default=False
)  # closes the site for everyone; so does the file VAR_DIR/maintenance

ROOT_URLCONF = "alumni_office.urls"
WSGI_APPLICATION = "alumni_office.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# Database. Nothing here needs session state, so that a pool may hand out connections per transaction;
# the web's time limits are settings of the role (docs/operations.md), STATEMENT_TIMEOUT overrides them
# for processes that connect directly.
DATABASE: dict[str, Any] = (
    env.db_url("DATABASE_URL")
    if env.str("DATABASE_URL", default="")
    else {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": embedded.postgres.NAME,
        "USER": embedded.postgres.NAME,
        "HOST": str(HERE.sockets),
        "PORT": embedded.postgres.PORT,
    }
)
DATABASE |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False),
    "TEST": {"NAME": env.str("TEST_DATABASE", default="test_alumni_office")},
}
DATABASE.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
if STATEMENT_TIMEOUT := env.str("STATEMENT_TIMEOUT", default=""):
    DATABASE["OPTIONS"]["options"] = f"-c statement_timeout={STATEMENT_TIMEOUT}"
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis only rings bells: what is due stands in the database, and the sweeps find it.
REDIS_URL = env.str("REDIS_URL", default="") or embedded.redis.cache_url(HERE)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="office"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)  # how old a visitor's page may be; 0 keeps none

CELERY_BROKER_URL = env.str("BROKER_URL", default="") or (
    REDIS_URL if env.str("REDIS_URL", default="") else embedded.redis.broker_url(HERE)
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 15,  # longer than the worker's blocking read
    "socket_connect_timeout": 2,
    "max_retries": 0,
    "global_keyprefix": env.str("BROKER_PREFIX", default=""),
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 45 * 60
CELERY_TASK_TIME_LIMIT = 50 * 60  # below the visibility timeout, or a second worker would start the task
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue("default"), Queue("mail"), Queue("heavy"), Queue("bulk")]
# Mailings have a worker of their own: a code that somebody waits for never stands behind a newsletter.
CELERY_TASK_ROUTES = {
    "alumni_office.mail.tasks.*": {"queue": "mail"},
    "publications.tasks.send": {"queue": "bulk"},
    "publications.tasks.prepare": {"queue": "heavy"},
}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE = {
    "duplicates of people who changed": {"task": "alumni.tasks.look_for_duplicates", "schedule": 30},
    "jobs that nobody works on": {"task": "alumni_office.jobs.tasks.sweep", "schedule": 60},
    "how many people have each term": {"task": "alumni.tasks.recount_terms", "schedule": 600},
    "mails that nobody sent": {"task": "alumni_office.mail.tasks.sweep", "schedule": 60},
    "consultations whose day has come": {"task": "events.tasks.consultations.sweep_consultations", "schedule": 60},
    "mailings that are due": {"task": "publications.tasks.sweep", "schedule": 30},
    "notices of events, and waiting lists": {"task": "events.tasks.notices.sweep_notices", "schedule": 60},
    "volunteers whose shift is tomorrow": {"task": "events.tasks.programmes.remind_volunteers", "schedule": 300},
    "letters to oneself whose day has come": {"task": "events.tasks.leaving.send_letters", "schedule": 900},
    "mail that came back": {"task": "publications.tasks.read_returns", "schedule": 60},
    "evidence of claims decided a month ago": {"task": "alumni.tasks.sweep_evidence", "schedule": 3600},
    "who was erased, outside the database": {"task": "alumni.tasks.write_erasure_log", "schedule": 3600},
    "duties of chapters": {"task": "chapters.tasks.run_duties", "schedule": 3600},  # it is night somewhere
    "payments that nothing was heard of": {"task": "donations.tasks.money.sweep_payments", "schedule": 300},
    "pledges to remind of": {"task": "donations.tasks.money.remind_pledges", "schedule": 3600},
    "class reunions that are over, or silent": {"task": "events.tasks.reunions.run_reunions", "schedule": 3600},
    "what was typed for events three years ago": {"task": "events.tasks.forgetting.forget_typed", "schedule": 3600},
    "closing of the gift ledger": {"task": "donations.tasks.desk.close_ledger", "schedule": 3600},
    "needs whose day has come": {"task": "donations.tasks.needs.sweep_needs", "schedule": 3600},
    "exports that nobody needs any more": {"task": "alumni.tasks.expire_exports", "schedule": 3600},
    "thanks for gifts that fell due": {"task": "donations.tasks.receipts.sweep_thanks", "schedule": 120},
    "naming rights that end soon": {"task": "donations.tasks.receipts.remind_stewards", "schedule": 3600},
    "opportunities that nobody moves on": {"task": "donations.tasks.club.remind_owners", "schedule": 3600},
    "labels that nobody needs any more": {"task": "publications.tasks.expire_labels", "schedule": 3600},
}

# Gifts
# Up to so many CNY who entered a gift may post it, or take it back, alone.
GIFT_OWN_LIMIT = env.str("GIFT_OWN_LIMIT", default="1000.00")
# The account that donors transfer to; what is not set is not shown.
DONATION_BANK_NAME = env.str("DONATION_BANK_NAME", default="")
DONATION_BANK_ACCOUNT = env.str("DONATION_BANK_ACCOUNT", default="")
DONATION_BANK_HOLDER = env.str("DONATION_BANK_HOLDER", default="")
# Only with the licence for public fundraising and all of the provider's settings can be paid on the public site.
PUBLIC_FUNDRAISING_LICENCE = env.str("PUBLIC_FUNDRAISING_LICENCE", default="")
ALIPAY_APP_ID = env.str("ALIPAY_APP_ID", default="")
ALIPAY_SELLER_ID = env.str("ALIPAY_SELLER_ID", default="")
ALIPAY_PRIVATE_KEY_FILE = env.str("ALIPAY_PRIVATE_KEY_FILE", default="")
ALIPAY_PUBLIC_KEY_FILE = env.str("ALIPAY_PUBLIC_KEY_FILE", default="")
ALIPAY_GATEWAY = env.str("ALIPAY_GATEWAY", default="https://openapi.alipay.com/gateway.do")

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "alumni_office.accounts.backends.AuthenticationBackend",
    "alumni_office.accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "alumni_office.accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not DEBUG)
ACCOUNT_ADAPTER = "alumni_office.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "alumni_office.accounts.forms.naming.NameForm"
ACCOUNT_FORMS = {
    "signup": "alumni_office.accounts.forms.entrance.SignupForm",
    "request_login_code": "alumni_office.accounts.forms.entrance.RequestCodeForm",
    "reset_password": "alumni_office.accounts.forms.entrance.RequestResetForm",
    "confirm_login_code": "alumni_office.accounts.forms.entrance.LoginCodeForm",
    "confirm_email_verification_code": "alumni_office.accounts.forms.entrance.EmailCodeForm",
    "confirm_password_reset_code": "alumni_office.accounts.forms.entrance.ResetCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Codes by mail instead of links: nothing in a mail opens an account, and no address leaks by a Referer.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,200/d/ip",
    "request_login_code": "20/m/ip,200/h/ip",
    "reset_password": "20/m/ip,200/h/ip",
    "login_failed": "100/h/ip,10/15m/key",  # codes of the second factor; all else: accounts/limits.py
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if env.bool("BEHIND_PROXY", default=False) else 0)
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 64
MFA_ADAPTER = "alumni_office.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_ADAPTER = "alumni_office.accounts.doors.UserSessionsAdapter"
HIJACK_PERMISSION_CHECK = "alumni_office.accounts.impersonation.may_look_as"
# WeChat: an app of its open platform ("website application").
SOCIALACCOUNT_ADAPTER = "alumni_office.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
WEIXIN_AUTHORIZE_URL = env.str("WEIXIN_AUTHORIZE_URL", default="https://open.weixin.qq.com/connect/qrconnect")
WEIXIN_TOKEN_URL = env.str("WEIXIN_TOKEN_URL", default="https://api.weixin.qq.com/sns/oauth2/access_token")
WEIXIN_PROFILE_URL = env.str("WEIXIN_PROFILE_URL", default="https://api.weixin.qq.com/sns/userinfo")
WEIXIN = {"client_id": env.str("WEIXIN_CLIENT_ID", default=""), "secret": env.str("WEIXIN_CLIENT_SECRET", default="")}
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = (
    {"weixin": {"APPS": [WEIXIN], "AUTHORIZE_URL": WEIXIN_AUTHORIZE_URL}} if all(WEIXIN.values()) else {}
)

# Security. In DEBUG the site speaks plain HTTP to this machine only.
DEVICE_COOKIE_NAME = "device"  # on which somebody signed in before
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
if not DEBUG:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    DEVICE_COOKIE_NAME = "__Host-device"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
    if env.bool("BEHIND_PROXY", default=False):  # only a proxy that sets this header itself may be trusted
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "alumni_office.site.errors.form_too_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A browser also asks this of the redirect that answers a form: to WeChat's page with the picture to scan.
FORM_TARGETS = [SELF, *(["/".join(WEIXIN_AUTHORIZE_URL.split("/")[:3])] if SOCIALACCOUNT_PROVIDERS else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": FORM_TARGETS,
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["alumni_office.ui.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_STORAGE_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Collected by root or by whoever builds an image, served by another account: unlike uploads they are for all.
    "staticfiles": {
        "BACKEND": STATICFILES_STORAGE_BACKEND,
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))  # given out by views only, never by a URL

# Founding chapters
CHAPTER_INITIATORS = env.int("CHAPTER_INITIATORS", default=3)  # who must confirm before an application is sent
CHAPTER_LETTER_CODE = env.str("CHAPTER_LETTER_CODE", default="校友筹")  # before the year and number of a letter

# Personal data
RIGHTS_WORKING_DAYS = env.int("RIGHTS_WORKING_DAYS", default=15)  # to answer a request; weekends do not count
# Who was erased, outside the database and its backups: a restored backup is made to forget them again.
ERASURE_LOG = env.path("ERASURE_LOG", default=str(VAR_DIR / "erasures.jsonl"))
ERASURE_KEY = env.str("ERASURE_KEY", default="") or SECRET_KEY  # of the hashes of erased people; never changed

# Mail
MAIL_SERVER = env.email_url("EMAIL_URL", default=embedded.mail_url(HERE))
if MAIL_SERVER["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
    MAIL_SERVER["EMAIL_BACKEND"] = "alumni_office.mail.smtp.EmailBackend"
vars().update(MAIL_SERVER)
EMAIL_TIMEOUT = 45  # seconds a command; a dozen of them end before a mail's lease of ten minutes
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Alumni Office <alumni@localhost>")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
# Sends a text message: the path of a callable (number in E.164, text). Without one no telephone is offered for codes.
SMS_BACKEND = env.str("SMS_BACKEND", default="")

# Mailings. What is not set here has a value that works; docs/operations.md says how to choose.
MAIL_FROM = parseaddr(DEFAULT_FROM_EMAIL)[1]
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default=MAIL_FROM.rpartition("@")[2] or "localhost")
MAIL_RETURN_DOMAIN = env.str("MAIL_RETURN_DOMAIN", default=MAIL_DOMAIN)  # whose mail for bounce+... we read
# Of the tokens in links and return paths: a key of its own outlives SECRET_KEY, as the mails do.
MAIL_KEY = env.str("MAIL_KEY", default="") or SECRET_KEY
MAIL_KEY_FALLBACKS = env.list("MAIL_KEY_FALLBACKS", default=[]) or SECRET_KEY_FALLBACKS
MAIL_SENDERS = env.int("MAIL_SENDERS", default=4)  # processes that send one mailing at a time
MAIL_LEASE = env.int("MAIL_LEASE", default=600)  # seconds; longer than all time limits of SMTP together
MAIL_DOMAIN_LIMITS = env.dict("MAIL_DOMAIN_LIMITS", cast={"value": int}, default={})  # mails a minute: qq.com=600
MAIL_SECOND_PERSON_ABOVE = env.int("MAIL_SECOND_PERSON_ABOVE", default=500)  # recipients
MAIL_HOLD_AFTER = {"hard": 2, "full": 5, "soft": 7} | env.dict("MAIL_HOLD_AFTER", cast={"value": int}, default={})
MAIL_REPLIES_TO = env.str("MAIL_REPLIES_TO", default=OFFICE_EMAIL)  # who reads what people answer to a return path
# Where returned mail is read: imaps://user:password@host/INBOX, or maildir:///var/mail/returns. Empty: nowhere.
MAIL_RETURNS_URL = env.str("MAIL_RETURNS_URL", default="")
DKIM_KEY_FILE = env.str("DKIM_KEY_FILE", default="")  # PEM, RSA; empty where the relay signs
DKIM_SELECTOR = env.str("DKIM_SELECTOR", default="alumni")
DKIM_DOMAIN = env.str("DKIM_DOMAIN", default=MAIL_DOMAIN)
# A provider's webhooks by django-anymail: the secret of their address; empty: there is none.
MAIL_WEBHOOK_SECRET = env.str("MAIL_WEBHOOK_SECRET", default="")
ANYMAIL_WEBHOOK_SECRET = MAIL_WEBHOOK_SECRET or None

# Libraries
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
PHONENUMBER_DEFAULT_REGION = "CN"
PHONENUMBER_DB_FORMAT = "E164"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Logs: one line of JSON an event, without personal data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "alumni_office.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
