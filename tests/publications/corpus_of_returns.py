"""Mails that came back, as the programs and providers write them: (name, expected kind, bytes). `{to}` is the return
path, `{address}` the recipient, `{id}` the Message-ID of the letter. Made up after the real ones; no real person's."""

import base64
from textwrap import dedent

LETTER = "Message-ID: {id}\nFrom: alumni@localhost\nTo: {address}\nSubject: =?utf-8?B?6YCa6K6v?=\n"


def dsn(
    server,
    words,
    status,
    diagnostic,
    *,
    action="failed",
    more="",
    extra="",
    subject="Undelivered Mail",
    charset="utf-8",
):
    """A report by RFC 3464 with the letter's headers behind it."""
    return dedent("""\
        Return-Path: <>
        Delivered-To: {{to}}
        From: {server}
        To: {{to}}
        Subject: {subject}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="BOUND"

        --BOUND
        Content-Type: text/plain; charset={charset}

        {words}

        --BOUND
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com
        {extra}
        Final-Recipient: rfc822; {{address}}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}
        {more}
        --BOUND
        Content-Type: text/rfc822-headers

        """).format(
        server=server, words=words, status=status, diagnostic=diagnostic, action=action, more=more, extra=extra,
        subject=subject, charset=charset,
    ) + LETTER + "\n--BOUND--\n"  # fmt: skip


def plain(sender, subject, words, *, headers="", quoted=True, charset="utf-8"):
    """A bounce in words only."""
    top = f"Return-Path: <>\nDelivered-To: {{to}}\nFrom: {sender}\nTo: {{to}}\nSubject: {subject}\n{headers}"
    body = f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n{words}\n"
    return top + body + ("\n" + LETTER if quoted else "")


POSTFIX = "MAILER-DAEMON@mx.example.com (Mail Delivery System)"
GMAIL = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
EXCHANGE = "postmaster@corp.example.com"
EXIM = "Mail Delivery System <Mailer-Daemon@mx.example.com>"
QMAIL = "MAILER-DAEMON@mx.example.com"
QQ = "PostMaster@qq.com"
NETEASE = "Postmaster@163.com"
QMAIL_START = (
    "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message.\n\n"
)

