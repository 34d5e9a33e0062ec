"""Public ids that tell nothing: neither how many there are nor in which order they came."""

import secrets

from django.db import models


def new_uid() -> str:
    """A random id of 22 URL-safe characters (128 bits)."""
    return secrets.token_urlsafe(16)


class Identified(models.Model):
    """A row that is known outside by a random ``uid``, never by its number."""

    uid = models.CharField(max_length=22, unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True
