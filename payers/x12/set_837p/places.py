"""Where things of a claim stand in their transaction, for findings that no single segment shows. Called by the checks of the 837s."""

from payers.x12.findings import ERROR, Finding


class Places:
    """The segments of a transaction with their loops; finds a segment in a range and makes findings there."""

    def __init__(self, segments, loops, component):
        self.segments = segments
        self.loops = loops
        self.component = component

    def each(self, first, last, tag, qualifier=""):
        """Numbers of the segments of that id (and qualifier in the first element) from `first` to `last`."""
        for number in range(max(first, 1), min(last, len(self.segments)) + 1):
            segment = self.segments[number - 1]
            if segment[0] == tag and (not qualifier or segment[1:2] == [qualifier]):
                yield number

    def all(self, first, last, tag, qualifier=""):
        """Those numbers as a list."""
        return list(self.each(first, last, tag, qualifier))

    def one(self, first, last, tag, qualifier=""):
        """Number of the first such segment, or `first` where there is none."""
        return next(self.each(first, last, tag, qualifier), first)

    def above(self, number, tag, qualifier=""):
        """Number of the nearest such segment before, or `number` where there is none."""
        for at in range(number - 1, 0, -1):
            if self.segments[at - 1][0] == tag and (not qualifier or self.segments[at - 1][1:2] == [qualifier]):
                return at
        return number

    def finding(self, code, number, element, message, severity=ERROR):
        """A Finding at a segment."""
        return Finding(severity, code, self.loops.get(number, ""), self.segments[number - 1][0], number, element, message)


class ClaimPlaces:
    """Places of one claim: its own segments (before the first line), its lines, its other insurances."""

    def __init__(self, places, claim):
        self.places = places
        self.component = places.component
        self.claim = claim
        self.first = claim.first_segment
        self.last = claim.lines[0].first_segment - 1 if claim.lines else claim.last_segment
        self.decisions = {}
        self.others = places.all(self.first, self.last, "SBR")
        self.own_last = self.others[0] - 1 if self.others else self.last

    def own(self, tag, qualifier=""):
        """Number of a segment of the claim itself, the CLM's where there is none."""
        return self.places.one(self.first, self.own_last, tag, qualifier)

    def other(self, index, tag, qualifier=""):
        """Number of a segment of the other insurance at that index, its SBR's where there is none."""
        if index >= len(self.others):
            return self.first
        end = self.others[index + 1] - 1 if index + 1 < len(self.others) else self.last
        return self.places.one(self.others[index], end, tag, qualifier)

    def line(self, line, tag, qualifier=""):
        """Number of a segment of a line, its LX's where there is none."""
        return self.places.one(line.first_segment, line.last_segment, tag, qualifier)

    def decision(self, line, index):
        """Number of the SVD at that index of a line."""
        found = self.decisions.get(line.first_segment)
        if found is None:
            found = self.decisions[line.first_segment] = self.places.all(line.first_segment, line.last_segment, "SVD")
        return found[index] if index < len(found) else line.first_segment

    def say(self, code, number, element, message, severity=ERROR, line=None):
        """A Finding that names the claim (and the line)."""
        where = f", line {line.number}" if line is not None else ""
        return self.places.finding(code, number, element, f"Claim {self.claim.patient_control_number}{where}: {message}", severity)
