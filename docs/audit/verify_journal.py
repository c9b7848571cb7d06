#!/usr/bin/env python3
"""A second verifier of OemRunbooks journals, so that an auditor need not trust the program that wrote them.

    python3 verify_journal.py RUN_DIRECTORY [--key FILE] [--receipt CODE] [--ledger FILE]

Standard library only; Ed25519 is checked by the code below (RFC 8032), slowly but without any package. It prints one of
VALID, OPEN, TRUNCATED, UNSIGNED, INVALID and why; the exit code is 0 for VALID alone, 1 for any other verdict, and 2, with a
sentence and no verdict, where it was given nothing that it could check.

What it checks: every line is canonical JSON and an entry of its type; each entry holds the hash of the one before; each seal is a
signed C2SP checkpoint over the RFC 9162 tree of all lines up to it, signed by the run key that run.started or run.resumed
certifies; the certificate is signed by a key in FILE; every root that the ledger holds for the run; definitions and evidence
beside the journal have the recorded digests. No link is followed in the run's directory.
What it does not check: that each decision follows from the runbook (`runbook replay` does), signatures of single consents.
"""
import base64
import datetime
import errno
import hashlib
import json
import os
import re
import stat
import sys
import unicodedata

MAX_LINE = 64 * 1024
MAX_NOTES = 64 << 20
MAX_KEYS = 64 * 1024
MAX_INT = 2**53 - 1
MAX_DEPTH = 16
EM_DASH = "\u2014 "

# What an entry's data must hold: t text, i integer, n small integer, b true or false, m object, w time; ? may be missing or null.
# A list may be missing or null, too. What is not named may be anything.
SHAPES = {
    "run.started": "run:t definition:used called:[used] operator:t boot:t logic:i program:t language:t certificate:t? plan:t?"
    " pack:pack? olderThan:t? origin:origin? ledger:pin?",
    "run.interrupted": "reason:t",
    "run.resumed": "operator:t boot:t logic:i program:t tornBytes:i? tornDigest:t? certificate:t?",
    "run.finished": "outcome:outcome failure:failure? failedStep:t? escalatedTo:t? undone:i? undoFailures:i? outputs:m? halfDone:[t]",
    "step.started": "path:t attempt:n activity:t? inputs:m? rerun:b? name:name?",
    "step.checkpoint": "path:t",
    "step.reconciled": "path:t found:found",
    "step.succeeded": "path:t outputs:m? artefacts:[file] remarks:[remark] compensation:undo? reconciled:b?",
    "step.failed": "path:t attempt:n failure:failure scope:t? from:t? artefacts:[file] halfDone:b? compensation:undo?",
    "step.skipped": "path:t condition:t seen:m?",
    "step.waiting": "path:t kind:t request:m? expires:w?",
    "person.answered": "path:t by:t language:t shown:t accepted:b? values:m? comment:t? channel:t signature:t? artefacts:[file]",
    "retry.scheduled": "path:t attempt:n delay:i until:w",
    "route.taken": "path:t route:route code:t index:n? team:t?",
    "undo.started": "path:t action:t inputs:m? rerun:b?",
    "undo.succeeded": "path:t outputs:m? remarks:[remark] artefacts:[file]",
    "undo.failed": "path:t failure:failure artefacts:[file]",
    "deviation": "path:t kind:t by:t reason:t",
    "sealed": "reason:t before:t?",
    "ledger.opened": "run:t",
    "ledger.sealed": "run:t size:i root:t",
    "ledger.pack": "pack:t version:t",
}
PARTS = {
    "used": "id:t version:t sha256:t path:t",
    "pack": "id:t version:t sha256:t signer:t",
    "origin": "place:t resembles:[t]",
    "pin": "size:i root:t",
    "file": "path:t size:i sha384:t",
    "remark": "code:t arguments:m? deviation:b?",
    "failure": "code:t arguments:m? retryable:b?",
    "undo": "action:t inputs:m?",
    "name": "pl:t en:t",
}
WORDS = {
    "outcome": ("succeeded", "failed", "escalated", "rolled-back", "cancelled"),
    "found": ("done", "not-begun", "half-done"),
    "route": ("catch", "continue", "abort", "rollback", "escalation"),
}


class Bad(Exception):
    """Something that must not be."""


class Unread(Exception):
    """Something that is there and can't be read: whether it is what was recorded, nobody can tell."""


class Unusable(Exception):
    """Nothing that could be checked: no verdict."""


