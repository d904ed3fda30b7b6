#!/usr/bin/env python3
"""Checks the package of a hearing: python3 verify.py FOLDER

Needs only Python 3.8 and the openssl 3 program (for Ed25519 and RSA). Shares no code with the server.
Exit code 0: everything holds. 1: something does not. 2: this is no package, it cannot be read, or openssl is missing.
The formats: RFC 6962 (tree), C2SP signed note and tlog checkpoint, hdraw1 (draw), hballot1 (ballot).
"""
import base64, hashlib, json, pathlib, re, stat, subprocess, sys, tempfile

DRAW = ("pool.txt", "contrib.txt", "freeze.txt", "reveal.txt")
BALLOT = ("roll.txt", "issued.txt", "ballots.txt", "ballot.txt")
TOP = {"events.jsonl", "checkpoint.txt", "vkey", "results.json", "names.csv", "README.txt", "verify.py", "manifest.txt"}
REASONS = "spoken chair staff declined absent opted-out waiting".split()
HEX, HANDLE, STRATUM = "[0-9a-f]{64}", "[A-Za-z0-9-]{1,24}", "[a-z0-9-]{1,24}"
NUMBER, B64 = "(?:0|[1-9][0-9]*)", "[A-Za-z0-9+/]+={0,2}"
BYTES_MAX, ENTRIES_MAX = 1 << 30, 10_000  # Of all files together; a log of a million events has some 300 MB.

STEPS = {  # What may happen to a draw or ballot: event from/to; without a from it begins, without a to it stays.
    "draw": """draw_opened /opened  draw_pool_listed opened  nonce_collection_started opened/collecting  nonce_contributed collecting
        draw_frozen collecting/frozen  draw_revealed frozen/revealed  draw_finished revealed/finished  drawn_called finished
        drawn_accepted finished  drawn_declined finished  drawn_absent finished  draw_checked frozen,revealed,finished,voided
        draw_voided opened,collecting,frozen/voided""",
    "ballot": """ballot_rule_locked /locked  ballot_opened locked/open  ballot_issued open  paper_taken_back open
        ballot_closing open/closing  ballot_closed open,closing/closed  paper_counted closed  paper_count_withdrawn closed
        tally_signed closed  result_published closed/published  duty_imposed published  ballot_voided locked,open,closing,closed,published/voided"""}
STEPS = {kind: {(name, start): end or start for name, starts, end in re.findall(r"(\w+) ([\w,]*)/?(\w*)", steps) for start in starts.split(",")}
         for kind, steps in STEPS.items()}
EVENTS = {kind: {name for name, start in steps} for kind, steps in STEPS.items()}
ENDS = {"draw": ("finished", "voided"), "ballot": ("voided",)}  # Then the next may begin.

OPTION = dict(option=str, label=str, label_en=str, weight=int, counted=bool)
RULE = dict(options=list, base=str, threshold=dict, threshold_is_met_when_equal=bool, quorum=dict, quorum_of=str, live_batch=int, breakdown_by_category=bool)

class Fault(Exception):  # Something does not hold.
    pass

FAULTS = (Fault, KeyError, TypeError, ValueError, AttributeError, RecursionError, ArithmeticError)  # Also what is missing, or of another kind.

def need(holds, words):
    if not holds:
        raise Fault(words)

# For Python 1, 1.0 and True are the same, for others they are not.
def whole(number):
    need(type(number) is int and abs(number) < 1 << 53, "not a whole number")
    return number

def typed(data, types):
    need({name: type(value) for name, value in data.items()} == types, "other members than there are, or of another kind")
    return data

def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()

def hashed(*items):
    return sha("".join(f"{item}\n" for item in items))

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "base64 in another spelling")
    return data

def openssl(arguments, **files):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            pathlib.Path(folder, name).write_bytes(data)
        return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True).returncode == 0

