"""Records real runs of a program as golden journals; record.sh is what to call.

    record.py PROGRAM CRASH RUNBOOKS WORK OUT

Every run is made on a copy of one demo station. A crash is a kill at one of the program's writes to the disk (crash.c). Where a runbook is
crashed at every one of them, only journals are kept whose story no other tells.
"""
import concurrent.futures
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import time

PROGRAM, CRASH, RUNBOOKS, WORK, OUT = (pathlib.Path(word).resolve() for word in sys.argv[1:6])
SHIPPED = "client-update escalation hardware-drift installer-acceptance license-recovery reinstall station-preparation".split()
SMALL = 4096


class Station:
    """A demo station of its own, and the program in it."""

    def __init__(self, name, seals=True):
        self.root = WORK / "stations" / name
        subprocess.run(["cp", "-a", "--reflink=auto", WORK / "base", self.root], check=True)
        shutil.copytree(RUNBOOKS, self.root / "runbooks")
        self.env = {"PATH": os.environ["PATH"], "HOME": str(WORK / "home"), "TZ": "UTC", "RUNBOOK_OPERATOR": "jan"}
        for line in (self.root / "demo.env").read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                key, value = line.split("=", 1)
                self.env[key] = value
        self.env["RUNBOOK_KEYS"] = str(self.root / "keys")
        if not seals:
            self.env["RUNBOOK_KEY"] = "none"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def call(self, *words, crash=(), lang="en", check=None, **env):
        command = [CRASH, *crash] if crash else []
        named = ["--library", "runbooks"] if words[0] in ("run", "resume") else []
        command += [PROGRAM, *words, *named, "--lang", lang]
        done = subprocess.run(command, cwd=self.root, env=self.env | env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if check is not None and done.returncode not in (check if isinstance(check, tuple) else (check,)):
            raise SystemExit(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def start(self, *words):
        return subprocess.Popen(
            [PROGRAM, *words, "--library", "runbooks"], cwd=self.root, env=self.env,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    def run(self, runbook, run, *words, **more):
        return self.call("run", runbook, "--run-id", run, *words, **more)

    def operations(self, *words):
        """What the program does to the disk, in order: (number, call, path)."""
        lines = self.call(*words, crash=("list",)).stderr.splitlines()
        return [(int(m[1]), m[2], m[3]) for m in (re.match(r"(\d+) (\w+) (\S+)$", line) for line in lines) if m]

    def directory(self, run):
        return self.root / "var/runbook/runs" / run

    def entries(self, run):
        path = self.directory(run) / "journal.jsonl"
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
        return [json.loads(line) for line in lines]

    def answer(self, run, step, *words, **more):
        return self.call("confirm", run, step, *words, **more)

    def finish(self, run, choice="rerun", check=(0, 1, 3)):
        """Goes on with a run, answering whatever it asks, until it ends."""
        for _ in range(16):
            if any(e["type"] == "run.finished" for e in self.entries(run)):
                return
            self.call("resume", run, check=check)
            asked = waiting(self.entries(run))
            if asked:
                path, kind = asked
                fields = ["--set", "who=Ewa", "--set", "count=3"]
                words = {"checklist": ["--tick", "all"], "interrupted": ["--choice", choice], "ask": fields}
                self.answer(run, path, *words.get(kind, []), check=0)
        raise SystemExit(f"{run} does not end")

    def keep(self, golden, *runs, evidence="*"):
        """Copies runs and the ledger as they are now; of the evidence what is small, or only torn lines."""
        target = OUT / golden
        for run in runs:
            (target / run).mkdir(parents=True)
            for name in ("journal.jsonl", "seals.txt", "seal.txt"):
                if (self.directory(run) / name).exists():
                    shutil.copy(self.directory(run) / name, target / run / name)
            for path in sorted((self.directory(run) / "evidence").rglob(evidence)):
                if path.is_file() and not path.name.endswith(".tmp") and path.stat().st_size <= SMALL and clean(path.read_bytes()):
                    (target / run / path.relative_to(self.directory(run))).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target / run / path.relative_to(self.directory(run)))
            for path in (self.directory(run) / "definition").glob("*.yaml"):
                (OUT / "definitions").mkdir(exist_ok=True)
                shutil.copy(path, OUT / "definitions" / path.name)
        ledger = self.root / "var/runbook/ledger.jsonl"
        if ledger.exists():
            shutil.copy(ledger, target / "ledger.jsonl")


def clean(data):
    """Whether nothing of the recording machine is in it."""
    return str(WORK).encode() not in data


def waiting(entries):
    open_steps = {}
    for entry in entries:
        path = entry["data"].get("path")
        if entry["type"] == "step.waiting":
            open_steps[path] = entry["data"]["kind"]
        elif entry["type"] in ("person.answered", "step.succeeded", "step.failed", "step.skipped"):
            open_steps.pop(path, None)
    return next(iter(open_steps.items()), None)


def story(entries):
    """What tells one journal from another: which entries about which steps, not when and with what values."""
    return tuple((e["type"], *(e["data"].get(name) for name in ("path", "rerun", "reconciled", "reason"))) for e in entries)


LEFT = set()


def left_behind(golden, run):
    """What tells one crash's remains from another's: the last entry, an end, what is torn, how far seals and ledger had come."""
    files = [OUT / golden / name for name in (f"{run}/journal.jsonl", f"{run}/seals.txt", f"{run}/seal.txt", "ledger.jsonl")]
    journal, *rest = (path.read_bytes() if path.exists() else b"" for path in files)
    whole = journal.split(b"\n")[:-1]
    ends = b'"type":"run.finished"' in journal
    return (json.loads(whole[-1])["type"], ends, journal.endswith(b"\n"), *((data.count(b"\n"), data.endswith(b"\n")) for data in rest))


def every_crash(name, runbook, *words, prepare=lambda station: None, torn=True, stride=1, most=99, remains=True):
    """Kills a run at its writes to the disk; keeps it as the crash left it and as it ended after a resume.

    Of all ways that a run took after a crash each is kept once, at most so many of them; of all remains that crashes leave, too.
    """
    with Station(f"{name}-list") as station:
        prepare(station)
        operations = station.operations("run", runbook, *words, "--run-id", "x")
        last = max(n for n, _, path in operations if path.endswith("ledger.jsonl"))
    points = [("before", n, "") for n, _, _ in operations if n <= last][::stride]
    points += [("torn", n, pathlib.Path(path).name) for n, call, path in operations if torn and call == "write" and n <= last]

    def one(point):
        how, number, _ = point
        run = f"{name}-{how}-{number}"
        with Station(run) as station:
            prepare(station)
            station.run(runbook, run, *words, crash=(how, str(number)), check=(137, 0, 1, 3))
            crashed = station.entries(run)
            if not crashed:
                return point, None, None
            station.keep(f"{run}.crashed", run, evidence="torn-*")
            if not any(e["type"] == "run.finished" for e in crashed):
                station.finish(run)
                station.keep(f"{run}.resumed", run, evidence="torn-*")
            return point, crashed, station.entries(run)

    ways, kept, dropped = {}, [], []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (how, number, file), crashed, resumed in pool.map(one, points):
            run = f"{name}-{how}-{number}"
            if crashed is None:
                continue
            left = left_behind(f"{run}.crashed", run)
            if left in LEFT or not remains:
                dropped.append(f"{run}.crashed")
            LEFT.add(left)
            if (OUT / f"{run}.resumed").exists():
                way = (file, crashed[-1]["type"]) if how == "torn" else (story(crashed), story(resumed))
                (kept if way not in ways else dropped).append(f"{run}.resumed")
                ways[way] = run
    before = [golden for golden in kept if "-before-" in golden]
    if len(before) > most:
        dropped += [golden for i, golden in enumerate(before) if i * most // len(before) == (i - 1) * most // len(before)]
    for golden in dropped:
        shutil.rmtree(OUT / golden)
    print(f"{name}: {len(points)} crashes, {len(list(OUT.glob(name + '-*')))} kept", flush=True)


def old_board(station):
    shutil.copy(station.root / "backups/license_store.old.json", station.root / "secrets/license_store.json")
    shutil.copy(station.root / "backups/hardware.old.json", station.root / "backups/hardware.json")


def shipped():
    """Each shipped runbook on one station, one after another: one ledger over all."""
    with Station("shipped") as s:
        s.run("client-update", "client-update", check=0)
        s.run("client-update", "client-update-downgrade", check=3)
        s.call("key", "new", "anna", "--approver", check=0)
        said = s.call("status", "client-update-downgrade").stdout
        challenge = re.search(r"challenge for L2: (\S+)", said)[1]
        response = s.call("approve", challenge, "--as", "anna", check=0).stdout.strip()
        s.answer("client-update-downgrade", "approve-downgrade", "--as", "anna", "--response", response, check=0)
        s.finish("client-update-downgrade")
        s.run("station-preparation", "station-preparation", check=3)
        s.answer("station-preparation", "walk-through", "--tick", "all", "--comment", "Wszystko na miejscu", lang="pl", check=0)
        s.finish("station-preparation")
        s.run("installer-acceptance", "installer-acceptance", check=3)
        (s.root / "protokol.txt").write_text("odebrano")
        s.answer("installer-acceptance", "checklist", "--tick", "all", check=0)
        s.call("resume", "installer-acceptance", check=3)
        s.answer("installer-acceptance", "protocol", "--set", "customer=Jan", "--set", "files=protokol.txt", check=0)
        s.finish("installer-acceptance")
        s.run("reinstall", "reinstall", check=(0, 1, 3))
        s.finish("reinstall")
        s.run("hardware-drift", "hardware-drift", check=0)
        s.run("hardware-drift", "hardware-drift-degraded", check=3, OEM_DISK_ID="ANOTHER-DISK")
        s.env["OEM_DISK_ID"] = "ANOTHER-DISK"
        s.finish("hardware-drift-degraded")
        s.run("hardware-drift", "hardware-drift-refused", check=3, OEM_TPM_ID="ANOTHER-TPM", OEM_FINGERPRINT="X")
        s.answer("hardware-drift-refused", "rebind/ask-recovery", "--reject", "--comment", "Nie dziś", check=0)
        s.env |= {"OEM_TPM_ID": "ANOTHER-TPM", "OEM_FINGERPRINT": "X"}
        s.finish("hardware-drift-refused")
        s.run("escalation", "escalation", "--set", "case=other", "--set", "summary=Wentylator ‘hałasuje’ 🙂", lang="pl", check=3)
        s.run("escalation", "escalation-by-code", "--set", "case=fingerprint", check=3)
        s.keep("shipped", *sorted(p.name for p in (s.root / "var/runbook/runs").iterdir()))
    with Station("shipped-recovery") as s:
        old_board(s)
        s.run("license-recovery", "license-recovery", check=0)
        old_board(s)
        s.run("hardware-drift", "hardware-drift-recovers", "--set", "baseline=backups/hardware.old.json", check=(0, 3))
        s.finish("hardware-drift-recovers")
        old_board(s)
        (s.root / "backups/fingerprint.old").write_text("AAAA-BBBB\n")
        s.run("license-recovery", "license-recovery-wrong-fingerprint", check=3)
        s.keep("shipped-recovery", "license-recovery", "hardware-drift-recovers", "license-recovery-wrong-fingerprint")
    with Station("shipped-troubled") as s:
        (s.root / "media/usb/licence.json").rename(s.root / "licence.away")
        s.run("client-update", "licence-missing", check=3)
        (s.root / "licence.away").rename(s.root / "media/usb/licence.json")
        key, s.env["OEM_LICENSE_HMAC_KEY"] = s.env["OEM_LICENSE_HMAC_KEY"], "base64:" + "A" * 43 + "="
        s.run("client-update", "licence-key-wrong", check=3)
        s.env["OEM_LICENSE_HMAC_KEY"] = key
        for place in ("var/releases/linux", "media/usb"):
            for path in (s.root / place).glob("core-oem-2024.06-linux.tar.gz"):
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        s.run("client-update", "bundle-cut", check=(1, 3))
        s.keep("shipped-troubled", "licence-missing", "licence-key-wrong", "bundle-cut")
    with Station("demo-all") as s:
        subprocess.run([PROGRAM, "demo", s.root / "demo", "--lang", "pl"], cwd=s.root, env=s.env, capture_output=True, check=True)
        s.root = s.root / "demo"
        s.env["RUNBOOK_KEYS"] = str(s.root / "keys")
        collect_keys(s)
        s.keep("demo", *sorted(p.name for p in (s.root / "var/runbook/runs").iterdir()))
        s.root = s.root.parent
    with Station("planned") as s:
        s.call("run", "client-update", "--plan", "--out", "plan.json", check=0)
        s.run("client-update", "approved-plan", "--approved", "plan.json", check=0)
        s.keep("approved-plan", "approved-plan")
    with Station("packed") as s:
        lead = s.root / "lead-keys"
        s.call("key", "new", "lead", "--no-passphrase", check=0, RUNBOOK_KEYS=str(lead))
        named = ["--key", "lead", "--id", "support", "--pack-version", "1.0.0"]
        s.call("pack", "runbooks", "--out", "support.rbpack", *named, check=0, RUNBOOK_KEYS=str(lead))
        public = s.call("key", "show", RUNBOOK_KEYS=str(lead)).stdout.strip()
        s.call("key", "trust", public, check=0)
        shutil.rmtree(s.root / "runbooks")
        (s.root / "runbooks").mkdir()
        (s.root / "support.rbpack").rename(s.root / "runbooks/support.rbpack")
        s.run("loop", "from-a-pack", check=(0, 1, 3))
        s.keep("pack", "from-a-pack")


def own():
    """The runbooks made for this, without a crash."""
    with Station("loops") as s:
        s.run("loop", "loop", check=1)
        s.run("many", "many", check=3)
        s.finish("many")
        s.keep("loops", "loop", "many")
    with Station("beside") as s:
        s.run("beside", "beside", check=0)
        s.run("beside", "beside-fails", "--set", "failing=true", check=1)
        s.run("beside", "beside-asks", "--set", "asking=true", check=3)
        s.finish("beside-asks")
        s.keep("parallel", "beside", "beside-fails", "beside-asks")
    with Station("catches") as s:
        for how in ("well", "abort", "rollback", "escalate", "finally"):
            (s.root / "marker").unlink(missing_ok=True)
            s.run("catching", f"catching-{how}", "--set", f"how={how}", check=(0, 1, 3))
        s.keep("catches", *(f"catching-{how}" for how in ("well", "abort", "rollback", "escalate", "finally")))
    with Station("calls") as s:
        s.run("calls", "calls-yes", "--yes", check=0)
        s.run("calls", "calls-asked", check=3)
        s.finish("calls-asked")
        s.run("calls", "calls-refused", check=3)
        s.answer("calls-refused", "first/ask", "--reject", check=0)
        s.finish("calls-refused")
        s.run("calls", "calls-undone", "--yes", "--set", "fail=true", check=1)
        s.keep("calls", "calls-yes", "calls-asked", "calls-refused", "calls-undone")
    with Station("undoes") as s:
        s.run("undo", "undo", check=1)
        shutil.rmtree(s.root / "backups/support")
        s.run("undo", "undo-fails", "--set", "broken=true", check=1)
        s.keep("undoes", "undo", "undo-fails")
    with Station("values") as s:
        s.run("expressions", "values-zero", check=(0, 1))
        s.run("expressions", "values-one", "--set", "number=1", "--set", "text=abc", check=0, lang="pl")
        s.keep("values", "values-zero", "values-one")
    people()
    waits()
    departures()
    seals()


def people():
    with Station("people") as s:
        for name in ("anna", "ewa"):
            s.call("key", "new", name, "--no-passphrase", check=0)
        s.env["RUNBOOK_KEY"] = "demo-station" if (s.root / "keys/demo-station.key").exists() else s.env.get("RUNBOOK_KEY", "station")
        s.run("people", "people", check=3)
        s.keep("people-waiting", "people")
        s.answer("people", "confirm", "--comment", "Tak, zaczynamy", lang="pl", check=0)
        s.keep("people-answered-not-resumed", "people")
        s.call("resume", "people", check=3)
        s.answer("people", "fields", "--set", "who=Ewa", "--set", "count=many", check=(0, 2))
        s.answer("people", "fields", "--set", "who=Ewa", "--set", "count=3", "--set", "kind=b", check=(0, 2))
        s.call("resume", "people", check=3)
        s.answer("people", "list", "--tick", "power", "--tick", "seals", check=0)
        s.call("resume", "people", check=3)
        s.answer("people", "approve", check=2)
        s.answer("people", "approve", "--key", "anna", check=0)
        s.call("resume", "people", check=3)
        s.answer("people", "approve", "--key", "anna", check=2)
        s.answer("people", "approve", "--key", "ewa", "--comment", "ok", check=0)
        s.call("resume", "people", check=3)
        time.sleep(0.01)
        s.answer("people", "too-late", check=(0, 2))
        s.finish("people")
        s.run("people", "people-refuses", check=3)
        s.answer("people-refuses", "confirm", "--reject", check=0)
        s.call("resume", "people-refuses", check=3)
        s.answer("people-refuses", "fields", "--reject", "--comment", "Nie wiem", check=0)
        s.finish("people-refuses")
        s.run("people", "people-checklist-short", "--yes", check=3)
        s.answer("people-checklist-short", "fields", "--set", "who=Ewa", "--set", "count=3", check=0)
        s.call("resume", "people-checklist-short", check=3)
        s.answer("people-checklist-short", "list", "--tick", "power", check=0)
        s.finish("people-checklist-short")
        s.run("people", "people-disapprove", "--yes", check=3)
        s.answer("people-disapprove", "fields", "--set", "who=Ewa", "--set", "count=3", check=0)
        s.call("resume", "people-disapprove", check=3)
        s.answer("people-disapprove", "list", "--tick", "all", check=0)
        s.call("resume", "people-disapprove", check=3)
        s.answer("people-disapprove", "approve", "--key", "ewa", "--reject", "--comment", "Za wcześnie", check=0)
        s.finish("people-disapprove")
        terminal(s)
        s.keep("people", "people", "people-refuses", "people-checklist-short", "people-disapprove", "people-terminal")
        collect_keys(s)


def terminal(station):
    """Answers typed at a terminal, one wrong one among them; the end of the input leaves the run waiting."""
    pid, terminal_end = pty.fork()
    if pid == 0:
        os.chdir(station.root)
        words = "run people --run-id people-terminal --library runbooks --lang en".split()
        os.execve(PROGRAM, [str(PROGRAM), *words], station.env | {"TERM": "xterm"})
    told = ["y\n", "Ewa\n", "many\n", "a\n", "Ewa\n", "3\n", "a\n", "y\n", "y\n", "n\n", "blurred\n"]
    seen, deadline = b"", time.time() + 20
    while time.time() < deadline:
        try:
            seen += os.read(terminal_end, 4096)
        except OSError:
            break
        if seen.rstrip().endswith(b":"):
            os.write(terminal_end, told.pop(0).encode() if told else b"\x04")
            seen = b""
    os.waitpid(pid, 0)


def waits():
    """Stopped by a signal: at work, and while waiting for the next attempt; then one that dies while it stops and while it resumes."""
    for name, runbook, words in (("signal-at-work", "phases", ()), ("signal-in-a-wait", "catching", ("--set", "how=well"))):
        with Station(name) as s:
            text = (s.root / f"runbooks/{runbook}.yaml").read_text().replace('["0.05"]', '["3"]').replace("delay: 50ms", "delay: 20s")
            (s.root / f"runbooks/{runbook}.yaml").write_text(text)
            running = s.start("run", runbook, "--run-id", name, *words)
            wanted = ("step.started", "asks") if runbook == "phases" else ("retry.scheduled", "second-time-lucky")
            wait_for(s, name, wanted)
            running.send_signal(signal.SIGINT)
            running.wait()
            s.keep(f"{name}.interrupted", name)
            if runbook == "catching":
                crash_in_wait(s, name)
            s.finish(name)
            s.keep(f"{name}.resumed", name)


def crash_in_wait(s, name):
    """Resumes into the same wait and kills the program there."""
    running = s.start("resume", name)
    time.sleep(0.5)
    running.kill()
    running.wait()
    s.keep(f"{name}.killed", name)


def wait_for(station, run, wanted):
    deadline = time.time() + 20
    while time.time() < deadline:
        if any((e["type"], e["data"].get("path")) == wanted for e in station.entries(run)):
            return
        time.sleep(0.005)
    raise SystemExit(f"{run}: {wanted} does not come")


FOUND = {}


def die_at(station, runbook, run, path):
    """Dies right after the start of a step is on disk. The station must be fresh: what it did before changes the count."""
    for number in [FOUND[runbook, path]] if (runbook, path) in FOUND else range(10, 200):
        with Station(f"{run}-try") as other:
            other.run(runbook, run, crash=("after", str(number)))
            entries = other.entries(run)
            if entries and (entries[-1]["type"], entries[-1]["data"].get("path")) == ("step.started", path):
                FOUND[runbook, path] = number
                break
    else:
        raise SystemExit(f"{run}: no crash at {path}")
    station.run(runbook, run, crash=("after", str(number)), check=137)


def departures():
    """A person skips, repeats, edits; or answers what is to become of an interrupted step."""
    for run, at, *words in (
        ("skip-interrupted-asks", "asks", "--skip", "asks"),
        ("skip-interrupted-looks", "looks", "--skip", "looks"),
        ("skip-to-come", "looks", "--skip", "waits", "--skip", "says"),
        ("repeat-looks", "looks", "--repeat", "looks"),
        ("repeat-asks", "asks", "--repeat", "asks"),
        ("edit", "looks", "--set", "note=second"),
        ("everything-at-once", "asks", "--skip", "question", "--repeat", "asks", "--set", "note=third"),
        ("skip-waiting", None, "--skip", "question"),
        ("interrupted-rerun", "asks"),
        ("interrupted-done", "asks"),
        ("interrupted-abort", "asks"),
    ):
        with Station(run) as s:
            if at:
                die_at(s, "phases", run, at)
            else:
                s.run("phases", run, check=3)
            if words:
                s.call("resume", run, *words, "--reason", "Uzgodnione z L2", check=(0, 1, 3))
            s.finish(run, run.removeprefix("interrupted-") if run.startswith("interrupted-") else "rerun")
            s.keep(f"departure-{run}" if words else run, run)


def seals():
    """Signed by nobody, by a stranger, by a key under a passphrase; begun with one key and resumed with another, or with none."""
    with Station("unsigned", seals=False) as s:
        s.run("phases", "unsigned", check=3)
        s.keep("unsigned.waiting", "unsigned")
        s.finish("unsigned")
        s.keep("unsigned", "unsigned")
    with Station("stranger") as s:
        s.env["RUNBOOK_KEYS"] = str(s.root / "strange-keys")
        s.call("key", "new", "stranger", "--no-passphrase", check=0)
        s.run("phases", "stranger", check=3)
        s.finish("stranger")
        s.keep("signed-by-a-stranger", "stranger")
    with Station("passphrase") as s:
        s.env["RUNBOOK_KEYS"] = str(s.root / "own-keys")
        s.env["RUNBOOK_PASSPHRASE"] = "invented"
        s.call("key", "new", "with-passphrase", check=0)
        s.run("phases", "passphrase", check=3)
        s.finish("passphrase")
        s.keep("signed-with-passphrase", "passphrase")
        collect_keys(s)
    for name, first, then in (("sealed-then-none", None, "none"), ("none-then-sealed", "none", None), ("two-keys", None, "second")):
        with Station(name) as s:
            s.call("key", "new", "second", "--no-passphrase", check=0)
            own_key = next(p.stem for p in sorted((s.root / "keys").glob("*.key")) if p.stem != "second")
            s.env["RUNBOOK_KEY"] = first or own_key
            s.run("phases", name, check=3)
            s.env["RUNBOOK_KEY"] = then or own_key
            s.finish(name)
            s.keep(name, name)
            collect_keys(s)


KEYS = set()


def collect_keys(station):
    KEYS.update(line for line in station.call("key", "show").stdout.splitlines() if "+" in line)


def damaged():
    """What an attacker or a disk makes of a good run; and a ledger that knows a run which is gone."""
    def copy(name):
        shutil.copytree(OUT / "approved-plan", OUT / name)
        return OUT / name / "approved-plan", OUT / name

    good = (OUT / "approved-plan/approved-plan/journal.jsonl").read_bytes()
    lines = good.splitlines(keepends=True)

    def write(name, data):
        run, _ = copy(name)
        (run / "journal.jsonl").write_bytes(data)

    write("damaged-tail-torn", good[:-40])
    write("damaged-tail-cut", b"".join(lines[:-6]))
    write("damaged-byte", good.replace(b'"seq":9,', b'"seq":9 ,').replace(b'"seq":9 ,', b'"seq":8,', 1))
    write("damaged-value", good.replace(b"2024.06.1", b"2024.06.2", 1))
    write("damaged-entry-gone", b"".join(lines[:7] + lines[8:]))
    write("damaged-swapped", b"".join(lines[:7] + [lines[8], lines[7]] + lines[9:]))
    write("damaged-twice", b"".join(lines[:8] + lines[7:]))
    write("damaged-empty", b"")
    write("damaged-form", b"".join([lines[0].replace(b'{"at"', b'{ "at"')] + lines[1:]))
    run, _ = copy("damaged-seals-gone")
    (run / "seals.txt").unlink()
    (run / "seal.txt").unlink()
    run, _ = copy("damaged-signature")
    note = (run / "seals.txt").read_text()
    at = note.rindex("=") - 8
    (run / "seals.txt").write_text(note[:at] + ("A" if note[at] != "A" else "B") + note[at + 1:])
    run, golden = copy("damaged-cut-to-first-seal")
    (run / "journal.jsonl").write_bytes(b"".join(lines[:2]))
    notes = (run / "seals.txt").read_text()
    first = notes.index("\n", notes.index("\n\n") + 2) + 1
    (run / "seals.txt").write_text(notes[:first])
    run, golden = copy("damaged-cut-to-first-seal-no-ledger")
    (golden / "ledger.jsonl").unlink()
    (run / "journal.jsonl").write_bytes(b"".join(lines[:2]))
    (run / "seals.txt").write_text(notes[:first])
    run, _ = copy("damaged-evidence")
    path = next(p for p in sorted((run / "evidence").iterdir()) if p.suffix == ".json")
    path.write_bytes(path.read_bytes().replace(b"0", b"1", 1))
    with Station("gone") as s:
        s.run("undo", "gone", check=1)
        s.run("undo", "stays", check=1)
        shutil.rmtree(s.directory("gone"))
        s.keep("ledger-knows-more", "stays")
    shutil.copytree(OUT / "signed-by-a-stranger", OUT / "unsigned-cut")
    path = OUT / "unsigned-cut/stranger/journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))


def main():
    OUT.mkdir(parents=True)
    (WORK / "stations").mkdir(parents=True)
    (WORK / "home").mkdir()
    env = os.environ | {"HOME": str(WORK / "home")}
    subprocess.run([PROGRAM, "demo", WORK / "base", "--only-build"], check=True, capture_output=True, env=env)
    shipped()
    own()
    damaged()
    every_crash("crash-phases", "phases")
    every_crash("crash-update", "client-update", most=16)
    every_crash("crash-recovery", "license-recovery", prepare=old_board, torn=False, most=10)
    every_crash("crash-undo", "undo", torn=False)
    every_crash("crash-undo-fails", "undo", "--set", "broken=true", torn=False, most=10)
    every_crash("crash-loop", "loop", torn=False, stride=5, most=5, remains=False)
    every_crash("crash-beside", "beside", "--set", "failing=true", torn=False, stride=3, most=7, remains=False)
    every_crash("crash-catching", "catching", "--set", "how=rollback", torn=False, stride=3, most=7, remains=False)
    every_crash("crash-calls", "calls", "--yes", "--set", "fail=true", torn=False, stride=3, most=7, remains=False)
    twice()
    before_the_first_entry()
    with Station("keys") as s:
        collect_keys(s)
    said = "# Public keys that the goldens' verdicts rest on; those of strangers are left out on purpose.\n"
    (OUT / "keys.txt").write_text(said + "".join(f"{key}\n" for key in sorted(KEYS)))


def before_the_first_entry():
    """The run is in the ledger and its journal is there, and nothing stands in it."""
    with Station("nothing-written") as s:
        s.run("phases", "nothing-written", crash=("before", "13"), check=137)
        s.keep("crash-nothing-written", "nothing-written")


def twice():
    """Dies, is resumed, dies at several places of the resumption, is resumed again."""
    for number in (3, 12, 30):
        name = f"crash-twice-{number}"
        with Station(name) as s:
            s.run("client-update", name, crash=("before", "47"), check=137)
            s.call("resume", name, crash=("before", str(number)), check=(137, 0))
            s.keep(f"{name}.crashed", name, evidence="torn-*")
            s.finish(name)
            s.keep(f"{name}.resumed", name, evidence="torn-*")


if __name__ == "__main__":
    main()
