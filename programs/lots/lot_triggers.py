"""Rules of giving seats that more than one row decides, as triggers: the database refuses, whoever writes.

The database computes every digest itself (its own SHA-256), so that a published figure cannot be wrong.
"""

# ruff: noqa: S608  the SQL is put together from constants of our own code

import pgtrigger

from programs.triggers import _update_of, refuse, stays


def sha256_of(text: str) -> str:
    """The SQL of a text's SHA-256 as 64 lower-case hexadecimal digits; `text` is an SQL expression."""
    return f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')"


LOT_SUMS_HOLD = pgtrigger.Trigger(
    name="lot_sums_hold",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF NEW.listing <> '' AND NEW.list_digest <> {sha256_of("NEW.listing")} THEN
        {refuse("lot_list_digest_true", "Sidik daftar tidak cocok dengan daftarnya.")}
    END IF;
    IF NEW.secret <> '' AND NEW.secret_digest <> {sha256_of("NEW.secret")} THEN
        {refuse("lot_secret_fits_its_digest", "Rahasia ini tidak cocok dengan sidik yang sudah diumumkan.")}
    END IF;
    IF NEW.drawn_at IS NOT NULL
        AND NEW.seed <> {sha256_of("NEW.secret || NEW.list_digest || NEW.value")} THEN
        {refuse("lot_seed_true", "Biji undian tidak sesuai dengan rahasia, daftar, dan nilai umum.")}
    END IF;
    RETURN NEW;
    """,
)

# FOR SHARE: the batch must not be opened, and the digest thereby published, while we replace it.
LOT_KEEPS_WHAT_WAS_PUBLISHED = pgtrigger.Trigger(
    name="lot_keeps_what_was_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"),
    declare=[("standing", "text")],
    func=f"""
    IF OLD.drawn_at IS NOT NULL THEN
        {refuse("lot_drawn_once", "Undian ini sudah dilakukan. Hasilnya tetap.")}
    END IF;
    IF (OLD.secret_digest, OLD.committed_at) IS DISTINCT FROM (NEW.secret_digest, NEW.committed_at) THEN
        SELECT state INTO standing FROM programs_batch WHERE id = NEW.batch_id FOR SHARE;
        IF standing <> 'draft' THEN
            {refuse("lot_keeps_its_digest", "Sidik rahasia sudah diumumkan, jadi tidak dapat diganti.")}
        END IF;
    END IF;
    IF OLD.frozen_at IS NOT NULL
        AND (OLD.frozen_at, OLD.listing, OLD.list_digest, OLD.value_source, OLD.value_url, OLD.value_at, OLD.reveal_by)
        IS DISTINCT FROM
        (NEW.frozen_at, NEW.listing, NEW.list_digest, NEW.value_source, NEW.value_url, NEW.value_at, NEW.reveal_by) THEN
        {refuse("lot_keeps_its_list", "Daftar undian sudah dikunci. Daftar dan sumber nilai umum tetap.")}
    END IF;
    RETURN NEW;
    """,
)

LOT_STAYS = pgtrigger.Trigger(
    name="lot_stays_with_its_batch",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete | _update_of("batch_id"),
    func=f"""
    IF TG_OP = 'DELETE' OR OLD.batch_id <> NEW.batch_id THEN
        {refuse("lot_stays_with_its_batch", "Undian tidak dapat dihapus atau dipindahkan.")}
    END IF;
    RETURN NEW;
    """,
)

# At commit, so that batch and lot may be written in either order.
BATCH_OPENS_WITH_ITS_LOT = pgtrigger.Trigger(
    name="batch_opens_with_its_lot",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | _update_of("state"),
    timing=pgtrigger.Deferred,
    func=f"""
    IF NEW.state <> 'draft' AND NEW.state <> 'cancelled' AND NEW.seat_method = 'lot'
        AND NOT EXISTS (SELECT FROM programs_lot WHERE batch_id = NEW.id) THEN
        {refuse("batch_opens_with_its_lot", "Siapkan undian dahulu: rahasia dan nilai umumnya.")}
    END IF;
    RETURN NULL;
    """,
)

BATCH_KEEPS_ITS_WAY = pgtrigger.Trigger(
    name="batch_keeps_its_way_of_giving_seats",
    when=pgtrigger.Before,
    operation=_update_of("seat_method", "lot_by", "strata_by", "reserves"),
    condition=pgtrigger.Condition(
        "OLD.state <> 'draft' AND (OLD.seat_method, OLD.lot_by, OLD.strata_by, OLD.reserves) "
        "IS DISTINCT FROM (NEW.seat_method, NEW.lot_by, NEW.strata_by, NEW.reserves)"
    ),
    func=refuse("batch_keeps_its_way_of_giving_seats", "Cara membagi kursi sudah diumumkan, jadi tidak dapat diganti."),
)

# Freezing holds the batch's row too, so a change of seats is either before it or refused here.
BATCH_KEEPS_ITS_LOT = pgtrigger.Trigger(
    name="batch_keeps_its_lot_possible",
    when=pgtrigger.Before,
    operation=_update_of("seats", "enrollment_closes_at"),
    condition=pgtrigger.Condition(
        "NEW.seat_method = 'lot' AND (OLD.seats, OLD.enrollment_closes_at) "
        "IS DISTINCT FROM (NEW.seats, NEW.enrollment_closes_at)"
    ),
    func=f"""
    IF EXISTS (SELECT FROM programs_lot
        WHERE batch_id = NEW.id AND frozen_at IS NOT NULL AND drawn_at IS NULL) THEN
        {
        refuse(
            "batch_keeps_its_lot_possible",
            "Daftar undian sudah dikunci. Kursi dan waktu pendaftaran dapat diubah lagi setelah undian.",
        )
    }
    END IF;
    IF EXISTS (SELECT FROM programs_lot
        WHERE batch_id = NEW.id AND frozen_at IS NULL AND value_at <= NEW.enrollment_closes_at) THEN
        {
        refuse(
            "lot_value_born_after_closing",
            "Nilai umum undian harus lahir setelah pendaftaran ditutup. Ubah dahulu nilai umumnya di halaman undian.",
        )
    }
    END IF;
    RETURN NEW;
    """,
)

SEATS_GIVEN_ONCE = pgtrigger.Trigger(
    name="batch_seats_given_once",
    when=pgtrigger.Before,
    operation=_update_of("seats_given_at"),
    condition=pgtrigger.Condition(
        "OLD.seats_given_at IS NOT NULL AND OLD.seats_given_at IS DISTINCT FROM NEW.seats_given_at"
    ),
    func=refuse("batch_seats_given_once", "Kursi angkatan ini sudah dibagikan."),
)

ENROLLMENT_IN_A_LOT_HAS_A_CODE = pgtrigger.Trigger(
    name="enrollment_in_a_lot_has_a_code",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Condition("NEW.code IS NULL"),
    func=f"""
    IF EXISTS (SELECT FROM programs_batch WHERE id = NEW.batch_id AND seat_method = 'lot') THEN
        {refuse("enrollment_in_a_lot_has_a_code", "Pendaftaran pada angkatan yang diundi memerlukan kode undian.")}
    END IF;
    RETURN NEW;
    """,
)

ENROLLMENT_KEEPS_ITS_CODE = stays("enrollment_keeps_its_code", "code")
