#!/usr/bin/env python3
"""Checks the package of a hearing: python3 verify.py FOLDER

Needs only Python 3.8 and the openssl 3 program (for Ed25519 and RSA). Shares no code with the server.
Exit code 0: everything holds. 1: something does not. 2: this is no package, or openssl is missing.
The formats: RFC 6962 (tree), C2SP signed note and tlog checkpoint, hdraw1 (draw), hballot1 (ballot).
"""
import base64, hashlib, json, pathlib, re, subprocess, sys, tempfile

DRAW = ("pool.txt", "contrib.txt", "freeze.txt", "reveal.txt")
BALLOT = ("roll.txt", "issued.txt", "ballots.txt", "ballot.txt")
TOP = {"events.jsonl", "checkpoint.txt", "vkey", "results.json", "names.csv", "README.txt", "verify.py", "manifest.txt"}
REASONS = "spoken chair staff declined absent opted-out waiting".split()
HEX, HANDLE, STRATUM = "[0-9a-f]{64}", "[A-Za-z0-9-]{1,24}", "[a-z0-9-]{1,24}"
NUMBER, B64 = "(?:0|[1-9][0-9]*)", "[A-Za-z0-9+/]+={0,2}"

class Fault(Exception):  # Something does not hold.
    pass

def need(holds, words):
    if not holds:
        raise Fault(words)

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
    events = [json.loads(line) for line in lines]
    for place, event in enumerate(events):
        need(event["n"] == place and isinstance(event["d"], dict), f"line {place + 1} is no event")
    return name[len("rostrum/"):], [(event["e"], event["d"]) for event in events]

def table(data, row, what, limit=10_000_000):
    """Rows, sorted by a unique first column; ASCII, LF, single spaces."""
    need(data == b"" or data.endswith(b"\n"), what + " has no end")
    rows = [re.fullmatch(row, line) for line in data.decode("ascii").split("\n")[:-1]]
    need(all(rows) and len(rows) <= limit, what + " is not a file of this kind")
    keys = [found[0].split(" ")[0] for found in rows]
    need(all(a < b for a, b in zip(keys, keys[1:])), what + " is not sorted, or has a line twice")
    return rows

def vouched(data, lines, digest, what):
    need(sha(data) == digest and data.count(b"\n") == int(lines), what + " was changed")

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

def check_frozen(told, pool, contrib, freeze, reveal):
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
    vouched(pool, form[4], form[5], "pool.txt")
    vouched(contrib, form[6], form[7], "contrib.txt")
    need((shown[2] != "-") == (form[9] == "required"), "the public throw is not as agreed")
    need(sha(freeze) == told["freeze"], "freeze.txt is not the one in the log")
    need(form[1] == told["public_id"] and form[3] == told["commit"], "the freeze is of another draw")
    start = bytes.fromhex(hashed("hdraw1/seed", sha(freeze), shown[1], shown[2]))
    seed = hashlib.pbkdf2_hmac("sha256", start, b"hdraw1/delay", int(form[8])).hex()
    need(seed == told["seed"], "the seed is not what the files give")
    need(told["drawn"] == order(form[2], [(r[1], r[2], int(r[3])) for r in rows], seed), "others were called than the files give")
    return "the draw follows from its inputs" + ("; WEAK: its delay was short" if int(form[8]) < 1 << 24 else "")

def folders(files, kind):
    return {path.split("/")[1] for path in files if path.startswith(kind + "/")}

def check_draws(files, events):
    draws, found = {}, []
    for name, data in events:
        if "draw" not in data:
            continue
        told = draws.setdefault(data["draw"], {"done": False, "freeze": None})
        if name == "draw_opened":
            told.update({key: data.get(key) for key in ("public_id", "commit")})
        elif name == "draw_frozen":
            told["freeze"] = data["seals"]["sha256"]
        elif name == "draw_finished":
            told.update(seed=data["seed"], drawn=data["drawn"], done=True)
        told["void"] = name == "draw_voided" or told.get("void", False)
    with_files = set()
    for draw, told in draws.items():
        if told["void"] or not told["done"]:
            found.append((f"draw {draw}", "void or not finished"))
        else:
            with_files.add(draw)
            parts = [files.get(f"draws/{draw}/{name}") for name in DRAW]
            need(None not in parts, f"draw {draw}: files are missing")
            found.append((f"draw {draw}", check_frozen(told, *parts)))
    need(folders(files, "draws") == with_files, "a folder in draws/ without a draw")
    return found

