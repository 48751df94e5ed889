"""The steps of a batch that are confirmed first: open, close, reopen, cancel, each telling what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.access import access_of, require
from programs import batches, closing
from programs.access import may_run_programs
from programs.applications.seats import seats_of
from programs.errors import BatchError, EnrollmentError
from programs.forms import ReasonForm
from programs.models import OVER, Batch, BatchState, Enrollment, SeatMethod
from programs.presence.devices import shared_in_batch
from programs.queries import sessions_with_presence


@dataclass(frozen=True)
class Step:
    """A step: the use case, its words, the state it leads to, and what follows from it."""

    act: Callable[..., Batch]
    title: Any
    button: Any
    done: Any
    reached: BatchState
    already: Any
    follows: Callable[[Batch], list[str]]
    needs_reason: bool = False
    danger: bool = False


def _after_opening(batch: Batch) -> list[str]:
    if batch.seat_method == SeatMethod.FIRST_COME:
        seats = _("Ada %(seats)d kursi; sesudah itu pendaftar masuk daftar tunggu.")
    else:
        seats = _("Ada %(seats)d kursi, dibagikan sesudah pendaftaran ditutup; yang belum mendapat kursi menunggu.")
    return [_("Angkatan tampil di katalog dan pegawai dapat mendaftar."), seats % {"seats": batch.seats}]


def _after_closing(batch: Batch) -> list[str]:
    outlook = closing.outlook_of(batch)
    follows = [
        _("%(n)d peserta memenuhi syarat kehadiran dan mendapat sertifikat dan JP.") % {"n": outlook.finished},
        _("%(n)d peserta hadir terlalu sedikit dan tidak memenuhi syarat kehadiran.") % {"n": outlook.not_finished},
        _("%(n)d peserta tidak pernah hadir; alasannya ikut tercatat.") % {"n": outlook.absent},
    ]
    seats = seats_of(batch)
    if seats.waiting:
        follows.append(_("%(n)d orang di daftar tunggu diberi tahu bahwa kursi tidak tersedia.") % {"n": seats.waiting})
    sessions: Any = sessions_with_presence(batch)
    unmarked = [session.title for session in sessions if not session.marked]
    if unmarked:
        follows.append(
            _("Perhatian: kehadiran belum dicatat pada sesi %(sessions)s. Semua peserta dianggap tidak hadir di sana.")
            % {"sessions": ", ".join(f"“{title}”" for title in unmarked)}
        )
    follows += [
        _("Perhatian: satu ponsel mencatat %(names)s pada sesi “%(session)s”.")
        % {"names": ", ".join(device.names), "session": device.session.title}
        for device in shared_in_batch(batch)
    ]
    return follows


def _after_reopening(batch: Batch) -> list[str]:
    return [
        _("Peserta kembali berkeadaan “Hadir” atau “Terdaftar” dan kehadiran dapat dikoreksi."),
        _("Sertifikat dan JP dari angkatan ini menyesuaikan setelah angkatan ditutup lagi."),
    ]


def _after_cancelling(batch: Batch) -> list[str]:
    live = Enrollment.objects.filter(batch=batch).exclude(state__in=OVER).count()
    return [
        _("%(n)d pendaftaran dibatalkan dan orangnya diberi tahu beserta alasannya.") % {"n": live},
        _("Pengingat yang belum terkirim ditarik. Angkatan tidak dapat dihidupkan lagi."),
    ]


STEPS = {
    "buka": Step(
        act=batches.open_enrollment,
        title=gettext_lazy("Buka pendaftaran"),
        button=gettext_lazy("Buka pendaftaran"),
        done=gettext_lazy("Pendaftaran dibuka."),
        reached=BatchState.OPEN,
        already=gettext_lazy("Pendaftaran angkatan ini sudah dibuka."),
        follows=_after_opening,
    ),
    "tutup": Step(
        act=closing.close,
        title=gettext_lazy("Tutup angkatan"),
        button=gettext_lazy("Tutup angkatan"),
        done=gettext_lazy("Angkatan ditutup. Sertifikat dan JP sedang dibuat."),
        reached=BatchState.CLOSED,
        already=gettext_lazy("Angkatan ini sudah ditutup sebelumnya. Tidak ada yang berubah."),
        follows=_after_closing,
    ),
    "buka-kembali": Step(
        act=closing.reopen,
        title=gettext_lazy("Buka kembali angkatan"),
        button=gettext_lazy("Buka kembali"),
        done=gettext_lazy("Angkatan dibuka kembali."),
        reached=BatchState.OPEN,
        already=gettext_lazy("Angkatan ini sudah dibuka kembali."),
        follows=_after_reopening,
        needs_reason=True,
    ),
    "batal": Step(
        act=batches.cancel,
        title=gettext_lazy("Batalkan angkatan"),
        button=gettext_lazy("Batalkan angkatan"),
        done=gettext_lazy("Angkatan dibatalkan. Semua pendaftar diberi tahu."),
        reached=BatchState.CANCELLED,
        already=gettext_lazy("Angkatan ini sudah dibatalkan sebelumnya."),
        follows=_after_cancelling,
        needs_reason=True,
        danger=True,
    ),
}


@require_http_methods(["GET", "POST"])
def batch_step(request: HttpRequest, batch_id: int, step: str) -> HttpResponse:
    """Say what follows, then do it."""
    require(may_run_programs(access_of(request)))
    chosen = STEPS[step]
    batch = get_object_or_404(Batch.objects.select_related("program"), pk=batch_id)
    form = ReasonForm(request.POST or None) if chosen.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = {"reason": form.cleaned_data["reason"]} if form else {}
        _do(request, chosen, batch, reason, timezone.now())
        return redirect("hr_batch", batch_id=batch_id)
    if batch.state == chosen.reached:
        # Back button or a second tab: asking again would announce figures of a step that is behind us.
        messages.info(request, str(chosen.already))
        return redirect("hr_batch", batch_id=batch_id)
    context = {"batch": batch, "step": chosen, "follows": chosen.follows(batch), "form": form}
    return render(request, "programs/hr_batch_step.html", context)


def _do(request: HttpRequest, step: Step, batch: Batch, reason: dict[str, str], now: datetime) -> None:
    if batch.state == step.reached:
        messages.info(request, str(step.already))
        return
    try:
        step.act(batch=batch, by=access_of(request).account, now=now, **reason)
    except (BatchError, EnrollmentError) as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, str(step.done))
