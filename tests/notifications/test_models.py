"""What a message can never be."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Message, Preference, SentMail
from tests.factories.people import make_account


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"cause": ""}, "message_has_cause"),
        ({"cause": "taken"}, "message_cause_once"),
        ({"subject": "Satu\nBcc: lain"}, "message_subject_one_line"),
        ({"link": "https://lain.test/"}, "message_link_stays_here"),
        ({"link": "//lain.test/"}, "message_link_stays_here"),
        ({"subject": ""}, "message_subject_one_line"),
        ({"claim": uuid4()}, "message_claim_whole"),
        ({"claimed_at": "2026-03-09T00:00Z"}, "message_claim_whole"),
        ({"sent_at": "2026-03-09T00:00Z", "withdrawn_at": "2026-03-09T00:00Z"}, "message_sent_is_over"),
        ({"sent_at": "2026-03-09T00:00Z", "channel": "in_app"}, "message_sent_is_over"),
        ({"channel": "in_app", "attempts": 1}, "message_in_app_is_never_sent"),
        ({"channel": "digest", "attempts": 1}, "message_in_app_is_never_sent"),
        ({"sent_at": "2026-03-09T00:00Z", "channel": "digest"}, "message_sent_is_over"),
        ({"digest_id": 1}, "message_gathered_waited_for_it"),
    ],
)
def test_a_message_in_no_state_is_refused(db: None, now: datetime, values: dict[str, object], constraint: str) -> None:
    whole = {
        "to": make_account(),
        "kind": "x",
        "subject": "Perihal",
        "body": "",
        "cause": "free",
        "channel": "email",
        "created_at": now,
        "not_before": now,
        "next_attempt_at": now,
    }
    Message.objects.create(**{**whole, "cause": "taken"})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.create(**{**whole, **values})


def test_a_mail_is_kept_once(db: None, now: datetime) -> None:
    values = {"message_id": "<1@x>", "to": "a", "subject": "b", "body": "c", "sent_at": now}
    SentMail.objects.create(**values)
    with pytest.raises(IntegrityError, match="sent_mail_once"), transaction.atomic():
        SentMail.objects.create(**values)


def test_a_pace_is_one_of_three(db: None) -> None:
    with pytest.raises(IntegrityError, match="preference_pace_known"), transaction.atomic():
        Preference.objects.create(account=make_account(), pace="sesekali")
