import pytest
from django.utils import translation

from alumni.models.places import place_label


@pytest.mark.parametrize(
    ("province", "city", "chinese", "english"),
    [
        ("37", "济南", "山东 济南", "Shandong 济南"),
        ("31", "上海", "上海", "Shanghai"),
        ("50", "重庆市", "重庆", "Chongqing"),
        ("37", "", "山东", "Shandong"),
        ("", "Berlin", "Berlin", "Berlin"),
        ("", "", "", ""),
    ],
)
def test_a_municipality_is_said_once(province, city, chinese, english):
    with translation.override("zh-hans"):
        assert place_label(province, city) == chinese
    with translation.override("en"):
        assert place_label(province, city) == english
