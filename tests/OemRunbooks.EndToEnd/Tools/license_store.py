"""Opens and writes licence stores from their description alone: an implementation that shares no line with ours.

license_store.py read STORE FINGERPRINT        prints the data, canonical
license_store.py write STORE FINGERPRINT DATA  encrypts DATA (JSON) for the fingerprint
license_store.py status STORE FINGERPRINT      prints what `status` of the original prints
"""
import base64
import datetime
import hashlib
import json
import os
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def open_store(path, fingerprint):
    with open(path, encoding="utf-8") as file:
        envelope = json.load(file)
    key = hashlib.sha256(fingerprint.strip().encode("utf-8")).digest()
    plain = AESGCM(key).decrypt(
        base64.b64decode(envelope["nonce"]), base64.b64decode(envelope["ciphertext"]), envelope["fingerprint_hash"].encode("ascii"))
    assert set(envelope) == {"ciphertext", "fingerprint_hash", "nonce", "updated_at", "version"} and envelope["version"] == 2
    return envelope, json.loads(plain)


def write_store(path, fingerprint, data):
    key = hashlib.sha256(fingerprint.strip().encode("utf-8")).digest()
    nonce = os.urandom(12)
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8")
    envelope = {
        "version": 2,
        "fingerprint_hash": key.hex(),
        "nonce": base64.b64encode(nonce).decode("ascii"),
        "ciphertext": base64.b64encode(AESGCM(key).encrypt(nonce, plain, key.hex().encode("ascii"))).decode("ascii"),
        "updated_at": datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
    }
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(envelope, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def status(path, fingerprint):
    envelope, data = open_store(path, fingerprint)
    licenses = [
        {"license_id": name, "status": record.get("status"), "fingerprint": record.get("fingerprint"), "issues": record.get("issues")}
        for name, record in data["licenses"].items() if isinstance(record, dict)
    ]
    return {
        "fingerprint_hash": envelope["fingerprint_hash"], "migrated": False, "licenses": licenses,
        "store_path": path, "fingerprint": fingerprint.strip(),
    }


if __name__ == "__main__":
    command, store, fingerprint = sys.argv[1:4]
    if command == "write":
        write_store(store, fingerprint, json.loads(sys.argv[4]))
    elif command == "read":
        sys.stdout.write(json.dumps(open_store(store, fingerprint)[1], ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    else:
        sys.stdout.write(json.dumps(status(store, fingerprint), ensure_ascii=False, indent=2) + "\n")
