"""Public ids that tell nothing: neither how many there are nor in which order they came."""

import secrets
from typing import TypeVar

from django.db import models


def new_uid() -> str:
    """A random id of 22 URL-safe characters (128 bits)."""
    return secrets.token_urlsafe(16)


Row = TypeVar("Row", bound=models.Model)


class IdentifiedQuerySet(models.QuerySet[Row]):
    """Rows that are asked for by their public id."""

    def called(self, uid: str) -> Row | None:
        """The row of this id, if it is among these."""
        return self.filter(uid=uid).first()


class Identified(models.Model):
    """A row that is known outside by a random ``uid``, never by its number."""

    uid = models.CharField(max_length=22, unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True
