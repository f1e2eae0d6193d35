#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Decoder: an independent reader of Ballot v1, written from src/ballot/FORMAT.md alone, in another language.

decode_ballots.py DIR                       reads every golden ballot of DIR back and compares; exit 1 on any difference
decode_ballots.py CODEBOOK.json FILE.ballots  prints each ballot of a file as one line of JSON
"""
import base64
import datetime
import hashlib
import json
import math
import pathlib
import sys

LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr
fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""".split()
STATES = ["not_asked", "unanswered", "refused", "dont_know"]


class Refused(Exception):
    pass


def need(condition, why):
    if not condition:
        raise Refused(why)


def value_of(item, option):
    """The value of an option, as the questionnaire writes it."""
    if "options" in item:
        return item["options"][option]
    grid = item["grid"]
    point = grid["first"] + option * grid["step"]
    if grid["unit"] == "number":
        point = round(point, 9)
        return int(point) if point == int(point) else point
    if grid["unit"] == "day":
        return (datetime.date(1970, 1, 1) + datetime.timedelta(days=point)).isoformat()
    return f"{1970 + point // 12:04}-{point % 12 + 1:02}"


def count_of(item):
    return len(item["options"]) if "options" in item else item["grid"]["count"]


class Bits:
    def __init__(self, data):
        self.bits = [byte >> i & 1 for byte in data for i in range(8)]
        self.at = 0

    def take(self, width):
        taken = self.bits[self.at : self.at + width]
        need(len(taken) == width, "the answers end too early")
        self.at += width
        return sum(bit << i for i, bit in enumerate(taken))


def take_single(bits, item):
    n = count_of(item)
    code = bits.take(math.ceil(math.log2(n + 4)))
    need(code < n + 4, f"{item['name']}: no option has this number")
    need("epsilon" not in item or code not in (2, 3), f"{item['name']}: a randomised item is never declined")
    return {"state": STATES[code]} if code < 4 else {"state": "answered", "values": [value_of(item, code - 4)]}


def declined(item, fields):
    need(all(field == 0 for field in fields[1:]) and fields[0] in (0, 1), f"{item['name']}: not a way to decline")
    return {"state": "dont_know" if fields[0] else "refused"}


def take_multiple(bits, item):
    state = bits.take(2)
    boxes = [bits.take(1) for _ in range(count_of(item))]
    if state == 2:
        return declined(item, boxes)
    if state != 3:
        need(not any(boxes), f"{item['name']}: boxes without an answer")
        return {"state": STATES[state]}
    need(any(boxes), f"{item['name']}: an answer without boxes")
    return {"state": "answered", "values": [value_of(item, i) for i, box in enumerate(boxes) if box]}


def take_ranking(bits, item):
    n = count_of(item)
    state = bits.take(2)
    ranks = [bits.take(math.ceil(math.log2(n + 1))) for _ in range(n)]
    if state == 2:
        return declined(item, ranks)
    if state != 3:
        need(not any(ranks), f"{item['name']}: ranks without an answer")
        return {"state": STATES[state]}
    ranked = sorted((rank, i) for i, rank in enumerate(ranks) if rank)
    need(ranked and [rank for rank, _ in ranked] == list(range(1, len(ranked) + 1)), f"{item['name']}: not ranks")
    return {"state": "answered", "values": [value_of(item, i) for _, i in ranked]}


TAKE = {"single": take_single, "multiple": take_multiple, "ranking": take_ranking}
MODES = {0: "web", 2: "paper", 4: "kiosk", 8: "facilitator"}


def decode(data, canonical):
    """The ballot in those bytes; `canonical`: the bytes of its codebook."""
    need(len(data) >= 31 and len(data) <= 525, "length")
    need(data[0] == 1, "version")
    need(data[1] & ~1 in MODES, "flags")
    need(data[2:10] == hashlib.sha256(canonical).digest()[:8], "another structure")
    items = json.loads(canonical)["items"]
    week = int.from_bytes(data[29:31], "little")
    if week:
        year, number = 2000 + week // 64, week % 64
        last = datetime.date(year, 12, 28).isocalendar()[1]
        need(1 <= number <= last, "week")
        week = f"{year}-W{number:02}"
    need(data[28] <= len(LANGUAGES), "language")
    bits = Bits(data[31:])
    answers = [{"name": item["name"], **TAKE[item["kind"]](bits, item)} for item in items]
    rest = bits.bits[bits.at :]
    need(len(rest) < 8 and not any(rest), "bits left over")
    return {
        "simulated": bool(data[1] & 1),
        "mode": MODES[data[1] & ~1],
        "id": data[10:26].hex(),
        "wave": data[26],
        "text_rev": data[27],
        "language": LANGUAGES[data[28] - 1] if data[28] else "und",
        "week": week or None,
        "answers": answers,
    }


def check_golden(folder):
    """Each <case>.hex with <case>.codebook.json must say what <case>.ballot.json says; and no changed bit may pass unnoticed."""
    cases = sorted(folder.glob("*.hex"))
    wrong = 0
    for case in cases:
        canonical = case.with_suffix(".codebook.json").read_bytes()
        data = bytes.fromhex(case.read_text().strip())
        found = decode(data, canonical)
        expected = json.loads(case.with_suffix(".ballot.json").read_text())
        good = found == expected
        # Turning any bit gives another ballot or none: nothing in it is idle.
        for bit in range(min(8 * len(data), 2000)):
            turned = bytearray(data)
            turned[bit // 8] ^= 1 << bit % 8
            try:
                good = good and decode(bytes(turned), canonical) != found
            except Refused:
                pass
        print(f"{'ok' if good else 'WRONG'} {case.stem}")
        wrong += not good
    print(f"{len(cases) - wrong} passed, {wrong} failed")
    return 1 if wrong or not cases else 0


def print_file(codebook, ballots):
    canonical = codebook.read_bytes()
    lines = ballots.read_text().split("\n")
    header = json.loads(lines[0])
    need(header["format"] == "triptych-ballots" and header["version"] == 1, "header")
    for line in filter(None, (line.rstrip("\r") for line in lines[1:])):
        ballot = decode(base64.urlsafe_b64decode(line + "=" * (-len(line) % 4)), canonical)
        need(ballot["simulated"] == header["simulated"], "simulated and real ballots in one file")
        print(json.dumps(ballot, ensure_ascii=False, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(check_golden(pathlib.Path(sys.argv[1])))
    if len(sys.argv) == 3:
        sys.exit(print_file(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
    sys.exit(__doc__)
