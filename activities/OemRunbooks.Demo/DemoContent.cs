using System.Globalization;
using System.Text;

namespace OemRunbooks.Demo;

/// <summary>What the demo's product is made of: text that reads like a product, data that does not compress.</summary>
internal static class DemoContent
{
    internal static void Write(string content, string version)
    {
        var isOld = version == DemoReleases.Old;
        var isPatched = version == DemoReleases.Patched;
        void Text(string path, string text, bool executable = false) => DemoStation.Write(content, path, text, executable);

        Text("daemon/core-oem", $"#!/bin/sh\n# core-oem {version}\nexec \"$(dirname \"$0\")/core-engine.bin\" \"$@\"\n", executable: true);
        DemoStation.Write(content, "daemon/core-engine.bin", Noise(isOld ? 5 : 6, 1_200_000), executable: true);
        DemoStation.Write(content, "daemon/lib/signal-model.dat", Noise(50, 800_000));
        DemoStation.Write(
            content,
            "daemon/lib/transport.dat",
            Noise(
                isPatched ? 62
                    : isOld ? 60
                    : 61,
                200_000
            )
        );
        Text(
            "ui/index.html",
            $"<!doctype html>\n<html lang=\"pl\"><meta charset=\"utf-8\"><title>Core OEM {version}</title>\n<h1>Panel "
                + "stanowiska</h1>\n<script src=\"app.js\"></script>\n</html>\n"
        );
        Text("ui/app.js", $"'use strict';\nconst version = '{version}';\ndocument.title = `Core OEM ${{version}}`;\n");
        Text("ui/locale/pl.json", "{\n  \"start\": \"Uruchom\",\n  \"stop\": \"Zatrzymaj\",\n  \"state\": \"Stan łączności\"\n}\n");
        Text("config/core.json", $"{{\n  \"version\": \"{version}\",\n  \"listen\": \"127.0.0.1:7411\",\n  \"telemetry\": false\n}}\n");
        Text("config/logging.json", "{\n  \"directory\": \"var/log/core\",\n  \"level\": \"info\",\n  \"keepDays\": 30\n}\n");
        Text("docs/CHANGELOG.md", Changes(version));
        Text("docs/README.md", "# Core OEM\n\nUsługa pracuje bez dostępu do sieci. Instalacja: `docs/deployment/oem_installation.md`.\n");
        Text("bootstrap/install.sh", InstallSh, executable: true);
        Text("bootstrap/install.ps1", InstallPs1);
        Text("bootstrap/verify_fingerprint.py", VerifyPy, executable: true);
        if (isOld)
        {
            Text("ui/legacy.js", "// usunięte w 2024.06\n");
        }
        else
        {
            Text(
                "daemon/lib/offline-cache.txt",
                string.Join('\n', Enumerable.Range(1, 400).Select(static i => "entry " + i.ToString("D4", CultureInfo.InvariantCulture)))
                    + "\n"
            );
        }
    }

    private static byte[] Noise(int seed, int length)
    {
        // Seeded generators keep their sequence between versions of .NET; nothing here is meant to be secret.
#pragma warning disable CA5394 // deterministic filling, no security purpose
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
#pragma warning restore CA5394
    }

    private static string Changes(string version)
    {
        var text = new StringBuilder("# Zmiany\n");
        if (version == DemoReleases.Patched)
        {
            text.Append("\n## 2024.06.1\n- transport: ponawianie po utracie łącza\n");
        }

        if (version != DemoReleases.Old)
        {
            text.Append("\n## 2024.06\n- pamięć podręczna do pracy bez sieci\n- usunięto stary panel\n");
        }

        return text.Append("\n## 2024.05\n- pierwsze wydanie dla klientów OEM\n").ToString();
    }

    private const string InstallSh = """
        #!/bin/sh
        # Sprawdza, czy instalacja trafiła na właściwe urządzenie. Niczego nie zmienia.
        set -eu
        here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
        if command -v python3 >/dev/null 2>&1; then
            exec python3 "$here/verify_fingerprint.py"
        fi
        echo "install.sh: python3 not found, fingerprint not checked here" >&2
        exit 3

        """;

    private const string InstallPs1 = """
        # Sprawdza, czy instalacja trafiła na właściwe urządzenie. Niczego nie zmienia.
        $ErrorActionPreference = 'Stop'
        python "$PSScriptRoot/verify_fingerprint.py"
        exit $LASTEXITCODE

        """;

    private const string VerifyPy = """
        #!/usr/bin/env python3
        # Checks config/fingerprint.expected.json against OEM_FINGERPRINT; reads only, exits with 0 or 1.
        import base64
        import hashlib
        import hmac
        import json
        import os
        import pathlib
        import sys


        def fail(reason):
            print("verify_fingerprint: " + reason, file=sys.stderr)
            sys.exit(1)


        def main():
            path = pathlib.Path(__file__).resolve().parent.parent / "config" / "fingerprint.expected.json"
            document = json.loads(path.read_text(encoding="utf-8"))
            payload, signature = document.get("payload"), document.get("signature")
            if not isinstance(payload, dict) or not isinstance(signature, dict):
                fail("the document has no payload or no signature")
            key = base64.b64decode(os.environ.get("OEM_BUNDLE_HMAC_KEY", ""))
            if not key:
                fail("OEM_BUNDLE_HMAC_KEY is not set")
            text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
            value = base64.b64encode(hmac.new(key, text, hashlib.sha384).digest()).decode("ascii")
            if not hmac.compare_digest(value, str(signature.get("value"))):
                fail("the signature does not match")
            runtime = os.environ.get("OEM_FINGERPRINT", "").strip()
            if runtime != payload.get("fingerprint"):
                fail("fingerprint mismatch: expected %s, found %s" % (payload.get("fingerprint"), runtime or "nothing"))
            print("fingerprint %s verified with key %s" % (runtime, signature.get("key_id", "-")))


        main()

        """;
}
