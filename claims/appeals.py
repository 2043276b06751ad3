"""What appeals put into the registries of config.shared. Called once, when Django is ready."""

from claims import documents, invariants_appeals
from claims.models import Appeal, AppealStatus
from claims.selectors import appeals
from claims.services import appeal_steps
from claims.services.load_letter_templates import load_letter_templates
from config.shared import permissions
from config.shared.registries import links, preparation, queues, search
from config.shared.ui import statuses
from config.shared.ui.statuses import Status

LIST = "claims:appeal_list"
QUEUES = (
    queues.Queue(appeal_steps.OPEN, "Appeal open", permissions.VIEW_DENIALS, LIST, 5, queues.FIGHT),
    queues.Queue(appeal_steps.TO_APPROVE, "Appeals to approve", permissions.APPROVE_APPEALS, LIST, 2, queues.FIGHT),
    queues.Queue(appeal_steps.NO_PACKET, "Packets not made", permissions.VIEW_DENIALS, LIST, 1, queues.FIGHT),
)
WORDS = {
    AppealStatus.DRAFT: Status("Being written", "need"), AppealStatus.ASKED: Status("Waits for approval", "wait"),
    AppealStatus.APPROVED: Status("To be sent", "need"), AppealStatus.SENT: Status("Sent", "wait"),
    AppealStatus.OVERTURNED: Status("Overturned", "done"), AppealStatus.PARTLY: Status("Overturned in part", "done", "half"),
    AppealStatus.UPHELD: Status("Upheld", "risk", "half"), AppealStatus.WITHDRAWN: Status("Withdrawn", "idle"),
}


def register() -> None:
    """Fill the registries."""
    preparation.register(preparation.Step("letter templates", load_letter_templates, order=26))
    documents.register()
    invariants_appeals.register()
    for queue in QUEUES:
        queues.register(queue)
    statuses.register(Appeal.SUBJECT_KIND, WORDS)
    links.register(Appeal.SUBJECT_KIND, appeals.links)
    search.register(search.Source("appeals", "Appeals", permissions.VIEW_DENIALS, appeals.find))
