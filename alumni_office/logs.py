"""Logs as one line of JSON an event, without personal data."""

import json
import logging
import traceback
from datetime import UTC, datetime

STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
PLAIN = (int, float, bool, type(None))


class JsonFormatter(logging.Formatter):
    """Escapes line breaks, so that no event can forge another. Of an exception it keeps the type and the
    places, not the text, which may quote a row; of `extra` it keeps numbers and ids, not words."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        event |= {key: value for key, value in vars(record).items() if key not in STANDARD and isinstance(value, PLAIN)}
        if record.exc_info and record.exc_info[0]:
            event["exception"] = record.exc_info[0].__name__
            event["places"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(event, ensure_ascii=False)
