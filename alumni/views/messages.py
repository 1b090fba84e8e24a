"""Messages between alumni: written, read, answered, refused, reported."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.circle import MessageForm
from alumni.models import MessageRefusal, PersonalMessage
from alumni.services import looking
from alumni.services import messages as services
from alumni_office.mail import tasks as mail
from alumni_office.ui.keyset import newest_first

from .guards import member_required

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def message_write(request, pk):
    sender = request.user.alumnus
    recipient = services.reachable(sender).filter(pk=pk).first()
    if recipient is None:
        raise Http404
    if request.method != "POST":
        try:
            looking.count_page(user=request.user, people=1)
        except looking.TooMuch:
            return render(request, "alumni/classmate_limit.html", status=429)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _message, queued = services.send_message(
                sender=sender, recipient_id=pk, by=request.user, **form.cleaned_data
            )
        except services.NotTaken:
            form.add_error(None, _("%(name)s does not take messages at present.") % {"name": recipient.name})
        except services.TooMany:
            form.add_error(
                None,
                _("It was not sent: at most ten messages a day, and two to a person who has not answered yet."),
            )
        else:
            if queued:
                mail.deliver.delay_on_commit(queued.pk)
            messages.success(request, _("Your message is on its way to %(name)s.") % {"name": recipient.name})
            return redirect("alumni:messages")
    return render(request, "alumni/message_write.html", {"form": form, "recipient": recipient})


@require_safe
@never_cache
@member_required
def message_list(request):
    me = request.user.alumnus
    mine = PersonalMessage.objects.filter(recipient=me) | PersonalMessage.objects.filter(sender=me)
    refused = MessageRefusal.objects.filter(alumnus=me, refused=OuterRef("sender"))
    rows = mine.select_related("sender", "recipient").annotate(is_refused=Exists(refused))
    return render(request, "alumni/message_list.html", {"page": newest_first(rows, request, size=PAGE), "me": me})


@require_POST
@member_required
def message_act(request, pk, act):
    """Refuse or accept the sender of one of my messages, or show it to the office."""
    me = request.user.alumnus
    message = PersonalMessage.objects.filter(pk=pk, recipient=me).first()
    if message is None:
        raise Http404
    if act == "refuse":
        services.refuse_sender(alumnus=me, refused_id=message.sender_id)
        messages.success(request, _("You will get no more messages from this person."))
    elif act == "accept":
        services.accept_sender(alumnus=me, refused_id=message.sender_id)
        messages.success(request, _("This person may write to you again."))
    else:
        services.report_message(alumnus=me, message_id=pk)
        messages.success(request, _("Thank you. The office reads the message and answers you."))
    return redirect("alumni:messages")
