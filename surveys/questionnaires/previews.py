"""A survey page as citizens see it, before it is published: nothing that is sent is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from surveys.answers import read_answers
from surveys.content import SurveyContent


def preview_page(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse:
    """The page with what was filled in; a notice says that it is a look only."""
    answers = read_answers(content, request.POST)
    context = {
        "content": content,
        "language": language,
        "sheet": "",
        "scores": answers.scores,
        "missing": answers.missing if request.method == "POST" else (),
        "respondent": answers.respondent,
        "comment": answers.comment,
        "extras": answers.extras,
        "message": "",
        "was_sent": request.method == "POST",
    }
    with translation.override(language):
        return render(request, "surveys/questionnaires/preview.html", context)
