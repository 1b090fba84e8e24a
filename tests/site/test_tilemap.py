import pytest
from django.template import Context, Template
from django.utils.translation import override

from alumni.models.places import COUNTRIES, Province
from alumni_office.ui import tilemap, worldtiles
from alumni_office.ui.templatetags.tilemap import legend_of_counts


def places(**values):
    return [
        tilemap.Place(each.value, str(each.label), values.get(each.name, 0), str(values.get(each.name, 0)))
        for each in Province
    ]


def test_all_thirty_four_have_a_place_of_their_own():
    assert tilemap.LAYOUT.keys() == set(Province.values)
    assert len({(column, row) for column, row, _short in tilemap.LAYOUT.values()}) == 34
    assert len({short for _column, _row, short in tilemap.LAYOUT.values()}) == 34


def test_tiles_are_darker_by_their_share_in_steps():
    made = tilemap.tiles(places(SHANDONG=60, BEIJING=25, HEBEI=9, HENAN=5, TAIWAN=1))
    shades = {Province(tile.place.code).name: tile.shade for tile in made}
    assert [shades[name] for name in ("SHANDONG", "BEIJING", "HEBEI", "HENAN", "TAIWAN", "TIBET")] == [5, 5, 4, 3, 2, 0]
    assert {tile.shade for tile in tilemap.tiles(places())} == {0}


def test_tiles_are_walked_line_by_line():
    made = tilemap.tiles(places())
    assert [(tile.row, tile.column) for tile in made] == sorted((tile.row, tile.column) for tile in made)


def test_a_tile_says_its_name_and_number_and_is_a_link_only_where_it_leads_somewhere():
    template = Template("{% load tilemap %}{% tilemap tiles 'Where' %}")
    place = tilemap.Place("71", "<Taiwan>", 3, "3", "/find/?province=71")
    page = template.render(Context({"tiles": tilemap.tiles([place, tilemap.Place("81", "Hong Kong", 0, "0")])}))
    assert '<a class="shade-5" href="/find/?province=71">' in page
    assert "&lt;Taiwan&gt;" in page
    assert '<li class="tile c6 r8"><span class="shade-0">' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (12_800, "1.3万", "13k"),
        (128_000, "13万", "128k"),
        (2_130_000, "213万", "2.1m"),
    ],
)
def test_in_a_narrow_tile_a_large_number_is_said_in_five_signs(value, chinese, english):
    with override("zh-hans"):
        assert tilemap.brief(value) == chinese
    with override("en"):
        assert tilemap.brief(value) == english


def test_small_numbers_are_shaded_by_themselves_and_the_legend_says_them():
    made = {
        tile.place.code: tile.shade for tile in tilemap.tiles(places(SHANDONG=16, BEIJING=1, HEBEI=2), by_count=True)
    }
    assert (made["37"], made["11"], made["13"], made["81"]) == (5, 1, 2, 0)
    with override("en"):
        assert legend_of_counts() == [(1, "1"), (2, "2–3"), (3, "4–7"), (4, "8–15"), (5, "16 and more")]


def test_every_country_stands_in_one_continent_and_chinas_parts_in_none():
    codes = [code for _name, each in worldtiles.CONTINENTS.values() for code in each.split()]
    assert len(codes) == len(set(codes))
    assert set(COUNTRIES) - set(codes) == {"CN", "HK", "MO", "TW"}


def test_the_world_shows_the_continents_that_have_a_place():
    made = worldtiles.continents(
        [tilemap.Place("US", "USA", 6, "6", "/?place=US"), tilemap.Place("JP", "Japan", 1, "1"),
         tilemap.Place("CA", "<Canada>", 2, "2")]
    )  # fmt: skip
    assert [(one.key, [tile.place.code for tile in one.tiles]) for one in made] == [
        ("asia", ["JP"]), ("america-north", ["CA", "US"]),
    ]  # fmt: skip
    page = Template("{% load tilemap %}{% worldtiles continents %}").render(Context({"continents": made}))
    assert '<a class="shade-3" href="/?place=US">' in page
    assert '<span class="shade-1"><span class="name">Japan' in page
    assert "&lt;Canada&gt;" in page
    assert "style=" not in page