MAILS = [
    (
        "postfix no such user",
        "hard",
        dsn(
            POSTFIX,
            "I'm sorry to have to inform you",
            "5.1.1",
            "smtp; 550 5.1.1 <{address}>: Recipient address rejected: User unknown in local recipient table",
        ),
    ),
    ("postfix virtual", "hard", dsn(POSTFIX, "mail delivery failed", "5.1.1", 'X-Postfix; unknown user: "nobody"')),
    (
        "postfix domain",
        "hard",
        dsn(
            POSTFIX,
            "Host or domain name not found",
            "5.4.4",
            "X-Postfix; Host or domain name not found. Name service error for name=gone.example type=A",
        ),
    ),
    ("postfix full", "full", dsn(POSTFIX, "mail", "5.2.2", "smtp; 552 5.2.2 mailbox is full")),
    (
        "postfix quota",
        "full",
        dsn(POSTFIX, "mail", "4.2.2", "smtp; 452 4.2.2 The email account that you tried to reach is over quota"),
    ),
    (
        "postfix delayed",
        "soft",
        dsn(
            POSTFIX,
            "THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND",
            "4.4.1",
            "X-Postfix; connect to mx.example.com: Connection timed out",
            action="delayed",
            subject="Delayed Mail (still being retried)",
        ),
    ),
    (
        "postfix expired",
        "soft",
        dsn(POSTFIX, "mail", "4.4.1", "X-Postfix; connect to mx.example.com[192.0.2.1]:25: Connection timed out"),
    ),
    ("postfix greylist expired", "soft", dsn(POSTFIX, "mail", "4.7.1", "smtp; 450 4.2.0 greylisted, please come back")),
    (
        "postfix spam",
        "blocked",
        dsn(POSTFIX, "mail", "5.7.1", "smtp; 554 5.7.1 Message rejected as spam by Content Filtering"),
    ),
    (
        "postfix blacklist",
        "blocked",
        dsn(
            POSTFIX,
            "mail",
            "5.7.1",
            "smtp; 554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org",
        ),
    ),
    (
        "exim unknown user",
        "hard",
        dsn(EXIM, "A message that you sent could not be delivered", "5.0.0", "smtp; 550 Unknown user"),
    ),
    (
        "exim in words",
        "hard",
        plain(
            EXIM,
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients.\nThis is a permanent error. The following address(es) failed:\n\n  {address}\n    SMTP error from remote mail server after RCPT TO:<{address}>:\n    host mx.example.com [192.0.2.1]: 550 5.1.1 User unknown\n",
            headers="X-Failed-Recipients: {address}\n",
        ),
    ),
    (
        "exim unrouteable",
        "hard",
        plain(
            EXIM,
            "Mail delivery failed: returning message to sender",
            "A message that you sent could not be delivered.\n\n  {address}\n    Unrouteable address\n",
            headers="X-Failed-Recipients: {address}\n",
        ),
    ),
    (
        "exim full",
        "full",
        plain(
            EXIM,
            "Mail delivery failed: returning message to sender",
            "The following address(es) failed:\n\n  {address}\n    mailbox is full: retry timeout exceeded\n",
            headers="X-Failed-Recipients: {address}\n",
        ),
    ),
    (
        "exim warning",
        "soft",
        plain(
            EXIM,
            "Warning: message 1abc delayed 24 hours",
            "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours.\n\n  {address}\n\nNo action is required on your part. Delivery attempts will continue.\n",
        ),
    ),
    (
        "exim policy",
        "blocked",
        plain(
            EXIM,
            "Mail delivery failed: returning message to sender",
            "  {address}\n    host mx.example.com [192.0.2.1]: 550 rejected because 192.0.2.9 is in a black list at zen.spamhaus.org\n",
        ),
    ),
    (
        "exchange no such user",
        "hard",
        dsn(
            EXCHANGE,
            "Your message couldn't be delivered. The email address wasn't found at the destination domain.",
            "5.1.10",
            "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {address} not found by SMTP address lookup",
            subject="Undeliverable: news",
        ),
    ),
    (
        "exchange old",
        "hard",
        dsn(
            EXCHANGE,
            "Delivery has failed",
            "5.1.1",
            "smtp; 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found",
            subject="Undeliverable: news",
        ),
    ),
    (
        "exchange full",
        "full",
        dsn(
            EXCHANGE,
            "The recipient's mailbox is full",
            "5.2.2",
            "smtp; 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException",
            subject="Undeliverable: news",
        ),
    ),
    (
        "exchange restricted",
        "blocked",
        dsn(
            EXCHANGE,
            "not permitted",
            "5.7.1",
            "smtp; 550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
            subject="Undeliverable: news",
        ),
    ),
    (
        "exchange access denied",
        "blocked",
        dsn(EXCHANGE, "denied", "5.7.1", "smtp; 550 5.7.1 Access denied, banned sender", subject="Undeliverable"),
    ),
    (
        "exchange delayed",
        "soft",
        dsn(
            EXCHANGE,
            "Delivery is delayed to these recipients",
            "4.4.7",
            "smtp; 400 4.4.7 Message delayed",
            action="delayed",
            subject="Delivery delayed: news",
        ),
    ),
    (
        "exchange chinese",
        "hard",
        dsn(
            "postmaster@corp.example.cn",
            "未能传递给以下收件人或组",
            "5.1.1",
            "smtp; 550 5.1.1 User unknown",
            subject="=?utf-8?B?5pyq6IO95Lyg6YCS?=",
        ),
    ),
    (
        "gmail no such user",
        "hard",
        dsn(
            GMAIL,
            "Address not found. Your message wasn't delivered because the address couldn't be found.",
            "5.1.1",
            "smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try",
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "gmail full",
        "full",
        dsn(
            GMAIL,
            "Recipient inbox full",
            "4.2.2",
            "smtp; 452-4.2.2 The recipient's inbox is out of storage space.",
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "gmail delay",
        "soft",
        dsn(
            GMAIL,
            "There was a temporary problem delivering your message. Gmail will retry for 46 more hours.",
            "4.4.1",
            "smtp; timed out",
            action="delayed",
            subject="Delivery Status Notification (Delay)",
        ),
    ),
    (
        "gmail unsolicited",
        "blocked",
        dsn(
            GMAIL,
            "blocked",
            "5.7.1",
            "smtp; 550-5.7.1 Our system has detected that this message is likely unsolicited mail.",
            subject="Delivery Status Notification (Failure)",
        ),
    ),
    (
        "gmail dmarc",
        "blocked",
        dsn(
            GMAIL,
            "blocked",
            "5.7.26",
            "smtp; 550-5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy.",
        ),
    ),
    (
        "gmail disabled",
        "hard",
        dsn(GMAIL, "disabled", "5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled."),
    ),
    (
        "gmail rate",
        "soft",
        dsn(
            GMAIL,
            "too fast",
            "4.2.1",
            "smtp; 450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages",
        ),
    ),
    (
        "yahoo disabled",
        "hard",
        dsn(
            "MAILER-DAEMON@yahoo.com",
            "could not be delivered",
            "5.0.0",
            "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account",
        ),
    ),
    (
        "outlook unavailable",
        "hard",
        dsn(
            "postmaster@outlook.com",
            "delivery failed",
            "5.5.0",
            "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable",
        ),
    ),
    (
        "outlook block list",
        "blocked",
        dsn(
            "postmaster@outlook.com",
            "delivery failed",
            "5.7.1",
            "smtp; 550 5.7.1 Unfortunately, messages from [192.0.2.9] weren't sent. part of their network is on our block list (S3150)",
        ),
    ),
    ("icloud", "full", dsn(POSTFIX, "mail", "5.2.2", "smtp; 552 5.2.2 {address}: user is over quota")),
    (
        "qq no such user",
        "hard",
        dsn(
            QQ,
            "550 Mailbox not found",
            "5.0.0",
            "smtp; 550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1000728",
            subject="=?gb18030?B?0+C8/s22tN3Kp7DcoaM=?=",
        ),
    ),
    (
        "qq frequency",
        "soft",
        dsn(
            QQ, "frequency", "5.0.0", "smtp; 550 Ip frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022"
        ),
    ),
    (
        "qq in chinese",
        "hard",
        plain(
            QQ,
            "系统退信",
            "抱歉，您的邮件被退回来了……\n原邮件信息：\n收件人：{address}\n退信原因：\n收件人邮件地址（{address}）不存在，邮件无法送达。\nhost mx3.qq.com said: 550 Mailbox not found\n",
        ),
    ),
    (
        "qq full",
        "full",
        plain(
            QQ, "系统退信", "抱歉，您的邮件被退回来了……\n退信原因：收件人（{address}）邮箱空间不足，邮件无法送达。\n"
        ),
    ),
    (
        "qq content",
        "blocked",
        plain(
            QQ,
            "系统退信",
            "抱歉，您的邮件被退回来了……\n退信原因：该邮件内容涉嫌大量群发，并且被多数用户投诉为垃圾邮件。\nhost mx3.qq.com said: 550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?id=20022\n",
        ),
    ),
    (
        "163 no such user",
        "hard",
        plain(
            NETEASE,
            "系统退信",
            "抱歉，您的邮件被退回来了……\n收件人: {address}\n退信原因：\n对方服务器返回：550 User not found: {address}\n",
        ),
    ),
    (
        "163 code",
        "hard",
        dsn(NETEASE, "退信", "5.1.1", "smtp; 550 MN:R2 user not found", subject="系统退信/Systems bounce"),
    ),
    (
        "163 spam",
        "blocked",
        dsn(
            NETEASE,
            "退信",
            "5.7.1",
            "smtp; 554 DT:SPM 163 smtp1,x,y,z please see http://mail.163.com/help/help_spam_16.htm",
            subject="系统退信/Systems bounce",
        ),
    ),
    (
        "163 frequency",
        "soft",
        dsn(NETEASE, "退信", "4.7.1", "smtp; 451 MI:STC 163 sending too many connections", subject="系统退信"),
    ),
    ("163 full", "full", plain(NETEASE, "系统退信", "退信原因：\n收件人邮箱已满，邮件无法投递。\n{address}\n")),
    (
        "aliyun",
        "hard",
        dsn(
            "postmaster@service.aliyun.com",
            "投递失败",
            "5.1.1",
            "smtp; 550 RP:RCL http://service.mail.aliyun.com/ mailbox not found",
            subject="系统退信",
        ),
    ),
    (
        "sina",
        "hard",
        plain(
            "postmaster@sina.com",
            "退信通知",
            "您的邮件未能发送成功。\n错误原因：553 Invalid recipient {address} (Mailbox not found)\n",
        ),
    ),
    (
        "netease enterprise, disabled",
        "hard",
        plain("postmaster@qiye.163.com", "系统退信", "退信原因：该邮箱已被禁用，550 Account disabled {address}\n"),
    ),
    (
        "coremail",
        "hard",
        plain(
            "postmaster@univ.example.cn",
            "邮件投递失败通知",
            "您的邮件无法投递到以下地址：\n{address}\n原因：用户不存在\n",
        ),
    ),
    (
        "qmail",
        "hard",
        plain(
            QMAIL,
            "failure notice",
            QMAIL_START
            + "<{address}>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such user here\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n",
        ),
    ),
    (
        "qmail local",
        "hard",
        plain(
            QMAIL,
            "failure notice",
            QMAIL_START
            + "<{address}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n",
        ),
    ),
    (
        "qmail full",
        "full",
        plain(
            QMAIL,
            "failure notice",
            QMAIL_START
            + "<{address}>:\nRemote host said: 552 Requested mail action aborted: exceeded storage allocation; mailbox full\n\n--- Below this line is a copy of the message.\n",
        ),
    ),
    (
        "sendmail",
        "hard",
        dsn(
            "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>",
            "   ----- The following addresses had permanent fatal errors -----",
            "5.1.1",
            "SMTP; 550 5.1.1 <{address}>... User unknown",
            subject="Returned mail: see transcript for details",
        ),
    ),
    (
        "sendmail warning",
        "soft",
        dsn(
            "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>",
            "Warning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old",
            "4.4.3",
            "smtp; host map lookup deferred",
            action="delayed",
            subject="Warning: could not send message for past 4 hours",
        ),
    ),
    (
        "lotus",
        "hard",
        dsn(
            "postmaster@notes.example.com",
            "User not listed in Domino Directory",
            "5.1.1",
            "X-Notes; User not found in directory",
        ),
    ),
    (
        "ses",
        "hard",
        dsn(
            "MAILER-DAEMON@amazonses.com",
            "An error occurred while trying to deliver the mail",
            "5.1.1",
            "smtp; 550 5.1.1 user unknown",
        ),
    ),
    ("unknown reason", "unknown", dsn(POSTFIX, "it did not work", "5.0.0", "smtp; 550 no")),
    (
        "delivered",
        "unknown",
        dsn(
            POSTFIX,
            "Your message was successfully delivered",
            "2.0.0",
            "smtp; 250 2.0.0 ok",
            action="delivered",
            subject="Successful Mail Delivery Report",
        ),
    ),
    (
        "several recipients, ours is full",
        "full",
        dsn(
            POSTFIX,
            "mail",
            "5.2.2",
            "smtp; 552 5.2.2 mailbox full",
            extra="\nFinal-Recipient: rfc822; other@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n",
        ),
    ),
    (
        "out of office",
        "away",
        "Delivered-To: {to}\nFrom: Li <{address}>\nTo: {to}\nSubject: Automatic reply: news\nAuto-Submitted: auto-replied\nContent-Type: text/plain\n\nI am out of the office until Monday and cannot be delivered anything.\n",
    ),
    (
        "vacation",
        "away",
        "Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: Out of Office\nContent-Type: text/plain\n\nI am away. My old address does not exist any more.\n",
    ),
    (
        "自动回复",
        "away",
        "Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: =?utf-8?B?6Ieq5Yqo5Zue5aSN77ya6YCa6K6v?=\nContent-Type: text/plain; charset=utf-8\n\n您好，您的邮件已收到，我会尽快回复。\n",
    ),
    (
        "qq auto reply, gbk",
        "away",
        b"Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: =?gb18030?B?"
        + base64.b64encode("自动回复: 通讯".encode("gb18030"))
        + b"?=\nContent-Type: text/plain; charset=gb18030\n\n"
        + "本人外出，邮箱已满请电话联系".encode("gb18030")
        + b"\n",
    ),
    (
        "vacation by header",
        "away",
        "Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: Re: news\nX-Autoreply: yes\nContent-Type: text/plain\n\nback soon\n",
    ),
    (
        "ticket system",
        "away",
        "Delivered-To: {to}\nFrom: help@example.com\nTo: {to}\nSubject: [Ticket 12] received\nAuto-Submitted: auto-generated\nPrecedence: bulk\n\nthanks\n",
    ),
    (
        "complaint, ARF",
        "complaint",
        "Delivered-To: {to}\nFrom: abuse@provider.example\nTo: {to}\nSubject: FW: news\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=B\n\n--B\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n--B\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Feedback/1.0\nVersion: 1\n\n--B\nContent-Type: message/rfc822\n\n"
        + LETTER
        + "\n--B--\n",
    ),
    (
        "complaint, hotmail",
        "complaint",
        'Delivered-To: {to}\nFrom: staff@hotmail.com\nTo: {to}\nSubject: complaint about message\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type="feedback-report"; boundary=B\n\n--B\nContent-Type: message/rfc822\n\n'
        + LETTER
        + "\n--B--\n",
    ),
    (
        "reply in chinese",
        "reply",
        "Delivered-To: {to}\nFrom: =?utf-8?B?546L5Lyf?= <{address}>\nTo: {to}\nSubject: =?utf-8?B?5Zue5aSN77ya6YCa6K6v?=\nContent-Type: text/plain; charset=utf-8\n\n请把我的地址改到青岛。邮箱已满的那个不用了。\n",
    ),
    (
        "reply in english",
        "reply",
        "Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: Re: news\nContent-Type: text/plain\n\nThank you. That user does not exist in our class list.\n",
    ),
    ("unsubscribe by mail", "unsubscribe", "Delivered-To: {to}\nFrom: {address}\nTo: {to}\nSubject: unsubscribe\n\n\n"),
    (
        "gbk without a charset",
        "hard",
        plain(QQ, "failure", "退信原因：收件人不存在 {address} 550 User not found").encode("gb18030"),
    ),
    (
        "broken boundary",
        "hard",
        plain(
            POSTFIX,
            "Undelivered Mail Returned to Sender",
            "--BOUND\nContent-Type: text/plain\n\n<{address}>: 550 5.1.1 User unknown",
            headers='Content-Type: multipart/report; boundary="MISSING"\n',
        ),
    ),
    (
        "report cut in the middle",
        "hard",
        dsn(POSTFIX, "mail", "5.1.1", "smtp; 550 5.1.1 User unknown").partition(
            "--BOUND\nContent-Type: text/rfc822-headers"
        )[0],
    ),
    ("unknown charset", "hard", dsn(POSTFIX, "mail", "5.1.1", "smtp; 550 5.1.1 User unknown", charset="x-martian")),
    (
        "base64 that is none",
        "unknown",
        "Return-Path: <>\nDelivered-To: {to}\nFrom: MAILER-DAEMON\nSubject: failure\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%%\n",
    ),
    ("empty", "unknown", "Return-Path: <>\nDelivered-To: {to}\nFrom: mailer-daemon@x\n\n"),
]


def filled(mail, **values) -> bytes:
    data = mail if isinstance(mail, bytes) else mail.encode()
    for name, value in values.items():
        data = data.replace(b"{" + name.encode() + b"}", value.encode())
    return data.replace(b"\n", b"\r\n")
