"""Articles follow a record that is merged, and lose the person who is erased."""

import pytest
from django.core.files.storage import default_storage

from alumni.services.copying.collecting import collect
from alumni.services.erasing import erase_person
from alumni.services.merging import merge_alumni, undo_merge
from alumni_office.accounts.roles import Role
from publications.models import Article, ArticleConsent, ArticlePerson, Issue, Picture, Suggestion
from publications.services.articles_people import record_answer
from tests.factories import (
    bring_issue,
    make_alumnus,
    make_article,
    make_article_person,
    make_issue,
    make_picture,
    make_suggestion,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_merge_moves_people_and_suggestions_and_gives_them_back():
    keep, drop, by = make_alumnus("王伟"), make_alumnus("王炜"), make_user()
    moved = make_article_person(make_article(make_issue()), drop)
    both = make_article(make_issue())
    make_article_person(both, keep)
    twin = make_article_person(both, drop)
    suggestion = make_suggestion(alumnus=drop)

    merge = merge_alumni(keep=keep, drop=drop, by=by)

    owners = dict(ArticlePerson.objects.values_list("pk", "alumnus"))
    assert (owners[moved.pk], owners[twin.pk], Suggestion.objects.get().alumnus) == (keep.pk, drop.pk, keep)
    undo_merge(merge=merge, by=by)
    assert ArticlePerson.objects.get(pk=moved.pk).alumnus == Suggestion.objects.get(pk=suggestion.pk).alumnus == drop


def test_an_erasure_takes_the_person_out_of_what_is_published(client, django_capture_on_commit_callbacks):
    issue = make_issue()
    article = make_article(
        issue, "访欧阳修", body="<p>欧阳<em>修</em>来了。</p>", title_en="Ouyang Xiu", body_en="<p>Ouyang Xiu came.</p>"
    )
    alumnus = make_alumnus("欧阳修")
    person = make_article_person(article, alumnus, name_en="Ouyang Xiu")
    picture = make_picture(article, [person], caption="欧阳修")
    other = make_picture(article, caption="欧阳修的书桌")
    record_answer(person=person, text=True, photo=True, note="当面", by=make_user(Role.HEAD))
    bring_issue(issue, "published")
    make_suggestion(alumnus=alumnus)
    name = picture.file.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person_id=alumnus.pk, by=make_user(Role.HEAD))

    row = Article.objects.get()
    assert [
        word for word in ("欧阳", "Ouyang") if word in f"{row.title}{row.body}{row.title_en}{row.body_en}{row.words}"
    ] == []
    assert (ArticlePerson.objects.count(), ArticleConsent.objects.count(), Suggestion.objects.count()) == (0, 0, 0)
    assert list(Picture.objects.values_list("pk", flat=True)) == [other.pk]
    assert "欧阳修" not in Picture.objects.get().caption
    assert not default_storage.exists(name)
    assert Issue.objects.get().state == "published"
    assert client.get(article.public_url).status_code == 200


def test_a_copy_of_ones_data_says_in_which_articles_one_is():
    alumnus = make_alumnus("王伟")
    make_article_person(make_article(make_issue(), "访王伟"), alumnus, state="agreed")
    make_suggestion(alumnus=alumnus)
    copy = collect(alumnus)
    assert [row["title"] for row in copy.other["publications.periodicals"]["articles"]] == ["访王伟"]
    assert {"articles", "mailings", "subscriptions", "parcels"} <= {
        name for part in copy.other.values() for name in part
    }
    assert {"publications.ArticlePerson", "publications.ArticleConsent", "publications.Suggestion"} <= set(copy.tables)
    assert "token_hash" not in copy.tables["publications.ArticlePerson"][0]
