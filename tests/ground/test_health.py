import pytest


@pytest.mark.django_db
def test_health_says_what_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "redis": True})


@pytest.mark.django_db
def test_a_missing_redis_does_not_take_the_web_out_of_service(client, settings, tmp_path):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": f"unix://{tmp_path}/nobody.sock"}}
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "redis": False})
