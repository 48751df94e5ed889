"""Behaviour at work in the demo city: competencies that programs named, and the review of the employee who is shown."""

from datetime import UTC, date, datetime, time, timedelta

from documents.uploads import Upload
from evaluations.behaviour.colleagues import find
from evaluations.behaviour.evidence import add_evidence
from evaluations.behaviour.naming import name_colleague, pick_colleagues
from evaluations.behaviour.opening import open_review
from evaluations.behaviour.scheduling import schedule_program
from evaluations.behaviour.steps import say, write_plan
from evaluations.models import BehaviourReview, RaterRole
from evaluations.models.behaviour import MOST_NAMED, MOST_PICKED
from portal.demo.accounts import SIGN_INS
from portal.demo.papers import paper
from programs.applications.approvers import chain_on
from programs.models import BatchState, Enrollment, EnrollmentState, Program
from surveys.models import QuestionnaireVersion

SCHEDULES = {
    "pelayanan-prima": (3, False, (
        "Menyambut warga sebelum ditanya", "Menjelaskan syarat dengan kata sehari-hari",
        "Menyelesaikan urusan dalam satu kedatangan", "Mencatat keluhan dan menindaklanjutinya")),
    "gawat-darurat": (4, False, (
        "Menilai keadaan pasien dalam satu menit", "Memberi bantuan hidup dasar sesuai urutan",
        "Mencatat tindakan di rekam medis")),
    "pkp": (6, True, (
        "Membagi tugas tim dengan jelas", "Memberi umpan balik setiap minggu", "Menjalankan aksi perubahan",
        "Melaporkan hasil kepada atasan")),
}  # fmt: skip
OPENED_DAYS_AGO = 9
ACTION = "Setiap pagi saya menyiapkan daftar antrean dan menyapa warga lansia lebih dahulu."


def make_workplace(today: date) -> None:
    """Set three programs' schedules, and open two reviews of the employee who is shown: one begun, one untouched."""
    now = datetime.combine(today, time(3), UTC)
    for code, (months, leadership, competencies) in SCHEDULES.items():
        program = Program.objects.filter(code=code).first()
        if program:
            schedule_program(
                program=program, months=months, leadership=leadership, competencies=competencies, by=None, now=now
            )
    begun = _opened(now, days_ago=OPENED_DAYS_AGO)
    if begun:
        _go_through(begun, now - timedelta(days=OPENED_DAYS_AGO - 2), today)
        _opened(now, days_ago=1)


def _opened(now: datetime, *, days_ago: int) -> BehaviourReview | None:
    finished = Enrollment.objects.filter(
        employee__email=SIGN_INS["employee"][0],
        state=EnrollmentState.FINISHED,
        batch__state=BatchState.CLOSED,
        behaviour_review__isnull=True,
    )
    enrollment = finished.select_related("employee", "batch__program").order_by("-batch__ends_on", "-pk").first()
    if enrollment is None:
        return None
    schedule = getattr(enrollment.batch.program, "behaviour_schedule", None)
    code = schedule.questionnaire.code if schedule and schedule.questionnaire else "behaviour"
    version, opened = QuestionnaireVersion.objects.current(code).get(), now - timedelta(days=days_ago)
    open_review(enrollment=enrollment, version=version, chain=chain_on(now.date()), now=opened)
    return BehaviourReview.objects.get(enrollment=enrollment)


def _go_through(review: BehaviourReview, now: datetime, today: date) -> None:
    """The participant, the head and one colleague have answered; the plan waits for the head's verdict."""
    count = review.version.item_count or 0
    found = find(review=review, text="", day=today).people[:MOST_NAMED]
    for one in found:
        name_colleague(review=review, colleague=one.employee, now=now)
    write_plan(review=review, action=ACTION, evidence="Foto antrean dan buku kendali di loket 2.", now=now)
    photo = Upload("buku-kendali-loket.pdf", paper("Buku kendali antrean", "Loket 2"))
    add_evidence(review=review, upload=photo, now=now)
    named = list(review.raters.filter(role=RaterRole.COLLEAGUE).order_by("place").values_list("pk", flat=True))
    if len(named) >= MOST_PICKED:
        pick_colleagues(review=review, picked=named[:MOST_PICKED], now=now)
    scores = {RaterRole.SELF: 4, RaterRole.HEAD: 3, RaterRole.COLLEAGUE: 3}
    for rater in review.raters.filter(asked_at__isnull=False).order_by("pk"):
        if rater.pick != MOST_PICKED:
            say(rater=rater, scores=[scores[RaterRole(rater.role)]] * (count - 1) + [2], now=now)
