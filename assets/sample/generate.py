#!/usr/bin/env python3
"""Writes the sample workspace: `python3 assets/sample/generate.py` (`--check` only compares with what is there).

What is worth reading is written by hand in content_*.py; this script expands the long tails, checks every rule that the
workspace must satisfy and writes the RON documents beside itself. The same input gives the same bytes: ids are hashes of
names, and the only randomness is seeded with them.
"""

import hashlib
import random
import sys
import unicodedata
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

sys.dont_write_bytecode = True
import content_accounts as people_of  # noqa: E402
import content_components as parts  # noqa: E402
import content_packs as shelf  # noqa: E402

HERE = Path(__file__).resolve().parent
ANCHOR = datetime(2026, 11, 20)
ZONE = "America/New_York"
BUDGET = 900_000


# ---------------------------------------------------------------- small helpers


def rng(*key):
    return random.Random("/".join(map(str, key)))


def guid(*key):
    digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def day(text):
    return datetime.strptime(text, "%Y-%m-%d")


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def at_work(at, r):
    """The same day or the next working day, within office hours."""
    while at.weekday() > 4:
        at += timedelta(days=1)
    return at.replace(hour=r.randint(8, 17), minute=r.randint(0, 59), second=r.randint(0, 59), microsecond=0)


def at_work_before(at, limit, r):
    """The same day or the last working day, within office hours and before the limit."""
    at = at.replace(hour=r.randint(8, 17), minute=r.randint(0, 59), second=r.randint(0, 59), microsecond=0)
    while at.weekday() > 4 or at >= limit:
        at -= timedelta(days=1)
    return at


def new_york_midnight(d):
    """The instant of 00:00 in New York on a date, by the rule since 2007."""
    def sunday(month, nth):
        first = date(d.year, month, 1)
        return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
    summer = sunday(3, 2) < d.date() <= sunday(11, 1)
    return d.replace(hour=4 if summer else 5)


# ---------------------------------------------------------------- components and their versions


def styled(count, style, r):
    """Version labels of a style, oldest first."""
    labels = []
    if style == "dot":
        major, minor = r.choice([(1, 0), (1, 0), (1, 0), (2, 3), (3, 8)])
        for i in range(count):
            labels.append(f"{major}.{minor}")
            roll = r.random()
            if roll < 0.2 and i < count - 2 and len(labels) < count - 1:
                major, minor = major + 1, 0
            else:
                minor += 1
    elif style == "build":
        n = r.randint(3, 8)
        for _ in range(count):
            labels.append(f"build {n}")
            n += r.randint(1, 5)
    elif style == "rev":
        labels = [f"r{i + 1}" for i in range(count)]
    elif style == "cal":
        labels = [f"cal {i}" for i in range(count)]  # named after their month once they have a date
    return labels


def parse_versions(text, r):
    text = text.strip()
    rows = []
    if text.startswith("*"):
        count, style = text[1:].split()
        labels = styled(int(count), style, r)
        for i, label in enumerate(labels):
            inner = 0 < i < len(labels) - 2
            roll = r.random()
            if inner and roll < 0.05:
                rows.append(dict(label=label, mark="~", date=None, note=r.choice(["Withdrawn", "Packaged from the wrong branch", "Replaced the same week"])))
            elif inner and roll < 0.12 and style in ("dot", "build"):
                rows.append(dict(label=f"{label}-rc", mark="!", date=None, note="Release candidate, internal"))
            else:
                rows.append(dict(label=label, mark="", date=None, note=None))
        return rows
    for item in text.split(";"):
        head, _, note = item.strip().partition("=")
        head, _, when = head.partition("@")
        label = head.rstrip("!~")
        rows.append(dict(label=label, mark=head[len(label):], date=day(when) if when else None, note=note or None))
    return rows


