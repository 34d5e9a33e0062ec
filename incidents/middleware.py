"""What concerns every request before anything else looks at it."""

from collections.abc import Awaitable, Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

READABLE = {"", "utf-8", "utf8"}

GetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@async_only_middleware
def refuse_odd_charsets(get_response: GetResponse) -> GetResponse:
    """Answer 415 to a body in any other charset than UTF-8: Django would fail in the middle of its own checks."""

    async def answer(request: HttpRequest) -> HttpResponseBase:
        charset = (request.content_params or {}).get("charset", "").strip("\"' ").lower()
        if charset not in READABLE:
            return HttpResponse("The body has to be UTF-8.", status=415, content_type="text/plain; charset=utf-8")
        return await get_response(request)

    return answer
