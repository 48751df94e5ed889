"""Issuing the letters of a batch: invitation, order to attend (surat tugas), list of participants.

What is issued stays as it is, with its number. Issuing again makes another letter with the next number, for other
people or another wording; the first one can be downloaded again at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import pdf
from documents.files import store
from documents.identity import current_identity, signatory
from documents.models import DocumentKind, NumberPattern, Signatory, StoredFile
from documents.numbers import NumberError, allocate
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.models import Account, Unit
from programs.errors import LetterError
from programs.locks import hold_batch
from programs.models import (
    PARTICIPANTS,
    Batch,
    BatchState,
    Enrollment,
    EnrollmentState,
    Letter,
    LetterKind,
    LetterPerson,
)
from programs.papers import letter_messages
from programs.papers.letter_facts import Wording, freeze, heads_of_agencies

HAS_LETTERS = (BatchState.OPEN, BatchState.CLOSED)


@dataclass(frozen=True)
class Order:
    """What HR asks for: a kind of letter for some of the batch's participants (enrollment ids), in these words.

    `key` is the form's: sent twice, the first letters are returned and no number is used up.
    """

    batch: Batch
    kind: LetterKind
    enrollment_ids: Sequence[int]
    wording: Wording
    key: UUID


def issue(*, order: Order, by: Account | None, now: datetime) -> list[Letter]:
    """Issue a letter for the chosen participants; a surat tugas for heads of agencies is one of its own.

    The list of participants names everyone, with the waiting list apart. Raises LetterError when nobody is chosen,
    the batch is a draft or called off, or no signatory or number pattern is in force.
    """
    if order.batch.state not in HAS_LETTERS:
        raise LetterError(_("Surat diterbitkan setelah pendaftaran angkatan ini dibuka."))
    with transaction.atomic(), refusing_with(LetterError):
        # The batch's lock: who takes part must not change while the letter names them, and a second press waits.
        hold_batch(order.batch.pk)
        letters = list(Letter.objects.filter(key=order.key).order_by("pk"))
        if not letters:
            parts = _parts(order.kind, _chosen(order), city_day(now))
            letters = [_write(order, people, by, now, of_heads=of_heads) for of_heads, people in parts]
    for letter in letters:
        draw(letter=letter, now=now)
    return letters


def draw(*, letter: Letter, now: datetime) -> StoredFile:
    """The letter's PDF, made when it is not there yet; the same facts give the same file."""
    if letter.pdf is None:
        content = pdf.render(template=letter.kind, data=letter.facts)
        name = f"{letter.get_kind_display()} {letter.number}.pdf".replace("/", "-")
        file = store(name=name, content_type="application/pdf", content=content, now=now)
        # Conditional update: of two who draw at once the first one's file stays.
        Letter.objects.filter(pk=letter.pk, pdf__isnull=True).update(pdf=file)
        letter.refresh_from_db(fields=["pdf"])
    assert letter.pdf is not None
    return letter.pdf


@dataclass(frozen=True)
class Missing:
    """What a letter lacks, and the page where HR sets it; without what is `needed` it cannot be issued."""

    sentence: str
    link: str
    needed: bool


def missing_for(kind: str, *, day: date, with_heads: bool) -> list[Missing]:
    """What HR has to set before letters of the kind look as they should on the day."""
    found = []
    if signatory(kind=kind, day=day) is None:
        found.append(Missing(_("Belum ada penanda tangan untuk surat ini."), _signatory_page(kind), needed=True))
    if with_heads and signatory(kind=DocumentKind.ASSIGNMENT_LETTER_OF_HEADS, day=day) is None:
        sentence = _("Di antara peserta ada kepala perangkat daerah, tetapi penanda tangan suratnya (Sekda) belum ada.")
        found.append(Missing(sentence, _signatory_page(DocumentKind.ASSIGNMENT_LETTER_OF_HEADS), needed=False))
    if not NumberPattern.objects.on(day).filter(kind=kind).exists():
        page = f"{reverse('admin:documents_numberpattern_add')}?kind={kind}"
        found.append(Missing(_("Belum ada pola nomor untuk surat ini."), page, needed=True))
    identity = current_identity()
    if not (identity.agency_name and identity.address):
        sentence = _("Kop surat belum lengkap: isi nama perangkat daerah dan alamatnya.")
        found.append(Missing(sentence, reverse("admin:documents_cityidentity_changelist"), needed=False))
    return found


