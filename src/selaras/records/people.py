"""Who signs in, and the officials whose careers are looked at."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from selaras.core.vocabulary import Level
from selaras.records.agencies import Agency, Position
from selaras.records.terms import is_one_of, term_field


class AccountManager(BaseUserManager["Account"]):
    def create_user(
        self, sign_in_name: str, *, agency: Agency, password: str | None = None, **more: Any
    ) -> "Account":
        """Return a new account; without a password nobody can sign in by one."""
        account = self.model(sign_in_name=self.model.normalize_username(sign_in_name), agency=agency, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(sign_in_name__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in. What it may do is decided by the policy of roles, not by flags here."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    sign_in_name = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    official = models.OneToOneField("Official", on_delete=models.PROTECT, null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        constraints = [
            # ANI and ani would be taken for one person.
            models.UniqueConstraint(Lower("sign_in_name"), name="account_sign_in_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    nip = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    born_on = models.DateField()
    grade = models.CharField(max_length=8)
    level = term_field()
    home_agency = models.CharField(max_length=200)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True)
    position_title = models.CharField(max_length=300)
    in_position_since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "nip"], name="official_nip_once_per_agency"),
            models.CheckConstraint(condition=Exact(Length("nip"), 18), name="official_nip_has_18_digits"),
            is_one_of("level", Level, name="official_level_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
