"""Rules that more than one row decides, as triggers: the database refuses, whoever writes.

Each raises a check violation (SQLSTATE 23514) with a constraint name and the sentence for people.
The races they close are listed in docs/locking.md.
"""

# ruff: noqa: S608  the SQL is put together from constants of our own code

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.conf import settings

from programs.transitions import HOLDING, PARTICIPANTS, Transitions


def refuse(constraint: str, message: str) -> str:
    """The PL/pgSQL statement that refuses with a constraint's name and a sentence for people."""
    return f"RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{constraint}', MESSAGE = '{message}';"


def _update_of(*columns: str) -> Any:
    return pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call]


def _listed(states: Iterable[str]) -> str:
    return ", ".join(f"'{state!s}'" for state in states)


def moves_along(table: Transitions, constraint: str) -> pgtrigger.Trigger:
    """A state changes only along the transition table."""
    pairs = _listed(f"{before!s}>{after!s}" for before in table for after in sorted(table[before]))
    return pgtrigger.Trigger(
        name=constraint,
        when=pgtrigger.Before,
        operation=_update_of("state"),
        condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
        func=(
            f"IF OLD.state || '>' || NEW.state NOT IN ({pairs}) THEN "
            f"{refuse(constraint, 'Langkah ini tidak ada dari keadaan sekarang. Muat ulang halaman.')} "
            "END IF; RETURN NEW;"
        ),
    )


def append_only(constraint: str) -> pgtrigger.Trigger:
    """A trail: rows are added, never changed or removed."""
    return pgtrigger.Trigger(
        name=constraint,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refuse(constraint, "Catatan perubahan tidak dapat diubah atau dihapus."),
    )


