"""What the database refuses of the club and of opportunities, as sentences."""

from django.utils.translation import gettext_lazy as _

from .refusals import SENTENCES, Refused, WrongState, said_plainly

SENTENCES.update(
    {
        "club_member_once": _("This person is a member, or has applied, already."),
        "club_begins_applied": _("A membership begins with an application."),
        "club_moves": _("This membership has ended, or is decided: look at the page as it is now."),
        "club_vote_in_time": _("This application is decided already."),
        "club_term_once": _("Somebody has renewed this membership already."),
        "club_seat_once_an_alumnus": _("This person sits in the council already."),
        "club_seat_once_a_user": _("This person sits in the council already."),
        "club_correction_says_why": _("The council has voted or decided on this paper: say why it is corrected."),
        "club_correction_of_paper": _("Only what came on paper is corrected here."),
        "club_decision_stays": _("What the council decided stays: look at the page as it is now."),
        "organisation_credit_code_once": _("An organisation with this credit code is on record already."),
        "opportunity_moves": _("Open it again first: then it can end in another way."),
        "donations_opportunity_gift_id_key": _("This gift is what came of another opportunity already."),
        "donations_opportunity_pledge_id_key": _("This pledge is what came of another opportunity already."),
    }
)

__all__ = ["Refused", "WrongState", "said_plainly"]
