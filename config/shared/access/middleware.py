"""Holds the permission matrix at run time: what is not listed is not reached."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.utils.deprecation import MiddlewareMixin

from config.shared import permissions
from config.shared.access import matrix


class PermissionMatrixMiddleware(MiddlewareMixin):
    """Runs before each view: public, or logged in with the route's permission, or refused."""

    def process_view(self, request, view_func, view_args, view_kwargs) -> HttpResponse | None:
        permission = matrix.permission_for(request.resolver_match.view_name or "", request.method)
        if permission == permissions.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return self._to_login(request)
        if permission is None or not permissions.allows(request.user, permission):
            raise PermissionDenied
        return None

    @staticmethod
    def _to_login(request) -> HttpResponse:
        """The login page; a fragment's whole page goes there, since a login form inside a panel helps nobody."""
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = redirect_to_login("/").url
            return response
        return redirect_to_login(request.get_full_path())


class NoNulMiddleware(MiddlewareMixin):
    """A NUL can't be stored or looked for: whatever field it stands in, the request is refused (400) before a view reads it."""

    def process_view(self, request, view_func, view_args, view_kwargs) -> None:
        texts = [request.path_info, *_texts(request.GET), *_texts(request.POST)]
        if any("\x00" in text for text in texts):
            raise BadRequest("A NUL byte in the request.")


def _texts(query) -> list[str]:
    return [text for name, values in query.lists() for text in (name, *values)]


class PrivateResponseMiddleware(MiddlewareMixin):
    """Nothing that a logged-in user sees may be stored by a cache."""

    def process_response(self, request, response) -> HttpResponse:
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
