"""The composer: words, readers, check, in three steps; the fourth, sending, is the mailing's own page."""

from django.urls import path

from . import composing_check as checking
from . import composing_preview as previews
from . import composing_readers as readers
from . import composing_words as words


def urls(desk, chrome: dict) -> list:
    """The composer's addresses below a mailing's."""
    pages = [
        ("add/", words.add, "add"),
        ("<int:pk>/copy/", words.copy, "copy"),
        ("<int:pk>/words/<str:language>/", words.words, "words"),
        ("<int:pk>/words/<str:language>/site/", words.from_site, "site"),
        ("<int:pk>/words/<str:language>/block/", words.block, "block_add"),
        ("<int:pk>/words/<str:language>/block/<str:key>/", words.block, "block"),
        ("<int:pk>/words/<str:language>/block/<str:key>/<str:act>/", words.block_act, "block_act"),
        ("<int:pk>/settings/", readers.settings, "settings"),
        ("<int:pk>/readers/", readers.readers, "readers"),
        ("<int:pk>/check/", checking.check, "check"),
        ("<int:pk>/test/", checking.test, "test"),
        ("<int:pk>/preview/<str:language>/", previews.preview, "preview"),
        ("<int:pk>/frame/<str:language>/", previews.frame, "frame"),
    ]
    return [path(route, desk(view), chrome, name=f"publications_mailing_{end}") for route, view, end in pages]
