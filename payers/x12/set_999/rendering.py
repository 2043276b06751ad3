"""Acknowledgement -> segments of a 999, in the guide's order."""

from payers.x12.writer import composite, finished


def render(acknowledgement):
    """Segments (tuples of text), ST to SE."""
    ack = acknowledgement
    segments = [("ST", "999", ack.control, ack.version), ("AK1", ack.functional_id, ack.group_control, ack.group_version)]
    for item in ack.sets:
        segments.append(("AK2", item.type, item.control, item.version))
        for error in item.errors:
            segments += _error_segments(error)
        segments.append(("IK5", item.code, *item.error_codes[:5]))
    segments.append(("AK9", ack.code, str(ack.included), str(ack.received), str(ack.accepted), *ack.error_codes[:5]))
    return finished(segments)


def _error_segments(error):
    segments = [("IK3", error.segment, str(error.number), error.loop, error.code)]
    segments += [("CTX", *context) for context in error.contexts]
    for item in error.elements:
        places = [str(place) if place else "" for place in (item.position, item.component, item.repetition)]
        segments.append(("IK4", composite(*places), item.data_element, item.code, item.value))
        segments += [("CTX", *context) for context in item.contexts]
    return segments