def stays(constraint: str, *columns: str) -> pgtrigger.Trigger:
    """Columns that never change after the row was made."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=constraint,
        when=pgtrigger.Before,
        operation=_update_of(*columns),
        condition=pgtrigger.Condition(changed),
        func=refuse(constraint, "Data ini tidak dapat dipindahkan. Buat yang baru."),
    )


# Only a row that comes to use up a seat locks its batch, so that two such rows never count each other's
# absence; a row that frees a seat locks nothing. The waiting list is guarded under the same lock.
SEATS_NEVER_EXCEEDED = pgtrigger.Trigger(
    name="enrollment_seats_never_exceeded",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | _update_of("state"),
    declare=[("capacity", "integer"), ("taken", "integer"), ("first_waiting", "integer")],
    func=f"""
    IF NEW.state NOT IN ({_listed(HOLDING)}) OR (TG_OP = 'UPDATE' AND OLD.state IN ({_listed(HOLDING)})) THEN
        RETURN NULL;
    END IF;
    SELECT seats INTO capacity FROM programs_batch WHERE id = NEW.batch_id FOR NO KEY UPDATE;
    SELECT count(*) FILTER (WHERE state IN ({_listed(HOLDING)})), min(queue_number) FILTER (WHERE state = 'waiting')
        INTO taken, first_waiting FROM programs_enrollment WHERE batch_id = NEW.batch_id;
    IF taken > capacity THEN
        {refuse("enrollment_seats_never_exceeded", "Kursi angkatan ini sudah penuh.")}
    END IF;
    IF TG_OP = 'UPDATE' AND first_waiting IS NOT NULL
        AND (NEW.queue_number IS NULL OR NEW.queue_number > first_waiting) THEN
        {refuse("enrollment_queue_never_jumps", "Masih ada yang menunggu lebih dahulu dalam antrean.")}
    END IF;
    RETURN NULL;
    """,
)

# The update itself holds the batch's row: whoever takes a seat at the same time waits, then counts anew.
SEATS_NOT_BELOW_TAKEN = pgtrigger.Trigger(
    name="batch_seats_not_below_taken",
    when=pgtrigger.Before,
    operation=_update_of("seats"),
    condition=pgtrigger.Condition("NEW.seats < OLD.seats"),
    declare=[("taken", "integer")],
    func=f"""
    SELECT count(*) INTO taken FROM programs_enrollment WHERE batch_id = NEW.id AND state IN ({_listed(HOLDING)});
    IF taken > NEW.seats THEN
        {
        refuse(
            "batch_seats_not_below_taken",
            "Kursi tidak boleh kurang dari yang sudah terisi atau ditawarkan. Batalkan pendaftaran dahulu.",
        )
    }
    END IF;
    RETURN NEW;
    """,
)

# Copies what a check constraint then compares; the composite key keeps the copies true afterwards.
# FOR SHARE: the program's partner must not change between this look and our commit.
BATCH_COPIES_AGREEMENT = pgtrigger.Trigger(
    name="batch_copies_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | _update_of("program_id", "agreement_id", "institution_id", "agreement_needed"),
    func="""
    SELECT p.institution_id, coalesce(i.kind <> 'internal', false)
        INTO NEW.institution_id, NEW.agreement_needed
        FROM programs_program p LEFT JOIN partners_institution i ON i.id = p.institution_id
        WHERE p.id = NEW.program_id FOR SHARE OF p;
    SELECT a.institution_id, a.starts_on, a.ends_on
        INTO NEW.agreement_institution_id, NEW.agreement_starts_on, NEW.agreement_ends_on
        FROM partners_agreement a WHERE a.id = NEW.agreement_id;
    RETURN NEW;
    """,
)

PROGRAM_KEEPS_ITS_PARTNER = pgtrigger.Trigger(
    name="program_keeps_its_partner",
    when=pgtrigger.Before,
    operation=_update_of("institution_id"),
    condition=pgtrigger.Condition("OLD.institution_id IS DISTINCT FROM NEW.institution_id"),
    func=f"""
    IF EXISTS (SELECT FROM programs_batch WHERE program_id = NEW.id) THEN
        {
        refuse(
            "program_keeps_its_partner",
            "Mitra tidak dapat diganti karena program ini sudah mempunyai angkatan. Buat program baru.",
        )
    }
    END IF;
    RETURN NEW;
    """,
)


# FOR SHARE: the instructor's last day must not come between this look and our commit.
INSTRUCTOR_STILL_TEACHES = pgtrigger.Trigger(
    name="session_instructor_still_teaches",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | _update_of("instructor_id", "starts_at", "cancelled"),
    condition=pgtrigger.Condition("NEW.instructor_id IS NOT NULL AND NOT NEW.cancelled"),
    declare=[("last_day", "date")],
    func=f"""
    SELECT ends_on INTO last_day FROM partners_instructor WHERE id = NEW.instructor_id FOR SHARE;
    IF last_day < (NEW.starts_at AT TIME ZONE '{settings.TIME_ZONE}')::date THEN
        {
        refuse(
            "session_instructor_still_teaches",
            "Pengajar ini tidak mengajar lagi pada hari sesi. Pilih pengajar lain.",
        )
    }
    END IF;
    RETURN NEW;
    """,
)

MATERIAL_LEAVES_A_TRACE = pgtrigger.Trigger(
    name="material_leaves_a_trace",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' OR OLD.removed_at IS NOT NULL THEN
        {refuse("material_leaves_a_trace", "Materi yang dihapus tetap tercatat dan tidak berubah lagi.")}
    END IF;
    RETURN NEW;
    """,
)


def _has_trail(table: str, trail: str, column: str, constraint: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=constraint,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | _update_of("state"),
        timing=pgtrigger.Deferred,
        declare=[("present", "text"), ("told", "text")],
        func=f"""
        SELECT state INTO present FROM {table} WHERE id = NEW.id;
        IF present IS NULL THEN RETURN NULL; END IF;
        SELECT to_state INTO told FROM {trail} WHERE {column} = NEW.id ORDER BY id DESC LIMIT 1;
        IF told IS DISTINCT FROM present THEN
            {refuse(constraint, "Setiap perubahan keadaan harus tercatat: siapa, kapan, mengapa.")}
        END IF;
        RETURN NULL;
        """,
    )


