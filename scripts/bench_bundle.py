"""Makes a signed bundle for a demo station: of MEBIBYTES in large files, or of COUNT small ones.

Use: bench_bundle.py DIRECTORY large|small NUMBER     (OEM_BUNDLE_HMAC_KEY in the environment, the station in DIRECTORY/station)
Leaves DIRECTORY/core-oem-2024.06-linux.tar.gz and DIRECTORY/sums, the digests of its files as sha384sum reads them.
"""
import base64, glob, hashlib, hmac, json, os, random, shutil, subprocess, sys

base, kind, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
source = sorted(glob.glob(f"{base}/station/var/releases/linux/core-oem-2024.06-linux.tar.gz"))[0]
subprocess.run(["tar", "-xzf", source, "-C", base], check=True)
tree = f"{base}/core_oem_staging"
numbers = random.Random(1)
# Half of it can be packed well, half of it can't: like programs with their resources.
if kind == "large":
    for n in range(number // 5):
        line = f"{n} {numbers.random()} core ".encode() * 40
        with open(f"{tree}/daemon/part-{n:03}.bin", "wb") as f:
            for _ in range(10):
                f.write(numbers.randbytes(256 * 1024) + (line * (1 + 256 * 1024 // len(line)))[: 256 * 1024])
else:
    for n in range(number):
        directory = f"{tree}/daemon/module-{n // 200:03}"
        os.makedirs(directory, exist_ok=True)
        line = f"{n} {numbers.random()} core ".encode()
        with open(f"{directory}/part-{n:05}.py", "wb") as f:
            f.write(numbers.randbytes(512) + line * (1536 // len(line)))
files = sorted((os.path.relpath(os.path.join(d, f), tree) for d, _, names in os.walk(tree) for f in names), key=lambda p: p.split("/"))


def digest(path):
    with open(f"{tree}/{path}", "rb") as f:
        return hashlib.sha384(f.read()).hexdigest()


manifest = json.load(open(f"{tree}/manifest.json"))
manifest["files"] = [{"path": p, "sha384": digest(p)} for p in files if p not in ("manifest.json", "manifest.sig")]
text = json.dumps(manifest, indent=2, sort_keys=True).encode()
open(f"{tree}/manifest.json", "wb").write(text)
signed = json.load(open(f"{tree}/manifest.sig"))
signed["payload"]["sha384"] = hashlib.sha384(text).hexdigest()
key = base64.b64decode(os.environ["OEM_BUNDLE_HMAC_KEY"])
canonical = json.dumps(signed["payload"], sort_keys=True, separators=(",", ":")).encode()
signed["signature"]["value"] = base64.b64encode(hmac.new(key, canonical, hashlib.sha384).digest()).decode()
open(f"{tree}/manifest.sig", "w").write(json.dumps(signed, indent=2, sort_keys=True) + "\n")
with open(f"{base}/sums", "w") as f:
    f.write("".join(f"{m['sha384']}  {m['path']}\n" for m in manifest["files"]))
subprocess.run(["tar", "-czf", f"{base}/core-oem-2024.06-linux.tar.gz", "--owner=0", "--group=0", "-C", base, "core_oem_staging"], check=True)
shutil.rmtree(tree)
