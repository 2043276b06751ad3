"""Ways that are open to this user: the rail, and URLs that the permission matrix lets them reach.

The templates that use them load this library; it is no builtin, so that each use is seen.
"""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from config.shared.access import matrix
from config.shared.permissions import allows
from config.shared.ui.navigation import RailItem

register = template.Library()


@register.simple_tag(takes_context=True)
def rail(context) -> list[RailItem]:
    """The user's workplaces; the view may name the present one as `workplace`."""
    frame = context.get("frame")
    return frame.rail(context.get("workplace", "")) if frame is not None else []


@register.simple_tag(takes_context=True)
def open_url(context, name: str, *args, method: str = "GET") -> str:
    """The URL of a route that the user may open, or nothing: a way that leads to a refusal is not shown."""
    user = getattr(context.get("request"), "user", None) or AnonymousUser()
    permission = matrix.permission_for(name, method)
    return reverse(name, args=args) if permission and allows(user, permission) else ""
