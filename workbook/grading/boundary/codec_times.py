"""Dates, times and their zones as plain data. Zones are rebuilt from a name or an offset, never from a file's content."""

from __future__ import annotations

import datetime
import importlib
import re
import sys
import zoneinfo
from typing import Any

from workbook.grading.boundary.codec import Malformed, each, plain

_KEY = re.compile(r"[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,3}")


def zone_parts(zone: datetime.tzinfo | None) -> Any:
    """A zone as plain data; NotImplemented for one that can't be rebuilt as it is."""
    if zone is None:
        return [0]
    if type(zone) is datetime.timezone:
        offset, *name = zone.__getinitargs__()  # type: ignore[attr-defined]
        return [1, offset.days, offset.seconds, offset.microseconds, *name]
    if type(zone) is zoneinfo.ZoneInfo and zone.key is not None:
        return [2, zone.key] if _KEY.fullmatch(zone.key) else NotImplemented
    dateutil = sys.modules.get("dateutil.tz")
    if dateutil is not None and type(zone) is dateutil.tzutc:
        return [3]
    if dateutil is not None and type(zone) is dateutil.tzlocal:
        return [5]  # both processes have the same machine's
    if dateutil is not None and type(zone) is dateutil.tzoffset:
        offset = zone.utcoffset(None)
        assert offset is not None
        return [4, zone.tzname(None), offset.total_seconds()]
    return NotImplemented


def to_zone(content: Any) -> datetime.tzinfo | None:
    """The zone of :func:`zone_parts`. Raises Malformed."""
    match content:
        case [0]:
            return None
        case [1, int(days), int(seconds), int(microseconds), *name] if all(type(word) is str for word in name):
            return datetime.timezone(datetime.timedelta(days, seconds, microseconds), *name)
        case [2, str(key)] if _KEY.fullmatch(key):
            return zoneinfo.ZoneInfo(key)
        case [3]:
            return _dateutil().tzutc()  # type: ignore[no-any-return]
        case [5]:
            return _dateutil().tzlocal()  # type: ignore[no-any-return]
        case [4, str() | None as name, float(seconds)] if abs(seconds) < 86400:
            return _dateutil().tzoffset(name, seconds)  # type: ignore[no-any-return]
    raise Malformed("no time zone")


def _dateutil() -> Any:
    return importlib.import_module("dateutil.tz")


def learn_times() -> None:
    """Dates, times, time spans and zones of the standard library; zones of dateutil that have no rules."""

    def apart(value: Any) -> Any:
        zone = zone_parts(value.tzinfo)
        return NotImplemented if zone is NotImplemented else [value.replace(tzinfo=None).isoformat(), value.fold, zone]

    def together(kind: Any) -> Any:
        def decode(content: Any) -> Any:
            text, fold, zone = content
            if type(fold) is not int:
                raise Malformed("no time")
            return kind.fromisoformat(text).replace(fold=fold, tzinfo=to_zone(zone))

        return decode

    plain(datetime.date, 70, lambda value: value.isoformat(), datetime.date.fromisoformat)
    plain(
        datetime.timedelta,
        71,
        lambda value: [value.days, value.seconds, value.microseconds],
        each(datetime.timedelta, int),
    )
    plain(datetime.datetime, 72, apart, together(datetime.datetime))
    plain(datetime.time, 73, apart, together(datetime.time))
    plain(datetime.timezone, 74, zone_parts, to_zone)
    plain(zoneinfo.ZoneInfo, 74, zone_parts, to_zone)
