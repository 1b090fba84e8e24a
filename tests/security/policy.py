"""Who is let in where: one line for each address of the project.

A cell is a door, and behind a comma what else must hold:

    open      anybody
    sign-in   whoever has signed in; the others are led to the sign-in page
    member    alumni who are verified; who has signed in as anybody else is led to the page "that is me"
    desk      staff; the others are led to the desk's door

    mine      the row is the alumnus's own, else 404
    kept      the row is what an officer keeps, else 404; own: the superuser sees it as well
    view, edit, ... a right (RIGHTS), else 403
    scope     the row's person is in reach, else 404
    whole     the user reaches everyone, else 404
    verified  alumni are told why an invitation is not theirs; who has signed in as anybody else may not answer one
    405 404   that answer for everybody behind the door; "claim": led to the page "that is me"

"open,405" is written 405; the few words that one library's page needs are explained where they are read.

Officers of chapters are alumni whose rights are their terms of office: "leads" lets in who leads the chapter today,
else 404; who led it once, or will, is a member like others.

Volunteers at an event have a pass for a day: "gate" lets them in on that day, with those who run the event, else 404;
"handed-in" takes from a device what was noted on an earlier day as well.

The alumni of the two sides are graduates of a leave-taking: "leaver" lets in who is in one, else 404; who is in none
gets the empty page, and nothing to send ("leaver-page"); where they live there is no chapter ("nowhere").

The volunteer of today is a student of the association: "student" lets in who is one, "served" who is on the shift.
"""

MEMBERS = {"alumnus": "ours", "other alumnus": "theirs"}
LEADERS = {"chapter officer": "ours", "other chapter officer": "theirs"}
NOT_TODAY = {"past chapter officer", "future chapter officer"}
VERIFIED = {*MEMBERS, *LEADERS, *NOT_TODAY}
VOLUNTEERS = {"gate volunteer": "ours"}  # on the day of their pass
OUTSIDERS = {*VERIFIED, *VOLUNTEERS, "past gate volunteer", "unverified"}
OFFICERS = {"officer": "ours", "other officer": "theirs"}
OFFICE = {"staff", "head", "superuser"}
DESK = {*OFFICERS, *OFFICE, "finance", "editor", "volunteers", "auditor"}
EVERYBODY = ["anonymous", *sorted(OUTSIDERS), *sorted(DESK)]

RIGHTS = {
    "view": DESK,
    "contacts": {*OFFICERS, *OFFICE, "finance"},
    "edit": {*OFFICERS, *OFFICE},
    "add": {*OFFICERS, *OFFICE},
    "export": {*OFFICERS, *OFFICE},
    "import": {*OFFICERS, *OFFICE},
    "merge": {*OFFICERS, *OFFICE},
    "chapters": {*OFFICERS, *OFFICE, "editor", "auditor"},
    "recognise": OFFICE,
    "office": OFFICE,  # what only those do who edit everyone: tags, schools, requests about rights
    "congress": OFFICE,
    "events": {*OFFICERS, *OFFICE, "volunteers", "auditor"},
    "host": {*OFFICERS, *OFFICE},  # who plans events and decides registrations
    "consult": OFFICE,
    "programmes": {*OFFICE, "volunteers"},
    "donors": {*OFFICERS, *OFFICE, "finance", "auditor"},
    "gifts": {*OFFICERS, *OFFICE, "finance", "auditor"},  # with amounts
    "enter-gifts": {*OFFICE, "finance"},
    "post-gifts": {"head", "superuser", "finance"},
    "funds": OFFICE,
    "needs": {*OFFICERS, *OFFICE},
    "approve-needs": OFFICE,
    "club": OFFICE,
    "mailings": {"editor", *OFFICE},
    "mail": OFFICE,  # who approves, sends, stops
    "publish-view": {*OFFICE, "editor"},  # issues and articles before they are published
    "publish": {*OFFICE, "editor"},  # writing them
    "log": {"auditor", "head", "superuser"},
    "roles": {"auditor", "head", "superuser"},
    "grant": {"head", "superuser"},
    "super": {"superuser"},
}

