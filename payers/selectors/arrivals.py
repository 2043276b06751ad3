"""What the home page says of files and connections: what came in, and when each connection last fetched and sent. One query each."""

from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.urls import reverse

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.registries.today import Line
from config.shared.ui.since import WORKING_DAY
from config.shared.ui.text import moment
from payers.models import Connection, Fate, InboundFile, Interchange
from payers.services.fetch_inbound import TROUBLE_QUEUE


def files_since(since: datetime) -> list[Line]:
    """Files that arrived, and how many of them are duplicates or wait for a person."""
    held = InboundFile.objects.filter(received_at__gte=since).aggregate(
        count=Count("pk"), last=Max("received_at"), twice=Count("pk", filter=Q(fate=Fate.DUPLICATE)),
        wait=Count("pk", filter=Q(fate=Fate.EXCEPTION, set_aside_at__isnull=True)),
    )
    if not held["count"]:
        return []
    words = [f"last {_when(held['last'])}", *(f"{held[key]} {key}" for key in ("twice", "wait") if held[key])]
    noun = "file" if held["count"] == 1 else "files"
    return [Line(f"{held['count']} {noun}", ", ".join(words), link="open", url=f"{reverse('payers:inbound_list')}?since={WORKING_DAY}")]


def connections(now: datetime) -> list[Line]:
    """Each connection in use: its trouble, or when it last fetched and sent."""
    trouble = WorkItem.objects.filter(subject_kind="connection", subject_id=OuterRef("pk"), queue=TROUBLE_QUEUE, closed_at__isnull=True)
    fetched = InboundFile.objects.filter(connection=OuterRef("pk")).order_by("-pk").values("received_at")[:1]
    sent = Interchange.objects.filter(connection=OuterRef("pk"), delivered_at__isnull=False).order_by("-pk").values("delivered_at")[:1]
    rows = Connection.objects.filter(is_active=True).annotate(
        trouble=Subquery(trouble.values("next_step")[:1]), fetched_at=Subquery(fetched), sent_at=Subquery(sent),
    )
    url = reverse("payers:batch_list")
    return [Line(row.name, row.trouble or _last(row), link="batches", url=url, tone="risk" if row.trouble else "done") for row in rows]


def _last(row: Connection) -> str:
    known = [(word, at) for word, at in (("fetched", row.fetched_at), ("sent", row.sent_at)) if at]
    return ", ".join(f"{word} {_when(at)}" for word, at in known) or "nothing fetched or sent yet"


def _when(at: datetime) -> str:
    """The time alone where it is today's."""
    return moment(at).split(" ", 1)[1] if clock.day_of(at) == clock.today() else moment(at)
