from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from accounts import passwords


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        """A person who may sign in. What they may do comes from their appointments alone."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@pghistory.track(pghistory.UpdateEvent(), fields=["is_active"])
class User(AbstractBaseUser):
    """A person who signs in by e-mail. Data belongs to seats, never to a person.

    There is no superuser and no group: every right comes from an `Appointment`. A new
    `session_stamp` ends every session at its next request. History keeps `is_active` alone.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(
        max_length=64, blank=True, help_text="Empty: the time zone of the member."
    )
    single_keys = models.BooleanField(
        default=False, db_default=False, help_text="One letter acts, on the page of a review."
    )
    is_active = models.BooleanField(default=True)
    session_stamp = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(email__regex=r"^[!-~]+$"), name="user_email_in_plain_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        if raw_password is not None:
            if len(raw_password) > passwords.MOST:
                raise ValueError(passwords.too_long())
            raw_password = passwords.normal(raw_password)
        super().set_password(raw_password)

    def check_password(self, raw_password: str | None) -> bool:
        if raw_password is not None:
            if len(raw_password) > passwords.MOST:
                return False
            raw_password = passwords.normal(raw_password)
        return super().check_password(raw_password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "accounts.User.session",
            f"{self.password} {self.session_stamp}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