# --- Ed25519 verification, RFC 8032, 5.1.7 -------------------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if (x & 1) != sign else x


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    a1, b1, c1, d1 = f - e, h - g, h + g, f + e
    return (a1 * b1 % P, c1 * d1 % P, b1 * c1 % P, a1 * d1 % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519_verify(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

# --- Canonical lines ----------------------------------------------------------------------------------------------------------
def no_twice(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Bad("a key stands twice")
    return found


def no_float(text):
    raise Bad("a number that is no integer: " + text[:20])


def depth(value, level=0):
    if level > MAX_DEPTH:
        raise Bad("nested too deep")
    if isinstance(value, dict):
        if "$secret" in value and not (len(value) == 1 and isinstance(value["$secret"], str)):
            raise Bad("a reference to a secret with more in it")
        for key, inner in value.items():
            if not key.isascii():
                raise Bad("a key that is not ASCII")
            depth(inner, level + 1)
    elif isinstance(value, list):
        for inner in value:
            depth(inner, level + 1)
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_INT:
        raise Bad("an integer that is too large")


def canonical(line):
    try:
        text = line.decode("utf-8")
        value = json.loads(text, object_pairs_hook=no_twice, parse_float=no_float, parse_constant=no_float)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Bad("no canonical JSON: %s" % str(error)[:80])
    if again != line:
        raise Bad("not in canonical form")
    depth(value)
    return value


def is_integer(value, most=MAX_INT):
    return isinstance(value, int) and not isinstance(value, bool) and -most - 1 <= value <= most


def is_time(value):
    try:
        form = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value, re.ASCII)
        return bool(form and datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ"))
    except ValueError:
        return False


def fits(kind, value):
    if kind.endswith("?"):
        return value is None or fits(kind[:-1], value)
    if kind.startswith("["):
        return value is None or (isinstance(value, list) and all(fits(kind[1:-1], item) for item in value))
    if kind in WORDS:
        return value in WORDS[kind] if isinstance(value, str) else False
    if kind in SHAPES or kind in PARTS:
        members = (member.split(":") for member in (SHAPES.get(kind) or PARTS[kind]).split())
        return isinstance(value, dict) and all(fits(inner, value.get(name)) for name, inner in members)
    return {
        "t": lambda: isinstance(value, str),
        "i": lambda: is_integer(value),
        "n": lambda: is_integer(value, 2**31 - 1),
        "b": lambda: isinstance(value, bool),
        "m": lambda: isinstance(value, dict) and "$secret" not in value,
        "w": lambda: is_time(value),
    }[kind]()

# --- Notes, keys, certificates, the tree ---------------------------------------------------------------------------------------
def strict_base64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad("no base64")
    if base64.b64encode(raw).decode() != text:
        raise Bad("base64 with bits left over")
    return raw


def parse_key(text):
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise Bad("no verifier key")
    raw = strict_base64(parts[2])
    if not 0 < len(parts[0]) <= 200 or any(c.isspace() or unicodedata.category(c) == "Cc" for c in parts[0]):
        raise Bad("no verifier key")
    if len(raw) != 33 or raw[0] != 1 or hashlib.sha256(parts[0].encode() + b"\n" + raw).digest()[:4].hex() != parts[1]:
        raise Bad("no verifier key")
    return parts[0], raw[1:], bytes.fromhex(parts[1])


def parse_note(text):
    split = text.rfind("\n\n" + EM_DASH)
    if split < 0 or not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise Bad("a note without a signature")
    signatures = []
    for line in text[split + 2 : -1].split("\n"):
        parts = line[len(EM_DASH) :].split(" ") if line.startswith(EM_DASH) else []
        raw = strict_base64(parts[1]) if len(parts) == 2 else b""
        if len(raw) <= 4:
            raise Bad("a malformed signature line")
        signatures.append((parts[0], raw[:4], raw[4:]))
    return text[: split + 1], signatures


def signed_by(note, key):
    text, signatures = note
    name, public, key_id = key
    return any(n == name and i == key_id and ed25519_verify(public, text.encode(), s) for n, i, s in signatures)


def parse_certificate(text):
    note = parse_note(text)
    lines = note[0].split("\n")
    if len(lines) != 5 or lines[0] != "oem-runbooks/run-key/v1":
        raise Bad("no certificate")
    run, key, signer = lines[1], parse_key(lines[2]), parse_key(lines[3])
    if not signed_by(note, signer):
        raise Bad("the certificate's signature is wrong")
    return run, key, signer, lines[3]


def split_notes(data):
    """The whole notes, and how many bytes a crash left of one after them."""
    notes = []
    while data:
        end = data.find(("\n\n" + EM_DASH).encode())
        newline = end
        end += 2
        while newline >= 0 and data[end:].startswith(EM_DASH.encode()):
            newline = data.find(b"\n", end)
            end = newline + 1
        if newline < 0:
            # What a crash leaves is the beginning of a note: one that goes on after its signature was changed.
            if re.search(rb"[A-Za-z0-9+/=]{92}(?s:.)", data):
                raise Bad("a note without a signature")
            return notes, len(data)
        notes.append(data[:end])
        data = data[end:]
    return notes, 0


def parse_checkpoint(text):
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]):
        raise Bad("no checkpoint")
    root = strict_base64(lines[2])
    if len(root) != 32:
        raise Bad("no root")
    return lines[0], int(lines[1]), root


class Tree:
    def __init__(self):
        self.size, self.parts = 0, []

    def append(self, leaf):
        size = self.size
        while size & 1:
            leaf = hashlib.sha256(b"\x01" + self.parts.pop() + leaf).digest()
            size >>= 1
        self.parts.append(leaf)
        self.size += 1

    def root(self):
        root = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            root = hashlib.sha256(b"\x01" + part + root).digest()
        return root


def receipt_of(root):
    text = base64.b32encode(root[:10]).decode()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def plain(receipt):
    return "".join({"0": "O", "1": "I", "8": "B"}.get(c, c) for c in receipt.upper() if c.isascii() and c.isalnum())

# --- Files --------------------------------------------------------------------------------------------------------------------
def open_regular(path):
    """Opens a file of a run: never a link, and never a pipe, which might not end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if os.path.islink(path):
        raise Bad("%s is a link: none is followed" % os.path.basename(path))
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Bad("%s is no regular file" % os.path.basename(path))
    return os.fdopen(os.open(path, flags), "rb")


def lines_of(path):
    """Whole lines, then what is torn; never more than a line in memory."""
    with open_regular(path) as stream:
        while True:
            line = stream.readline(MAX_LINE + 1)
            if not line:
                return
            if not line.endswith(b"\n") and len(line) > MAX_LINE:
                raise Bad("a line that is too long")
            yield line


def digest(directory, name, size, algorithm):
    """Of a file in the run's directory; None when nothing is there, "" when its size is another; Unread when it can't be read."""
    path = directory
    try:
        for part in name.split("/"):
            path = os.path.join(path, part)
            if stat.S_ISLNK(os.lstat(path).st_mode):
                raise Bad("%s is a link: none is followed" % part)
        with open_regular(path) as stream:
            if size is not None and os.fstat(stream.fileno()).st_size != size:
                return ""
            total = hashlib.new(algorithm)
            for block in iter(lambda: stream.read(1 << 20), b""):
                total.update(block)
            return total.hexdigest()
    except (Bad, OSError) as error:
        # A name that is longer than this disk takes stands for nothing that could be there.
        if getattr(error, "errno", None) in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return None
        raise Unread(getattr(error, "strerror", None) or str(error))


def read_keys(path):
    """The keys in a file, one a line; comments, and what is no key, are passed over."""
    try:
        with open(path, "rb") as stream:
            raw = stream.read(MAX_KEYS + 1)
    except OSError as error:
        raise Unusable("the file of keys can't be read: %s" % error)
    if len(raw) > MAX_KEYS:
        raise Unusable("the file of keys is too large: %s" % path)
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = raw.decode("utf-16" if wide else "utf-8-sig", "replace")
    keys = set()
    for line in re.split("[\r\n]", text):
        try:
            parse_key(line)
            keys.add(line.strip())
        except Bad:
            continue
    if not keys:
        raise Unusable("there is no public key in %s" % path)
    return keys

# --- The journal --------------------------------------------------------------------------------------------------------------
def entries_of(path):
    """Each entry with its leaf hash; last what is torn, as (None, bytes)."""
    previous, number = "0" * 64, 0
    for line in lines_of(path):
        if not line.endswith(b"\n"):
            yield None, line
            return
        number += 1
        try:
            entry = canonical(line[:-1])
            if not isinstance(entry, dict) or set(entry) != {"at", "data", "mono", "prev", "seq", "type"}:
                raise Bad("members missing or foreign")
            if not is_integer(entry["seq"]) or entry["seq"] != number or entry["prev"] != previous:
                raise Bad("does not follow the entry before")
            kind = entry["type"]
            if not isinstance(kind, str) or kind not in SHAPES:
                raise Bad("an unknown type")
            if not is_time(entry["at"]) or not is_integer(entry["mono"]) or not fits(kind, entry["data"]):
                raise Bad("no entry of its type")
        except Bad as error:
            raise Bad("entry %d: %s" % (number, error))
        leaf = hashlib.sha256(b"\x00" + line[:-1]).digest()
        previous = leaf.hex()
        yield entry, leaf


def ledger_seals(path, run):
    """Whether the ledger knows the run, and each (size, root) that it holds for it."""
    if not os.path.isfile(path):
        raise Unusable("there is no ledger %s" % path)
    known, seals, number = False, [], 0
    try:
        for entry, _ in entries_of(path):
            if entry is None:
                break
            if not entry["type"].startswith("ledger."):
                raise Bad("entry %d is none of a ledger" % (number + 1))
            number += 1
            data = entry["data"]
            known = known or data.get("run") == run
            if entry["type"] == "ledger.sealed" and data["run"] == run:
                seals.append((data["size"], data["root"]))
    except Bad as error:
        # What begins as no ledger is another file; what begins as one and goes on otherwise was changed.
        if number == 0:
            raise Unusable("%s is no ledger: %s" % (path, error))
        raise
    return known, seals


def read_notes(directory):
    """The run's notes, each (bytes, note, checkpoint), and how many bytes of one are torn."""
    path = os.path.join(directory, "seals.txt")
    if not os.path.lexists(path):
        return [], 0
    with open_regular(path) as stream:
        raw = stream.read(MAX_NOTES + 1)
    if len(raw) > MAX_NOTES:
        raise Bad("too many notes")
    whole, torn = split_notes(raw)
    notes = []
    for one in whole:
        note = parse_note(one.decode("utf-8"))
        notes.append((one, note, parse_checkpoint(note[0])))
    return notes, torn


def verify(directory, trusted, receipt=None, ledger=None):
    """Gives (verdict, reasons, facts)."""
    invalid, truncated, unsigned, opened, remarks = [], [], [], [], []
    tree, run, started, finished, last_type = Tree(), None, {}, False, None
    certificate, signer, seal, seal_note, gap, torn = None, None, None, None, False, 0
    evidence, definitions, prefix, torn_note, matches, has_notes = {}, [], None, 0, 0, False
    keyless, known, ledger_roots = None, None, []
    journal = os.path.join(directory, "journal.jsonl")
    if not os.path.lexists(journal):
        raise Unusable("there is no journal.jsonl in %s" % directory)
    try:
        notes, torn_note = read_notes(directory)
        has_notes = bool(notes)
        for entry, leaf in entries_of(journal):
            if entry is None:
                torn = len(leaf)
                break
            kind, data = entry["type"], entry["data"]
            number = tree.size + 1
            where = "entry %d: " % number
            tree.append(leaf)
            last_type = kind
            if kind.startswith("ledger.") or (kind == "run.started") != (number == 1):
                raise Bad(where + "a %s can't stand here" % kind)
            if kind in ("run.started", "run.resumed"):
                if kind == "run.started":
                    run, started = data["run"], data
                    prefix = "var/runbook/runs/%s/evidence/" % run
                    definitions = [data["definition"]] + (data.get("called") or [])
                    if ledger is not None:
                        try:
                            known, ledger_roots = ledger_seals(ledger, run)
                        except (Bad, OSError) as error:
                            invalid.append("the ledger: %s" % error)
                certificate = None
                if data.get("certificate") is None:
                    keyless = keyless or number
                else:
                    if keyless:
                        remarks.append("entries %d to %d: written before a key came, vouched for by nobody then" % (keyless, number - 1))
                        keyless = None
                    certificate = parse_certificate(data["certificate"])
                    if certificate[0] != run:
                        raise Bad(where + "the certificate is for another run")
                    if signer is None or certificate[3] not in trusted:
                        signer = certificate[3]
            elif kind == "run.finished":
                finished = True
            elif kind == "deviation" and data["kind"] == "retry":
                finished = False
            for artefact in data.get("artefacts") or [] if "artefacts:" in SHAPES[kind] else []:
                if prefix and artefact["path"].startswith(prefix):
                    evidence[artefact["path"][len(prefix) :]] = (artefact["size"], artefact["sha384"])
            before = hashlib.sha256(seal_note).hexdigest() if seal_note else None
            noted = False
            while notes and notes[0][2][1] <= tree.size:
                raw, note, (origin, size, root) = notes.pop(0)
                noted = True
                if size != tree.size or (seal and size <= seal[0]):
                    raise Bad(where + "seals out of order")
                if origin != "oem-runbooks/%s" % run or not certificate or not signed_by(note, certificate[1]):
                    raise Bad(where + "the seal's signature is wrong")
                if root != tree.root():
                    raise Bad(where + "the seal is over other entries")
                if kind != "sealed" or data.get("before") != before:
                    raise Bad(where + "the seal does not belong to this entry")
                if gap:
                    raise Bad(where + "seals before this one are gone")
                seal, seal_note = (size, root), raw
                if receipt is not None and plain(receipt) == plain(receipt_of(root)):
                    matches = size
            # A crash between entry and note leaves an entry without one; the next seal follows the note before, as this one does.
            gap = gap or (kind == "sealed" and not noted and data.get("before") != before)
            if any(size == tree.size and root != tree.root().hex() for size, root in ledger_roots):
                raise Bad(where + "the ledger holds another root")
    except (Bad, UnicodeDecodeError, OSError) as error:
        return "INVALID", invalid + [str(error) or type(error).__name__], {}
    longest = max([size for size, _ in ledger_roots], default=0)
    if tree.size == 0 and not has_notes:
        return "INVALID", ["the run never began: it has no entry"], {}
    place = os.path.abspath(directory).split(os.sep)
    if run is not None and place[-1] != run:
        told = "the directory of run %s holds another one: %s" % (place[-1], run)
        (invalid if place[-4:-1] == ["var", "runbook", "runs"] else remarks).append(told)
    if known is False:
        (invalid if started.get("ledger") else remarks).append("the ledger does not know this run")
    if torn_note:
        opened.append("the last note is torn (%d bytes)" % torn_note)
    if notes:
        truncated.append("%d entries, and a seal covers %d" % (tree.size, notes[-1][2][1]))
    if longest > tree.size:
        truncated.append("%d entries, and the ledger knows %d" % (tree.size, longest))
    if torn:
        opened.append("the last line is torn (%d bytes)" % torn)
    if certificate is None and signer is None:
        unsigned.append("nobody has signed it")
    elif seal is None:
        truncated.append("the seals are missing")
    elif signer not in trusted:
        unsigned.append("signed by a key that was not given: " + signer)
    if not finished:
        opened.append("the run is not finished")
    if seal and seal[0] < tree.size:
        opened.append("a seal covers %d of %d entries" % (seal[0], tree.size))
    if receipt is not None and not matches:
        (invalid if finished and last_type == "sealed" else truncated).append("the receipt is not this journal's")
    absent = []

    def compare(name, size, algorithm, wanted, changed):
        try:
            found = digest(directory, name, size, algorithm)
        except Unread as error:
            invalid.append("%s can't be read: %s" % (name, error))
            return
        if found is None:
            absent.append(name)
        elif found != wanted:
            invalid.append(changed)

    for used in definitions:
        name, changed = used["sha256"], "the definition %s was changed" % used["id"]
        if re.fullmatch("[0-9a-f]{64}", name):
            compare("definition/%s.yaml" % name, None, "sha256", name, changed)
        else:
            invalid.append(changed)
    for name, (size, wanted) in sorted(evidence.items()):
        name = "evidence/" + name
        if "\0" in name or any(part in ("", ".", "..") for part in name.split("/")):
            invalid.append("%s leads elsewhere" % name)
        else:
            compare(name, size, "sha384", wanted, "%s was changed" % name)
    verdict = "INVALID" if invalid else "TRUNCATED" if truncated else "UNSIGNED" if unsigned else "OPEN" if opened else "VALID"
    facts = {
        "run": run,
        "entries": tree.size,
        "sealed": seal[0] if seal else 0,
        "receipt": receipt_of(seal[1]) if seal else None,
        "signer": signer,
        "absent": absent,
        "receipt fits": matches,
    }
    return verdict, invalid + truncated + unsigned + opened + remarks, facts


def main(arguments):
    options, rest = {}, []
    while arguments:
        word = arguments.pop(0)
        if word in ("--key", "--receipt", "--ledger") and arguments:
            options[word] = arguments.pop(0)
        else:
            rest.append(word)
    if len(rest) != 1 or rest[0].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        trusted = read_keys(options["--key"]) if "--key" in options else set()
        verdict, reasons, facts = verify(rest[0], trusted, options.get("--receipt"), options.get("--ledger"))
    except Unusable as error:
        print(ascii(str(error))[1:-1], file=sys.stderr)
        return 2
    print(verdict)
    for line in [ascii(reason)[1:-1] for reason in reasons] + ["%s: %s" % (name, ascii(value)) for name, value in facts.items()]:
        print("  " + line)
    return 0 if verdict == "VALID" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
