"""Roles are code: what each may do stands here and nowhere else."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    ALUMNI_VIEW = "alumni.view_alumnus", _("Find and read alumni")
    ALUMNI_EDIT = "alumni.change_alumnus", _("Edit alumni")
    ALUMNI_ADD = "alumni.add_alumnus", _("Enter alumni")
    CONTACT_VIEW = "alumni.view_contactpoint", _("See phones, e-mails, addresses and birth dates")
    ALUMNI_EXPORT = "alumni.export_alumnus", _("Export alumni")
    ROSTER_IMPORT = "alumni.add_roster", _("Import rosters")
    ALUMNI_MERGE = "alumni.merge_alumnus", _("Merge duplicates")
    SEARCH_SHARE = "alumni.share_savedsearch", _("Share searches and lists with colleagues")
    MESSAGE_CHECK = "alumni.view_personalmessage", _("Read messages that alumni reported")
    RIGHTS_DECIDE = "alumni.decide_datarequest", _("Decide requests about personal data")
    SCHOOL_EDIT = "alumni.change_college", _("Edit schools and colleges")
    CHAPTER_VIEW = "chapters.view_chapter", _("See chapters, their councils and filings")
    CHAPTER_EDIT = "chapters.change_chapter", _("Recognise chapters, decide applications and filings")
    CONGRESS_EDIT = "chapters.change_congress", _("Prepare and record a congress")
    EVENT_VIEW = "events.view_event", _("See events, who registered and who came")
    EVENT_EDIT = "events.change_event", _("Plan events, decide registrations, run the day")
    PROGRAMME_EDIT = "events.change_programme", _("Lead student programmes, teams and shifts")
    CONSULT_EDIT = "events.change_consultation", _("Ask a circle of people and read the answers")
    DONOR_VIEW = "donations.view_donor", _("See donors, funds and campaigns, without amounts")
    GIFT_VIEW = "donations.view_gift", _("See gifts and pledges with their amounts")
    GIFT_ENTER = "donations.add_gift", _("Enter gifts, pledges and agreements; match what came in")
    GIFT_POST = "donations.post_gift", _("Check and post gifts, take them back, issue receipts")
    FUND_EDIT = "donations.change_fund", _("Keep funds, campaigns and fundraising tasks")
    NEED_EDIT = "donations.change_need", _("Post needs and offers, follow what becomes of them")
    NEED_APPROVE = "donations.approve_need", _("Approve and publish needs and offers of all departments")
    CLUB_VIEW = "donations.view_clubmembership", _("See the entrepreneurs’ club and its opportunities")
    CLUB_EDIT = "donations.change_opportunity", _("Keep the club, its members and its opportunities")
    POST_SEND = "publications.send_distribution", _("Send printed issues by post")
    MAILING_VIEW = "publications.view_mailing", _("See mailings, their figures and what came of them")
    MAILING_EDIT = "publications.change_mailing", _("Write mailings")
    MAILING_SEND = "publications.send_mailing", _("Approve, send, pause and stop mailings")
    PUBLICATION_VIEW = "publications.view_issue", _("See issues and articles before they are published")
    PUBLICATION_EDIT = "publications.change_article", _("Write articles and prepare issues")
    PUBLICATION_APPROVE = "publications.approve_issue", _("Approve and publish issues")
    HISTORY_VIEW = "history.view_accessrecord", _("Read the access log")
    GRANT_EDIT = "accounts.change_rolegrant", _("Grant and end roles")
    IMPERSONATE = "accounts.impersonate_user", _("Look at the site as someone else")


class Role(models.TextChoices):
    HEAD = "head", _("Head of office")
    STAFF = "staff", _("Office staff")
    COLLEGE_OFFICER = "college_officer", _("College officer")
    FINANCE = "finance", _("Finance")
    EDITOR = "editor", _("Editor")
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", _("Volunteer coordinator")
    AUDITOR = "auditor", _("Auditor")


# What nobody may do in another person's name.
NOT_WHILE_LOOKING = frozenset(
    {
        Permission.ALUMNI_EXPORT,
        Permission.GIFT_ENTER,
        Permission.GIFT_POST,
        Permission.MAILING_SEND,
        Permission.GRANT_EDIT,
        Permission.IMPERSONATE,
    }
)


@dataclass(frozen=True)
class Definition:
    sentence: str | Promise
    permissions: frozenset[str]
    needs_college: bool = False


P = Permission

DEFINITIONS: dict[str, Definition] = {
    Role.HEAD: Definition(
        _("Leads the office: sees and edits everyone, grants roles, reads the access log."),
        frozenset(Permission.values),
    ),
    Role.STAFF: Definition(
        _("Keeps the alumni database: imports, edits, merges, exports."),
        frozenset(
            {
                P.ALUMNI_VIEW,
                P.ALUMNI_EDIT,
                P.ALUMNI_ADD,
                P.CONTACT_VIEW,
                P.ALUMNI_EXPORT,
                P.ROSTER_IMPORT,
                P.ALUMNI_MERGE,
                P.SEARCH_SHARE,
                P.SCHOOL_EDIT,
                P.MESSAGE_CHECK,
                P.RIGHTS_DECIDE,
                P.CHAPTER_VIEW,
                P.CHAPTER_EDIT,
                P.CONGRESS_EDIT,
                P.EVENT_VIEW,
                P.EVENT_EDIT,
                P.PROGRAMME_EDIT,
                P.CONSULT_EDIT,
                P.DONOR_VIEW,
                P.GIFT_VIEW,
                P.GIFT_ENTER,
                P.FUND_EDIT,
                P.NEED_EDIT,
                P.NEED_APPROVE,
                P.CLUB_VIEW,
                P.CLUB_EDIT,
                P.POST_SEND,
                P.MAILING_VIEW,
                P.MAILING_EDIT,
                P.MAILING_SEND,
                P.PUBLICATION_VIEW,
                P.PUBLICATION_EDIT,
                P.PUBLICATION_APPROVE,
            }
        ),
    ),
    Role.COLLEGE_OFFICER: Definition(
        _("Keeps the alumni of one college and of its predecessors, and imports its rosters."),
        frozenset(
            {
                P.ALUMNI_VIEW,
                P.ALUMNI_EDIT,
                P.ALUMNI_ADD,
                P.CONTACT_VIEW,
                P.ALUMNI_EXPORT,
                P.ROSTER_IMPORT,
                P.ALUMNI_MERGE,
                P.CHAPTER_VIEW,
                P.EVENT_VIEW,
                P.EVENT_EDIT,
                P.DONOR_VIEW,
                P.GIFT_VIEW,
                P.NEED_EDIT,
            }
        ),
        needs_college=True,
    ),
    Role.FINANCE: Definition(
        _("Enters, checks and posts gifts, issues receipts; sees how to reach people and changes nothing of theirs."),
        frozenset({P.ALUMNI_VIEW, P.CONTACT_VIEW, P.DONOR_VIEW, P.GIFT_VIEW, P.GIFT_ENTER, P.GIFT_POST}),
    ),
    Role.EDITOR: Definition(
        _("Finds alumni to write about and to write to, without seeing phones or addresses."),
        frozenset(
            {
                P.ALUMNI_VIEW,
                P.SEARCH_SHARE,
                P.CHAPTER_VIEW,
                P.PUBLICATION_VIEW,
                P.PUBLICATION_EDIT,
                P.MAILING_VIEW,
                P.MAILING_EDIT,
            }
        ),
    ),
    Role.VOLUNTEER_COORDINATOR: Definition(
        _("Leads student programmes and the desk at the gate; finds alumni without seeing phones or addresses."),
        frozenset({P.ALUMNI_VIEW, P.EVENT_VIEW, P.PROGRAMME_EDIT}),
    ),
    Role.AUDITOR: Definition(
        _("Reads who looked at, changed and exported what; changes nothing."),
        frozenset({P.ALUMNI_VIEW, P.HISTORY_VIEW, P.CHAPTER_VIEW, P.EVENT_VIEW, P.DONOR_VIEW, P.GIFT_VIEW}),
    ),
}
