using System.Security.Cryptography;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Tests.Fixtures;

/// <summary>An acceptance at a customer's: ticks with photos, measurements, a consent, and an update in between.</summary>
internal static class Acceptance
{
    internal const string Room = "var/runbook/runs/20261123-195312-client-update-k7f2/";

    /// <summary>A picture of four by three points.</summary>
    internal static byte[] Photo { get; } =
        Convert.FromHexString(
            "89504e470d0a1a0a0000000d49484452000000040000000308020000003b9639910000001049444154789c6338a1a101470c38390007a60d2194b013fc"
                + "0000000049454e44ae426082"
        );

    internal static Value Station { get; } =
        Some.Map(
            ("id", Value.Of("PL-0417")),
            ("customer", Value.Of("Huta Przykład S.A.")),
            ("site", Value.Of("Dąbrowa Górnicza, hala 3")),
            ("device", Value.Of("Piła SP-200, nr 0417")),
            ("timeZone", Value.Of("Europe/Warsaw")),
            ("utcOffset", Value.Of("+01:00")),
            ("name", Value.Of("linia-3")),
            ("platform", Value.Of("linux"))
        );

    internal static Runbook Runbook { get; } =
        Some.Runbook(
            Telling("find", "Wersja na urządzeniu", "The version on the device", "verify.installed", Meaning.VersionFound),
            Telling("licence", "Sprawdzenie licencji", "Verify the licence", "verify.license", Meaning.Licence),
            Telling("extract", "Rozpakowanie paczki", "Unpack the bundle", "extract.bundle", Meaning.VersionAfter) with
            {
                Compensate = new(Some.Activity("extract.remove"), [], new(1, 1, 1)),
            },
            Asking("walk", "Obchód", "Walk round", "person.checklist") with
            {
                Hint = new("tabliczka jest z tyłu szafy", "the plate is at the back of the cabinet"),
            },
            Asking("measure", "Pomiary", "Measurements", "person.ask"),
            Asking("consent", "Zgoda na uruchomienie", "Consent to start", "person.approve")
        ) with
        {
            Id = "acceptance",
            Name = new("Odbiór urządzenia", "Acceptance of a device"),
        };

    /// <summary>The whole run; a photo is whatever the run holds under its name.</summary>
    internal static JournalBuilder Run(string photo = "walk.plate.png", long? size = null, string? digest = null)
    {
        var file = new Artefact(
            $"{Room}evidence/{photo}",
            size ?? Photo.Length,
            digest ?? Convert.ToHexStringLower(SHA384.HashData(Photo))
        );
        return Some.Journal()
            .Of(Runbook)
            .Run(by: "Anna Kowalska", station: Station)
            .After(20)
            .Step("find", "verify.installed", 40, Told("2024.05"))
            .Step("licence", "verify.license", 300, Told("OEM-2024-00417"))
            .Step("extract", "extract.bundle", 61_000, Told("2024.06"))
            .Begin("walk", "person.checklist")
            .Add(
                new StepWaiting(
                    "walk",
                    "checklist",
                    Some.Map(
                        ("prompt", Both("Obejść urządzenie i odhaczyć każdy punkt.", "Walk round the device and tick each item.")),
                        (
                            "items",
                            Value.List([
                                Some.Map(("id", Value.Of("plate")), ("text", Both("Tabliczka", "Plate")), ("evidence", Value.True)),
                                Some.Map(("id", Value.Of("cable")), ("text", Both("Przewód", "Cable"))),
                                Some.Map(("id", Value.Of("guard")), ("text", Both("Osłona", "Guard")), ("required", Value.False)),
                            ])
                        )
                    ),
                    null
                )
            )
            .After(120_000)
            .Add(
                Answered(
                    "walk",
                    "Anna Kowalska",
                    Some.Map(("ticked", Texts("plate", "cable")), ("files", Some.Map(("plate", Value.Of(file.Path)))))
                ) with
                {
                    Artefacts = [file],
                }
            )
            .After(5_000)
            .Add(
                Answered(
                    "walk",
                    "Anna Kowalska",
                    Some.Map(("unticked", Texts("cable")), ("comments", Some.Map(("cable", Value.Of("przetarty, do wymiany")))))
                )
            )
            .Done("walk")
            .Begin("measure", "person.ask")
            .Add(
                new StepWaiting(
                    "measure",
                    "ask",
                    Some.Map(
                        ("prompt", Both("Zmierzyć i wpisać.", "Measure and enter.")),
                        (
                            "fields",
                            Value.List([
                                Some.Map(
                                    ("name", Value.Of("volts")),
                                    ("type", Value.Of("number")),
                                    ("prompt", Both("Napięcie zasilania", "Supply voltage")),
                                    ("unit", Value.Of("V"))
                                ),
                                Some.Map(
                                    ("name", Value.Of("grounded")),
                                    ("type", Value.Of("boolean")),
                                    ("prompt", Both("Uziemienie", "Earthed"))
                                ),
                            ])
                        )
                    ),
                    null
                )
            )
            .After(60_000)
            .Add(Answered("measure", "Anna Kowalska", Some.Map(("volts", Value.Of(231L)), ("grounded", Value.True))))
            .Done("measure")
            .Begin("consent", "person.approve")
            .Add(new StepWaiting("consent", "approve", Some.Map(("prompt", Both("Czy uruchomić?", "Start it?"))), null))
            .After(30_000)
            .Add(
                Answered("consent", "Jan Nowak", Value.EmptyMap) with
                {
                    Signature = "note",
                    Comment = "bez zastrzeżeń",
                    Channel = "signed",
                }
            )
            .Done("consent")
            .Finish();
    }

    /// <summary>Its report, with what the run holds.</summary>
    internal static RunReport Report(this JournalBuilder run, Func<string, long, byte[]?> files) =>
        ReportBuilder.Build(run.Source() with { Files = files, Proof = new("VALID", "J47E-N3R7-4MMT-L7KY") });

    internal static byte[]? Held(string name, long most) => name == "evidence/walk.plate.png" && Photo.Length <= most ? Photo : null;

    private static Value Told(string value) => Some.Map(("told", Value.Of(value)));

    private static Step Telling(string id, string pl, string en, string action, Meaning meaning) =>
        Some.Step(id, pl, en, action) with
        {
            Activity = Some.Activity(action) with
            {
                Outputs = [Output.Version(new("told", new("podane", "told"))) with { Meaning = meaning }],
                Undo = action.StartsWith("extract.", StringComparison.Ordinal) ? new("usunąć", "remove") : null,
            },
        };

    private static Step Asking(string id, string pl, string en, string action) =>
        Some.Step(id, pl, en, action) with
        {
            Activity = PersonActivities.All.First(a => a.Name == action),
            Compensate = null,
        };

    private static PersonAnswered Answered(string path, string by, Value values) =>
        new(path, by, "pl", "tekst", true, values, null, "terminal");

    private static Value Both(string pl, string en) => Some.Map(("pl", Value.Of(pl)), ("en", Value.Of(en)));

    private static Value Texts(params string[] texts) => Value.List(texts.Select(Value.Of));
}