ENROLLMENT_HAS_TRAIL = _has_trail(
    "programs_enrollment", "programs_enrollmentchange", "enrollment_id", "enrollment_has_trail"
)
BATCH_HAS_TRAIL = _has_trail("programs_batch", "programs_batchchange", "batch_id", "batch_has_trail")
PLAN_HAS_TRAIL = _has_trail("programs_plan", "programs_planchange", "plan_id", "plan_has_trail")
PLANNED_HAS_TRAIL = _has_trail("programs_plannedprogram", "programs_plannedchange", "planned_id", "planned_has_trail")

ATTENDANCE_OF_PARTICIPANTS = pgtrigger.Trigger(
    name="attendance_of_participants",
    when=pgtrigger.Before,
    # Not of the device: it is forgotten also when the person has left the batch since.
    operation=pgtrigger.Insert | _update_of("session_id", "enrollment_id", "present", "marked_at"),
    declare=[("session_start", "timestamptz"), ("standing", "text")],
    func=f"""
    SELECT s.starts_at, e.state INTO session_start, standing
        FROM programs_session s JOIN programs_enrollment e ON e.batch_id = s.batch_id
        WHERE s.id = NEW.session_id AND e.id = NEW.enrollment_id;
    IF standing IS NULL OR standing NOT IN ({_listed(PARTICIPANTS)}) THEN
        {refuse("attendance_of_participants", "Kehadiran hanya dicatat untuk peserta angkatan itu sendiri.")}
    END IF;
    IF session_start > NEW.marked_at THEN
        {refuse("attendance_not_before_session", "Sesi ini belum dimulai. Catat kehadiran setelah sesi dimulai.")}
    END IF;
    RETURN NEW;
    """,
)


LETTER_NAMES_ITS_BATCH = pgtrigger.Trigger(
    name="letter_names_its_batch",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NOT EXISTS (
        SELECT FROM programs_letter l JOIN programs_enrollment e ON e.batch_id = l.batch_id
        WHERE l.id = NEW.letter_id AND e.id = NEW.enrollment_id
    ) THEN
        {refuse("letter_names_its_batch", "Surat hanya menyebut orang dari angkatannya sendiri.")}
    END IF;
    RETURN NEW;
    """,
)
# Plans of what hangs on a planned program, from OLD and NEW.
PLANS_OF_PARTS = "SELECT plan_id FROM programs_plannedprogram WHERE id IN (OLD.planned_id, NEW.planned_id)"


def plan_is_frozen(constraint: str, plans: str, *columns: str) -> pgtrigger.Trigger:
    """What belongs to a plan changes only while the plan is a draft or a stated revision of it is open.

    `plans` is the SQL of the ids of the plans concerned, from OLD and NEW; `columns` bounds an update to those.
    FOR SHARE: the plan must not be approved, nor its revision ended, between this look and our commit.
    """
    return pgtrigger.Trigger(
        name=constraint,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Delete | (_update_of(*columns) if columns else pgtrigger.Update),
        declare=[("concerned", "programs_plan%ROWTYPE")],
        func=f"""
        FOR concerned IN SELECT * FROM programs_plan WHERE id IN ({plans}) ORDER BY id FOR SHARE LOOP
            IF concerned.state <> 'draft' AND NOT EXISTS (
                SELECT FROM programs_planrevision WHERE plan_id = concerned.id AND ended_at IS NULL
            ) THEN
                {
            refuse(
                constraint,
                "Rencana ini sudah ditetapkan, jadi isinya terkunci. Buka perubahan rencana dengan alasannya dahulu.",
            )
        }
            END IF;
        END LOOP;
        RETURN coalesce(NEW, OLD);
        """,
    )


REGRET_OF_OWN_BATCH = pgtrigger.Trigger(
    name="regret_of_own_batch",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | _update_of("enrollment_id", "session_id"),
    func=f"""
    IF NOT EXISTS (SELECT FROM programs_session s JOIN programs_enrollment e ON e.batch_id = s.batch_id
        WHERE s.id = NEW.session_id AND e.id = NEW.enrollment_id) THEN
        {refuse("regret_of_own_batch", "Sesi ini bukan bagian dari angkatan yang diikuti.")}
    END IF;
    RETURN NEW;
    """,
)