def check_box(told, roll, issued, ballots, sheet):
    entitled = {row[0] for row in table(roll, HANDLE, "roll.txt")}
    tokens = table(issued, f"({HANDLE}) ({HEX})", "issued.txt")
    votes = table(ballots, f"({HEX}) ([1-9][0-9]{{0,15}}) ([a-z0-9_]{{1,24}}) ({HEX}) ({B64}) ({B64})", "ballots.txt")
    form = re.fullmatch(f"hballot1/ballot\nballot ([A-Za-z0-9/._-]{{1,64}})\nkey ({B64})\nchoices ([a-z0-9_]{{1,24}}(?: [a-z0-9_]{{1,24}})*)\n"
                        f"roll ({NUMBER}) ({HEX})\nissued ({NUMBER}) ({HEX})\nballots ({NUMBER}) ({HEX})\n", sheet.decode("ascii"))
    need(form, "ballot.txt is not a file of this kind")
    need(sha(sheet) == told["sheet"] and form[2] == told["key"], "ballot.txt is not the one in the log")
    for data, at, what in (roll, 4, "roll.txt"), (issued, 6, "issued.txt"), (ballots, 8, "ballots.txt"):
        vouched(data, form[at], form[at + 1], what)
    need(all(row[1] in entitled for row in tokens), "a token for somebody who is not on the roll")
    need(len(votes) <= len(tokens), "more votes than tokens were issued")
    tally = dict.fromkeys(form[3].split(" "), 0)
    need(len(tally) == form[3].count(" ") + 1, "a choice is there twice")
    for row in votes:
        voter, seq, choice = row[1], row[2], row[3]
        need(choice in tally and int(seq) <= 2**53 - 1, "an unknown choice")
        credential = bytes.fromhex(row[4]) + f"hballot1/cred\n{form[1]}\n{voter}\n".encode()
        need(rsa_pss(unbase64(form[2]), credential, unbase64(row[5])), "a vote without a token")
        message = f"hballot1/cast\n{form[1]}\n{seq}\n{choice}\n".encode()
        need(ed25519(bytes.fromhex(voter), message, unbase64(row[6])), "a vote not signed by its voter")
        tally[choice] += 1
    phones = told["phones"]
    need([row[0] for row in tokens] == sorted(told["tokens"], key=str.encode), "the tokens are not those of the log")
    need(len(entitled) == told["electorate"]["entitled"], "the roll is not as long as the log says")
    need(tally == phones["votes"] and len(tokens) == phones["issued"] and len(votes) == phones["returned"], "the count is not that of the log")
    return "every vote has a token and its voter's signature, and they are counted right"

