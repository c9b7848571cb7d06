using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Station.Workplaces;

/// <summary>Where and for whom a use case works.</summary>
/// <param name="Product">What the host brings along.</param>
/// <param name="Station">The station's directory.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Locale">The language of whoever sits here.</param>
public sealed record WorkplaceSettings(Product Product, string Station, IReadOnlyDictionary<string, string> Environment, Locale Locale)
{
    /// <summary>A directory of runbooks or a pack that is searched first, or null.</summary>
    public string? Library { get; init; }

    /// <summary>Takes the technical log as text as well, or null.</summary>
    public TextWriter? Verbose { get; init; }

    /// <summary>Asks somebody for the passphrase of a key; null when nobody can be asked.</summary>
    public Func<string, string?> Passphrase { get; init; } = static _ => null;
}

/// <summary>Everything that a use case works with: the station, the library, the words, the environment.</summary>
public sealed class Workplace
{
    /// <summary>Opens a station.</summary>
    /// <exception cref="CodedException"><c>station.missing</c></exception>
    public Workplace(WorkplaceSettings settings)
    {
        if (!Directory.Exists(settings.Station))
        {
            throw new CodedException(Faults.StationMissing(settings.Station));
        }

        Settings = settings;
        Station = new StationDirectory(settings.Station);
        Trust = new PackTrust(Station, settings.Environment, settings.Product, TimeProvider.System);
        Library = new RunbookLibrary(settings.Library, Station, Trust, settings.Product);
    }

    /// <summary>Where and for whom.</summary>
    public WorkplaceSettings Settings { get; }

    /// <summary>What the host brings along.</summary>
    public Product Product => Settings.Product;

    /// <summary>The station.</summary>
    public StationDirectory Station { get; }

    /// <summary>The runbooks.</summary>
    public RunbookLibrary Library { get; }

    /// <summary>What may be run here.</summary>
    public PackTrust Trust { get; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment => Settings.Environment;

    /// <summary>Who works here: <c>RUNBOOK_OPERATOR</c>, otherwise the user's name.</summary>
    public string Operator =>
        Environment.TryGetValue("RUNBOOK_OPERATOR", out var name) && name.Length > 0 ? name : System.Environment.UserName;

    /// <summary>The key that seals runs; null when there is none.</summary>
    /// <exception cref="CodedException"><c>key.missing-file</c>, <c>key.passphrase-needed</c>, <c>key.passphrase-wrong</c> …</exception>
    public SigningKey? Signer() => Keys.Signer(Environment, Settings.Passphrase);

    /// <summary>Keys that are vouched for: the ring's and those of a file.</summary>
    /// <exception cref="CodedException"><c>key.none-in-file</c>, <c>file.missing</c></exception>
    public IReadOnlyList<VerifyingKey> Trusted(string? file = null) => Keys.Trusted(Environment, file);

    /// <summary>What runbooks read as <c>station.…</c>.</summary>
    public static Value StationFacts =>
        Value.MapOf(
            ("platform", Value.Of(StationDirectory.Platform)),
            ("architecture", Value.Of(StationDirectory.Architecture)),
            ("name", Value.Of(System.Environment.MachineName)),
            ("os", Value.Of(System.Runtime.InteropServices.RuntimeInformation.OSDescription)),
            ("processors", Value.Of(System.Environment.ProcessorCount)),
            ("memory", Value.Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes))
        );

    /// <summary>All that a run needs from outside.</summary>
    public RunHost Host(IRunObserver observer, IPersonDesk? people, Redactor redactor, SigningKey? signer) =>
        new()
        {
            Station = Station,
            Activities = Product.Activities.ToFrozenDictionary(static a => a.Info.Name, StringComparer.Ordinal),
            Messages = Product.Messages,
            Redactor = redactor,
            Secrets = new EnvironmentSecrets(Environment, Station, redactor),
            Environment = Environment,
            People = people,
            Signer = signer,
            Companion = Library.Companion,
            Observer = observer,
            Operator = Operator,
            Language = Settings.Locale,
            Boot = BootId(),
            Program = Product.Version,
            StationFacts = StationFacts,
        };

    /// <summary>Masks the secrets of a run in what a person adds to it; it must happen before the answer is signed.</summary>
    public Redactor RedactorOf(RunDirectory directory)
    {
        var redactor = new Redactor();
        var (state, _) = RunService.Read(directory, Library.Loader, null);
        KnownSecrets.Learn(state.Runbook, state.Started!.Inputs, new EnvironmentSecrets(Environment, Station, redactor), Environment);
        return redactor;
    }

    /// <summary>The run of an id, a unique prefix of one, a directory, a journal file, or <c>last</c>.</summary>
    /// <exception cref="CodedException"><c>run.unknown</c>, <c>run.ambiguous</c></exception>
    public RunDirectory Run(string name)
    {
        if (File.Exists(Path.Combine(name, "journal.jsonl")))
        {
            return new RunDirectory(name);
        }

        if (name.EndsWith("journal.jsonl", StringComparison.Ordinal) && File.Exists(name))
        {
            return new RunDirectory(Path.GetDirectoryName(Path.GetFullPath(name))!);
        }

        var all = RunDirectory.All(Station);
        var fitting =
            name == "last" ? [.. all.Take(1)]
            : all.Where(r => r.Id == name).ToList() is { Count: 1 } exact ? exact
            : all.Where(r => r.Id.StartsWith(name, StringComparison.Ordinal)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new CodedException(Faults.RunUnknown(name)),
            _ => throw new CodedException(Faults.RunAmbiguous(name)),
        };
    }

    // The boot id tells runs before and after a restart apart; hashed, because it is nobody's business what it is.
    private static string BootId()
    {
        const string linux = "/proc/sys/kernel/random/boot_id";
        var id = File.Exists(linux)
            ? File.ReadAllText(linux).Trim()
            : (DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(System.Environment.TickCount64)).ToString(
                "yyyyMMddHHmm",
                System.Globalization.CultureInfo.InvariantCulture
            );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("oem-runbooks boot " + id)))[..16];
    }
}
