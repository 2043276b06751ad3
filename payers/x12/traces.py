"""Trace numbers (TRN02) of questions: each one once, and echoed by the answer. Called by the checks of 270 and 276, and by who asked."""

from payers.x12.findings import WARNING, Finding


def repeated_traces(transaction, inquiries, loops):
    """A warning for each question whose trace number stood on one before; `loops` maps a segment number to its loop."""
    seen = set()
    for inquiry in inquiries:
        if inquiry.trace and inquiry.trace in seen:
            number = next(at for at in range(inquiry.first_segment, inquiry.last_segment + 1) if transaction.segments[at - 1][0] == "TRN")
            message = f"The trace number {inquiry.trace!r} stands on two questions: the answers cannot be told apart, number each one by itself."
            yield Finding(WARNING, "trace_repeated", loops.get(number, ""), "TRN", number, "TRN02", message)
        seen.add(inquiry.trace)


def unanswered(request, answer):
    """Trace numbers of a 270 or 276 (its model) that its 271 or 277 does not echo, in the order asked."""
    echoed = frozenset(_echoed(answer))
    return tuple(dict.fromkeys(item.trace for item in request.inquiries if item.trace and item.trace not in echoed))


def unasked(request, answer):
    """Trace numbers that a 271 or 277 echoes and its 270 or 276 did not ask, in the order answered."""
    asked = {item.trace for item in request.inquiries}
    return tuple(trace for trace in dict.fromkeys(_echoed(answer)) if trace not in asked)


def _echoed(answer):
    """What stands in TRN*2 of the answer: of each person in a 271, of each claim in a 277."""
    if hasattr(answer, "answers"):
        return [trace[1] for item in answer.answers for trace in item.traces if trace[0] == "2" and trace[1]]
    return [entry.trace for entry in answer.entries if entry.level == "claim" and entry.trace]
