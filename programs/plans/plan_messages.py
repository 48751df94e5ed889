"""What the yearly plan says to people."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.outbox import enqueue
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account, Role, RoleKind
from programs.models import Origin, PlannedProgram, PlannedState


@in_city_language()
def proposed(proposal: PlannedProgram, *, now: datetime) -> None:
    """Tell HR of a proposal; nobody is told of what they proposed themselves."""
    hr = Role.objects.on(city_day(now)).filter(kind=RoleKind.HR).values("account")
    accounts = Account.objects.filter(pk__in=hr, is_active=True)
    facts = {"title": proposal.title, "from": proposal.institution or proposal.get_origin_display()}
    for account in accounts.order_by("pk"):
        if account == proposal.proposed_by:
            continue
        enqueue(
            to=account,
            kind="planning.proposed",
            subject=_("Usulan program: %(title)s") % facts,
            body=_("%(from)s mengusulkan program “%(title)s”. Buka halaman Usulan program untuk menjawabnya.") % facts,
            cause=f"planned:{proposal.pk}:proposed:{account.pk}",
            link=reverse("proposals"),
            now=now,
        )


@in_city_language()
def answered(proposal: PlannedProgram, *, by: Account | None, now: datetime) -> None:
    """Tell the proposer what became of the proposal, unless they answered it themselves."""
    proposer = proposal.proposed_by
    if proposer is None or proposer == by or not proposer.is_active:
        return
    page = "partner_proposal" if proposal.origin == Origin.PARTNER else "planned_program"
    enqueue(
        to=proposer,
        kind="planning.answered",
        subject=_("Jawaban atas usulan program: %(title)s") % {"title": proposal.title},
        body=_answer(proposal),
        cause=f"planned:{proposal.pk}:answered:{proposal.changes.count()}",
        link=reverse(page, args=[proposal.pk]),
        now=now,
    )


def _answer(proposal: PlannedProgram) -> str:
    if proposal.state == PlannedState.DECLINED:
        return _("Usulan “%(title)s” belum dapat diterima. Alasan: %(reason)s") % {
            "title": proposal.title,
            "reason": proposal.reason,
        }
    return _("Usulan “%(title)s” diterima dan masuk rencana tahun %(year)s, %(quarter)s.") % {
        "title": proposal.title,
        "year": proposal.plan,
        "quarter": proposal.get_quarter_display(),
    }