# address                                object      GET                    POST
TABLE = """
/healthz                                 -           open                   405
home                                     -           open                   405
about                                    -           open                   405
find-us                                  -           open                   405
feed                                     -           open                   405
/robots.txt                              -           open                   405
sitemap                                  -           open                   405
set_language                             -           405                    open
set_theme                                -           405                    open

account_home                             -           sign-in                sign-in
account_login                            -           open                   open
account_logout                           -           open                   open
account_inactive                         -           open                   405
account_signup                           -           open                   open
account_reauthenticate                   -           sign-in                sign-in
account_email                            -           sign-in                sign-in
account_email_verification_sent          -           sign-in                sign-in
account_change_password                  -           sign-in                sign-in
account_set_password                     -           sign-in                sign-in
account_reset_password                   -           open                   open
account_confirm_login_code               -           open                   open
account_confirm_password_reset_code      -           none                   none
account_complete_password_reset          -           open                   open
account_password_reset_completed         -           open                   405
account_request_login_code               -           open                   open
mfa_index                                -           sign-in                sign-in,405
mfa_authenticate                         -           sign-in                sign-in
mfa_reauthenticate                       -           sign-in                sign-in
mfa_activate_totp                        -           sign-in                sign-in
mfa_deactivate_totp                      -           sign-in,404            sign-in,404
mfa_view_recovery_codes                  -           sign-in,404            sign-in,405
mfa_generate_recovery_codes              -           sign-in                sign-in
mfa_download_recovery_codes              -           sign-in,404            sign-in,404
mfa_list_webauthn                        -           sign-in                sign-in,405
mfa_add_webauthn                         -           sign-in                sign-in
mfa_reauthenticate_webauthn              -           sign-in                sign-in,passkey
mfa_remove_webauthn                      passkey     sign-in,mine           sign-in,mine
mfa_edit_webauthn                        passkey     sign-in,mine           sign-in,mine
mfa_login_webauthn                       -           sign-in                sign-in
socialaccount_login_cancelled            -           open                   405
socialaccount_login_error                -           401                    405
socialaccount_signup                     -           none                   none
socialaccount_connections                -           sign-in                sign-in
weixin_login                             -           404                    404
weixin_callback                          -           404                    404
usersessions_list                        -           sign-in                sign-in
hijack:release                           -           403                    403

alumni:colleges                          -           open                   405
alumni:college                           college     open                   405
alumni:school                            school      open                   405
alumni:claim                             -           sign-in                sign-in
alumni:claim-prove                       -           applicant              applicant
alumni:claim-code                        -           applicant,405          applicant
alumni:claim-confirm                     -           applicant,405          sign-in,claim
alumni:claim-answer                      -           applicant,405          sign-in,claim
alumni:claim-withdraw                    -           applicant,405          sign-in,claim
alumni:claim-evidence                    evidence    sign-in,mine           sign-in,405
alumni:changes                           -           member                 member,405
alumni:change-names                      -           member                 member
alumni:change-degree-add                 -           member                 member
alumni:change-degree                     degree      member,mine            member,mine
alumni:change-withdraw                   change      member,405             member,mine
alumni:correct-own                       -           404                    404
alumni:correct-names                     -           404                    404
alumni:correct-degree-add                -           404                    404
alumni:correct-degree                    degree      404                    404
alumni:correct-done                      -           open                   405
alumni:correct                           secret      open                   open
alumni:me                                -           member                 405
alumni:me-data                           -           member                 405
alumni:me-place                          -           member                 member
alumni:me-career                         -           member                 member
alumni:me-job-add                        -           member                 member
alumni:me-job                            employment  member,mine            member,mine
alumni:me-job-remove                     employment  405                    member,mine
alumni:me-offer                          -           member                 member
alumni:me-found                          -           member                 member
alumni:me-photo                          -           member                 member
alumni:me-photo-remove                   -           405                    member
alumni:me-contacts                       -           member                 405
alumni:me-contact-add                    -           member                 member
alumni:me-contact-code                   challenge   member                 member
alumni:me-code-forget                    challenge   405                    member
alumni:me-contact-seen                   contact     405                    member,mine
alumni:me-contact-end                    contact     405                    member,mine
alumni:me-consents                       -           member                 member
alumni:me-sources                        -           member                 405
alumni:me-card                           -           member                 405
alumni:me-card-new                       -           405                    member
alumni:me-card-image                     -           member                 405
alumni:card                              token       open                   405
alumni:portrait                          person      member,mine            405
alumni:me-rights                         -           member                 405
alumni:me-rights-copy                    copy        405                    member
alumni:me-rights-ask                     right       member                 member
alumni:me-rights-withdraw                wish        405                    member,mine
alumni:me-rights-lift                    -           405                    member
alumni:relatives                         -           open                   open
alumni:relatives-sent                    -           open                   405
alumni:classmates                        -           member                 405
alumni:classmate                         friend      member,mine            405
alumni:message-write                     friend      member,mine            member,mine
alumni:class                             degree      member,mine            405
alumni:hint                              degree+lost member,mine            member,mine
alumni:messages                          -           member                 405
alumni:message-act                       message+act 405                    member,mine

chapters:memberships                     -           member                 405
chapters:invitation                      invite      open                   open
chapters:join                            chapter     member                 member
chapters:membership                      chapter     member,mine            405
chapters:membership-pieces               chapter     405                    member,mine
chapters:membership-consent              chapter     405                    member,mine
chapters:membership-leave                chapter     member,mine            member,mine
chapters:membership-move                 chapter     member,404             member,404
chapters:my-members                      chapter     member,leads           405
chapters:my-members-export               chapter     member,leads           member,leads
chapters:my-members-invite               chapter     405                    member,leads
chapters:my-member-admit                 chapter+asking 405                 member,leads
chapters:my-member-refuse                chapter+asking member,leads        member,leads
chapters:my-member-end                   chapter+membership member,leads    member,leads
chapters:found                           -           member                 405
chapters:found-place                     kind        member                 member
chapters:revive                          chapter     405                    member
chapters:application                     founding    member,mine            405
chapters:application-draft               founding    member,mine            member,mine
chapters:application-upload              founding    member,mine            member,mine
chapters:application-document            founding+paper member,mine            405
chapters:application-initiators          founding    member,mine            member,mine
chapters:application-initiator-remove    founding+initiator 405                    member,mine
chapters:application-send                founding    405                    member,mine
chapters:application-reply               founding    member,mine            member,mine
chapters:application-report              founding    member,mine            member,mine
chapters:application-report-send         founding    405                    member,mine
chapters:application-council             founding    member,mine            member,mine
chapters:application-nominee-remove      founding+nominee 405                    member,mine
chapters:application-withdraw            founding    member,mine            member,mine
chapters:initiator                       invitation  sign-in,403            sign-in,verified
chapters:mine                            -           member                 405
chapters:my                              chapter     member,leads            405
chapters:my-council                      chapter     member,leads            405
chapters:council-change                  chapter     member,leads            405
chapters:my-notices                      chapter     member,leads            405
chapters:my-gatherings                   chapter     member,leads            405
chapters:my-page                         chapter     member,leads            member,leads
chapters:my-post-add                     chapter     member,leads            member,leads
chapters:my-office-fill                  chapter     member,leads            member,leads
chapters:council-audit                   chapter     member,leads            member,leads
chapters:council-election                chapter     member,leads            member,leads
chapters:council-people                  chapter     member,leads            member,leads
chapters:council-term                    chapter     member,leads            member,leads
chapters:my-notice-add                   chapter     member,leads            member,leads
chapters:my-gathering-add                chapter     member,leads            member,leads
chapters:my-logo                         chapter     405                    member,leads
chapters:my-logo-remove                  chapter     405                    member,leads
chapters:my-photo-add                    chapter     405                    member,leads
chapters:council-start                   chapter     405                    member,leads
chapters:council-submit                  chapter     405                    member,leads
chapters:council-withdraw                chapter     member,leads            member,leads
chapters:my-logo-image                   chapter     member,leads            405
chapters:council-audit-file              chapter     member,leads            405
chapters:council-minutes-file            chapter     member,leads            405
chapters:my-photo                        chapter+my_photo member,leads            member,leads
chapters:my-photo-image                  chapter+my_photo member,leads            405
chapters:my-photo-remove                 chapter+my_photo 405                    member,leads
chapters:my-post                         chapter+post member,leads            member,leads
chapters:my-office-end                   chapter+office member,leads            member,leads
chapters:council-nominee-remove          chapter+council_nominee 405                    member,leads
chapters:my-notice                       chapter+notice member,leads            member,leads
chapters:my-notice-withdraw              chapter+notice member,leads            member,leads
chapters:my-gathering                    chapter+gathering member,leads            member,leads
chapters:my-gathering-attendance         chapter+gathering member,leads            member,leads
chapters:my-gathering-cancel             chapter+gathering member,leads            member,leads

chapters:my-duties                       chapter     member,leads           member,leads,405
chapters:duties-link                     chapter     member,leads,405       member,leads
chapters:filing                          chapter+duty member,leads          member,leads
chapters:filing-report                   chapter+duty member,leads          member,leads,405
chapters:filing-document                 chapter+duty+filed_paper member,leads    member,leads,405
chapters:filing-document-remove          chapter+duty+filed_paper member,leads,405 member,leads
chapters:duties-ics                      ics         404                    405

events:reunions                          -           member                 405
events:reunion-answer-link               reunion_link open                  open
events:reunion-book                      degree      member,mine            member,mine
events:reunion                           reunion     member,mine            405
events:reunion-change                    reunion     member,mine            member,mine
events:reunion-answer                    reunion     405                    member,mine
events:reunion-invite                    reunion     405                    member,mine
events:reunion-mark                      reunion+friend member,mine         member,mine
events:reunion-cancel                    reunion     member,mine            member,mine

admin:events_classreunion_changelist     -           desk,events            desk,405
admin:events_classreunion_change         reunion     desk,events,scope      desk,405
admin:events_classreunion_find           -           desk,host              desk,405
admin:events_classreunion_book           degree      desk,host,scope        desk,host,scope
admin:events_classreunion_confirm        reunion     desk,405               desk,host,scope
admin:events_classreunion_decline        reunion     desk,405               desk,host,scope
admin:events_classreunion_cancel         reunion     desk,405               desk,host,scope
admin:events_classreunion_invite         reunion     desk,405               desk,host,scope
admin:events_classreunion_step           reunion+reunion_step desk,405      desk,host,scope
admin:events_radar                       -           desk,events            desk,405
admin:events_radar_export                -           desk,405               desk,export
admin:events_radar_people                college+graduated desk,events,scope desk,405

admin:index                              -           desk                   desk
admin:login                              -           login                  login
admin:logout                             -           logout                 open
admin:password_change                    -           desk                   desk
admin:autocomplete                       -           desk,403               desk,405
admin:jsi18n                             -           desk                   desk,405
admin:app_list                           app         desk                   desk
/admin/{url}                             nowhere     desk,404               desk,404

admin:accounts_rolegrant_roles           -           desk,roles             desk,405
admin:accounts_rolegrant_end             grant       desk,grant             desk,grant
admin:accounts_rolegrant_changelist      -           desk,grant             desk,grant
admin:accounts_rolegrant_add             -           desk,403               desk,403
admin:accounts_rolegrant_history         grant       desk,grant             desk,grant
admin:accounts_rolegrant_delete          grant       desk,403               desk,403
admin:accounts_rolegrant_change          grant       desk,grant             desk,grant
/admin/accounts/rolegrant/{object_id}/   grant       desk                   desk
admin:accounts_user_look                 user        desk,grant             desk,grant
admin:accounts_user_handover             leaver      desk,grant             desk,grant
admin:auth_user_password_change          user        desk,grant             desk,grant
admin:accounts_user_changelist           -           desk,grant             desk,grant
admin:accounts_user_add                  -           desk,grant             desk,grant
admin:accounts_user_history              user        desk,grant             desk,grant
admin:accounts_user_delete               user        desk,403               desk,403
admin:accounts_user_change               user        desk,grant             desk,grant
/admin/accounts/user/{object_id}/        user        desk                   desk
admin:history_accessrecord_changelist    -           desk,log               desk,log
admin:history_accessrecord_add           -           desk,403               desk,403
admin:history_accessrecord_history       access      desk,log               desk,log
admin:history_accessrecord_delete        access      desk,403               desk,403
admin:history_accessrecord_change        access      desk,log               desk,403
/admin/history/accessrecord/{object_id}/ access      desk                   desk
admin:jobs_job_changelist                -           desk                   desk,405
admin:jobs_job_change                    job         desk,own               desk,405
admin:jobs_job_progress                  job         desk,own               desk,405
admin:jobs_job_stop                      job         desk,405               desk,own
admin:jobs_job_resume                    job         desk,405               desk,own
admin:jobs_job_download                  job         desk,kept              desk,405
admin:mail_message_changelist            -           desk,log               desk,log
admin:publications_mailing_add           -           desk,mailings          desk,mailings
admin:publications_mailing_words         mailing+language desk,mailings     desk,mailings
admin:publications_mailing_site          mailing+language desk,405          desk,mailings
admin:publications_mailing_block_add     mailing+language desk,mailings,404 desk,mailings,404
admin:publications_mailing_block         mailing+language+block desk,mailings desk,mailings
admin:publications_mailing_block_act     mailing+language+block+act_on_block desk,405 desk,mailings
admin:publications_mailing_settings      mailing     desk,mailings          desk,mailings
admin:publications_mailing_readers       mailing     desk,mailings          desk,mailings
admin:publications_mailing_check         mailing     desk,mailings          desk,mailings
admin:publications_mailing_test          mailing     desk,405               desk,mailings
admin:publications_mailing_preview       mailing+language desk,mailings     desk,405
admin:publications_mailing_frame         mailing+language desk,mailings     desk,405
admin:publications_distribution_changelist -         desk,office            desk,405
admin:publications_distribution_add      -           desk,office            desk,office
admin:publications_distribution_change   distribution desk,office           desk,405
admin:publications_distribution_edit     distribution desk,office           desk,office
admin:publications_distribution_prepare  distribution desk,405              desk,office
admin:publications_distribution_labels   distribution desk,405              desk,office
admin:publications_distribution_sent     distribution desk,405              desk,office
admin:publications_distribution_close    distribution desk,405              desk,office
admin:publications_distribution_copies   distribution desk,405              desk,office
admin:publications_distribution_tracking distribution desk,405              desk,office
admin:publications_distribution_returns  distribution desk,office           desk,office
admin:publications_distribution_undo     distribution+parcel desk,405       desk,office
admin:publications_mailing_changelist    -           desk,mailings          desk,405
admin:publications_mailing_change        mailing     desk,mailings          desk,405
admin:publications_mailing_problems      mailing     desk,mailings          desk,405
admin:publications_mailing_decide        mailing+delivery desk,405          desk,mail
admin:publications_mailing_schedule      mailing     desk,405               desk,mail
admin:publications_mailing_speed         mailing     desk,405               desk,mail
admin:publications_mailing_approve       mailing     desk,405               desk,mail
admin:publications_mailing_reopen        mailing     desk,405               desk,mail
admin:publications_mailing_send          mailing     desk,405               desk,mail
admin:publications_mailing_pause         mailing     desk,405               desk,mail
admin:publications_mailing_go_on         mailing     desk,405               desk,mail
admin:publications_mailing_stop          mailing     desk,mail              desk,mail
admin:publications_mailing_unschedule    mailing     desk,405               desk,mail
admin:publications_bounce_changelist     -           desk,mailings          desk,405
admin:publications_bounce_text           bounce      desk,mail              desk,405
admin:publications_suppression_changelist -          desk,mail              desk,mail
admin:publications_suppression_lift      suppression desk,405               desk,mail
publications:mailing-web                 letter+language open               405
publications:mailing-picture             image       open                   405
publications:counted-link                click       open                   405
publications:my-mail                     -           member                 member
publications:my-letters                  -           member                 405
admin:publications_mailing_person        person      desk,mailings,scope    desk,405
admin:publications_mailing_copy          mailing     desk,405               desk,mailings,404
publications:unsubscribe                 stop        open                   open
publications:preferences                 preferences open                   open
admin:mail_message_decide                mail        desk,405               desk,mail
admin:mail_message_add                   -           desk,403               desk,403
admin:mail_message_history               mail        desk,log               desk,log
admin:mail_message_delete                mail        desk,403               desk,403
admin:mail_message_change                mail        desk,log               desk,403
/admin/mail/message/{object_id}/         mail        desk                   desk

admin:alumni_changerequest_changelist    -           desk,edit              desk,405
admin:alumni_changerequest_change        change      desk,edit,scope        desk,405
admin:alumni_changerequest_accept        change      desk,405               desk,edit,scope
admin:alumni_changerequest_refuse        change      desk,405               desk,edit,scope
admin:alumni_verification_changelist     -           desk,edit              desk,405
admin:alumni_verification_decided        -           desk,edit              desk,405
admin:alumni_verification_change         claim       desk,edit,scope        desk,405
admin:alumni_verification_accept         claim       desk,405               desk,edit,scope
admin:alumni_verification_enter          claim       desk,405               desk,edit,scope
admin:alumni_verification_ask            claim       desk,405               desk,edit,scope
admin:alumni_verification_refuse         claim       desk,405               desk,edit,scope
admin:alumni_verification_evidence       evidence    desk,edit,scope        desk,405
admin:alumni_verification_revoke         person      desk,edit,office404    desk,edit,office404
admin:alumni_duplicatecandidate_changelist -         desk,merge             desk,405
admin:alumni_duplicate_list              -           desk,merge             desk,405
admin:alumni_duplicate_pair              pair        desk,merge,scope       desk,405
admin:alumni_duplicate_reveal            pair        desk,405               desk,merge,scope
admin:alumni_duplicate_dismiss           pair        desk,405               desk,merge,scope
admin:alumni_merge_create                lost+twin   desk,merge,scope       desk,merge,scope
admin:alumni_merge_list                  -           desk,merge             desk,405
admin:alumni_merge_undo                  merge       desk,merge,scope       desk,merge,scope
admin:alumni_savedsearch_changelist      -           desk,view              desk,405
admin:alumni_savedsearch_open            search      desk,view,kept         desk,405
admin:alumni_savedsearch_change          search      desk,view,kept         desk,view,kept
admin:alumni_savedsearch_delete          search      desk,405               desk,view,kept
admin:alumni_personlist_add              -           desk,view              desk,view
admin:alumni_liaison_changelist          -           desk,view              desk,405
admin:alumni_liaison_person              person      desk,view,scope            desk,405
admin:alumni_liaison_appoint             person      desk,405               desk,edit,scope
admin:alumni_liaison_end                 person+liaison desk,405            desk,edit,scope
admin:alumni_personlist_changelist       -           desk,view              desk,405
admin:alumni_personlist_open             list        desk,view,kept         desk,405
admin:alumni_personlist_change           list        desk,view,kept         desk,view,kept
admin:alumni_personlist_delete           list        desk,405               desk,view,kept
admin:alumni_alumnus_changelist          -           desk,view              desk,405
admin:alumni_alumnus_counts              -           desk,view              desk,405
admin:alumni_alumnus_suggest             -           desk,view              desk,405
admin:alumni_alumnus_add                 -           desk,add               desk,add
admin:alumni_alumnus_act                 -           desk,405               desk,view
admin:alumni_alumnus_export              -           desk,405               desk,export
admin:alumni_alumnus_archived            -           desk,edit              desk,405
admin:alumni_alumnus_detail              person      desk,view,scope        desk,405
admin:alumni_alumnus_reveal              person      desk,405               desk,contacts,scope
admin:alumni_alumnus_change              person      desk,edit,scope        desk,edit,scope
admin:alumni_alumnus_history             person      desk,view              desk,405
admin:alumni_alumnus_interaction         person      desk,405               desk,edit,scope
admin:alumni_alumnus_consent             person      desk,405               desk,edit,scope
admin:alumni_alumnus_tag                 person      desk,405               desk,edit,scope
admin:alumni_alumnus_untag               person      desk,405               desk,edit,scope
admin:alumni_alumnus_archive             person      desk,edit,scope        desk,edit,scope
admin:alumni_alumnus_restore             archived    desk,405               desk,edit,scope
admin:alumni_alumnus_link                person      desk,edit,scope        desk,edit,scope
admin:alumni_alumnus_link_revoke         person+link desk,405               desk,edit,scope
admin:alumni_personalmessage_changelist  -           desk,office            desk,405
admin:alumni_personalmessage_detail      message     desk,office            desk,405
admin:alumni_personalmessage_handled     message     desk,405               desk,office
admin:alumni_datarequest_changelist      -           desk,office            desk,405
admin:alumni_datarequest_change          wish        desk,office            desk,office
admin:alumni_datarequest_person          wish        desk,405               desk,office
admin:alumni_datarequest_copy            relative    desk,405               desk,office
admin:alumni_restriction_lift            person      desk,405               desk,office
admin:alumni_roster_changelist           -           desk,import            desk,405
admin:alumni_roster_add                  -           desk,import            desk,import
admin:alumni_roster_change               roster      desk,import,scope      desk,405
admin:alumni_roster_columns              roster      desk,import,scope      desk,import,scope
admin:alumni_roster_review               roster      desk,import,scope      desk,405
admin:alumni_roster_choices              roster      desk,405               desk,import,scope
admin:alumni_roster_import               roster      desk,405               desk,import,scope
admin:alumni_roster_result               roster      desk,import,scope      desk,405
admin:alumni_roster_rejected             roster      desk,import,scope      desk,405
admin:alumni_roster_undo                 roster      desk,import,scope      desk,import,scope
admin:chapters_overview                  -           desk,chapters          desk,405
admin:chapters_overview_export           -           desk,405               desk,chapters
admin:chapters_overview_missing          -           desk,chapters          desk,405
admin:chapters_overview_years            -           desk,chapters          desk,405
admin:chapters_overview_remind           -           desk,405               desk,office
admin:chapters_overview_rows             figure      desk,chapters          desk,405
admin:chapters_duty_changelist           -           desk,chapters          desk,405
admin:chapters_duty_change               duty        desk,chapters,placed   desk,405
admin:chapters_duty_accept               duty        desk,405               desk,office
admin:chapters_duty_send_back            duty        desk,405               desk,office
admin:chapters_duty_waive                duty        desk,405               desk,office
admin:chapters_duty_report               duty        desk,chapters,placed   desk,405
admin:chapters_duty_document             duty+filed_paper  desk,chapters,placed   desk,405
admin:chapters_chapter_changelist        -           desk,chapters          desk,chapters
admin:chapters_chapter_add               -           desk,recognise         desk,405
admin:chapters_chapter_enter             kind        desk,recognise         desk,recognise
admin:chapters_chapter_change            college_chapter     desk,chapters,scope    desk,405
admin:chapters_chapter_edit              college_chapter     desk,recognise         desk,recognise
admin:chapters_chapter_recognition       college_chapter+state desk,recognise       desk,recognise
admin:chapters_chapter_civil             college_chapter+civil desk,recognise       desk,recognise
admin:chapters_chapter_licence           college_chapter     desk,recognise         desk,recognise
admin:chapters_chapter_upload            college_chapter     desk,recognise         desk,recognise
admin:chapters_chapter_document          college_chapter+charter desk,chapters,scope desk,405
admin:chapters_chapter_photo_add         college_chapter     desk,recognise         desk,recognise
admin:chapters_chapter_photo             college_chapter+photo desk,chapters,scope  desk,405
admin:chapters_chapter_photo_remove      college_chapter+photo desk,405             desk,recognise
admin:chapters_application_changelist    -           desk,chapters          desk,405
admin:chapters_application_change        founding    desk,chapters,whole    desk,405
admin:chapters_application_document      founding+paper desk,chapters,whole desk,405
admin:chapters_application_ask           founding    desk,405               desk,recognise
admin:chapters_application_commission    founding    desk,405               desk,recognise
admin:chapters_application_refuse        founding    desk,405               desk,recognise
admin:chapters_application_back          founding    desk,405               desk,recognise
admin:chapters_application_recognise     founding    desk,405               desk,recognise
admin:alumni_school_changelist           -           desk,view              desk,view
admin:alumni_school_add                  -           desk,office            desk,office
admin:alumni_school_history              school      desk,view              desk,view
admin:alumni_school_delete               school      desk,403               desk,403
admin:alumni_school_change               school      desk,view              desk,office
/admin/alumni/school/{object_id}/        school      desk                   desk
admin:alumni_college_changelist          -           desk,view              desk,view
admin:alumni_college_add                 -           desk,office            desk,office
admin:alumni_college_history             college     desk,view              desk,view
admin:alumni_college_delete              college     desk,403               desk,403
admin:alumni_college_change              college     desk,view              desk,office
/admin/alumni/college/{object_id}/       college     desk                   desk
admin:alumni_tag_changelist              -           desk,view              desk,view
admin:alumni_tag_add                     -           desk,office            desk,office
admin:alumni_tag_history                 tag         desk,view              desk,view
admin:alumni_tag_delete                  tag         desk,403               desk,403
admin:alumni_tag_change                  tag         desk,view              desk,office
/admin/alumni/tag/{object_id}/           tag         desk                   desk

admin:chapters_membership_changelist     -           desk,chapters          desk,405
admin:chapters_membership_chapter        chapter     desk,chapters,placed   desk,405
admin:chapters_membership_invite         chapter     desk,405               desk,office
admin:chapters_membership_person         person      desk,view,chapters,scope desk,405
events:mine                              -           member                 405
events:register                          reg_event   open                   open
events:registered                        reg_event   open                   405
events:register-class                    reg_event+liaison member,mine      member,mine
events:invite                            reg_invite  open                   open
events:registration                      reg_link    open                   405
events:registration-change               reg_link    open                   open
events:registration-cancel               reg_link    open                   open
events:registration-calendar             reg_link    open                   405
admin:events_registration_changelist     -           desk,events            desk,405
admin:events_registration_change         reg         desk,events,scope      desk,405
admin:events_registration_edit           reg         desk,host,scope        desk,host,scope
admin:events_registration_approve        reg_asked   desk,405               desk,host,scope
admin:events_registration_decline        reg_asked   desk,405               desk,host,scope
admin:events_registration_cancel         reg         desk,host,scope        desk,host,scope
admin:events_registration_add            reg_event   desk,host,scope        desk,host,scope
admin:events_registration_export         reg_event   desk,export,scope      desk,export,scope
admin:events_registration_person         person      desk,events,scope      desk,405

chapters:directory                       -           open                   405
chapters:feed                            -           open                   405
chapters:chapter                         public_chapter open                405
chapters:notice                          public_chapter+public_notice open  405
chapters:chapter-feed                    public_chapter open                405
chapters:card                            public_chapter+vcard open          405
chapters:logo                            public_chapter open                405
chapters:photo                           public_chapter+photograph open     405
chapters:congresses                      -           open                   405
chapters:congress                        congress    open                   405
chapters:congress-credential             congress    member,mine            405
chapters:my-congress                     chapter     member,leads           405
chapters:my-congress-name                chapter     405                    member,leads
chapters:my-congress-withdraw            chapter+chapter_delegate 405               member,leads
admin:chapters_congress_changelist       -           desk,chapters          desk,405
admin:chapters_congress_add              -           desk,congress          desk,congress
admin:chapters_congress_change           congress    desk,chapters,scope    desk,405
admin:chapters_congress_plan             congress    desk,congress          desk,congress
admin:chapters_congress_quotas           congress    desk,chapters,whole    desk,405
admin:chapters_congress_count            congress    desk,405               desk,congress
admin:chapters_congress_settle           congress    desk,405               desk,congress
admin:chapters_congress_adjust           delegation  desk,congress          desk,congress
admin:chapters_congress_delegates        congress    desk,chapters,scope    desk,405
admin:chapters_congress_delegation       delegation  desk,chapters,scope    desk,405
admin:chapters_congress_name             delegation  desk,405               desk,chapters,edit,scope
admin:chapters_congress_withdraw         delegate    desk,405               desk,chapters,edit,scope
admin:chapters_congress_credentials      congress    desk,chapters,whole    desk,405
admin:chapters_congress_confirm_all      congress    desk,405               desk,congress
admin:chapters_congress_roll             congress    desk,chapters,whole    desk,405
admin:chapters_congress_confirm          delegate    desk,405               desk,congress
admin:chapters_congress_refuse           delegate    desk,congress          desk,congress
admin:chapters_congress_credential       chapter_delegate desk,chapters,whole desk,405
admin:chapters_congress_open             congress    desk,405               desk,congress
admin:chapters_congress_attendance       congress    desk,chapters,whole    desk,405
admin:chapters_congress_came             delegate    desk,405               desk,congress
admin:chapters_congress_gone             delegate    desk,405               desk,congress
admin:chapters_congress_motions          congress    desk,chapters,whole    desk,chapters,whole,congress
admin:chapters_congress_motion           motion      desk,chapters,whole    desk,chapters,whole,congress
admin:chapters_congress_motion_change    motion      desk,congress          desk,congress
admin:chapters_congress_motion_remove    motion      desk,405               desk,congress
admin:chapters_congress_elections        congress    desk,chapters,whole    desk,chapters,whole,congress
admin:chapters_congress_election         election    desk,chapters,whole    desk,chapters,whole,congress
admin:chapters_congress_stand            election    desk,405               desk,congress
admin:chapters_congress_further          election    desk,405               desk,congress
admin:chapters_congress_election_remove  election    desk,405               desk,congress
admin:chapters_congress_candidate_remove candidate   desk,405               desk,congress
admin:chapters_congress_close            congress    desk,congress          desk,congress
admin:chapters_congress_result           congress    desk,chapters,whole    desk,405
admin:chapters_congress_write            congress    desk,405               desk,congress
admin:chapters_congress_document         result      desk,chapters,whole    desk,405
admin:chapters_councilchange_changelist  -           desk,chapters          desk,405
admin:chapters_councilchange_decided     -           desk,chapters          desk,405
admin:chapters_councilchange_change      councilchange desk,chapters,placed   desk,405
admin:chapters_councilchange_accept      councilchange desk,405               desk,office
admin:chapters_councilchange_send_back   councilchange desk,405               desk,office
admin:chapters_councilchange_audit       councilchange desk,chapters,placed   desk,405
admin:chapters_councilchange_minutes     councilchange desk,chapters,placed   desk,405
admin:chapters_term_changelist           -           desk,chapters          desk,405
admin:chapters_term_overdue              -           desk,chapters          desk,405
admin:chapters_term_chapter              chapter     desk,chapters,placed   desk,405
admin:chapters_term_extend               term        desk,office            desk,office
publications:periodicals                 -           open                   405
publications:people                      -           open                   405
publications:search                      -           open                   405
publications:feed                        -           open                   405
publications:article                     article     open                   405
publications:picture                     article_photo       open                   405
publications:suggest                     -           member                 member
publications:suggest-team                -           open                   open
publications:suggested                   -           open                   405
publications:consent                     consent     open                   open
publications:consent-picture             consent+article_photo 404                  405
publications:periodical                  slug        open                   405
publications:issue                       slug+number open                   405
publications:cover                       slug+number open                   405
publications:printed                     slug+number open                   405

admin:publications_periodical_changelist -           desk,publish-view      desk,405
admin:publications_periodical_add        -           desk,office            desk,office
admin:publications_periodical_change     periodical  desk,office            desk,office
admin:publications_issue_changelist      -           desk,publish-view      desk,405
admin:publications_issue_add             -           desk,publish           desk,publish
admin:publications_issue_change          issue       desk,publish-view      desk,405
admin:publications_issue_edit            issue       desk,publish           desk,publish
admin:publications_issue_move            issue       desk,405               desk,publish,404
admin:publications_issue_order           issue       desk,405               desk,publish
admin:publications_issue_files           issue       desk,405               desk,publish
admin:publications_issue_cover           issue       desk,publish-view      desk,405
admin:publications_issue_printed         issue       desk,publish-view      desk,405
admin:publications_article_changelist    -           desk,publish-view      desk,405
admin:publications_article_add           -           desk,publish           desk,publish
admin:publications_article_change        article     desk,publish           desk,publish
admin:publications_article_preview       article     desk,publish-view      desk,405
admin:publications_article_out           article     desk,405               desk,publish
admin:publications_article_in            article     desk,405               desk,publish
admin:publications_article_image         article_photo       desk,publish-view      desk,405
admin:publications_article_people        article     desk,publish-view      desk,405
admin:publications_article_person_add    article+person desk,publish        desk,publish
admin:publications_article_person_ask    portrayed   desk,405               desk,publish
admin:publications_article_person_answer portrayed   desk,office            desk,office
admin:publications_article_person_remove portrayed   desk,405               desk,publish
admin:publications_article_pictures      article     desk,publish           desk,publish
admin:publications_article_picture       article_photo       desk,publish           desk,publish
admin:publications_article_picture_remove article_photo      desk,405               desk,publish
admin:publications_suggestion_changelist -           desk,publish           desk,405
admin:publications_suggestion_decided    -           desk,publish           desk,405
admin:publications_suggestion_change     suggestion  desk,publish           desk,405
admin:publications_suggestion_take       suggestion  desk,405               desk,publish
admin:publications_suggestion_accept     suggestion  desk,405               desk,publish
admin:publications_suggestion_decline    suggestion  desk,405               desk,publish

events:events                            -           open                   405
events:calendar                          -           open                   405
events:feed                              -           open                   405
events:series                            event_series open                   405
events:series-calendar                   event_series open                   405
events:event                             planned_event open                   405
events:event-calendar                    planned_event open                   405
events:share                             planned_event open                   405
events:material                          planned_event+event_material open                   405
events:registration-materials            event_reg   open                   405
events:registration-material             event_reg+event_material open                   405
events:photograph                        planned_event+event_photograph open              405
events:speaker                           speaker_link open                   open
events:chapter-events                    chapter     member,leads           405
events:chapter-event-add                 chapter     member,leads           member,leads
events:chapter-event                     chapter+chapter_event member,leads           405
events:chapter-event-words               chapter+chapter_event member,leads           member,leads
events:chapter-event-time                chapter+chapter_event member,leads           member,leads
events:chapter-event-rules               chapter+chapter_event member,leads           member,leads
events:chapter-event-cancel              chapter+chapter_event member,leads           member,leads
events:chapter-event-move                chapter+chapter_event 405                    member,leads,404
events:chapter-event-parts               chapter+chapter_event member,leads           405
events:chapter-event-row-add             chapter+chapter_event+part_kind member,leads member,leads
events:chapter-event-row                 chapter+chapter_event+part_kind+chapter_ticket member,leads member,leads
events:chapter-event-row-remove          chapter+chapter_event+part_kind+chapter_ticket 405 member,leads
events:chapter-event-accept              chapter+chapter_event+chapter_asked 405      member,leads
events:chapter-event-decline             chapter+chapter_event+chapter_asked member,leads member,leads
events:chapter-event-gate                chapter+chapter_event member,leads           member,leads
events:chapter-event-pass-end            chapter+chapter_event+chapter_pass 405       member,leads

admin:events_event_changelist            -           desk,events            desk,405
admin:events_event_drafts                -           desk,host              desk,405
admin:events_event_over                  -           desk,host              desk,405
admin:events_event_add                   -           desk,host              desk,host
admin:events_event_change                planned_event desk,events,scope      desk,405
admin:events_event_tickets               planned_event desk,events,scope      desk,405
admin:events_event_sessions              planned_event desk,events,scope      desk,405
admin:events_event_questions             planned_event desk,events,scope      desk,405
admin:events_event_words                 planned_event desk,host,scope        desk,host,scope
admin:events_event_time                  planned_event desk,host,scope        desk,host,scope
admin:events_event_rules                 planned_event desk,host,scope        desk,host,scope
admin:events_event_cancel                planned_event desk,host,scope        desk,host,scope
admin:events_event_copy                  planned_event desk,host,scope        desk,host,scope
admin:events_event_ticket_add            planned_event desk,host,scope        desk,host,scope
admin:events_event_session_add           planned_event desk,host,scope        desk,host,scope
admin:events_event_question_add          planned_event desk,host,scope        desk,host,scope
admin:events_event_invites               planned_event desk,host,scope        desk,host,scope
admin:events_event_materials             planned_event desk,events,scope      desk,events,scope,host
admin:events_event_move                  planned_event desk,405               desk,host,scope,404
admin:events_event_ticket                planned_event+event_ticket desk,host,scope        desk,host,scope
admin:events_event_ticket_remove         planned_event+event_ticket desk,405               desk,host,scope
admin:events_event_session               planned_event+event_session desk,host,scope        desk,host,scope
admin:events_event_session_remove        planned_event+event_session desk,405               desk,host,scope
admin:events_event_question              planned_event+event_question desk,host,scope        desk,host,scope
admin:events_event_question_remove       planned_event+event_question desk,405               desk,host,scope
admin:events_event_question_again        planned_event+event_question desk,405               desk,host,scope
admin:events_event_invite_end            planned_event+event_invite desk,405               desk,host,scope
admin:events_event_speakers              planned_event+event_session desk,host,scope        desk,405
admin:events_event_speaker_add           planned_event+event_session desk,host,scope        desk,host,scope
admin:events_event_speaker               planned_event+speaker desk,host,scope        desk,host,scope
admin:events_event_speaker_ask           planned_event+speaker desk,405               desk,host,scope
admin:events_event_speaker_remove        planned_event+speaker desk,405               desk,host,scope
admin:events_event_material_file         planned_event+event_material desk,events,scope      desk,405
admin:events_event_material_remove       planned_event+event_material desk,405               desk,host,scope
admin:events_series_changelist           -           desk,events            desk,405
admin:events_series_add                  -           desk,office            desk,office
admin:events_series_change               event_series desk,office            desk,office
admin:events_place_changelist            -           desk,events            desk,405
admin:events_place_add                   -           desk,office            desk,office
admin:events_place_change                event_place desk,office            desk,office

events:gate-mine                         -           sign-in                405
events:gate-worker                       -           open                   405
events:gate                              gate_event  sign-in,gate           405
events:gate-list                         gate_event+check_list sign-in,gate 405
events:gate-offline                      gate_event+check_list sign-in,gate 405
events:gate-counts                       gate_event+check_list sign-in,gate 405
events:gate-people                       gate_event+check_list sign-in,gate 405
events:gate-came                         gate_event+check_list+coming 405   sign-in,gate
events:gate-undo                         gate_event+check_list+check_in 405 sign-in,gate
events:gate-walk-in                      gate_event+check_list 405          sign-in,gate
events:gate-sync                         gate_event+check_list 405          sign-in,handed-in
admin:events_checkin_changelist          -           desk,events            desk,405
admin:events_checkin_event               gate_event  desk,events,scope      desk,405
admin:events_checkin_list_add            gate_event  desk,405               desk,host,scope
admin:events_checkin_list_close          check_list  desk,405               desk,host,scope
admin:events_checkin_pass_give           gate_event  desk,405               desk,host,scope
admin:events_checkin_pass_end            gate_pass   desk,405               desk,host,scope
admin:events_checkin_entries             gate_event  desk,host,scope  desk,405
admin:events_checkin_entry_count         gate_entry  desk,405               desk,host,scope
admin:events_checkin_entry_set_aside     gate_entry  desk,405               desk,host,scope
admin:events_checkin_print               gate_event+gate_paper desk,405     desk,host,scope

events:feedback                          feedback_link open                  open
admin:events_event_effect                held_event  desk,events,scope      desk,405
admin:events_event_contacts              held_event  desk,events,scope      desk,405
admin:events_event_case                  held_event  desk,office            desk,office
admin:events_event_case_end              held_event  desk,405               desk,office
admin:events_modelcase_changelist        -           desk,events            desk,405
admin:events_modelcase_change            model_case  desk,events            desk,405
admin:events_modelcase_copy              model_case  desk,host              desk,host
admin:events_event_cost                  held_event  desk,host,scope        desk,host,scope
admin:events_series_effect               held_series desk,events            desk,405
admin:events_series_effect_file          held_series desk,405               desk,export
admin:events_event_outcome_add           held_event  desk,host,scope        desk,host,scope
admin:events_event_outcome               held_event+outcome desk,host,scope desk,host,scope
admin:events_event_outcome_remove        held_event+outcome desk,405        desk,host,scope

events:consultation                      asked_token open                   open
events:my-questions                      -           member                 405
events:my-question                       asked       member,mine            member,mine
admin:events_consultation_changelist      -           desk,consult           desk,405
admin:events_consultation_add             -           desk,consult           desk,consult
admin:events_consultation_change          consultation desk,consult           desk,405
admin:events_consultation_edit            consultation desk,consult           desk,consult
admin:events_consultation_discard         consultation desk,consult           desk,consult
admin:events_consultation_export          consultation desk,405               desk,consult
admin:events_consultation_question_add    consultation desk,consult           desk,consult
admin:events_consultation_question        consultation+consult_question desk,consult           desk,consult
admin:events_consultation_question_remove consultation+consult_question desk,405               desk,consult
admin:events_consultation_open            consultation desk,consult           desk,consult
admin:events_consultation_remind          consultation desk,consult           desk,consult
admin:events_consultation_extend          consultation desk,consult           desk,consult
admin:events_consultation_close           consultation desk,consult           desk,consult
admin:events_consultation_words           consultation desk,consult           desk,consult
admin:events_consultation_report          consultation desk,consult           desk,consult

events:volunteer                         -           sign-in                405
events:volunteer-join                    volunteer_link open                open
events:shift-take                        shift       405                    sign-in,student
events:shift-leave                       shift       405                    sign-in,student,served
events:volunteer-certify                 programme   405                    sign-in,student,served
events:volunteer-paper                   certificate sign-in,student,served 405
events:certificate                       certificate_number open            405
events:interview                         interview_link open                open
events:team                              team        sign-in,student,served 405
events:team-met                          target_person sign-in,student,served sign-in,student,served
events:team-report                       target_person sign-in,student,served sign-in,student,served
events:team-submit                       target_person 405                  sign-in,student,served
admin:events_programme_team_add          interview_programme desk,programmes desk,programmes
admin:events_programme_team              team        desk,programmes        desk,405
admin:events_programme_team_edit         team        desk,programmes        desk,programmes
admin:events_programme_team_member_add   team        desk,405               desk,programmes
admin:events_programme_team_member_off   team_member desk,405               desk,programmes
admin:events_programme_target_choose     team        desk,405               desk,programmes,404
admin:events_programme_target_ask        target_person desk,405             desk,programmes
admin:events_programme_target_declined   target_person desk,405             desk,programmes
admin:events_programme_target_off        target_person desk,405             desk,programmes
admin:events_programme_reports           -           desk,programmes        desk,405
admin:events_programme_report            report      desk,programmes        desk,programmes
admin:events_programme_report_suggest    report      desk,405               desk,programmes
events:leaving                           -           sign-in                sign-in,leaver-page
events:leaving-link                      leaver_link open                   open
events:leaving-paper                     leaver_paper open                  open
events:leaving-names                     -           sign-in,leaver         sign-in,leaver
events:leaving-degree                    degree      sign-in,leaver,mine    sign-in,leaver,mine
events:leaving-consent                   -           405                    sign-in,leaver
events:leaving-liaison                   -           405                    sign-in,leaver
events:leaving-chapter                   -           sign-in,leaver,nowhere sign-in,leaver,nowhere
events:leaving-letter                    -           sign-in,leaver         sign-in,leaver
events:letters                           -           member                 405
events:letter                            future_letter member,mine          member,mine
admin:events_programme_leaving_add       leave_taking desk,programmes       desk,programmes
admin:events_programme_leaving           leave_taking desk,programmes       desk,405
admin:events_programme_leaving_edit      leave_taking desk,programmes       desk,programmes
admin:events_programme_leaving_gather    leave_taking desk,405              desk,programmes
admin:events_programme_leavers           leave_taking desk,programmes       desk,405
admin:events_programme_leaving_paper     leave_taking desk,programmes       desk,405
admin:events_programme_leaving_mail      leave_taking desk,programmes       desk,programmes
admin:events_programme_leaving_remind    leave_taking desk,programmes       desk,programmes
admin:events_programme_leaver_appoint    taking_leave desk,405               desk,edit,programmes
admin:events_programme_changelist        -           desk,programmes        desk,405
admin:events_programme_add               -           desk,programmes        desk,programmes
admin:events_programme_change            programme   desk,programmes        desk,405
admin:events_programme_edit              programme   desk,programmes        desk,programmes
admin:events_programme_move              programme   desk,405               desk,programmes
admin:events_programme_shift_add         programme   desk,programmes        desk,programmes
admin:events_programme_shift             shift       desk,programmes        desk,405
admin:events_programme_shift_edit        shift       desk,programmes        desk,programmes
admin:events_programme_shift_remove      shift       desk,405               desk,programmes
admin:events_programme_shift_assign      shift       desk,405               desk,programmes
admin:events_programme_assignment_off    assignment  desk,405               desk,programmes
admin:events_programme_assignment_attend assignment  desk,405               desk,programmes
admin:events_programme_assignment_hours  assignment  desk,programmes        desk,programmes
admin:events_programme_volunteers        -           desk,programmes        desk,405
admin:events_programme_volunteer_add     -           desk,programmes        desk,programmes
admin:events_programme_volunteer_paste   -           desk,programmes        desk,programmes
admin:events_programme_volunteer         volunteer   desk,programmes        desk,programmes
admin:events_programme_volunteer_member  volunteer   desk,405               desk,programmes
admin:events_programme_volunteer_invite  volunteer   desk,405               desk,programmes
admin:events_programme_volunteer_forget  volunteer   desk,programmes        desk,programmes
admin:events_programme_certificate_void  certificate desk,programmes        desk,programmes

admin:donations_gift_reports             -           desk,gifts             desk,405
admin:donations_gift_report              report_name desk,gifts             desk,405
admin:donations_gift_report_file         report_name desk,405               desk,gifts,export
admin:donations_gift_report_rows         -           desk,gifts             desk,405
admin:donations_organisation_changelist  -           desk,donors            desk,405
admin:donations_organisation_add         -           desk,enter-gifts       desk,enter-gifts
admin:donations_organisation_alike       -           desk,enter-gifts       desk,405
admin:donations_organisation_merges      -           desk,enter-gifts       desk,405
admin:donations_organisation_merge_undo  company_merge desk,enter-gifts     desk,enter-gifts
admin:donations_organisation_merge_find  giving_company desk,enter-gifts       desk,405
admin:donations_organisation_merge       giving_company+other_company desk,enter-gifts desk,enter-gifts
admin:donations_organisation_apart       giving_company+other_company desk,405 desk,enter-gifts
admin:donations_organisation_change      giving_company desk,donors            desk,405
admin:donations_organisation_edit        giving_company desk,enter-gifts       desk,enter-gifts
admin:donations_organisation_person      giving_company desk,enter-gifts       desk,enter-gifts
admin:donations_organisation_person_end  giving_company+company_person desk,405               desk,enter-gifts
admin:donations_donor_changelist         -           desk,donors            desk,405
admin:donations_donor_add                -           desk,enter-gifts       desk,enter-gifts
admin:donations_donor_alike              -           desk,enter-gifts       desk,405
admin:donations_donor_merges             -           desk,enter-gifts       desk,405
admin:donations_donor_merge_undo         donor_merge desk,enter-gifts       desk,enter-gifts
admin:donations_donor_person             person      desk,donors,view,scope desk,405
admin:donations_donor_change             donor       desk,donors,scope      desk,405
admin:donations_donor_edit               donor       desk,enter-gifts       desk,enter-gifts
admin:donations_donor_erase              other_donor desk,office            desk,office
admin:donations_donor_merge              donor+other_donor desk,enter-gifts       desk,enter-gifts
admin:donations_donor_apart              donor+other_donor desk,405               desk,enter-gifts
admin:donations_fund_changelist          -           desk,donors            desk,405
admin:donations_fund_add                 -           desk,funds             desk,funds
admin:donations_fund_uses                -           desk,post-gifts        desk,405
admin:donations_fund_change              fund        desk,donors,scope      desk,405
admin:donations_fund_edit                fund        desk,funds             desk,funds
admin:donations_fund_use_add             fund        desk,enter-gifts       desk,enter-gifts
admin:donations_fund_use_post            fund+fund_use desk,405               desk,post-gifts
admin:donations_fund_use_drop            fund+fund_use desk,405               desk,enter-gifts
admin:donations_fund_use_show            fund+fund_use_posted desk,405               desk,enter-gifts
admin:donations_fund_use_back            fund+fund_use_posted desk,enter-gifts       desk,enter-gifts
admin:donations_fund_use_file            fund+fund_use_posted desk,gifts,scope       desk,405
admin:donations_campaign_changelist      -           desk,donors            desk,405
admin:donations_campaign_add             -           desk,funds             desk,funds
admin:donations_campaign_change          campaign    desk,donors            desk,405
admin:donations_campaign_edit            campaign    desk,funds             desk,funds
admin:donations_goal_changelist          -           desk,gifts             desk,405
admin:donations_goal_add                 -           desk,funds             desk,funds
admin:donations_goal_change              goal        desk,funds             desk,funds
admin:donations_goal_remove              goal        desk,405               desk,funds
admin:donations_gift_changelist          -           desk,gifts             desk,405
admin:donations_gift_add                 -           desk,enter-gifts       desk,enter-gifts
admin:donations_gift_to_post             -           desk,gifts             desk,405
admin:donations_gift_change              gift        desk,gifts,scope       desk,405
admin:donations_gift_post                gift_entered desk,405               desk,post-gifts
admin:donations_gift_drop                gift_entered desk,enter-gifts       desk,enter-gifts
admin:donations_gift_back                gift        desk,enter-gifts       desk,enter-gifts
admin:donations_gift_credit_add          gift        desk,enter-gifts       desk,enter-gifts
admin:donations_gift_credit_end          gift+soft_credit desk,405               desk,enter-gifts
admin:donations_batch_changelist         -           desk,gifts,whole       desk,405
admin:donations_batch_add                -           desk,enter-gifts       desk,enter-gifts
admin:donations_batch_change             gift_batch  desk,gifts,whole       desk,405
admin:donations_batch_edit               gift_batch  desk,enter-gifts       desk,enter-gifts
admin:donations_batch_post               gift_batch  desk,405               desk,post-gifts
admin:donations_agreement_changelist     -           desk,gifts             desk,405
admin:donations_agreement_add            donor       desk,enter-gifts       desk,enter-gifts
admin:donations_agreement_change         agreement   desk,gifts,scope       desk,405
admin:donations_agreement_edit           agreement_draft desk,enter-gifts       desk,enter-gifts
admin:donations_agreement_sign           agreement_draft desk,enter-gifts       desk,enter-gifts
admin:donations_agreement_end            agreement   desk,enter-gifts       desk,enter-gifts
admin:donations_agreement_file           agreement   desk,gifts,scope       desk,405
admin:donations_agreement_move           agreement+agreement_next desk,405               desk,enter-gifts
admin:donations_tier_changelist          -           desk,gifts,whole       desk,405
admin:donations_tier_add                 -           desk,funds             desk,funds
admin:donations_tier_change              gift_tier   desk,funds             desk,funds
admin:donations_tier_donors              gift_tier   desk,gifts,whole       desk,405
admin:donations_tier_remove              gift_tier   desk,405               desk,funds
admin:donations_closing_changelist       -           desk,gifts,whole       desk,405
admin:donations_closing_check            -           desk,405               desk,post-gifts
admin:donations_pledge_changelist        -           desk,gifts             desk,405
admin:donations_pledge_due               -           desk,gifts             desk,405
admin:donations_pledge_add               -           desk,enter-gifts       desk,enter-gifts
admin:donations_pledge_change            pledge      desk,gifts,scope       desk,405
admin:donations_pledge_amend             pledge      desk,enter-gifts       desk,enter-gifts
admin:donations_pledge_cancel            pledge      desk,enter-gifts       desk,enter-gifts
admin:donations_pledge_match             pledge      desk,enter-gifts       desk,enter-gifts
admin:donations_bankaccount_changelist   -           desk,enter-gifts       desk,405
admin:donations_bankaccount_add          -           desk,enter-gifts       desk,enter-gifts
admin:donations_bankaccount_change       bank_account desk,enter-gifts       desk,enter-gifts
admin:donations_bankstatement_changelist -           desk,enter-gifts       desk,405
admin:donations_bankstatement_add        -           desk,enter-gifts       desk,enter-gifts
admin:donations_bankstatement_change     bank_statement desk,enter-gifts       desk,405
admin:donations_bankstatement_columns    bank_statement desk,enter-gifts       desk,enter-gifts
admin:donations_bankstatement_confirm    bank_statement desk,405               desk,post-gifts
admin:donations_bankstatement_confirm_all bank_statement desk,post-gifts        desk,post-gifts
admin:donations_bankstatement_line       bank_line   desk,enter-gifts       desk,405
admin:donations_bankstatement_line_confirm bank_line   desk,405               desk,post-gifts
admin:donations_bankstatement_line_pick  bank_line   desk,405               desk,enter-gifts
admin:donations_bankstatement_line_fund  bank_line   desk,405               desk,enter-gifts
admin:donations_bankstatement_line_donor bank_line   desk,405               desk,enter-gifts
admin:donations_bankstatement_line_reopen bank_line   desk,405               desk,enter-gifts
admin:donations_bankstatement_line_aside bank_line   desk,enter-gifts       desk,enter-gifts
admin:donations_announcedgift_changelist -           desk,enter-gifts       desk,405
admin:donations_announcedgift_notices    -           desk,enter-gifts       desk,405
admin:donations_announcedgift_notice     payment_notice      desk,enter-gifts       desk,enter-gifts
admin:donations_announcedgift_notice_again payment_notice      desk,405               desk,post-gifts
donations:give                           -           open                   open
donations:given                          announced_link open                   405
donations:notified                       -           405                    404
donations:funds                          -           open                   405
donations:fund                           public_fund open                   405
donations:campaign                       public_campaign open               405
donations:wall                           -           open                   405
donations:mine                           -           member                 405
donations:my-wall                        -           405                    member
donations:my-receipt                     receipt     member,mine            405
donations:donor-window                   donor_link  open                   open
donations:donor-receipt                  donor_link+linked_receipt open     405
admin:donations_receipt_changelist       -           desk,gifts             desk,405
admin:donations_receipt_back             -           desk,gifts             desk,405
admin:donations_receipt_due              -           desk,gifts             desk,405
admin:donations_receipt_many             -           desk,post-gifts        desk,post-gifts
admin:donations_receipt_gift             receipted_gift desk,gifts,scope    desk,405
admin:donations_receipt_gift_issue       due_gift    desk,405               desk,post-gifts
admin:donations_receipt_gift_issue_year  due_gift    desk,405               desk,post-gifts
admin:donations_receipt_gift_waive       due_gift    desk,post-gifts        desk,post-gifts
admin:donations_receipt_gift_due_again   due_gift    desk,405               desk,post-gifts
admin:donations_receipt_change           receipt     desk,gifts,scope       desk,405
admin:donations_receipt_paper            receipt     desk,gifts,scope       desk,405
admin:donations_receipt_void             receipt     desk,post-gifts        desk,post-gifts
admin:donations_receipt_red              receipt     desk,post-gifts        desk,post-gifts
admin:donations_issuer_changelist        -           desk,post-gifts        desk,405
admin:donations_issuer_add               -           desk,post-gifts        desk,post-gifts
admin:donations_issuer_change            issuer      desk,post-gifts        desk,post-gifts
admin:donations_issuer_close             issuer      desk,post-gifts        desk,post-gifts
admin:donations_issuer_range_add         -           desk,post-gifts        desk,post-gifts
admin:donations_thanks_changelist        -           desk,gifts             desk,405
admin:donations_thanks_many              -           desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_many_credits      -           desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_post              -           desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_post_credits      -           desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_change            thanks      desk,gifts,scope       desk,405
admin:donations_thanks_send              thanks      desk,405               desk,enter-gifts
admin:donations_thanks_posted            thanks      desk,405               desk,enter-gifts
admin:donations_thanks_waive             thanks      desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_paper             thanks      desk,enter-gifts       desk,405
admin:donations_thanks_templates         -           desk,enter-gifts       desk,405
admin:donations_thanks_template_add      -           desk,enter-gifts       desk,enter-gifts
admin:donations_thanks_template          thanks_template desk,enter-gifts   desk,enter-gifts
admin:donations_thanks_template_retire   thanks_template desk,405           desk,enter-gifts
admin:donations_wallword_changelist      -           desk,donors            desk,405
admin:donations_wallword_donor           giver       desk,enter-gifts       desk,enter-gifts
admin:donations_wallword_link            giver       desk,405               desk,enter-gifts
admin:donations_namingright_changelist   -           desk,donors            desk,405
admin:donations_namingright_add          receipted_gift desk,funds          desk,funds
admin:donations_namingright_edit         naming_right desk,funds            desk,funds
donations:needs                          -           member                 405
donations:need                           need        member,mine            405
donations:need-answer                    need        member,mine            member,mine
donations:my-needs                       -           member                 405
donations:answer                         case        member,mine            405
donations:answer-withdraw                case        member,mine            member,mine
donations:offer-add                      -           member                 member
donations:offer-end                      offer       member,mine            member,mine
admin:donations_need_changelist          -           desk,needs             desk,405
admin:donations_need_drafts              -           desk,needs             desk,405
admin:donations_need_published           -           desk,needs             desk,405
admin:donations_need_quiet               -           desk,needs             desk,405
admin:donations_need_expiring            -           desk,needs             desk,405
admin:donations_need_over                -           desk,needs             desk,405
admin:donations_need_waiting             -           desk,approve-needs     desk,405
admin:donations_need_add                 -           desk,needs             desk,needs
admin:donations_need_change              need        desk,needs,scope       desk,405
admin:donations_need_edit                need_draft  desk,needs,scope       desk,needs,scope
admin:donations_need_submit              need_draft  desk,405               desk,needs,scope
admin:donations_need_take_back           need_submitted desk,needs,scope       desk,needs,scope
admin:donations_need_approve             need_submitted desk,approve-needs     desk,approve-needs
admin:donations_need_send_back           need_submitted desk,approve-needs     desk,approve-needs
admin:donations_need_renew               need        desk,needs,scope       desk,needs,scope
admin:donations_need_close               need        desk,needs,scope       desk,needs,scope
admin:donations_need_discard             need_draft  desk,needs,scope       desk,needs,scope
admin:donations_need_matches             need        desk,needs,scope       desk,needs,scope
admin:donations_need_invite_offer        need+offer  desk,405               desk,needs,scope
admin:donations_needcase_changelist      -           desk,needs             desk,405
admin:donations_needcase_mine            -           desk,needs             desk,405
admin:donations_needcase_unheard         -           desk,needs             desk,405
admin:donations_needcase_overdue         -           desk,needs             desk,405
admin:donations_needcase_all             -           desk,needs             desk,405
admin:donations_needcase_change          case        desk,needs,scope       desk,405
admin:donations_needcase_person          person      desk,needs,scope       desk,405
admin:donations_needcase_file            case+case_file desk,needs,scope       desk,405
admin:donations_needcase_take_up         case        desk,405               desk,needs,scope
admin:donations_needcase_agree           case        desk,405               desk,needs,scope
admin:donations_needcase_carry_out       case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_tell_back       case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_end             case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_follow          case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_step_add        case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_outcome_add     case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_file_add        case        desk,needs,scope       desk,needs,scope
admin:donations_needcase_step_done       case+case_step desk,405               desk,needs,scope
admin:donations_needcase_step_remove     case+case_step desk,405               desk,needs,scope
admin:donations_needcase_file_remove     case+case_file desk,405               desk,needs,scope
admin:donations_department_changelist    -           desk,needs             desk,405
admin:donations_department_add           -           desk,approve-needs     desk,approve-needs
admin:donations_department_change        department  desk,approve-needs     desk,approve-needs
admin:donations_department_close         department  desk,405               desk,approve-needs
admin:donations_department_outcomes      -           desk,needs             desk,405
admin:donations_department_outcome_rows  department+outcome_year desk,needs,scope       desk,405
admin:donations_standingoffer_changelist -           desk,needs             desk,405
admin:donations_standingoffer_change     offer       desk,needs,scope       desk,405
admin:donations_standingoffer_event      reg_event   desk,needs,scope       desk,405
donations:club                           -           open                   405
donations:club-apply                     -           member                 member
donations:my-club                        -           member                 405
donations:club-withdraw                  -           member,applying        member,applying
donations:company-open                   club_company member,mine           member,mine
donations:company-close                  club_company 405                   member,mine
donations:companies                      -           member                 405
donations:company                        club_opened member                 405
donations:club-council                   -           sign-in,sits           405
donations:club-vote                      club_applied sign-in,sits          sign-in,sits
admin:donations_clubmembership_changelist -          desk,club              desk,405
admin:donations_clubmembership_renewals  -           desk,club              desk,405
admin:donations_clubmembership_paper_add -           desk,club              desk,club
admin:donations_clubmembership_paper     club_member desk,club              desk,405
admin:donations_clubmembership_change    club_applied desk,club             desk,405
admin:donations_clubmembership_admit     club_applied desk,club             desk,club
admin:donations_clubmembership_decline   club_applied desk,club             desk,club
admin:donations_clubmembership_renew     club_member desk,club              desk,club
admin:donations_clubmembership_end       club_member desk,club              desk,club
admin:donations_clubmembership_tiers     -           desk,club              desk,405
admin:donations_clubmembership_tier_add  -           desk,club              desk,club
admin:donations_clubmembership_tier      club_tier   desk,club              desk,club
admin:donations_clubmembership_council   -           desk,club              desk,club
admin:donations_clubmembership_seat_vacate club_seat desk,405               desk,club
admin:donations_clubmembership_company   club_company desk,club             desk,405
admin:donations_opportunity_changelist   -           desk,club              desk,405
admin:donations_opportunity_list         -           desk,club              desk,405
admin:donations_opportunity_stale        -           desk,club              desk,405
admin:donations_opportunity_add          -           desk,club              desk,405
admin:donations_opportunity_organisation_add -       desk,club              desk,club
admin:donations_opportunity_start        partner_kind+club_company desk,club desk,club
admin:donations_opportunity_change       opportunity desk,club              desk,club
admin:donations_opportunity_edit         opportunity desk,club              desk,club
admin:donations_opportunity_move         opportunity desk,405               desk,club
admin:donations_opportunity_close        opportunity+closing desk,club      desk,club
admin:donations_opportunity_reopen       opportunity desk,405               desk,club
admin:donations_opportunity_file_add     opportunity desk,club              desk,club
admin:donations_opportunity_file         opportunity+opportunity_file desk,club desk,405
admin:donations_opportunity_file_remove  opportunity+opportunity_file desk,club desk,club
admin:donations_opportunity_person       person      desk,club              desk,405
admin:donations_opportunity_hand_over    -           desk,club              desk,club
admin:donations_opportunity_forecast     -           desk,club              desk,405
admin:donations_opportunity_tasks        -           desk,club              desk,405
"""


