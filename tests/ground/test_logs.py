import json
import logging

from alumni_office.logs import JsonFormatter


def line_of(**fields):
    record = logging.makeLogRecord({"name": "office", "levelname": "INFO", "msg": "job done"} | fields)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_an_event_is_one_line_that_no_other_can_be_forged_into():
    assert line_of(msg='x\n{"level": "ERROR"}')["message"] == 'x\n{"level": "ERROR"}'


def test_ids_are_kept_and_words_are_not():
    event = line_of(job=7, phone="13800138000", request=object())
    assert event["job"] == 7
    assert "phone" not in event
    assert "request" not in event


def test_an_exception_gives_its_kind_and_places_but_not_its_text():
    try:
        raise ValueError("王小明 13800138000")
    except ValueError as error:
        event = line_of(exc_info=(ValueError, error, error.__traceback__))
    assert event["exception"] == "ValueError"
    assert "test_logs.py" in event["places"][0]
    assert "13800138000" not in json.dumps(event)