def _signatory_page(kind: str) -> str:
    return f"{reverse('admin:documents_signatory_add')}?kind={kind}"


def named_by_default(batch: Batch) -> list[Enrollment]:
    """Whom a letter may name, by name: the batch's participants."""
    people = Enrollment.objects.filter(batch=batch, state__in=PARTICIPANTS).select_related("employee", "unit")
    return list(people.order_by("employee__name", "pk"))


def _chosen(order: Order) -> list[Enrollment]:
    people = named_by_default(order.batch)
    if order.kind == LetterKind.PARTICIPANT_LIST:
        return people
    chosen = [one for one in people if one.pk in set(order.enrollment_ids)]
    if not chosen:
        raise LetterError(_("Pilih paling sedikit satu peserta."))
    return chosen


def _parts(kind: str, people: list[Enrollment], day: date) -> list[tuple[bool, list[Enrollment]]]:
    """The people of each letter to write, and whether it is the one for heads of agencies."""
    heads = heads_of_agencies(people, day) if kind == LetterKind.ASSIGNMENT else []
    others = [one for one in people if one not in heads]
    if heads and others:
        return [(False, others), (True, heads)]
    return [(bool(heads), heads or others)]


def _write(order: Order, people: list[Enrollment], by: Account | None, now: datetime, *, of_heads: bool) -> Letter:
    day, signs = city_day(now), _signs(order.kind, of_heads, city_day(now))
    waiting = _waiting(order.batch) if order.kind == LetterKind.PARTICIPANT_LIST else []
    facts = freeze(batch=order.batch, wording=order.wording, people=people, waiting=waiting, signs=signs, day=day)
    if of_heads and signs.unit:
        facts["agency"] = signs.unit.name
    # The number comes last: its sequence stays locked until the commit.
    facts["number"] = _number(order.kind, signs, day, now)
    letter = Letter(batch=order.batch, kind=order.kind, of_heads=of_heads, key=order.key, by=by, issued_at=now)
    letter.number, letter.facts = facts["number"], facts
    letter.save(force_insert=True)
    rows = [LetterPerson(letter=letter, enrollment=one, place=place) for place, one in enumerate(people, start=1)]
    LetterPerson.objects.bulk_create(rows)
    if order.kind != LetterKind.PARTICIPANT_LIST:
        letter_messages.issued(letter, people, now=now)
    return letter


def _waiting(batch: Batch) -> list[Enrollment]:
    queue = Enrollment.objects.filter(batch=batch, state=EnrollmentState.WAITING).select_related("employee", "unit")
    return list(queue.order_by("queue_number"))


def _signs(kind: str, of_heads: bool, day: date) -> Signatory:
    wanted = DocumentKind.ASSIGNMENT_LETTER_OF_HEADS if of_heads else DocumentKind(kind)
    found = signatory(kind=wanted, day=day)
    if found is None:
        raise LetterError(
            _("Belum ada penanda tangan untuk %(kind)s. Tambahkan di Penanda tangan, lalu terbitkan lagi.")
            % {"kind": wanted.label}
        )
    return found


def _number(kind: str, signs: Signatory, day: date, now: datetime) -> str:
    root = Unit.objects.on(day).without_tree_fields().filter(parent__isnull=True).order_by("pk").first()
    code = signs.unit.code if signs.unit else (root.code if root else "")
    try:
        return allocate(kind=kind, unit_code=code, now=now)
    except NumberError as refusal:
        raise LetterError(refusal.message) from refusal
