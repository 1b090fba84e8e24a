"""What a start says about the settings of payments."""

from django.core import checks

from . import configured


def check_payments(app_configs, **kwargs):
    missing = configured.missing()
    if not missing and configured.provider() is None:
        return [checks.Warning(
            "A key of ALIPAY_PRIVATE_KEY_FILE or ALIPAY_PUBLIC_KEY_FILE cannot be read.",
            hint="RSA keys of 2,048 bits or more, as PEM or as the bare base64 of Alipay's console.",
            id="donations.W002",
        )]  # fmt: skip
    own = [name for name in configured.NEEDED if name != "ALIPAY_GATEWAY"]  # which has a default
    if set(own) - set(missing) and missing:
        return [checks.Warning(
            f"Payment on the public site is set up in part: {', '.join(missing)} missing.",
            hint="Nobody can pay online until all are set (docs/operations.md).", id="donations.W001",
        )]  # fmt: skip
    return []