def ed25519(key, message, signature):
    spki = bytes.fromhex("302a300506032b6570032100") + key
    return len(key) == 32 and len(signature) == 64 and openssl(
        "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature".split(),
        key=spki, message=message, signature=signature)

def rsa_pss(spki, message, signature):
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(spki) + b"-----END PUBLIC KEY-----\n"
    return openssl("dgst -sha384 -verify key -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 "
                   "-sigopt rsa_mgf1_md:sha384 -signature signature message".split(),
                   key=pem, message=message, signature=signature)

def root_of(leaves):
    """RFC 6962: MTH."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_of(leaves[:left]) + root_of(leaves[left:])).digest()

def signed(files, folder):
    """Origin, size and root of a checkpoint whose signature holds, in exactly one spelling."""
    vkey = re.fullmatch(r"([!-*,-~]+)\+([0-9a-f]{8})\+(\S+)\n", files.get(folder + "vkey", b"").decode("ascii", "replace"))
    need(vkey, folder + "vkey is no key")
    name, key = vkey[1], unbase64(vkey[3])
    need(len(key) == 33 and key[0] == 1, folder + "vkey is no Ed25519 key")
    keyid = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    need(keyid.hex() == vkey[2] and name.startswith("rostrum/"), folder + "vkey is no key of a log")
    note = files.get(folder + "checkpoint.txt", b"").decode("utf-8", "replace")
    form = re.fullmatch(r"((\S+)\n(" + NUMBER + r")\n(" + B64 + r")\n)\n\u2014 (\S+) (" + B64 + r")\n", note)
    need(form, folder + "checkpoint.txt is no checkpoint")
    signature, root = unbase64(form[6]), unbase64(form[4])
    need(form[2] == form[5] == name and signature[:4] == keyid, folder + "checkpoint.txt is of another key")
    need(len(root) == 32 and ed25519(key[1:], form[1].encode(), signature[4:]), folder + "checkpoint.txt: its signature does not hold")
    return name, int(form[3]), root

def read_log(files):
    data = files.get("events.jsonl", b"")
    need(data.endswith(b"\n"), "events.jsonl has no end")
    lines = data.split(b"\n")[:-1]
    need(all(len(line) <= 65536 for line in lines), "events.jsonl has too long a line")
    leaves = [hashlib.sha256(b"\x00" + line).digest() for line in lines]
    name, size, root = signed(files, "")
    need(len(lines) == size and root_of(leaves) == root, f"the log contradicts its checkpoint: {len(lines)} lines, signed at {size}")
    number = 1
    while f"earlier/{number}/checkpoint.txt" in files:
        before = signed(files, f"earlier/{number}/")
        need(before[0] == name and before[1] <= size and root_of(leaves[:before[1]]) == before[2], f"the log contradicts earlier/{number}")
        number += 1
    need(sum(path.startswith("earlier/") for path in files) == 2 * (number - 1), "earlier checkpoints are missing")
    return name[len("rostrum/"):], [read_event(line, place) for place, line in enumerate(lines)]

def object_of(members):
    need(len(dict(members)) == len(members), "a member is there twice")
    return dict(members)

def read_event(line, place):
    """Name and data. As strict as any reader might be: no two of them may see two different things in one line."""
    try:
        event = json.loads(line.decode(), object_pairs_hook=object_of)
        json.dumps(event, ensure_ascii=False, allow_nan=False).encode()  # Refuses half characters, and numbers that are none.
        need(whole(event["n"]) == place, "another line's number")
        need(type(event["e"]) is str and event["e"] and type(event["d"]) is dict, "without a name or data")
    except FAULTS as fault:
        raise Fault(f"line {place + 1} is no event: {fault}")
    return event["e"], event["d"]

def lines_of(*rows):
    return "".join(" ".join(row) + "\n" for row in rows)

def take_person(roster, name, data):
    if name == "roster_imported":
        for entry in data["entries"]:
            roster.setdefault(entry["participant"], {"here": False}).update(category=entry["category"], votes=entry["may_vote"] is True)
    elif name in ("participant_arrived", "participant_left"):
        roster[data["participant"]]["here"] = name == "participant_arrived"

def open_draw(told, roster, draws, data):
    name, rule = data["public_id"], data["rule"]
    need(name.startswith(told["hearing"] + "/draw/") and name not in [other.get("public_id") for other in draws.values()], "a name of another draw")
    need(not any(other.get("calls") for other in draws.values()), "somebody drawn before was not called, or has not answered")
    parts = [part["stratum"] + f":{whole(part['count'])}" for part in rule["quotas"]] if rule["kind"] == "quota" else [str(whole(rule["count"]))]
    told.update(public_id=name, pool=[], nonces={}, lost=False,
                terms=lines_of(["hdraw1/freeze"], ["draw", name], ["rule", rule["kind"], *parts], ["commit", data["commit"]]),
                outlook=lines_of(["delay", str(whole(data["delay"]))], ["public", "required" if data["public_dice"] is True else "none"]),
                present=[[card, roster[card]["category"]] for card in sorted(roster, key=str.encode) if roster[card]["here"]])

def take_draw(told, roster, draws, name, data, before):
    if name == "draw_opened":
        open_draw(told, roster, draws, data)
    elif name == "draw_pool_listed":
        told["pool"] += [[line["participant"], line["stratum"], str(whole(line["weight"]))] +
                         ([] if line["exclusion"] == "none" else [line["exclusion"].replace("_", "-")]) for line in data["lines"]]
    elif name == "nonce_collection_started":
        need([line[:2] for line in told["pool"]] == told["present"], "the pool is not those who were present")
    elif name == "nonce_contributed":
        need(roster[data["participant"]]["here"], "not of somebody present")
        need(told["nonces"].setdefault(data["participant"], data) is data, "this card has given a number already")
    elif name == "draw_frozen":
        seals = [(file, str(whole(seal["lines"])), seal["sha256"]) for file, seal in (("pool", data["seals"]["pool"]), ("contrib", data["seals"]["contributions"]))]
        given = [(card, told["nonces"][card]["nonce"]) for card in sorted(told["nonces"], key=str.encode)]
        told.update(freeze=data["seals"]["sha256"], files=[lines_of(*told["pool"]), lines_of(*given), told["terms"] + lines_of(*seals) + told["outlook"]])
    elif name == "draw_revealed":
        told["files"].append(lines_of(["hdraw1/reveal"], ["secret", data["secret"]], ["public", data["public_text"]]))
    elif name == "draw_finished":
        told.update(seed=data["seed"], drawn=data["drawn"], calls=[(card, what) for card in data["drawn"] for what in ("is called", "answers")])
    elif name.startswith("drawn_"):  # Accepted, declined and absent are answers.
        need(told["calls"][:1] == [(data["participant"], "is called" if name == "drawn_called" else "answers")], "not whose turn it is by the lot")
        del told["calls"][0]
    elif name == "draw_voided" and before == "frozen":
        need(data["cause"] == "secret_is_lost", "a draw cannot be voided after its freeze")
        told["lost"] = True

def people_of(told, roster):
    """Those entitled, and how many: whoever was issued a ballot stays entitled and counts as present."""
    voters = [card for card in sorted(roster, key=str.encode) if roster[card]["votes"] or card in told["cards"]]
    return voters, {"entitled": len(voters), "present": sum(roster[card]["here"] or card in told["cards"] for card in voters)}

def tally_of(data):
    typed(typed(data, dict(issued=int, returned=int, invalid=int, votes=dict))["votes"], dict.fromkeys(data["votes"], int))
    return data

def take_ballot(told, roster, ballots, name, data, before):
    if name == "ballot_rule_locked":
        told.update(public_id=f"{told['hearing']}/ballot/{len(ballots)}", rule=data["rule"], rule_sha256=data["rule_sha256"],
                    issued={"phone": 0, "paper": 0}, cards={}, tokens=[], paper={}, signed=set())
    elif name == "ballot_opened":
        need(data["mode"] in ("secret", "confidential"), "an unknown mode")
        key = data["key"] if data["mode"] == "secret" else None
        need(key is None or key and key not in [other.get("key") for other in ballots.values()], "without a key of its own")
        told.update(mode=data["mode"], key=key)
    elif name == "ballot_issued":
        card, channel = data["participant"], data["channel"]
        need(card in roster and roster[card]["votes"] and roster[card]["here"], "not of somebody who is present and may vote")
        need(card not in told["cards"], "this card was issued one already")
        told["cards"][card] = channel
        told["issued"][channel] += 1
        told["tokens"] += [(card, data["blinded_sha256"])] if told["mode"] == "secret" and channel == "phone" else []
    elif name == "paper_taken_back":
        need(told["cards"].pop(data["participant"], "") == "paper", "this card has no paper that could be taken back")
        told["issued"]["paper"] -= 1
    elif name in ("ballot_closing", "ballot_closed"):
        need(name == "ballot_closed" and before == "open" if told["mode"] == "confidential" else (name, before) != ("ballot_closed", "open"),
             "not the way in which such a ballot is closed")
        told["roll"], people = people_of(told, roster)
        told.setdefault("people", people)  # Of a secret ballot as it began to close: whoever comes in later is not in the base.
        if name == "ballot_closed":
            told.update(phones=tally_of(data["phones"]), electorate=data["electorate"], sheet=data.get("sheet_sha256"))
            need(same(told["electorate"], told["people"]), "other numbers of people than on the roster")
    elif name == "paper_counted":
        need(data["paper"]["issued"] == told["issued"]["paper"], "a count of other papers than were handed out")
        told["paper"][data["teller"]], told["signed"] = tally_of(data["paper"]), set()
    elif name == "paper_count_withdrawn":
        need(told["paper"].pop(data["teller"], None), "a count is withdrawn that is not there")
        told["signed"] = set()
    elif name == "tally_signed":
        told["signed"].add(data["teller"])
    elif name == "result_published":
        told.update(tally=data["tally"], verdict=data["verdict"])

def story_of(hearing, events):
    """What the log tells of draws and ballots, and that nothing happens out of turn, twice, or to somebody who is not there."""
    roster, draws, ballots = {}, {}, {}
    for line, (name, data) in enumerate(events, 1):
        try:
            take_person(roster, name, data)
            for kind, all_told, take in ("draw", draws, take_draw), ("ballot", ballots, take_ballot):
                if name not in EVENTS[kind]:
                    continue
                if (name, "") in STEPS[kind]:
                    need(data[kind] == f"{kind[0]}{len(all_told) + 1}", "its number is not the next")
                    need(all(told["state"] in ENDS[kind] for told in all_told.values()), "the one before has not ended")
                    all_told[data[kind]] = {"hearing": hearing, "state": ""}
                told = all_told[data[kind]]
                before, told["state"] = told["state"], STEPS[kind].get((name, told["state"]))
                need(told["state"], "this cannot happen any more, or yet")
                take(told, roster, all_told, name, data, before)
        except FAULTS as fault:
            raise Fault(f"the log contradicts itself in line {line} ({name}): {fault}")
    return draws, ballots

def table(data, row, what, limit=10_000_000):
    """Rows, sorted by a unique first column; ASCII, LF, single spaces."""
    need(data == b"" or data.endswith(b"\n"), what + " has no end")
    rows = [re.fullmatch(row, line) for line in data.decode("ascii").split("\n")[:-1]]
    need(all(rows) and len(rows) <= limit, what + " is not a file of this kind")
    keys = [found[0].split(" ")[0] for found in rows]
    need(all(a < b for a, b in zip(keys, keys[1:])), what + " is not sorted, or has a line twice")
    return rows

def order(rule, pool, seed):
    """Those called, in order."""
    def score(handle, weight):
        return min(hashed("hdraw1/score", seed, handle, k) for k in range(weight))
    rank = sorted((score(handle, weight), handle, stratum) for handle, stratum, weight in pool if weight)
    of = {stratum: [handle for _, handle, its in rank if its == stratum] for _, _, stratum in rank}
    kind, *rest = rule.split(" ")
    if kind == "any":
        return [handle for _, handle, _ in rank][:int(rest[0])]
    if kind == "quota":
        return [handle for part in rest for handle in of.get(part.split(":")[0], [])[:int(part.split(":")[1])]]
    called, queues = [], [of[s] for s in sorted(of, key=lambda s: hashed("hdraw1/stratum", seed, s))]
    while any(queues):
        for queue in queues:
            called += [queue.pop(0)] if queue else []
    return called[:int(rest[0])]

def is_weak(delay):
    return delay <= 1 << 24  # A quick draw's.

def check_frozen(told, pool, contrib, freeze, reveal):
    for name, data, text in zip(DRAW, (pool, contrib, freeze, reveal), told["files"]):
        need(data == text.encode(), name + " is not what the log says")
    rows = table(pool, f"({HANDLE}) ({STRATUM}) ({NUMBER})(?: ({'|'.join(REASONS)}))?", "pool.txt")
    need(all(int(r[3]) <= 1000 and (r[3] == "0") == bool(r[4]) for r in rows), "pool.txt: a weight or a reason is wrong")
    table(contrib, f"({HANDLE}) ({HEX})", "contrib.txt", 1024)
    part = f"{STRATUM}:[1-9][0-9]*"
    form = re.fullmatch("hdraw1/freeze\ndraw ([A-Za-z0-9/._-]{1,64})\nrule ((?:any|alternate) [1-9][0-9]*|"
                        f"quota {part}(?: {part})*)\ncommit ({HEX})\npool ({NUMBER}) ({HEX})\ncontrib ({NUMBER}) ({HEX})\n"
                        "delay ([1-9][0-9]*)\npublic (none|required)\n", freeze.decode("ascii"))
    shown = re.fullmatch(f"hdraw1/reveal\nsecret ({HEX})\npublic ([A-Za-z0-9:,.-]{{1,128}})\n", reveal.decode("ascii"))
    need(form and shown, "freeze.txt or reveal.txt is not a file of this kind")
    strata = re.findall(f"({STRATUM}):", form[2])
    need(len(strata) == len(set(strata)) <= 64, "freeze.txt: a stratum twice")
    need(hashed("hdraw1/commit", form[1], shown[1]) == form[3], "the secret is not the committed one")
    need(lines_of((str(pool.count(b"\n")), sha(pool)), (str(contrib.count(b"\n")), sha(contrib))) == lines_of(form.group(4, 5), form.group(6, 7)),
         "pool.txt or contrib.txt is not the frozen one")
    need((shown[2] != "-") == (form[9] == "required"), "the public throw is not as agreed")
    need(sha(freeze) == told["freeze"], "freeze.txt is not the one in the log")
    start = bytes.fromhex(hashed("hdraw1/seed", sha(freeze), shown[1], shown[2]))
    seed = hashlib.pbkdf2_hmac("sha256", start, b"hdraw1/delay", int(form[8])).hex()
    need(seed == told["seed"], "the seed is not what the files give")
    need(told["drawn"] == order(form[2], [(r[1], r[2], int(r[3])) for r in rows], seed), "others were called than the files give")
    return "the draw follows from its inputs" + ("; WEAK: its delay was short" if is_weak(int(form[8])) else "")

def folders(files, kind):
    return {path.split("/")[1] for path in files if path.startswith(kind + "/")}

def check_draws(files, draws):
    found, done = [], set()
    for draw, told in draws.items():
        if told["state"] != "finished":
            found.append((f"draw {draw}", "void: its secret was lost after the freeze" if told.get("lost") else "void or not finished"))
            continue
        done.add(draw)
        parts = [files.get(f"draws/{draw}/{name}") for name in DRAW]
        need(None not in parts, f"draw {draw}: files are missing")
        found.append((f"draw {draw}", check_frozen(told, *parts)))
    need(folders(files, "draws") == done, "a folder in draws/ without a draw")
    return found

def check_box(told, roll, issued, ballots, sheet):
    choices, key, phones = [option["option"] for option in told["rule"]["options"]], told["key"], told["phones"]
    need(roll.decode() == lines_of(*([card] for card in told["roll"])), "roll.txt is not those on the roster who may vote")
    need(issued.decode() == lines_of(*sorted(told["tokens"], key=lambda row: row[0].encode())), "the tokens are not those of the log")
    text = f"hballot1/ballot\nballot {told['public_id']}\nkey {key}\nchoices {' '.join(choices)}\n" + lines_of(
        *((name, str(data.count(b"\n")), sha(data)) for name, data in (("roll", roll), ("issued", issued), ("ballots", ballots))))
    need(sheet == text.encode(), "ballot.txt is of another ballot, rule or key")
    need(sha(sheet) == told["sheet"], "ballot.txt is not the one in the log")
    table(roll, HANDLE, "roll.txt")
    tokens = table(issued, f"({HANDLE}) ({HEX})", "issued.txt")
    votes = table(ballots, f"({HEX}) ([1-9][0-9]{{0,15}}) ([a-z0-9_]{{1,24}}) ({HEX}) ({B64}) ({B64})", "ballots.txt")
    need(len(votes) <= len(tokens), "more votes than tokens were issued")
    tally = dict.fromkeys(choices, 0)
    need(len(tally) == len(choices), "a choice is there twice")
    for row in votes:
        voter, seq, choice = row[1], row[2], row[3]
        need(choice in tally and int(seq) <= 2**53 - 1, "an unknown choice")
        credential = bytes.fromhex(row[4]) + f"hballot1/cred\n{told['public_id']}\n{voter}\n".encode()
        need(rsa_pss(unbase64(key), credential, unbase64(row[5])), "a vote without a token")
        message = f"hballot1/cast\n{told['public_id']}\n{seq}\n{choice}\n".encode()
        need(ed25519(bytes.fromhex(voter), message, unbase64(row[6])), "a vote not signed by its voter")
        tally[choice] += 1
    need(tally == phones["votes"] and len(tokens) == phones["issued"] and len(votes) == phones["returned"], "the count is not that of the log")
    return "every vote has a token and its voter's signature, and they are counted right"

def rule_text(rule):
    """As it is written down before it is hashed and shown."""
    def word(value):
        if isinstance(value, dict):
            return "{numerator}/{denominator}".format(**typed(value, dict(numerator=int, denominator=int)))
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    def quoted(text):
        odd = "[\x00-\x1f\x7f\x85\u2028-\u202e\u2066-\u2069]"
        return '"' + re.sub(odd, lambda m: "".join(f"\\x{b:02x}" for b in m[0].encode()), re.sub(r'(["\\])', r"\\\1", text)) + '"'
    lines = ["ballot_rule 1"]
    for option in typed(rule, RULE)["options"]:
        typed(option, OPTION)
        lines += [f"option {option['option']} {name} {quoted(option[name]) if 'label' in name else word(option[name])}" for name in list(OPTION)[1:]]
    return "\n".join(lines + [f"{name} {word(rule[name])}" for name in list(RULE)[1:]]) + "\n"

def can_be_applied(rule):
    options, limit, batch = rule["options"], rule["threshold"], rule["live_batch"]
    weights = {option["weight"] for option in options if option["counted"]}
    margin = max(weights, default=0) * limit["denominator"] - limit["numerator"] * 100  # If all choose the best option.
    return (2 <= len(options) == len({option["option"] for option in options}) <= 8 and len(weights) > 1
            and all(re.fullmatch("[a-z0-9_]{1,24}", option["option"]) and 0 <= option["weight"] <= 100 for option in options)
            and all(0 <= part["numerator"] <= part["denominator"] and 0 < part["denominator"] <= 10_000 for part in (limit, rule["quorum"]))
            and limit["numerator"] > 0 and rule["quorum_of"] in ("present", "entitled") and margin >= (0 if rule["threshold_is_met_when_equal"] else 1) and (batch == 0 or 10 <= batch < 2**53))

def judge(rule, tally, electorate):
    counted = [(o["weight"], tally["votes"].get(o["option"], 0)) for o in rule["options"] if o["counted"]]
    valid, score = sum(n for _, n in counted), sum(w * n for w, n in counted)
    base = {"valid": valid, "returned": tally["returned"], **electorate}[rule["base"]]
    verdict = dict(valid=valid, base=base, score=score, basis_points=-1, votes_short=0)
    if tally["returned"] > tally["issued"]:
        return dict(verdict, outcome="invalid", reason="returned_exceeds_issued")
    if valid == 0 or base == 0:
        return dict(verdict, outcome="no_result", reason="no_valid_ballots")
    quorum, limit = rule["quorum"], rule["threshold"]
    if tally["returned"] * quorum["denominator"] < quorum["numerator"] * electorate[rule["quorum_of"]]:
        return dict(verdict, outcome="no_result", reason="no_quorum")
    mark = limit["numerator"] * 100 * base
    lowest = -(-mark // limit["denominator"]) if rule["threshold_is_met_when_equal"] else mark // limit["denominator"] + 1
    verdict["basis_points"] = score * 100 // base
    if score >= lowest:
        return dict(verdict, outcome="met", reason="threshold_is_met")
    missing, best = lowest - score, max(w for w, _ in counted)
    for weight, count in sorted([(0, base - valid), *counted]):
        if missing > 0 and best > weight:
            take = min(count, -(-missing // (best - weight)))
            missing, verdict["votes_short"] = missing - take * (best - weight), verdict["votes_short"] + take
    return dict(verdict, outcome="below", reason="threshold_is_missed")

def check_result(told):
    rule, phones, electorate, papers = told["rule"], told["phones"], told["electorate"], list(told["paper"].values())
    need(sha(rule_text(rule)) == told["rule_sha256"], "the rule is not the one whose hash was published")
    need(can_be_applied(rule), "the rule cannot be applied")
    for tally in [phones, *papers]:
        votes = tally["votes"]
        need(set(votes) <= {o["option"] for o in rule["options"]} and min([0, tally["invalid"], *votes.values()]) == 0
             and sum(votes.values()) + tally["invalid"] == tally["returned"], "a count does not add up")
    need(0 <= electorate["present"] <= electorate["entitled"], "the numbers of people do not add up")
    need(phones["issued"] == told["issued"]["phone"], "more or fewer ballots were issued than recorded")
    need(all(count["returned"] <= count["issued"] for count in [phones, *papers]), "more came back than was issued")
    need(len(papers) >= 2 if told["issued"]["paper"] else not papers, "two tellers have not counted the paper")
    need(all(p == papers[0] and p["issued"] == told["issued"]["paper"] for p in papers), "the counts of the paper differ")
    need(len(told["signed"]) >= 2, "two tellers have not signed")
    counts = [phones, *papers[:1]]
    total = {name: sum(count[name] for count in counts) for name in ("issued", "returned", "invalid")}
    options = {option for count in counts for option in count["votes"]}
    total["votes"] = {option: sum(count["votes"].get(option, 0) for count in counts) for option in options}
    need(same(total, told["tally"]) and total["issued"] <= electorate["present"], "the tally is not the sum of the counts")
    need(same(judge(rule, total, electorate), told["verdict"]), "the verdict is not what the rule gives")

def check_ballots(files, ballots):
    found, boxes = [], set()
    for ballot, told in ballots.items():
        item, is_counted = f"ballot {ballot}", told["state"] in ("closed", "published")
        if told["state"] == "voided":
            found.append((item, "void, though its result was published: the result is void" if "verdict" in told else "void"))
        elif is_counted and told["mode"] == "secret":
            boxes.add(ballot)
            parts = [files.get(f"ballots/{ballot}/{name}") for name in BALLOT]
            need(None not in parts, f"{item}: files are missing")
            found.append((item, check_box(told, *parts)))
        elif is_counted:
            found.append((item, "confidential: what was in the box is the server's word"))
    need(folders(files, "ballots") == boxes, "a folder in ballots/ without a secret ballot")
    return found

def check_results(files, hearing, ballots):
    results, found = [], []
    for ballot, told in ballots.items():
        if told["state"] == "published":
            check_result(told)
            found.append((f"result {ballot}", "the tally and the verdict follow from the counts"))
            results.append({"ballot": ballot, **{name: told[name] for name in ("electorate", "tally", "verdict")}})
    expected = json.dumps({"hearing": hearing, "results": results}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(files.get("results.json") == expected.encode() + b"\n", "results.json is not what the log says")
    return found

def check_files(files):
    lines = files.get("manifest.txt", b"").decode().split("\n")
    need(lines.pop() == "" and all(re.fullmatch(HEX + "  .+", line) for line in lines), "there is no readable manifest.txt")
    stated = {line[66:]: line[:64] for line in lines}
    need([line[66:] for line in lines] == sorted(stated, key=str.encode), "manifest.txt is not sorted")
    missing = sorted(set(stated) - set(files) - {"names.csv"})
    need(not missing and set(files) - {"manifest.txt"} <= set(stated), "files are missing, or not in manifest.txt: " + ", ".join(missing))
    for path, data in files.items():
        need(path == "manifest.txt" or sha(data) == stated[path], path + " was changed")
        need(path in TOP or re.fullmatch("earlier/[0-9]+/(checkpoint.txt|vkey)|draws/[^/]+/(%s)|ballots/[^/]+/(%s)" % ("|".join(DRAW), "|".join(BALLOT)), path), path + " is unknown")

def shown(text):
    """What comes from a stranger's files must not steer the terminal, nor begin a line of its own."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(text))

