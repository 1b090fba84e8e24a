"""Tables of the libraries: what they hold of a person, and what an erasure does to them."""

THIRD_PARTY: dict[str, str] = {
    "account.EmailAddress": "deleted with the account's other addresses",
    "account.EmailConfirmation": "deleted with its address",
    "mfa.Authenticator": "deleted",
    "socialaccount.SocialAccount": "deleted",
    "socialaccount.SocialToken": "deleted with its account",
    "usersessions.UserSession": "deleted, and the session with it",
    "sessions.Session": "those of the account are deleted",
    "admin.LogEntry": "entries about the account are deleted: they hold its name",
    "pghistory.Context": "free-text reasons of changes to the person are taken out",
    "pghistory.Events": "no table: a view over the history of all models",
    "pghistory.MiddlewareEvents": "no table: a view over the history of all models",
    "accounts.User_groups": "unused: roles are code",
    "accounts.User_user_permissions": "unused: roles are code",
    "auth.Group": "unused: roles are code",
    "auth.Group_permissions": "unused: roles are code",
    "auth.Permission": "nothing personal",
    "contenttypes.ContentType": "nothing personal",
    "socialaccount.SocialApp": "nothing personal",
}
