"""Who may see and do what: roles, the one table of what each may, and the reader that every query asks."""

from casework.access.errors import NotAllowed
from casework.access.permission import permitted, permitted_on_person, permitted_on_request
from casework.access.reader import EVERYTHING, Clause, Reader, reader_of

__all__ = [
    "EVERYTHING",
    "Clause",
    "NotAllowed",
    "Reader",
    "permitted",
    "permitted_on_person",
    "permitted_on_request",
    "reader_of",
]