def read_files(folder):
    files, folders, left, entries = {}, [pathlib.Path(folder)], BYTES_MAX, 0
    while folders:
        for path in folders.pop().iterdir():
            entries, status = entries + 1, path.lstat()
            need(entries <= ENTRIES_MAX, f"{folder} has more files than any package")
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)
                continue
            # Whoever opens a pipe waits for its other end, and a link may lead to one.
            need(stat.S_ISREG(status.st_mode), f"{path} is no plain file")
            need(status.st_size <= left, f"{path} is larger than any package")
            left -= status.st_size
            with path.open("rb") as file:
                files[path.relative_to(folder).as_posix()] = file.read(status.st_size)
    need("events.jsonl" in files, f"{folder} is no package: it has no events.jsonl")
    return files

def main(folder):
    try:
        files = read_files(folder)
        need(openssl(["version"]), "openssl is missing")
    except (Fault, OSError) as fault:
        print(shown(fault), file=sys.stderr)
        return 2
    try:
        check_files(files)
        hearing, events = read_log(files)
        print(f"log: whole, unchanged and signed by {shown(files['vkey'].decode().strip())} ({len(events)} lines)")
        draws, ballots = story_of(hearing, events)
        for item, words in check_draws(files, draws) + check_ballots(files, ballots) + check_results(files, hearing, ballots):
            print(f"{item}: {words}")
        print("names: " + ("here; names.csv may be deleted" if "names.csv" in files else "taken out"))
    except FAULTS as fault:
        print(f"DOES NOT HOLD 不成立: {shown(fault)}")
        return 1
    print("OK 全部成立")
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
