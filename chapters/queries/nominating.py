"""Who may be named for a council: the people of the founding, or somebody of whom the proposer knows enough."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from chapters.models import Application, Initiator, Nominee


def of_founding(application: Application) -> list[tuple[int, str]]:
    """The applicant and whoever confirmed, by key and name."""
    confirmed = application.initiators.filter(state=Initiator.State.CONFIRMED, alumnus__isnull=False)
    founder = [application.applicant_id] if application.applicant_id else []
    keys = [*founder, *confirmed.order_by("pk").values_list("alumnus_id", flat=True)]
    names = dict(_eligible().filter(pk__in=keys).values_list("pk", "name"))
    return [(pk, names[pk]) for pk in dict.fromkeys(keys) if pk in names]


def of_key(pk: int) -> Alumnus | None:
    """One of those that `of_founding` offered."""
    return _eligible().filter(pk=pk).first()


def named(*, name: str, proof: str) -> Alumnus | None:
    """The one verified alumnus of this very name with this card number or this account: both are needed, so that
    nobody learns a name from an address, or an address from a name."""
    proof = proof.strip()
    by_card = Q(card__number=proof, card__withdrawn_at__isnull=True)
    by_account = Q(user__email=proof.lower())
    found = _eligible().filter(by_card | by_account, Q(name=name.strip()) | Q(latin_name__iexact=name.strip()))
    return found.first() if found.count() == 1 else None


def _eligible():
    return Alumnus.objects.approachable().filter(verified_at__isnull=False, user__isnull=False)


def unfit(nominees: QuerySet[Nominee]) -> list[str]:
    """The names of those who were elected and cannot take office: they died, or the record may not be used."""
    rows = nominees.exclude(alumnus__in=Alumnus.objects.approachable()).order_by("pk")
    return list(dict.fromkeys(rows.values_list("alumnus__name", flat=True)))


def unfit_sentence(names: list[str]) -> str:
    return _("The records of these people are no longer in use: %(names)s. Send it back, so that the chapter says who "
             "takes their posts.") % {"names": ", ".join(names)}  # fmt: skip
