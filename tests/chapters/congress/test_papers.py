"""Credentials and the result as files: what stands in them, and that what people wrote is text."""

import io
from uuid import uuid4

import docx
import pytest
from django.utils import translation

from alumni_office.documents.docx import docx as as_docx
from alumni_office.documents.pdf import Document as Paper
from alumni_office.documents.pdf import Entry, Section, pdf
from alumni_office.saving.refusals import Refused
from chapters.models import Candidate, Delegate, Document
from chapters.services import congress as services
from chapters.services.congress import papers
from tests.factories import make_alumnus, make_delegate, make_delegation, make_session

pytestmark = pytest.mark.django_db


def content_of(document):
    with document.file.open("rb") as file:
        return file.read()


def read(content):
    return docx.Document(io.BytesIO(content))


def words(content):
    found = read(content)
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in found.paragraphs] + cells


@pytest.fixture
def congress():
    congress = make_session(3)
    motion = services.add_motion(
        congress=congress, key=uuid4(), title="<b>章程</b> & 修正", title_en="Charter", kind="charter", by=None
    )
    services.record_vote(motion=motion, votes_for=2, votes_against=1, abstentions=0, by=None)
    election = services.add_election(congress=congress, seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=make_alumnus("张会长"), by=None)
    services.record_ballot(election=election, ballots=3, votes={one.pk: 3}, by=None)
    services.close_congress(congress=congress, by=None)
    congress.refresh_from_db()
    return congress


def test_the_result_has_attendance_motions_elections_the_council_and_all_names(congress, each_language):
    found = words(as_docx(papers.result(congress)))
    delegates = congress.delegates.select_related("alumnus")
    assert {"张会长", *(f"{row.number} {row.alumnus.name}" for row in delegates)} <= set(found)
    assert found.count("3") >= 3  # present at the motion and the ballot, and valid ballots
    assert ("Charter" if each_language == "en" else "<b>章程</b> & 修正") in found


def test_the_result_is_written_as_pdf_and_docx_in_both_languages(congress):
    services.write_results(congress=congress, by=None)
    files = list(Document.objects.order_by("pk"))
    assert [(file.form, file.kind, file.congress) for file in files] == [
        (form, "result", congress) for form in ("pdf", "docx", "pdf", "docx")
    ]
    assert content_of(files[0]).startswith(b"%PDF-")
    chinese, english = (read(content_of(files[place])).core_properties.title for place in (1, 3))
    with translation.override("en"):
        assert english == papers.result(congress).title
    with translation.override("zh-hans"):
        assert chinese == papers.result(congress).title


def test_no_result_is_written_before_the_end():
    with pytest.raises(Refused):
        services.write_results(congress=make_session(1), by=None)


def test_chinese_text_has_a_font_of_its_own(congress):
    styles = read(as_docx(papers.result(congress))).styles
    for name in ("Normal", "Title", "Heading 1"):
        assert "eastAsia=" in styles[name].element.rPr.rFonts.xml


def test_what_people_wrote_is_text_and_controls_go():
    paper = Paper("<w:p/>\x00\x0b", "", "", [Section("&amp;", "", [Entry((("a", "x\ufffey]]>"),))])])
    assert {"<w:p/>", "&amp;", "xy]]>"} <= set(words(as_docx(paper)))


def test_credentials_carry_a_code_that_only_the_desk_opens():
    delegate = make_delegate(make_delegation(make_session(0)), number=7)
    paper = papers.credential(delegate)
    assert paper.code.endswith(f"/admin/chapters/congress/{delegate.congress_id}/attendance/?q=7")
    assert len(pdf(paper)) > len(pdf(Paper(paper.title, paper.lead, paper.foot, paper.sections)))


def test_who_was_erased_is_no_name_in_the_result_and_the_credentials(congress):
    Candidate.objects.update(alumnus=None)
    Delegate.objects.update(alumnus=None)
    with translation.override("en"):
        found = words(as_docx(papers.result(congress)))
        credential = words(as_docx(papers.credential(congress.delegates.get(number=1))))
    assert {"a person who was erased", "1 a person who was erased"} <= set(found)
    assert "a person who was erased" in credential


def test_nobody_takes_the_place_of_who_was_erased_before_the_congress_closed():
    congress = make_session(3)
    election = services.add_election(congress=congress, seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=make_alumnus("张会长"), by=None)
    services.record_ballot(election=election, ballots=3, votes={one.pk: 3}, by=None)
    Candidate.objects.update(alumnus=None)
    assert services.close_congress(congress=congress, by=None) is None
