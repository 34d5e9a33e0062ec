"""How a rule says no."""

from typing import Any

from django.core.exceptions import ValidationError


class Refused(ValidationError):  # noqa: N818  a refusal is not an error
    """A rule of the play said no; the message is for the person, in the page's language. Nothing was changed."""

    def __init__(self, message: Any, code: str = "refused", params: dict[str, Any] | None = None) -> None:
        super().__init__(message, code=code, params=params)
