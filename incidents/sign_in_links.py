"""Links that sign somebody in once, for a demo on one's own machine: signed, short-lived, void after use.

There is no table of them: as with password resets, the signature covers the time of the last sign-in, which using the
link changes. They last as long as ``PASSWORD_RESET_TIMEOUT``.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import DjangoUnicodeDecodeError
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from incidents.models import User


class _Links(PasswordResetTokenGenerator):
    """The same way of signing under a name of its own, so that neither link opens the other's door."""

    key_salt = "incidents.sign_in_links"


_links = _Links()


def sign_in_path(user: User) -> str:
    """The path that signs this person in, once."""
    who = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("sign_in_once", args=[who, _links.make_token(user)])


def user_of(who: str, token: str, *, for_update: bool = False) -> User | None:
    """Whom this link signs in, unless it was used, is too old or was never made."""
    users = User.objects.select_for_update() if for_update else User.objects.all()
    try:
        user = users.filter(pk=int(urlsafe_base64_decode(who).decode()), is_active=True).first()
    except (ValueError, OverflowError, DjangoUnicodeDecodeError):
        return None
    return user if _links.check_token(user, token) else None
