using System.Globalization;
using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Signatures;
using OemRunbooks.Oem.Support;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Demo;

/// <summary>The demo's licences, documents, reports and logs.</summary>
internal static class DemoDocuments
{
    private const string LicenceId = "OEM-2024-00417";

    internal static void Write(string root, string platform, string fingerprint, Machine machine, TimeProvider clock)
    {
        Licences(root, fingerprint, machine, clock);
        Logs(root, clock);
        Components(root, machine);
        DemoStation.Write(root, "docs/deployment/oem_installation.md", Checklist(platform));
        DemoStation.Write(root, "media/usb/oem_installation.md", Checklist(platform));
        DemoStation.Write(root, "docs/support/articles/restart-service.md", Article.Compose());
        Directory.CreateDirectory(Path.Combine(root, "var", "reports", "deployment"));
    }

    private static void Licences(string root, string fingerprint, Machine machine, TimeProvider clock)
    {
        var former = FactorCollector.Fingerprint(
            machine with
            {
                Environment = name => name == "OEM_CPU_ID" ? "DEMO-REPLACED-BOARD" : machine.Environment(name),
            }
        );
        var store = new OemObject
        {
            {
                "licenses",
                new OemObject { { LicenceId, Record(fingerprint, "active") }, { "OEM-2023-00112", Record(former, "replaced") } }
            },
        };
        var path = Path.Combine(root, "secrets", "license_store.json");
        LicenseStore.Save(Disk.All, path, store, fingerprint, clock);
        LicenseStore.Save(Disk.All, Path.Combine(root, "media", "usb", "license_store.json"), store, fingerprint, clock);
        LicenseStore.Save(Disk.All, Path.Combine(root, "backups", "license_store.old.json"), store, former, clock);
        DemoStation.Write(root, "backups/fingerprint.old", former + "\n");
        Hardware(root, "backups/hardware.json", machine, clock);
        Hardware(
            root,
            "backups/hardware.old.json",
            machine with
            {
                Environment = name => name == "OEM_CPU_ID" ? "DEMO-REPLACED-BOARD" : machine.Environment(name),
            },
            clock
        );
        DemoStation.Write(root, "secrets/licensing/README.md", "# Licencje\n\nPolecenia portalu wykonuje teraz `runbook`.\n");
        var licence = new OemObject
        {
            { "license_id", LicenceId },
            { "customer", "Zakłady Łączności Demo Sp. z o.o." },
            { "product", "core-oem" },
            { "fingerprint", fingerprint },
            { "issued_at", "2024-05-14T09:30:00Z" },
            { "expires_at", "2029-05-14T00:00:00Z" },
            { "features", OemJson.Of(["daemon", "ui", "offline-cache"]) },
        };
        var signed = OemSignature.Wrap(licence, DemoKeys.Licence, OemSignature.Sha256, "demo-licence-1");
        DemoStation.Write(root, "media/usb/licence.json", OemJsonWriter.WriteBytes(signed, JsonStyle.PrettySorted));
        var recovery = new OemObject
        {
            { "store_path", "secrets/license_store.json" },
            { "output_path", "secrets/license_store.json" },
            { "old_fingerprint", former },
            { "new_fingerprint", fingerprint },
            { "licenses", OemJson.Of(2) },
        };
        DemoStation.Write(
            root,
            "var/reports/licensing/recovery-20240514T081500Z.json",
            OemJsonWriter.WriteBytes(recovery, JsonStyle.PrettyInOrder)
        );
    }

    // The board was replaced and brought another network address, which is tolerated; all else is the same.
    private static void Components(string root, Machine machine)
    {
        var now = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["cpu"] = "DEMO CPU x86_64",
            ["tpm"] = machine.Environment("OEM_TPM_ID"),
            ["mac"] = machine.Environment("OEM_MAC_ADDRESSES"),
            ["disk"] = "DEMO-NVME-0001",
            ["dongle"] = machine.Environment("OEM_DONGLE_ID"),
        };
        var before = new Dictionary<string, string?>(now, StringComparer.Ordinal) { ["mac"] = "02:00:5e:10:00:99" };
        Write("backups/components.old.json", before, new DateTimeOffset(2024, 5, 14, 8, 0, 0, TimeSpan.Zero));
        Write("backups/components.json", now, new DateTimeOffset(2024, 5, 14, 9, 0, 0, TimeSpan.Zero));
        void Write(string path, Dictionary<string, string?> parts, DateTimeOffset at) =>
            DemoStation.Write(
                root,
                path,
                OemJsonWriter.WriteBytes(ComponentRecord.Build(parts, new DemoClock(at)), JsonStyle.PrettySorted)
            );
    }

    private static void Hardware(string root, string relative, Machine machine, TimeProvider clock) =>
        DemoStation.Write(
            root,
            relative,
            OemJsonWriter.WriteBytes(ComponentRecord.Build(LocalComponents.Read(machine), clock), JsonStyle.PrettySorted)
        );

    private static OemObject Record(string fingerprint, string status) =>
        new()
        {
            { "status", status },
            { "fingerprint", fingerprint },
            { "issues", new OemArray([]) },
        };

    private static void Logs(string root, TimeProvider clock)
    {
        var start = clock.GetUtcNow().AddHours(-6);
        var core = new StringBuilder();
        for (var i = 0; i < 240; i++)
        {
            var at = start.AddSeconds(i * 90).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            core.Append(at)
                .Append(
                    i == 171
                        ? " WARN  transport: odpowiedź po 2140 ms, próg 1500 ms\n"
                        : string.Create(CultureInfo.InvariantCulture, $" INFO  daemon: cykl {i} zakończony, kolejka {i % 7}\n")
                );
        }

        DemoStation.Write(root, "var/log/core/core.log", core.ToString());
        DemoStation.Write(
            root,
            "var/log/core/updater.log",
            $"{TimeForms.Seconds(start)} INFO  updater: sprawdzono nośnik, brak nowych paczek\n"
        );
    }

    private static SupportArticle Article { get; } =
        new(
            "restart-service",
            "Ponowne uruchomienie usługi core-oem",
            "Kiedy i jak bezpiecznie uruchomić usługę ponownie",
            "operations",
            ["core-oem", "usługa"],
            [],
            "# Ponowne uruchomienie usługi\n\n1. Sprawdzić `var/log/core/`.\n2. Zatrzymać usługę i odczekać, aż zniknie "
                + "proces.\n3. Uruchomić usługę i potwierdzić stan w panelu."
        );

    private static string Checklist(string platform) =>
        $"""
            # Instalacja core-oem (tryb offline)

            Platforma: {platform}. Kolejność jest wiążąca.

            - [ ] kopia magazynu licencji (`secrets/license_store.json.preupdate`)
            - [ ] licencja zgodna z urządzeniem
            - [ ] raport notaryzacji bundla ze statusem `Accepted`
            - [ ] bundel `core-oem-{DemoReleases.New}-{platform}` rozpakowany do `opt/core-oem`, podpisy zgodne
            - [ ] `bootstrap/install.sh` (Windows: `install.ps1`) zakończony kodem 0, o ile jest Python
            - [ ] fingerprint zgodny z `config/fingerprint.expected.json`
            - [ ] delta zastosowana po instalacji, jeśli jest dostępna
            - [ ] `var/log/core/` bez błędów

            Instalator dostaje w środowisku `OEM_FINGERPRINT` i `OEM_BUNDLE_HMAC_KEY`; niczego więcej nie potrzebuje.

            """;
}
