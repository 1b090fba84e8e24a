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

admin:index                              -           desk                   desk
admin:login                              -           login                  login
admin:logout                             -           logout                 open
admin:password_change                    -           desk                   desk
admin:autocomplete                       -           desk,403               desk,405
admin:jsi18n                             -           desk                   desk,405
admin:app_list                           app         desk                   desk
/admin/{url}                             nowhere     desk,404               desk,404

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
admin:mail_message_decide                mail        desk,405               desk,mail
admin:mail_message_add                   -           desk,403               desk,403
admin:mail_message_history               mail        desk,log               desk,log
admin:mail_message_delete                mail        desk,403               desk,403
admin:mail_message_change                mail        desk,log               desk,403
/admin/mail/message/{object_id}/         mail        desk                   desk
"""
