"""The sentences that static/js/gate.js says when there is no server to say them."""

from django.utils.translation import gettext as _

from events.models import Registration


def words() -> dict[str, str]:
    """By the names that the script knows; {n} and the like are filled in there."""
    return {
        **{f"state_{state.value}": str(state.label) for state in Registration.State},
        "in": _("{name} is noted on this device."),
        "twice": _("{name} was checked in already at {time}."),
        "undone": _("{name} is not checked in any more."),
        "walk_in": _("{name} is noted on this device, without a registration."),
        "same_name": _(
            "{name} is registered: check them in here. If it is somebody else of this name, press “Check in” below the "
            "name once more."
        ),
        "check_in": _("Check in"),
        "of": _("{n} of {seats}"),
        "people": _("{n} people"),
        "undo": _("Undo"),
        "here": _("Checked in at {time}"),
        "not_for_this": _("Not registered for this part"),
        "nobody": _("Nobody here has this name, reading, code or end of a telephone."),
        "online": _("Connected."),
        "offline": _("No network. The list on this device goes on; what you note is sent when there is one again."),
        "no_list": _("No network, and the list is not on this device: write names down, and note them later."),
        "loaded": _("{n} people on this device, as of {time}. The list goes tonight, and when you sign out here."),
        "waiting": _("{n} entries wait to be sent."),
        "sent": _("All entries are sent."),
        "dropped": _("The list on this device was dropped: its day is over, or your right to it has ended."),
        "signed_out": _("You are signed out. {n} entries are kept on this device: sign in again to send them."),
        "late": _("Entries of another day were sent: whoever runs the event looks at them."),
        "leave": _("{n} entries are not sent yet. Sign out all the same? They wait here until you sign in again."),
        "no_camera": _("The camera cannot be used here. Type the code below the square instead."),
    }  # fmt: skip