def rule_text(rule):
    """As it is written down before it is hashed and shown."""
    def word(value):
        if isinstance(value, dict):
            return "{numerator}/{denominator}".format(**value)
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    def quoted(text):
        odd = "[\x00-\x1f\x7f\x85\u2028-\u202e\u2066-\u2069]"
        return '"' + re.sub(odd, lambda m: "".join(f"\\x{b:02x}" for b in m[0].encode()), re.sub(r'(["\\])', r"\\\1", text)) + '"'
    lines = [f"option {o['option']} {name} {quoted(o[name]) if 'label' in name else word(o[name])}\n"
             for o in rule["options"] for name in ("label", "label_en", "weight", "counted")]
    names = "base threshold threshold_is_met_when_equal quorum quorum_of live_batch breakdown_by_category".split()
    return "ballot_rule 1\n" + "".join(lines) + "".join(f"{name} {word(rule[name])}\n" for name in names)

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
    for tally in [phones, *papers]:
        votes = tally["votes"]
        need(set(votes) <= {o["option"] for o in rule["options"]} and min([0, tally["invalid"], *votes.values()]) == 0
             and sum(votes.values()) + tally["invalid"] == tally["returned"], "a count does not add up")
    need(0 <= electorate["present"] <= electorate["entitled"], "the numbers of people do not add up")
    need(phones["issued"] == told["issued"]["phone"], "more or fewer ballots were issued than recorded")
    need(len(papers) >= 2 if told["issued"]["paper"] else not papers, "two tellers have not counted the paper")
    need(all(p == papers[0] and p["issued"] == told["issued"]["paper"] for p in papers), "the counts of the paper differ")
    need(len(told["signed"]) >= 2, "two tellers have not signed")
    counts = [phones, *papers[:1]]
    total = {name: sum(count[name] for count in counts) for name in ("issued", "returned", "invalid")}
    options = {option for count in counts for option in count["votes"]}
    total["votes"] = {option: sum(count["votes"].get(option, 0) for count in counts) for option in options}
    need(total == told["tally"] and total["issued"] <= electorate["present"], "the tally is not the sum of the counts")
    need(judge(rule, total, electorate) == told["verdict"], "the verdict is not what the rule gives")

def check_results(files, hearing, events):
    ballots, results, found = {}, [], []
    for name, data in events:
        if not data.get("ballot"):
            continue
        told = ballots.setdefault(data["ballot"], {"issued": {"phone": 0, "paper": 0}, "tokens": [], "paper": {}, "signed": set()})
        told["void"] = name == "ballot_voided" or told.get("void", False)
        if name == "ballot_rule_locked":
            told.update(rule=data["rule"], rule_sha256=data["rule_sha256"])
        elif name == "ballot_opened":
            told.update(mode=data["mode"], key=data.get("key"))
        elif name == "ballot_issued":
            told["issued"][data["channel"]] += 1
            told["tokens"] += [data["participant"] + " " + data.get("blinded_sha256", "")] if data["channel"] == "phone" else []
        elif name == "ballot_closed":
            told.update(phones=data["phones"], electorate=data["electorate"], sheet=data.get("sheet_sha256"))
        elif name == "paper_counted":
            told["paper"][data["teller"]], told["signed"] = data["paper"], set()
        elif name == "tally_signed":
            told["signed"].add(data["teller"])
        elif name == "result_published":
            told.update(tally=data["tally"], verdict=data["verdict"])
            results.append({"ballot": data["ballot"], "electorate": told.get("electorate"), "tally": data["tally"], "verdict": data["verdict"]})
    boxes = set()
    for ballot, told in ballots.items():
        if told.get("mode") == "secret" and "phones" in told and not told["void"]:
            boxes.add(ballot)
            parts = [files.get(f"ballots/{ballot}/{name}") for name in BALLOT]
            need(None not in parts, f"ballot {ballot}: files are missing")
            found.append((f"ballot {ballot}", check_box(told, *parts)))
        if "verdict" in told:
            check_result(told)
            found.append((f"result {ballot}", "the tally and the verdict follow from the counts"))
    need(folders(files, "ballots") == boxes, "a folder in ballots/ without a secret ballot")
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

def main(folder):
    found = (path for path in pathlib.Path(folder).rglob("*") if not path.is_dir())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    if "events.jsonl" not in files or not openssl(["version"]):
        print("this is no package, or openssl is missing", file=sys.stderr)
        return 2
    try:
        check_files(files)
        hearing, events = read_log(files)
        print(f"log: whole, unchanged and signed by {files['vkey'].decode().strip()} ({len(events)} lines)")
        for item, words in check_draws(files, events) + check_results(files, hearing, events):
            print(f"{item}: {words}")
        print("names: " + ("here; names.csv may be deleted" if "names.csv" in files else "taken out"))
    except (Fault, KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        print(f"DOES NOT HOLD 不成立: {fault}")
        return 1
    print("OK 全部成立")
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
