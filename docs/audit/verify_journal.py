#!/usr/bin/env python3
"""A second verifier of OemRunbooks journals, so that an auditor need not trust the program that wrote them.

    python3 verify_journal.py RUN_DIRECTORY [--key FILE] [--receipt CODE] [--ledger FILE]

Standard library only; Ed25519 is checked by the code below (RFC 8032), slowly but without any package. It prints one of
VALID, OPEN, TRUNCATED, UNSIGNED, INVALID and why; the exit code is 0 for VALID alone.

What it checks: every line is canonical JSON; each entry holds the hash of the one before; each seal is a signed C2SP checkpoint
over the RFC 9162 tree of all lines up to it, signed by the run key that run.started or run.resumed certifies; the certificate is
signed by a key in FILE; definitions and evidence beside the journal have the recorded digests.
What it does not check: that each decision follows from the runbook (`runbook replay` does), signatures of single consents.
"""
import base64
import hashlib
import json
import os
import re
import sys

MAX_LINE = 64 * 1024
MAX_INT = 2**53 - 1
TYPES = (
    "run.started run.interrupted run.resumed run.finished step.started step.checkpoint step.reconciled step.succeeded step.failed "
    "step.skipped step.waiting person.answered retry.scheduled route.taken undo.started undo.succeeded undo.failed deviation sealed "
    "ledger.opened ledger.sealed ledger.pack"
).split()
WITH_FILES = ("step.succeeded", "step.failed", "undo.succeeded", "undo.failed", "person.answered")
EM_DASH = "\u2014 "


class Bad(Exception):
    """Something that must not be."""

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


def depth(value, level=1):
    if level > 16:
        raise Bad("nested too deep")
    if isinstance(value, dict):
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

# --- The journal --------------------------------------------------------------------------------------------------------------
def lines_of(path):
    """Whole lines, then what is torn; never more than a line in memory."""
    with open(path, "rb") as stream:
        while True:
            line = stream.readline(MAX_LINE + 2)
            if not line:
                return
            if not line.endswith(b"\n") and len(line) > MAX_LINE:
                raise Bad("a line that is too long")
            yield line