def date_versions(rows, first, last, pending, end, quiet, r):
    """Gives every version a date: those written by hand stay, the others spread between their neighbours."""
    settled = len(rows) - pending
    for i, row in enumerate(rows):
        row["late"] = i >= settled
    dates = [row["date"] and at_work(row["date"], r) for row in rows]
    i = 0
    while i < len(rows):
        if dates[i] is not None:
            i += 1
            continue
        j = i
        while j < len(rows) and dates[j] is None and rows[j]["late"] == rows[i]["late"]:
            j += 1
        late = rows[i]["late"]
        low = dates[i - 1] + timedelta(days=1) if i and dates[i - 1] else first
        if late:
            low = max(low, last + timedelta(days=1))
        high = dates[j] - timedelta(days=2) if j < len(rows) and dates[j] else (end - timedelta(days=3) if late else last - timedelta(days=3))
        if j < len(rows) and not late and rows[j]["late"]:
            high = min(high, last - timedelta(days=3))
        span = (high - low) / timedelta(days=1)
        assert span > (j - i) * 1.5 or j - i == 1, (rows[i]["label"], low, high)
        for k in range(i, j):
            share = (k - i + (0.12 if i == 0 else r.uniform(0.25, 0.75))) / (j - i)
            dates[k] = at_work(low + timedelta(days=span * share), r)
        i = j
    for k, when in enumerate(dates):
        for lo, hi in quiet:
            if rows[k]["date"] is None and lo <= when < hi + timedelta(days=1):
                dates[k] = at_work(lo - timedelta(days=6 - k % 3), r)
    for k in range(1, len(dates)):
        if dates[k] <= dates[k - 1]:
            assert rows[k]["date"] is None, rows[k]["label"]
            dates[k] = dates[k - 1] + timedelta(hours=3, minutes=17)
    months = set()
    for row, when in zip(rows, dates):
        assert when < end, (row, when)
        row["at"] = when
        if row["label"].startswith("cal "):
            month = when.strftime("%Y.%m")
            row["label"] = month if month not in months else f"{month}-{when.day}"
            months.add(month)


def included_pool(name, kind, folder, area, r):
    """What a component is made of, most important first."""
    root, doc = area["folder"], area["docs"]
    named = [d for d in doc if any(word in name for word in d.split() if len(word) > 3 or not word.isascii())]
    b = named[0] if named else doc[sum(map(ord, name)) % len(doc)]
    a = doc[0] if b != doc[0] else doc[1]
    connection = r.choice(area["conns"])
    format_ = r.choice(["json", "xml", "xml", "flatfile"])
    pool = [
        (name, kind, folder),
        (parts.MAPS.get(name, f"{a} to {b}"), "transform.map", f"{folder}/Maps"),
        (connection, "connector-settings", f"{root}/Connections"),
        (f"{r.choice(['Query', 'Get', 'Send', 'Upsert'])} {a}", "connector-action", f"{folder}/Operations"),
        (f"{a} {format_.upper() if format_ != 'flatfile' else 'flat file'}", f"profile.{format_}", f"{folder}/Profiles"),
        (r.choice(area["xref"]), "crossref", f"{root}/Cross References"),
        (f"{name} Properties", "processproperty", folder),
        (r.choice(["Round half even", "Trim and pad", "Pick first non-empty", "Split name"]), "script.mapping", f"{root}/Scripts"),
        (f"{b} JSON", "profile.json", f"{folder}/Profiles"),
    ]
    tail = pool[3:]
    r.shuffle(tail)
    return pool[:3] + tail


def build_component(name, kind, folder, area, versions, first, last, pending, end, quiet, sizes):
    r = rng("component", name)
    rows = parse_versions(versions, r)
    date_versions(rows, first, last, pending, end, quiet, r)
    notes = r.sample(area["notes"], len(area["notes"])) + ([] if "first" in area else r.sample(parts.COMMON_NOTES, len(parts.COMMON_NOTES)))
    if len(notes) < len(rows):
        notes += notes
    notes = [n for n in notes if n not in {row["note"] for row in rows}]
    half = len(notes) // 3
    pool = included_pool(name, kind, folder, area, r)
    fewest, most = sizes
    included = [dict(name=n, type=t, folder=f) for n, t, f in pool[: r.randint(fewest, fewest if len(rows) > 10 else most)]]
    packaged = []
    before = rows[0]["at"] - timedelta(days=40)
    owner = r.choice(area["people"])
    for i, row in enumerate(rows):
        at = row["at"]
        by = owner if r.random() < 0.6 else r.choice(area["people"])
        note = row["note"]
        if note is None:
            note = area.get("first", "First packaged version") if i == 0 and r.random() < 0.5 else "" if r.random() < 0.12 else notes.pop(r.randrange(max(1, half)) if r.random() < 0.8 else -1)
        if i and r.random() < 0.11 and len(included) < min(len(pool), 8) and len(rows) < 24:
            n, t, f = pool[len(included)]
            if n not in {x["name"] for x in included}:
                included = included + [dict(name=n, type=t, folder=f)]
        elif i and r.random() < 0.06 and len(included) > 3:
            included = included[:-1]
        touched = {0, r.randrange(len(included))}
        fresh = []
        for k, x in enumerate(included):
            x = dict(x)
            if "at" not in x or k in touched:
                gap = max((at - before).total_seconds(), 7200)
                x["at"] = at_work_before(at - timedelta(seconds=int(gap * r.uniform(0.02, 0.6)) + 300), at, r)
                x["by"] = by if r.random() < 0.8 else r.choice(area["people"])
            fresh.append(x)
        included = fresh
        before = at
        packaged.append(dict(id=guid("package", name, row["label"]), label=row["label"], at=at, by=by, notes=note,
                             shareable="!" not in row["mark"], deleted="~" in row["mark"], carried="~~" in row["mark"], included=fresh))
    return dict(id=guid("component", name), name=name, kind=kind, folder=folder, versions=packaged)


