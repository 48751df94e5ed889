"""Messages: reminders of the sessions to come, requests that heads were asked about, and what was decided."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import formats

from credentials.issuing import CERTIFICATE_ISSUED
from notifications.models import Channel, Message
from people.models import Account
from portal.demo.catalogue import BY_CODE
from portal.demo.city import City
from portal.demo.enrolling import Finished
from portal.demo.rows import Row
from portal.demo.timetable import where
from programs.calendars.session_messages import reminder_cause
from programs.models import Batch, Enrollment, EnrollmentState, Session
from programs.telling import about_batch

REMINDER_HOUR = 8


def make_messages(city: City) -> None:
    """Add messages of what has not been closed yet."""
    running = {row["id"]: row for row in city.rows.of(Batch) if row["state"] == "open"}
    titles = {key: BY_CODE[code].title for code, key in city.programs.items()}
    sessions: dict[int, list[Row]] = {}
    for row in city.rows.of(Session):
        sessions.setdefault(row["batch_id"], []).append(row)
    writer = _Writer(city)
    for row in city.rows.of(Enrollment):
        batch = running.get(row["batch_id"])
        if batch is None:
            continue
        name = f"{titles[batch['program_id']]} · {batch['number']}"
        account = city.accounts[row["employee_id"]]
        if row["state"] == EnrollmentState.REQUESTED:
            writer.ask(row, name)
        elif row["state"] == EnrollmentState.OFFERED:
            writer.offer(row, account, name)
        elif row["state"] == EnrollmentState.CONFIRMED:
            writer.remind(row, account, name, sessions[batch["id"]])
            writer.tell_of_moves(account, name, sessions[batch["id"]])
    for key, done in city.printed:
        writer.tell_of_certificate(key, done)


class _Writer:
    """Writes messages with the causes that the programs' own messages would have."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.with_mail = {row["id"] for row in city.rows.of(Account) if row["email"]}
        self.codes = {unit.id: code for code, unit in city.units.items()}

    def ask(self, row: Row, batch: str) -> None:
        """A head is asked for a decision."""
        unit, employee = self.codes[row["unit_id"]], row["employee_id"]
        head = self.city.head_account(unit, self.city.today, employee)
        if head is None:
            return
        name = self.city.names[employee]
        self._add(
            head,
            kind="enrollment.requested",
            subject=f"Permohonan pelatihan dari {name}",
            body=f"{name} mohon izin mengikuti {batch}. Buka halaman Persetujuan untuk menyetujui atau menolaknya.",
            cause=f"enrollment:{row['id']}:requested:{head}",
            link=reverse("approvals"),
            about=about_batch(row["batch_id"]),
            at=row["requested_at"],
        )

    def offer(self, row: Row, account: int, batch: str) -> None:
        """A freed seat is offered."""
        self._add(
            account,
            kind="enrollment.offered",
            subject=f"Kursi tersedia untuk Anda: {batch}",
            body=f"Sebuah kursi di {batch} menjadi milik Anda bila diterima sebelum {moment(row['offer_expires_at'])}. "
            "Buka halaman Pendaftaran saya untuk menerima atau menolaknya.",
            cause=f"enrollment:{row['id']}:offered:{account}",
            link=reverse("enrollment", args=[row["id"]]),
            about=about_batch(row["batch_id"]),
            at=self.city.at(self.city.today - timedelta(days=1), 20),
        )

    def remind(self, row: Row, account: int, batch: str, sessions: list[Row]) -> None:
        """The day before each session that is still to come."""
        for session in sessions:
            day = session["starts_at"].astimezone(ZoneInfo(settings.TIME_ZONE)).date() - timedelta(days=1)
            if day < self.city.today:
                continue
            self._add(
                account,
                kind="session.reminder",
                subject=f"Besok: {batch}, {session['title']}",
                body=f"{batch}: {session['title']} dimulai {moment(session['starts_at'])}. "
                f"Tempat: {where(self.city, session)}.",
                cause=reminder_cause(session["id"], session.get("sequence", 0), row["id"]),
                link=reverse("batch", args=[row["batch_id"]]),
                about=about_batch(row["batch_id"]),
                at=row["requested_at"],
                not_before=self.city.at(day, REMINDER_HOUR),
            )

    def tell_of_moves(self, account: int, batch: str, sessions: list[Row]) -> None:
        """Those with a seat were told yesterday that a session moved."""
        for session in sessions:
            if not session.get("sequence"):
                continue
            at = moment(session["starts_at"])
            self._add(
                account,
                kind="session.moved",
                subject=f"Jadwal berubah: {batch}, {session['title']}",
                body=f"{batch}: {session['title']} sekarang dimulai {at}. Tempat: {where(self.city, session)}.",
                cause=f"session:{session['id']}:{session['sequence']}:moved:{account}",
                link=reverse("batch", args=[session["batch_id"]]),
                about=about_batch(session["batch_id"]),
                at=self.city.at(self.city.today - timedelta(days=1), 10),
            )

    def tell_of_certificate(self, certificate: int, done: Finished) -> None:
        """What the holder was told when it was issued, so that making the PDF now tells nobody again."""
        self._add(
            self.city.accounts[done.employee_id],
            kind=CERTIFICATE_ISSUED,
            subject=f"Sertifikat Anda terbit: {done.run.design.title}",
            body=f"Sertifikat untuk “{done.run.design.title}” sudah terbit. Unduh di halaman Sertifikat saya.",
            cause=f"{CERTIFICATE_ISSUED}:{certificate}:1",
            link=reverse("certificates"),
            at=done.closed_at + timedelta(seconds=5),
        )

    def _add(
        self,
        to: int,
        *,
        kind: str,
        subject: str,
        body: str,
        cause: str,
        link: str,
        at: datetime,
        not_before: datetime | None = None,
        about: str = "",
    ) -> None:
        mailed = to in self.with_mail
        past = not_before is None and at < self.city.at(self.city.today, 0)
        self.city.rows.add(
            Message,
            to_id=to,
            kind=kind,
            subject=subject,
            body=body,
            link=link,
            about=about,
            cause=cause,
            channel=Channel.EMAIL if mailed else Channel.IN_APP,
            created_at=at,
            not_before=not_before or at,
            next_attempt_at=not_before or at,
            claim=None,
            claimed_at=None,
            sent_at=at + timedelta(seconds=20) if mailed and past else None,
            withdrawn_at=None,
            read_at=at + timedelta(hours=3) if past and kind == CERTIFICATE_ISSUED else None,
        )


def moment(at: datetime) -> str:
    """A moment in the city's words."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{formats.date_format(local, 'j F Y')}, {local:%H.%M} {local:%Z}"