def lines() -> list[tuple[str, str, dict[str, str]]]:
    """(address, kind of object, {method: cell})."""
    rows = [line.split() for line in TABLE.splitlines() if line.strip()]
    return [(name, kind, {"GET": get, "POST": post}) for name, kind, get, post in rows]


def expected(cell: str, who: str, side: str) -> str:
    """What `who` gets for an object of `side`."""
    door, *rest = cell.split(",")
    if door.isdigit():
        return door
    if outside := _at_the_door(door, who):
        return outside
    for word in rest:
        if refused := _refused(word, who, side):
            return refused
    return "in"


def _at_the_door(door: str, who: str) -> str:
    if door in ("sign-in", "member", "applicant") and who == "anonymous":
        return "sign-in"
    is_verified = who in VERIFIED
    if (door == "member" and not is_verified) or (door == "applicant" and is_verified):
        return "claim"
    if door == "desk" and who not in DESK:
        return "door"
    if door == "none":  # the middle of something that was never begun
        return "sign-in"
    if door == "logout":  # nobody signs out by a link; outsiders are led to the desk's door
        return "405" if who in DESK else "in"
    if door == "login" and who not in DESK:
        return "sign-in" if who == "anonymous" else "403"
    return ""


def _refused(word: str, who: str, side: str) -> str:
    if word.isdigit() or word == "claim":
        return word
    if word in RIGHTS:
        return "" if who in RIGHTS[word] else "403"
    if word == "whole":
        return "404" if who in OFFICERS else ""
    if word == "verified":
        return "" if who in VERIFIED else "403"
    if word == "office404":
        return "" if who in OFFICE else "404"
    if word == "passkey":  # whose own is asked for, and is not shown by an empty form
        return "sign-in" if who in MEMBERS else ""
    if word == "mine":
        return "" if MEMBERS.get(who) == side else "404"
    if word == "scope":  # everyone who is no officer of a college reaches everyone
        return "404" if OFFICERS.get(who, side) != side else ""
    if word in ("gate", "handed-in"):
        if word == "handed-in" and who == "past gate volunteer" and side == "ours":
            return ""
        return "" if who in OFFICE or {**OFFICERS, **VOLUNTEERS}.get(who) == side else "404"
    if word in ("leaver", "leaver-page"):
        return "" if who in MEMBERS else {"leaver": "404", "leaver-page": "405"}[word]
    if word == "nowhere":
        return "404"
    if word == "student":  # of the association of volunteers
        return "" if who in VOLUNTEERS else "404"
    if word == "served":  # on this shift
        return "" if VOLUNTEERS.get(who) == side else "404"
    if word == "applying":  # each side's alumnus has an application that waits
        return "" if who in MEMBERS else "404"
    if word == "sits":  # in the council of the club: the head of the office does
        return "" if who == "head" else "404"
    if word == "leads":
        return "" if LEADERS.get(who) == side else "404"
    if word == "placed":  # a chapter of a place is nobody's at a college
        return "404" if who in OFFICERS else ""
    if word == "own" and who == "superuser":
        return ""
    return "" if OFFICERS.get(who) == side else "404"