def digest(path, name):
    if not os.path.isfile(path) or os.path.islink(path):
        return None
    total = hashlib.new(name)
    with open(path, "rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            total.update(block)
    return total.hexdigest()


def verify(directory, trusted, receipt=None, ledger=None):
    """Gives (verdict, reasons, facts)."""
    invalid, truncated, unsigned, opened = [], [], [], []
    tree, previous, run, finished, last_type = Tree(), "0" * 64, None, False, None
    certificate, signer, seal, seal_note, torn = None, None, None, None, 0
    evidence, definitions, prefix, torn_note, fits = {}, [], None, 0, 0
    try:
        seals = os.path.join(directory, "seals.txt")
        notes = []
        if os.path.isfile(seals):
            with open(seals, "rb") as stream:
                whole, torn_note = split_notes(stream.read(64 << 20))
                for raw in whole:
                    note = parse_note(raw.decode("utf-8"))
                    notes.append((raw, note, parse_checkpoint(note[0])))
        for line in lines_of(os.path.join(directory, "journal.jsonl")):
            if not line.endswith(b"\n"):
                torn = len(line)
                break
            line = line[:-1]
            entry = canonical(line)
            number = tree.size + 1
            where = "entry %d: " % number
            if set(entry) != {"at", "data", "mono", "prev", "seq", "type"} or entry["type"] not in TYPES:
                raise Bad(where + "members missing or foreign")
            if entry["seq"] != number or entry["prev"] != previous:
                raise Bad(where + "does not follow the entry before")
            leaf = hashlib.sha256(b"\x00" + line).digest()
            previous, kind, data, last_type = leaf.hex(), entry["type"], entry["data"], entry["type"]
            tree.append(leaf)
            if kind in ("run.started", "run.resumed"):
                if kind == "run.started":
                    run = data.get("run")
                    prefix = "var/runbook/runs/%s/evidence/" % run
                    definitions = [data["definition"]] + data.get("called", [])
                certificate = parse_certificate(data["certificate"]) if data.get("certificate") else None
                if certificate and certificate[0] != run:
                    raise Bad(where + "the certificate is for another run")
                if certificate and (signer is None or certificate[3] not in trusted):
                    signer = certificate[3]
            elif kind == "run.finished":
                finished = True
            elif kind == "deviation" and data.get("kind") == "retry":
                finished = False
            for artefact in data.get("artefacts", []) if kind in WITH_FILES else []:
                if prefix and artefact["path"].startswith(prefix):
                    evidence[artefact["path"][len(prefix) :]] = artefact["sha384"]
            while notes and notes[0][2][1] <= tree.size:
                raw, note, (origin, size, root) = notes.pop(0)
                before = hashlib.sha256(seal_note).hexdigest() if seal_note else None
                if size != tree.size or (seal and size <= seal[0]):
                    raise Bad(where + "seals out of order")
                if origin != "oem-runbooks/%s" % run or not certificate or not signed_by(note, certificate[1]):
                    raise Bad(where + "the seal's signature is wrong")
                if root != tree.root():
                    raise Bad(where + "the seal is over other entries")
                if kind != "sealed" or data.get("before") != before:
                    raise Bad(where + "the seal does not belong to this entry")
                seal, seal_note = (size, root), raw
                if receipt and plain(receipt) == plain(receipt_of(root)):
                    fits = size
    except (Bad, KeyError, TypeError, AttributeError, UnicodeDecodeError, OSError) as error:
        return "INVALID", [str(error) or type(error).__name__], {}
    if tree.size == 0 and not notes:
        return "INVALID", ["the run never began: it has no entry"], {}
    place = os.path.abspath(directory).split(os.sep)
    if place[-4:-1] == ["var", "runbook", "runs"] and run is not None and place[-1] != run:
        invalid.append("the directory of run %s holds another one: %s" % (place[-1], run))
    if torn_note:
        opened.append("the last note is torn (%d bytes)" % torn_note)
    if notes:
        truncated.append("%d entries, and a seal covers %d" % (tree.size, notes[-1][2][1]))
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
    if receipt and not fits:
        (invalid if finished and last_type == "sealed" else truncated).append("the receipt is not this journal's")
    if ledger and os.path.isfile(ledger):
        known = None
        try:
            for line in lines_of(ledger):
                if not line.endswith(b"\n"):
                    break
                data = canonical(line[:-1])["data"]
                if data.get("run") == run and "size" in data:
                    known = data
        except (Bad, KeyError, TypeError, AttributeError, OSError) as error:
            invalid.append("the ledger: " + (str(error) or type(error).__name__))
        if known and known["size"] > tree.size:
            truncated.append("%d entries, and the ledger knows %d" % (tree.size, known["size"]))
        elif known and seal and known["size"] == seal[0] and known["root"] != seal[1].hex():
            invalid.append("the ledger holds another root")
    absent = []
    for used in definitions:
        found = digest(os.path.join(directory, "definition", used["sha256"] + ".yaml"), "sha256")
        if found is None:
            absent.append("definition/" + used["sha256"])
        elif found != used["sha256"]:
            invalid.append("the definition %s was changed" % used["id"])
    base = os.path.realpath(os.path.join(directory, "evidence"))
    for name, wanted in sorted(evidence.items()):
        path = os.path.realpath(os.path.join(base, name))
        found = digest(path, "sha384") if path.startswith(base + os.sep) else None
        if found is None:
            absent.append("evidence/" + name)
        elif found != wanted:
            invalid.append("evidence/%s was changed" % name)
    verdict = "INVALID" if invalid else "TRUNCATED" if truncated else "UNSIGNED" if unsigned else "OPEN" if opened else "VALID"
    facts = {"run": run, "entries": tree.size, "sealed": seal[0] if seal else 0, "receipt": receipt_of(seal[1]) if seal else None, "signer": signer, "absent": absent, "receipt fits": fits}
    return verdict, invalid + truncated + unsigned + opened, facts


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
    trusted = set()
    if "--key" in options:
        with open(options["--key"], encoding="utf-8") as stream:
            trusted = {line.strip() for line in stream if line.strip() and not line.startswith("#")}
    verdict, reasons, facts = verify(rest[0], trusted, options.get("--receipt"), options.get("--ledger"))
    print(verdict)
    for line in [ascii(reason)[1:-1] for reason in reasons] + ["%s: %s" % (name, ascii(value)) for name, value in facts.items()]:
        print("  " + line)
    return 0 if verdict == "VALID" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
