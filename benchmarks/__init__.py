"""What this project costs against what it could cost at best, measured in the same run.

One module a question. Each has `measure(site)`, which yields Results; `site` is the database
and the signed-in user. Both sides of a ratio are measured in turns, and as CPU time of this
process and of its database backend where that can be read: a busy machine moves both alike.
"""
