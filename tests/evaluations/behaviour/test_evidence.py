"""Files of evidence: photos and PDF, until the verdict."""

import pytest
from django.db import IntegrityError, transaction

from documents.uploads import Upload, UploadError
from evaluations.behaviour.evidence import add_evidence, remove_evidence
from evaluations.behaviour.steps import BehaviourError, judge_plan, write_plan
from evaluations.models import BehaviourEvidence, BehaviourReview, Verdict
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review

pytestmark = pytest.mark.django_db
PDF = Upload("laporan.pdf", b"%PDF-1.4 isi\n%%EOF")
PHOTO = Upload("meja.jpeg", b"\xff\xd8\xff isi")


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """The review of Siti."""
    return make_review(cast.employee.employee)


def add(review, upload=PDF) -> BehaviourEvidence:
    return add_evidence(review=review, upload=upload, now=REVIEWED_AT)


def test_photos_and_pdf_are_kept_under_the_name_of_what_they_are(review):
    assert [add(review, one).file.name for one in (PDF, PHOTO)] == ["laporan.pdf", "meja.jpg"]


def test_another_kind_is_refused_whatever_its_name(review):
    with pytest.raises(UploadError, match="PDF, PNG, JPG"):
        add(review, Upload("foto.jpg", b"<html>"))


def test_a_sixth_file_is_refused_and_by_the_database_too(review):
    kept = [add(review) for _each in range(5)]
    with pytest.raises(BehaviourError, match="lima"):
        add(review)
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourEvidence.objects.create(review=review, file=kept[0].file, place=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourEvidence.objects.create(review=review, file=kept[0].file, place=5)


def test_a_file_taken_back_makes_room(review):
    kept = [add(review) for _each in range(5)]
    remove_evidence(evidence=kept[2], now=REVIEWED_AT)
    assert add(review).place == 3


def test_after_the_verdict_no_file_comes_or_goes_whoever_writes(review):
    kept = add(review)
    write_plan(review=review, action="Menata arsip", evidence="", now=REVIEWED_AT)
    judge_plan(review=review, verdict=Verdict.DONE, note="", now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="sudah menilai"):
        add(review)
    with pytest.raises(BehaviourError, match="sudah menilai"):
        remove_evidence(evidence=kept, now=REVIEWED_AT)
    with pytest.raises(IntegrityError, match="tidak dapat diubah lagi"), transaction.atomic():
        BehaviourEvidence.objects.create(review=review, file=kept.file, place=2)
    with pytest.raises(IntegrityError, match="tidak dapat diubah lagi"), transaction.atomic():
        BehaviourEvidence.objects.filter(pk=kept.pk).delete()