def build_components():
    """All components by name, and the names by area."""
    every, by_area = {}, {}
    packs = {p["name"]: p for p in shelf.PACKS}
    for area in parts.AREAS:
        releases = packs[area["pack"]]["releases"] if area["pack"] else []
        quiet = [(day(a), day(b)) for a, b in packs[area["pack"]].get("quiet", [])] if area["pack"] else []
        first = day(releases[0][0]) if releases else datetime(2025, 6, 1)
        last = day(releases[-1][0]) if releases else ANCHOR
        lines = [tuple(x.strip() for x in line.split(" | ")) for line in area["components"].strip().split("\n")]
        for name, kind, sub, versions, pending in lines:
            assert name not in every, name
            kind = {"p": "process", "w": "webservice"}[kind]
            start = first - timedelta(days=rng("start", name).randint(30, 130))
            every[name] = build_component(name, kind, f"{area['folder']}/{sub}", area, versions, start, last, int(pending), ANCHOR, quiet, (2, 3))
            by_area.setdefault(area["file"], []).append(name)
    edi = packs["EDI Trading Partner Library"]["releases"]
    first, last = day(edi[0][0]), day(edi[-1][0])
    for p, (partner, standard) in enumerate(parts.EDI_PARTNERS):
        for m, (code, title) in enumerate(parts.EDI_MESSAGES[standard]):
            name = f"{code} {title} · {partner}"
            r = rng("edi", name)
            stem = "5010" if standard == "X12" else "D96A"
            count = r.choice([1, 1, 1, 1, 2, 2, 3])
            pending = 1 if (p, m) in {(0, 0), (0, 3), (4, 2), (10, 1), (10, 3), (13, 0), (18, 4)} else 0
            start = first - timedelta(days=r.randint(20, 90)) if p < 10 else day(edi[1][0]) - timedelta(days=r.randint(20, 120)) if p < 17 else day(edi[2][0]) - timedelta(days=r.randint(20, 90))
            labels = "; ".join(f"{stem} r{i + 1}" + (f"@{start:%Y-%m-%d}" if i == 0 else "") for i in range(count + pending))
            area = dict(folder=f"EDI/{standard}/{partner}", people=["a.novak", "r.silva"], conns=[f"{partner} {r.choice(['AS2', 'SFTP', 'VAN'])}"],
                        docs=[title, "Order IDoc"], xref=["Partner Items"], notes=parts.EDI_NOTES)
            every[name] = build_component(name, "process", f"EDI/{standard}/{partner}", area, labels, start, last, pending, ANCHOR, [], (2, 2))
            by_area.setdefault("edi", []).append(name)
    return every, by_area


# ---------------------------------------------------------------- packs and their releases


def choosable(v):
    return v["shareable"] and not v["deleted"]


def latest(component):
    return next((v for v in reversed(component["versions"]) if choosable(v)), None)


def latest_at(component, at):
    """What a release at that time carried by default: versions deleted since are marked where they were carried."""
    known = [v for v in component["versions"] if v["at"] < at and v["shareable"] and (not v["deleted"] or v["carried"])]
    return known[-1] if known else None


