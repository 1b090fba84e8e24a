from . import issuers, receipts, recognition, thanks  # noqa: F401
