"""Tables that every room uses and that know no room."""

from config.shared.models.access import AccessEntry
from config.shared.models.base import PublicIdModel, VersionedModel, VoidableModel
from config.shared.models.event import Event
from config.shared.models.idempotency import IdempotencyKey
from config.shared.models.job import Job, JobState
from config.shared.models.note import Note
from config.shared.models.saved_view import SavedView
from config.shared.models.user import User
from config.shared.models.work_item import WorkItem

__all__ = [
    "AccessEntry", "Event", "IdempotencyKey", "Job", "JobState", "Note", "PublicIdModel", "SavedView", "User", "VersionedModel",
    "VoidableModel", "WorkItem",
]