def build_pack(spec, every, by_area):
    names = [n for a in spec["areas"] for n in by_area[a]] + spec.get("also", [])
    marks = spec.get("marks", {})
    pack = dict(id=spec.get("id") or guid("pack", spec["name"]), name=spec["name"], description=spec["description"], type=spec.get("type", "SINGLE"),
                members=[n for n in names if marks.get(n) != "-"], removed=[n for n in names if marks.get(n) == "-"], releases=[], scheduled=None, early=[], spec=spec)
    for number, row in enumerate(spec["releases"], 1):
        when, how, by, notes = row[:4]
        options = row[4] if len(row) > 4 else {}
        r = rng("release", spec["name"], number)
        if how == "on":
            late = options.get("late")
            at = new_york_midnight(day(when)) + (timedelta(hours=1, seconds=late) if late else timedelta(seconds=r.randint(1, 9)))
        else:
            at, late = at_work(day(when), r), None
        if "back" in options:
            contents = dict(pack["releases"][options["back"] - 1]["contents"])
        else:
            found = {n: latest_at(every[n], at) for n in names}
            contents = {n: v["label"] for n, v in found.items() if v}
        pack["releases"].append(dict(number=number, at=at, by=by, how=how, notes=notes, late=late, back=options.get("back"), contents=contents,
                                     request="release-" + guid("request", spec["name"], number)))
    if plan := spec.get("scheduled"):
        at = at_work(day(plan["at"]), rng("scheduled", spec["name"]))
        contents = {n: latest_at(every[n], at)["label"] for n in names}
        pack["scheduled"] = dict(request="release-" + guid("request", spec["name"], "scheduled"), date=plan["date"], at=at, by=plan["by"], notes=plan["notes"], contents=contents)
    return pack


# ---------------------------------------------------------------- accounts, groups and instances


def slug(text):
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i"))
    plain = "".join(c if c.isascii() and c.isalnum() else " " if not unicodedata.combining(c) else "" for c in plain.lower())
    first, *rest = plain.split() or [""]
    return first + rest[0] if rest and len(first + rest[0]) <= 18 else first


def build_accounts(packs):
    accounts, regions = [], {}
    for region in ("AMERICAS", "EMEA", "DACH", "APAC"):
        for line in getattr(people_of, region).strip().split("\n"):
            name, _, stem = line.partition("|")
            tail = "".join(rng("account", name).choices("23456789ABCDEFGHJKMNPQRSTUVWXYZ", k=6))
            account = dict(id=f"{(stem or slug(name)).replace('-', '')}-{tail}", name=name, region=region, instances=[])
            accounts.append(account)
            regions.setdefault(region, []).append(account)
    groups, taken = [], set()
    for spec in shelf.GROUPS:
        r = rng("group", spec["name"])
        if spec.get("prospects"):
            members = [a["id"] for a in accounts if a["id"] not in taken]
        else:
            members = [a["id"] for region, share in spec["regions"].items() for a in r.sample(regions[region], round(len(regions[region]) * share / 100))]
        taken |= set(members)
        order = {a["id"]: i for i, a in enumerate(accounts)}
        groups.append(dict(id=guid("group", spec["name"]), name=spec["name"], accounts=sorted(members, key=order.get),
                           packs=[p["id"] for p in packs if spec["name"] in p["spec"]["groups"]]))
    by_id = {a["id"]: a for a in accounts}
    french = {a["id"] for a in regions["EMEA"][20:36]}
    load = {a["id"]: 0 for a in accounts}
    for pack in sorted(packs, key=lambda p: p["spec"]["installs"]):
        spec = pack["spec"]
        if not spec["installs"]:
            continue
        r = rng("installs", pack["name"])
        open_to = sorted({a for g in groups if pack["id"] in g["packs"] for a in g["accounts"]})
        if spec.get("pick") == "fr":
            open_to = [a for a in open_to if a in french]
        assert len(open_to) >= spec["installs"], (pack["name"], len(open_to))
        # Accounts with little so far are a little likelier, so that most have something and few have much.
        chosen = sorted(open_to, key=lambda a: load[a] * 0.45 + r.random() * 1.6)[: spec["installs"]]
        first, count = pack["releases"][0]["at"], len(pack["releases"])
        for account_id in chosen:
            load[account_id] += 1
            account = by_id[account_id]
            if pack["type"] == "MULTI":
                words = r.sample(shelf.STORES if pack["name"] == "Retail Sync" else shelf.BANKS, r.randint(*spec["per_account"]))
                names = [f"{pack['name']} – {w}" for w in words]
            else:
                names = [pack["name"] if r.random() < 0.85 else f"{pack['name']} ({r.choice(['Production', 'live', 'EU', 'Main company'])})"]
            span = (ANCHOR - timedelta(days=14) - first).total_seconds()
            at = first + timedelta(seconds=int(span * r.random() ** 1.3) + 7200)
            for name in names:
                account["instances"].append(dict(id=guid("instance", account_id, name), pack=pack["id"], name=name, at=at_work(at, r)))
                at = min(at + timedelta(days=r.randint(1, 40)), ANCHOR - timedelta(days=5))
        if plan := spec.get("scheduled"):
            has = [(a, i) for a in accounts for i in a["instances"] if i["pack"] == pack["id"] and i["at"] < pack["scheduled"]["at"]]
            adopters = set(next(g for g in groups if g["name"] == "Early Adopters")["accounts"])
            has.sort(key=lambda x: (x[0]["id"] not in adopters, r.random()))
            for k, (account, instance) in enumerate(has[: plan["early"]]):
                at = at_work(pack["scheduled"]["at"] + timedelta(days=2 + 3 * k), r)
                pack["early"].append(dict(account=account["id"], instance=instance["id"], request=pack["scheduled"]["request"], at=at))
    for account in accounts:
        account["instances"].sort(key=lambda i: (i["at"], i["id"]))
    return accounts, groups


