"""Signing in by a link that the demo printed; this address exists on one's own machine only."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from incidents.sign_in_links import user_of
from incidents.views.accounts import BACKEND


@never_cache
def sign_in_once(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Ask whether to sign in, so that looking at the link does not use it up; then sign in and go on to ``next``."""
    wanted = request.GET.get("next", "")
    # Anything but a path would be taken for the name of a page.
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    following = wanted if here else "home"
    with transaction.atomic():
        user = user_of(who, token, for_update=request.method == "POST")
        if user is not None and request.method == "POST":
            login(request, user, backend=BACKEND)
            return redirect(following)
    if user is None and request.user.is_authenticated:
        return redirect(following)
    context = {"user_to_be": user}
    return render(request, "registration/sign_in_once.html", context, status=200 if user else 404)
