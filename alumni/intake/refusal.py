from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "too_large": _("This file is larger than %(limit)s MB. Split it and upload the parts."),
    "empty": _("This file is empty."),
    "truncated": _("This workbook is damaged or was cut off. Open it, save it again and upload the new file."),
    "encrypted": _("This workbook is protected by a password. Save it without the password and upload it again."),
    "bomb": _("This workbook unpacks to far more than a roster needs, so it was not opened."),
    "macros": _("This workbook contains macros. Save it as .xlsx without macros and upload it again."),
    "external_links": _(
        "This workbook takes values from other files. Paste them as values, break the links and upload it again."
    ),
    "too_many_rows": _("This file has more than %(limit)s rows. Split it and upload the parts."),
    "too_many_columns": _("This file has more than %(limit)s columns. Delete the empty ones and upload it again."),
    "too_many_sheets": _("This workbook has more than %(limit)s sheets. Keep only those with alumni."),
    "cell_too_long": _("The text from line %(row)s on does not end. Probably a quotation mark there is never closed."),
    "not_a_table": _("This file is not a table. Upload an xlsx, xls, ods, csv or tsv file."),
    "no_header": _("No line with column titles such as name, college and telephone was found in this file."),
    "side_by_side": _("Two tables stand side by side on one sheet. Put one below the other and upload the file again."),
    "no_rows": _("This file has column titles but nobody below them."),
    "undecodable": _("The text in line %(row)s cannot be read. Save the file as UTF-8 and upload it again."),
    "lost_text": _("Line %(row)s holds characters that an earlier conversion has destroyed. Upload the original file."),
    "unreadable": _("This workbook could not be read. Open it, save it again as .xlsx and upload the new file."),
}


class Refused(Exception):
    """The whole file is refused; `str()` is one sentence for the person who sent it."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params

    @property
    def message(self):
        return SENTENCES[self.code] % self.params

    def __str__(self):
        return str(self.message)