# ---------------------------------------------------------------- the rules


def held_back(pack, component):
    """The release that stepped back from the component's latest version, as the program derives it."""
    order = [v["label"] for v in component["versions"]]
    top = latest(component)
    carried = [k for k, r in enumerate(pack["releases"]) if top and r["contents"].get(component["name"]) == top["label"]]
    for r in pack["releases"][carried[-1] + 1:] if carried else []:
        other = r["contents"].get(component["name"])
        if (other and order.index(other) < order.index(top["label"])) or (other is None and r["back"]):
            return r["number"]
    return None


def rows_of(pack, every):
    """(upgrades, new, removed, held) of a pack."""
    current = pack["releases"][-1]["contents"] if pack["releases"] else {}
    held = [n for n in pack["members"] if held_back(pack, every[n])]
    ups = [n for n in pack["members"] if n in current and n not in held and latest(every[n])["label"] != current[n]]
    new = [n for n in pack["members"] if n not in current]
    return ups, new, [n for n in pack["removed"] if n in current], held


def check(every, packs, accounts, groups):
    def text(value, limit=255, lines=False):
        assert value.strip() and len(value) <= limit, value
        assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp") and not (lines and c == "\n") for c in value), value

    ids = [c["id"] for c in every.values()] + [v["id"] for c in every.values() for v in c["versions"]] + [p["id"] for p in packs]
    ids += [a["id"] for a in accounts] + [g["id"] for g in groups] + [i["id"] for a in accounts for i in a["instances"]]
    ids += [r["request"] for p in packs for r in p["releases"]] + [p["scheduled"]["request"] for p in packs if p["scheduled"]]
    assert len(ids) == len(set(ids)), "an id twice"
    for things in (every.values(), packs, accounts, groups):
        names = [t["name"].casefold() for t in things]
        assert len(names) == len(set(names)), "a name twice"
        for t in things:
            text(t["name"])
    for c in every.values():
        vs = c["versions"]
        labels = [v["label"] for v in vs]
        assert 1 <= len(vs) <= 40 and len(set(labels)) == len(labels), c["name"]
        assert all(a["at"] < b["at"] for a, b in zip(vs, vs[1:])), c["name"]
        for v in vs:
            text(v["label"])
            assert v["at"] < ANCHOR and 2 <= len(v["included"]) <= 8, (c["name"], v["label"], len(v["included"]))
            assert len({x["name"] for x in v["included"]}) == len(v["included"]), (c["name"], v["included"])
            assert all(x["at"] < v["at"] for x in v["included"]), c["name"]
    member_of = {}
    for p in packs:
        text(p["description"], 500, lines=True)
        assert len(p["members"]) <= 100 and not set(p["members"]) & set(p["removed"]), p["name"]
        assert len(set(p["members"])) == len(p["members"]), p["name"]
        for n in p["members"] + p["removed"]:
            member_of.setdefault(n, []).append(p["name"])
            assert p["type"] == "SINGLE" or every[n]["kind"] == "process", (p["name"], n)
        assert [r["number"] for r in p["releases"]] == list(range(1, len(p["releases"]) + 1)), p["name"]
        previous = None
        for r in p["releases"]:
            assert r["at"] < ANCHOR and r["contents"] and len(r["contents"]) <= 100, p["name"]
            assert previous is None or previous["at"] < r["at"], p["name"]
            assert previous is None or previous["contents"] != r["contents"], (p["name"], r["number"], "changes nothing")
            for n, label in r["contents"].items():
                v = next(v for v in every[n]["versions"] if v["label"] == label)
                assert v["at"] < r["at"] and v["shareable"], (p["name"], r["number"], n, label)
                assert r is not p["releases"][-1] or choosable(v), (p["name"], n, label)
                assert r is not p["releases"][-1] or n in p["members"] + p["removed"], (p["name"], n)
                order = [x["label"] for x in every[n]["versions"]]
                old = previous and previous["contents"].get(n)
                assert r["back"] or not old or order.index(old) <= order.index(label), (p["name"], r["number"], n, "steps back")
            if r["back"]:
                assert r["back"] < r["number"] and r["contents"] == p["releases"][r["back"] - 1]["contents"], p["name"]
            if r["how"] == "on":
                start = new_york_midnight(r["at"].replace(hour=0, minute=0, second=0))
                due = start + timedelta(hours=1, seconds=r["late"]) if r["late"] else start
                assert (r["at"] == due) if r["late"] else start <= r["at"] < start + timedelta(hours=1), (p["name"], r["number"])
            previous = r
        if s := p["scheduled"]:
            assert day(s["date"]) == ANCHOR + timedelta(days=4) and previous["at"] < s["at"] < ANCHOR, p["name"]
            assert s["contents"] != previous["contents"], p["name"]
            for n, label in s["contents"].items():
                v = next(v for v in every[n]["versions"] if v["label"] == label)
                assert choosable(v) and v["at"] < s["at"], (n, label)
            assert any(latest(every[n])["label"] != label for n, label in s["contents"].items()), "nothing newer than the schedule"
        for e in p["early"]:
            i = next(i for a in accounts if a["id"] == e["account"] for i in a["instances"] if i["id"] == e["instance"])
            assert i["pack"] == p["id"] and i["at"] < p["scheduled"]["at"] < e["at"] < ANCHOR and e["request"] == p["scheduled"]["request"]
    by_id = {p["id"]: p for p in packs}
    shared = {(a, p) for g in groups for a in g["accounts"] for p in g["packs"]}
    for a in accounts:
        names = [i["name"] for i in a["instances"]]
        assert len(names) == len(set(names)), a["name"]
        singles = [i["pack"] for i in a["instances"] if by_id[i["pack"]]["type"] == "SINGLE"]
        assert len(singles) == len(set(singles)), a["name"]
        for i in a["instances"]:
            text(i["name"])
            assert by_id[i["pack"]]["releases"][0]["at"] < i["at"] < ANCHOR, (a["name"], i["name"])
            assert (a["id"], i["pack"]) in shared, (a["name"], i["name"])
    for p in packs:
        assert len({a["id"] for a in accounts for i in a["instances"] if i["pack"] == p["id"]}) == p["spec"]["installs"], p["name"]

    # What the workspace is there to show.
    named = {p["name"]: p for p in packs}
    state = {p["name"]: rows_of(p, every) for p in packs}
    ups, new, gone, held = state["Order to Cash"]
    assert (len(ups), new, gone, held) == (5, ["FX Rates"], ["Dunning Letters"], []), state["Order to Cash"]
    assert "Ledger Posting" in ups and len(named["Order to Cash"]["releases"]) == 7 and not named["Order to Cash"]["scheduled"]
    assert 20 <= len(every["Ledger Posting"]["versions"]) <= 25 and max(len(c["versions"]) for c in every.values()) == 40
    carried = {r["contents"]["Ledger Posting"] for r in named["Order to Cash"]["releases"]}
    assert len(carried) >= 6 and any(v["deleted"] and v["label"] in carried for v in every["Ledger Posting"]["versions"])
    others = [p for p in packs if p["type"] == "SINGLE" and p["releases"] and not p["scheduled"] and p["name"] != "Order to Cash" and len(state[p["name"]][0]) >= 2]
    assert len(others) >= 4 and packs[0]["name"] == min(named) and packs[0] in others, [p["name"] for p in others]
    done = [p["name"] for p in packs if p["releases"] and not p["scheduled"] and state[p["name"]] == ([], [], [], [])]
    assert done == ["HR Onboarding", "🚀 Quick Start: CRM to ERP"], done
    assert [(p["name"], state[p["name"]][3]) for p in packs if state[p["name"]][3]] == [("Record to Report", ["Ledger Posting"])]
    assert held_back(named["Record to Report"], every["Ledger Posting"]) == 6 and len(member_of["Ledger Posting"]) == 2
    assert state["Übergabe der Lohn- und Gehaltsbuchhaltung an das Steuerbüro"] == ([], [], ["Fahrtkosten-Zuschuss"], [])
    assert len(named["EDI Trading Partner Library"]["members"]) == 100 and not named["Field Service (pilot)"]["members"]
    assert [p["name"] for p in packs if p["scheduled"]] == ["Procure to Pay"] and len(named["Procure to Pay"]["early"]) == 3
    assert [p["name"] for p in packs if not p["releases"] and p["members"]] == ["Tax Determination"]
    assert all(latest(every[n]) for p in packs for n in p["members"]), "a member that blocks"
    assert sum(p["type"] == "MULTI" for p in packs) == 2 and max(len(n) for n in named) >= 70
    assert len(packs) >= 14 and len(every) >= 140 and len(accounts) == 200 and len(groups) == 8
    assert sum(not g["accounts"] for g in groups) == 1 and sum(not g["packs"] for g in groups) == 1
    assert sum(bool(a["instances"]) for a in accounts) >= 170, sum(bool(a["instances"]) for a in accounts)
    mixed = [v for c in every.values() for v in c["versions"]]
    assert sum(not v["shareable"] for v in mixed) >= 20 and sum(v["deleted"] for v in mixed) >= 8
    assert sum(bool(v["notes"]) for v in mixed) > 0.8 * len(mixed)
    return state


