"""Coming in: the first page, making an account, following an invitation."""

from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from incidents.access import sign_up_is_open
from incidents.forms.accounts import AccountForm, ResetForm, SignInForm, SignUpForm
from incidents.models import Invitation, Team, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where this person goes on: incidents, a first team, an account to make, or the sign-in."""
    if request.user.is_authenticated:
        return redirect("incidents:list" if Team.objects.of(request.user).exists() else "team_new")
    return redirect("login" if User.objects.exists() else "sign_up")


class SignIn(auth_views.LoginView):
    """Django's sign-in; somebody who is signed in goes on at once."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"sign_up_open": sign_up_is_open()}


class Reset(auth_views.PasswordResetView):
    """Asks for a link by mail. The answer is the same whether or not the address is known."""

    form_class = ResetForm


@method_decorator(never_cache, name="dispatch")
class ResetConfirm(auth_views.PasswordResetConfirmView):
    """Takes the new password; with it every session of this person ends, because each is tied to the password."""

    success_url = reverse_lazy("password_reset_complete")


@sensitive_post_parameters("password")
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account and its first team in one step, where that is open."""
    if request.user.is_authenticated:
        return redirect("home")
    if not sign_up_is_open():
        raise Http404
    form = SignUpForm(request.POST or None)
    if form.is_valid() and (user := first_or_welcome(form)):
        login(request, user, backend=BACKEND)
        return redirect("home")
    return render(request, "registration/sign_up.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def first_or_welcome(form: SignUpForm) -> User | None:
    """Save the account, unless another first user came first; asked again here, where the write lock is held."""
    return form.save() if sign_up_is_open() else None


@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join the team that invites, as who is signed in or with a new account."""
    found = Invitation.objects.by_token(token)
    if found is None:
        return render(request, "registration/invitation.html", status=404)
    form = None if request.user.is_authenticated else AccountForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        with transaction.atomic():
            user = request.user if form is None else form.save()
            found.accept(user)
        if form is not None:
            login(request, user, backend=BACKEND)
        return redirect("home")
    context = {"team": found.team, "form": form}
    return render(request, "registration/invitation.html", context, status=422 if form and form.is_bound else 200)
