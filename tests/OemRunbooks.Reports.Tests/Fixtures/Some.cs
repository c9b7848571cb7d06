using System.Collections.Immutable;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Reports.Tests.Fixtures;

/// <summary>Things that a test needs and does not care about.</summary>
internal static class Some
{
    internal static readonly DateTimeOffset Evening = new(2026, 11, 23, 19, 53, 12, 114, TimeSpan.Zero);

    internal static JournalBuilder Journal() => new();

    internal static string Digest(string of) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA384.HashData(System.Text.Encoding.UTF8.GetBytes(of)));

    internal static Messages Messages { get; } =
        new(
            (IEnumerable<Message>)
                [
                    new Message(
                        "fingerprint.mismatch",
                        new(
                            "odcisk urządzenia różni się od oczekiwanego (zgodnych czynników: {matched} z {total})",
                            "the device's fingerprint differs from the expected one ({matched} of {total} factors match)"
                        ),
                        new("sprawdź, czy nie wymieniono dysku lub płyty głównej", "check whether a disk or the main board was replaced")
                    ),
                    new Message(
                        "installer.failed",
                        new("instalator zakończył się kodem {exitCode}", "the installer ended with code {exitCode}"),
                        new("przeczytaj zapis instalatora w dowodach", "read the installer's output in the evidence")
                    ),
                    new Message(
                        "installer.python-missing",
                        new(
                            "na stanowisku nie ma Pythona, pominięto sprawdzenie wstępne instalatora",
                            "there is no Python on the station, the installer's own check was skipped"
                        ),
                        null
                    ),
                    new Message("bundle.unsigned", new("paczka „{path}” nie ma podpisu", "the bundle “{path}” has no signature"), null),
                    new Message("disk.busy", new("plik „{path}” jest zajęty", "the file “{path}” is in use"), null),
                    new Message(
                        "backup.restore-failed",
                        new("nie udało się odtworzyć „{path}”", "“{path}” could not be restored"),
                        new("odtwórz plik ręcznie z kopii", "restore the file by hand from the copy")
                    ),
                ]
        );

    internal static ActivityInfo Activity(string name) =>
        new(name, LocalizedText.Both(name))
        {
            Interruption = Interruption.Verify,
            Inputs = [Language.Descriptors.Input.Secret(new("hmacKey", new("klucz HMAC", "HMAC key"))).Optional()],
            Outputs = [Output.Size(new("size", new("rozmiar", "size"))), Output.Path(new("path", new("ścieżka", "path")))],
        };

    internal static Step Step(string id, string pl, string en, string action, params ReadOnlySpan<Step> catches) =>
        new()
        {
            Kind = StepKind.Action,
            Id = id,
            Name = new(pl, en),
            Span = new(1, 1, 1),
            Activity = Activity(action),
            Compensate = new(Activity("backup.restore"), [], new(1, 1, 1)),
            Catch = catches.IsEmpty ? [] : [new(["license.*"], [.. catches], FailureRoute.Continue, new(1, 1, 1))],
        };

    internal static Step Block(StepKind kind, string id, string pl, string en, params ReadOnlySpan<Step> steps) =>
        new()
        {
            Kind = kind,
            Id = id,
            Name = new(pl, en),
            Span = new(1, 1, 1),
            Steps = [.. steps],
        };

    internal static InputDefinition Input(string name, InputType type, string pl, string en) =>
        new(name, type, false, null, [], null, null, null, false, new(pl, en), null, new(1, 1, 1));

    internal static Runbook Runbook(params ReadOnlySpan<Step> steps) => Runbook([.. steps], []);

    internal static Runbook Runbook(ImmutableArray<Step> steps, ImmutableArray<Step> last) =>
        new(
            "client-update",
            [],
            "1.0.0",
            new("Aktualizacja klienta", "Client update"),
            new("Aktualizuje instalację w trybie offline z nośnika USB", "Updates an offline installation from a USB stick"),
            [
                Input("store", InputType.File, "Magazyn licencji", "Licence store"),
                Input("license", InputType.File, "Licencja", "Licence"),
                Input("hmacKey", InputType.Secret, "Klucz HMAC licencji", "Licence HMAC key"),
            ],
            [],
            steps,
            [],
            last,
            [],
            new("runbooks/client-update.yaml", [], "5f2b")
        );

    /// <summary>The client update as the product ships it, in small.</summary>
    internal static Runbook ClientUpdate { get; } =
        Runbook(
            [
                Step("backup-store", "Kopia magazynu licencji", "Back up the licence store", "backup.file"),
                Step(
                    "verify-licence",
                    "Sprawdzenie licencji",
                    "Verify the licence",
                    "verify.license",
                    Step("ask-anyway", "Czy mimo to kontynuować?", "Go on anyway?", "person.confirm")
                ),
                Step("select-bundle", "Wybór paczki", "Select the bundle", "prepare.select-bundle"),
                Block(
                    StepKind.Group,
                    "install",
                    "Instalacja",
                    "Installation",
                    Step("extract", "Sprawdzenie i rozpakowanie paczki", "Verify and extract the bundle", "extract.bundle"),
                    Step("installer", "Uruchomienie instalatora", "Run the installer", "run.installer")
                ),
                Block(
                    StepKind.ForEach,
                    "deltas",
                    "Paczki delta",
                    "Delta packages",
                    Step("apply-delta", "Zastosowanie delty", "Apply the delta", "extract.delta")
                ),
                Step("check-logs", "Kontrola logów", "Check the logs", "verify.logs"),
            ],
            [Step("note", "Notatka do zgłoszenia", "Note for the ticket", "escalate.note")]
        );

    /// <summary>The same, where extracting is a thing that a person approves.</summary>
    internal static Runbook ApprovedUpdate { get; } = ClientUpdate with { Steps = [.. ClientUpdate.Steps.Select(Approved)] };

    private static Step Approved(Step step) =>
        step.Id == "extract"
            ? step with
            {
                Activity = step.Activity! with { Role = ActivityRole.Person },
            }
            : step with
            {
                Steps = [.. step.Steps.Select(Approved)],
                Catch = [.. step.Catch.Select(static c => c with { Steps = [.. c.Steps.Select(Approved)] })],
            };

    internal static Value Map(params ReadOnlySpan<(string Name, Value? Value)> members) => Value.MapOf(members);

    internal static Artefact File(string path, long size) => new(path, size, Digest(path));
}