# ---------------------------------------------------------------- writing


def q(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def carried_rows(contents, every, pad, named):
    """What a release carries; the newest ones name the components in comments."""
    return "".join(f"{pad}(componentId: {q(every[n]['id'])}, version: {q(label)}),{f' // {n}' if named else ''}\n" for n, label in contents.items())


def write_component(c):
    out = f"    (\n      componentId: {q(c['id'])}, name: {q(c['name'])}, componentType: {c['kind']},\n      folder: {q(c['folder'])},\n      packagedComponents: [\n"
    for v in c["versions"]:
        deleted = ", deleted: true" if v["deleted"] else ""
        out += f"        (packageId: {q(v['id'])}, packageVersion: {q(v['label'])}, createdDate: {q(stamp(v['at']))}, createdBy: {q(v['by'])},\n"
        out += f"          notes: {q(v['notes'])}, shareable: {str(v['shareable']).lower()}{deleted}, includedComponents: [\n"
        for x in v["included"]:
            out += f"          (name: {q(x['name'])}, type: {q(x['type'])}, folder: {q(x['folder'])}, modifiedBy: {q(x['by'])}, modifiedDate: {q(stamp(x['at']))}),\n"
        out += "        ]),\n"
    return out + "      ],\n    ),\n"


def write_pack(p, every):
    def listed(names):
        return "".join(f"        {q(every[n]['id'])}, // {n}\n" for n in names)
    out = f"    (\n      id: {q(p['id'])}, name: {q(p['name'])}, installationType: {p['type']},\n      description: {q(p['description'])},\n"
    out += f"      components: [\n{listed(p['members'])}      ],\n" if p["members"] else "      components: [],\n"
    if p["removed"]:
        out += f"      removedComponents: [\n{listed(p['removed'])}      ],\n"
    if p["releases"]:
        out += "      releases: [\n"
        for r in p["releases"]:
            kind = f"ROLLBACK, rollbackTo: {r['back']}" if r["back"] else "RELEASE"
            late = f", late: {r['late']}" if r["late"] else ""
            how = "IMMEDIATELY" if r["how"] == "now" else "RELEASE_ON_SPECIFIED_DATE"
            out += f"        (number: {r['number']}, releasedAt: {q(stamp(r['at']))}, releasedBy: {q(r['by'])}, kind: {kind}, releaseSchedule: {how}{late},\n"
            out += f"          requestId: {q(r['request'])}, notes: {q(r['notes'])},\n          components: [\n{carried_rows(r['contents'], every, ' ' * 10, r is p['releases'][-1])}        ]),\n"
        out += "      ],\n"
    if s := p["scheduled"]:
        out += f"      scheduledRelease: (\n        requestId: {q(s['request'])}, releaseOnDate: {q(s['date'])}, timeZone: {q(ZONE)}, kind: RELEASE,\n"
        out += f"        notes: {q(s['notes'])}, scheduledAt: {q(stamp(s['at']))}, scheduledBy: {q(s['by'])},\n        components: [\n{carried_rows(s['contents'], every, ' ' * 10, True)}        ]),\n"
    if p["early"]:
        out += "      earlyApplications: [\n"
        for e in p["early"]:
            out += f"        (accountId: {q(e['account'])}, instanceId: {q(e['instance'])}, requestId: {q(e['request'])}, appliedAt: {q(stamp(e['at']))}),\n"
        out += "      ],\n"
    return out + "    ),\n"


def documents(every, by_area, packs, accounts, groups):
    def document(section, body):
        return f"// Written by generate.py: change the content there.\n(\n  {section}: [\n{body}  ],\n)\n"
    files = {"workspace.ron": f"// Written by generate.py: change the content there.\n(\n  workspace: (name: {q('Northwind Integrations')}, schedulerTimeZone: {q(ZONE)}),\n)\n"}
    for area, names in by_area.items():
        files[f"components-{area}.ron"] = document("components", "".join(write_component(every[n]) for n in names))
    files["packs.ron"] = document("integrationPacks", "".join(write_pack(p, every) for p in packs))
    names = {a["id"]: a["name"] for a in accounts} | {p["id"]: p["name"] for p in packs}
    body = ""
    for g in groups:
        body += f"    (\n      id: {q(g['id'])}, name: {q(g['name'])},\n"
        for key, ids in (("accounts", g["accounts"]), ("integrationPacks", g["packs"])):
            body += f"      {key}: [" + ("\n" + "".join(f"        {q(i)}, // {names[i]}\n" for i in ids) + "      ],\n" if ids else "],\n")
        body += "    ),\n"
    files["account-groups.ron"] = document("accountGroups", body)
    body = ""
    for a in accounts:
        body += f"    (id: {q(a['id'])}, name: {q(a['name'])}, instances: ["
        rows = "".join(f"      (instanceId: {q(i['id'])}, integrationPackId: {q(i['pack'])}, name: {q(i['name'])}, installedAt: {q(stamp(i['at']))}),\n" for i in a["instances"])
        body += f"\n{rows}    ]),\n" if rows else "]),\n"
    files["accounts.ron"] = document("accounts", body)
    return {name: text.encode() for name, text in files.items()}


def main():
    every, by_area = build_components()
    packs = [build_pack(spec, every, by_area) for spec in shelf.PACKS]
    packs.sort(key=lambda p: p["name"])
    accounts, groups = build_accounts(packs)
    state = check(every, packs, accounts, groups)
    files = documents(every, by_area, packs, accounts, groups)
    total = sum(map(len, files.values()))
    assert total <= BUDGET, sorted(((len(d), n) for n, d in files.items()), reverse=True)
    if "--check" in sys.argv:
        there = {f.name: f.read_bytes() for f in HERE.glob("*.ron")}
        assert there == files, "the RON files differ from what the content gives"
    else:
        for f in HERE.glob("*.ron"):
            if f.name not in files:
                f.unlink()
        for name, data in files.items():
            (HERE / name).write_bytes(data)
    for p in packs:
        ups, new, gone, held = map(len, state[p["name"]])
        print(f"{p['name']}: {p['type']}, {len(p['members'])} components, {len(p['releases'])} releases, {ups} upgrades, {new} new, {gone} removed, {held} held, {p['spec']['installs']} accounts")
    versions = [v for c in every.values() for v in c["versions"]]
    print(f"{len(packs)} packs, {len(every)} components, {len(versions)} versions ({sum(not v['shareable'] for v in versions)} not shareable, {sum(v['deleted'] for v in versions)} deleted), "
          f"{sum(len(v['included']) for v in versions)} included, {len(accounts)} accounts ({sum(bool(a['instances']) for a in accounts)} with instances), "
          f"{sum(len(a['instances']) for a in accounts)} instances, {len(groups)} groups, {len(files)} files, {total} bytes")


if __name__ == "__main__":
    main()
