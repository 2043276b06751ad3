"""The rail as a tag: which workplaces this user may enter, with the present one marked. Called by components/rail.html."""

from django import template

from config.shared.ui.navigation import RailItem

register = template.Library()


@register.simple_tag(takes_context=True)
def rail(context) -> list[RailItem]:
    """The user's workplaces; the view may name the present one as `workplace`."""
    frame = context.get("frame")
    return frame.rail(context.get("workplace", "")) if frame is not None else []
