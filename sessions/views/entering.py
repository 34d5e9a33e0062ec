"""Coming in: by code, by link, as a member of the team, or as the projector."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from incidents.access import signed_in
from sessions.access import of_my_team, request_id_of, seated
from sessions.actions.seats import join
from sessions.addresses import client_address
from sessions.forms import CodeForm, JoinForm, LanguageForm
from sessions.keys import display_of, give_key, seat_of, take_key
from sessions.models import Attempt, Retrospective, Seat
from sessions.models.refused import Refused
from sessions.views.answers import INVALID


@never_cache
def join_by_code(request: HttpRequest) -> HttpResponse:
    """Find a session by its spoken code. Wrong, finished and closed codes are answered alike."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = client_address(request)
        if Attempt.objects.too_many_from(address):
            response = render(request, "429.html", status=429)
            response["Retry-After"] = "600"
            return response
        retrospective = Retrospective.objects.by_code(form.cleaned_data["code"])
        if retrospective:
            return redirect("retro:join_link", retrospective.join_token)
        Attempt.objects.note_wrong(address)
        form.refuse()
    return render(request, "sessions/join.html", {"form": form}, status=INVALID if form.errors else 200)


@never_cache
def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take a seat with just a name; the same browser gets the seat it has already.

    A wrong link, a closed door and a session that is over are answered alike.
    """
    retrospective = Retrospective.objects.by_join_token(token)
    if retrospective is None:
        return render(request, "sessions/join_gone.html", status=404)
    if seat_of(request, retrospective.uid)[0]:
        return redirect("retro:board", retrospective.uid)
    name = request.user.name if request.user.is_authenticated else ""
    form = JoinForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        return seat_taken(request, retrospective, form)
    return render(
        request,
        "sessions/join_name.html",
        {"form": form, "retrospective": retrospective},
        status=INVALID if form.errors else 200,
    )


def seat_taken(request: HttpRequest, retrospective: Retrospective, form: JoinForm) -> HttpResponse:
    """Make the seat; if the session is full or over, say so at the form."""
    try:
        seat, token = join(
            retrospective,
            name=form.cleaned_data["name"],
            language=translation.get_language() or "en",
            request_id=request_id_of(request),
        )
    except Refused as refusal:
        form.add_error(None, refusal)
        context = {"form": form, "retrospective": retrospective}
        return render(request, "sessions/join_name.html", context, status=INVALID)
    response = redirect("retro:board", retrospective.uid)
    give_key(response, seat, token)
    return response


@never_cache
@signed_in
def enter(request: HttpRequest, uid: str) -> HttpResponse:
    """A member of the team takes a seat; the one who was named facilitator leads."""
    retrospective = of_my_team(request, uid)
    if seat_of(request, uid)[0]:
        return redirect("retro:board", uid)
    if retrospective.finished_at:
        return redirect("retro:review", uid)
    if request.method != "POST":
        return render(request, "sessions/enter.html", {"retrospective": retrospective})
    role = Seat.Role.PARTICIPANT
    if retrospective.facilitator_id == request.user.pk:
        role = Seat.Role.FACILITATOR
    try:
        seat, token = join(
            retrospective,
            name=request.user.name,
            language=translation.get_language() or "en",
            request_id=request_id_of(request),
            role=role,
            user=request.user,
        )
    except Refused as refusal:
        context = {"retrospective": retrospective, "refusal": refusal.messages[0]}
        return render(request, "sessions/enter.html", context, status=INVALID)
    response = redirect("retro:board", uid)
    give_key(response, seat, token)
    return response


@never_cache
@require_GET
def open_display(request: HttpRequest, link: str) -> HttpResponse:
    """Open the projector's own, read-only board; a revoked link is no link."""
    retrospective = display_of(link)
    if retrospective is None or retrospective.finished_at:
        raise Http404
    if seat_of(request, retrospective.uid, display=True)[0]:
        return redirect("retro:display_board", retrospective.uid)
    return render(request, "sessions/open_display.html", {"retrospective": retrospective, "link": link})


@require_POST
def show_display(request: HttpRequest, link: str) -> HttpResponse:
    """Take the projector's seat in this browser."""
    retrospective = display_of(link)
    if retrospective is None or retrospective.finished_at:
        raise Http404
    try:
        seat, token = join(
            retrospective,
            name="Display",
            language=retrospective.language,
            request_id=request_id_of(request),
            role=Seat.Role.DISPLAY,
        )
    except Refused:
        raise Http404 from None
    response = redirect("retro:display_board", retrospective.uid)
    give_key(response, seat, token)
    return response


@require_POST
def leave(request: HttpRequest, uid: str, *, display: bool = False) -> HttpResponse:
    """Give up the seat in this browser; notes stay."""
    viewer = seated(request, uid, display=display)
    response = redirect("retro:join")
    take_key(response, viewer.seat, viewer.token)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def speak(request: HttpRequest, uid: str, *, display: bool = False) -> HttpResponse:
    """Change the language of one's own seat."""
    viewer = seated(request, uid, display=display)
    form = LanguageForm(request.POST)
    if form.is_valid():
        viewer.seat.speak(form.cleaned_data["language"])
    return redirect("retro:display_board" if display else "retro:board", uid)
