from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import weixin
from .forms.account import AccountForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account_home(request):
    """Everything about one's account on one page, each with the way to change it."""
    form = AccountForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account_home")
    ways = Authenticator.objects.filter(user=request.user)
    context = {
        "form": form,
        "has_app": ways.filter(type=Authenticator.Type.TOTP).exists(),
        "passkeys": ways.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "sessions": len(UserSession.objects.purge_and_list(request.user)) or 1,
        "has_weixin": weixin.is_configured(),
        "weixin": request.user.socialaccount_set.filter(provider="weixin").first(),
    }
    return render(request, "account/home.html", context, status=422 if form.is_bound else 200)
