using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Engine.Planning;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Journal.Store;
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

    /// <summary>The texts that somebody is editing.</summary>
    public EditedTexts Edited { get; init; } = EditedTexts.None;

    /// <summary>Keeps the station's runs; null for its own directory.</summary>
    public Func<StationDirectory, IRunStore>? Store { get; init; }

    /// <summary>The way to the station's files; null for the machine's disks, where no link below the station is followed.</summary>
    public IDisk? Disk { get; init; }

    /// <summary>Who works here, as somebody said it for this once; null when nobody did.</summary>
    public string? Operator { get; init; }

    /// <summary>Takes the technical log as text as well, or null.</summary>
    public TextWriter? Verbose { get; init; }

    /// <summary>Asks somebody for the passphrase of a key; null when nobody can be asked.</summary>
    public Func<string, string?> Passphrase { get; init; } = static _ => null;
}

/// <summary>Everything that a use case works with: the station, the library, the words, the environment.</summary>
public sealed class Workplace
{
    /// <summary>Opens a station.</summary>
    /// <exception cref="CodedException"><c>station.missing</c>, <c>library.missing</c>, <c>library.empty</c>, <c>pack.…</c></exception>
    public Workplace(WorkplaceSettings settings)
    {
        if (!Directory.Exists(settings.Station))
        {
            throw new CodedException(Faults.StationMissing(settings.Station));
        }

        Settings = settings;
        Named = settings.Operator;
        Station = new StationDirectory(settings.Station, settings.Disk, StationFile.LinksOf(settings.Station));
        Store = settings.Store?.Invoke(Station) ?? new DirectoryStore(Station);
        Trust = new PackTrust(Station, settings.Environment, settings.Product, TimeProvider.System);
        Library = new RunbookLibrary(settings.Library, Station, Trust, settings.Product, settings.Edited);
        if (settings.Library is { } library)
        {
            Library.Demand(library);
        }
    }

    // What a customer's installation has: our own rooms, or some of the product's.
    private static readonly string[] Marks =
    [
        "runbook.station.yaml",
        "var/runbook",
        "var/log",
        "var/dist",
        "var/releases",
        "secrets",
        "bootstrap",
        "opt",
        "runbooks",
        "docs/support",
        "docs/deployment",
    ];

    /// <summary>Whether anything in a directory tells that it is a station.</summary>
    public static bool LooksLikeOne(string directory) => Marks.Any(m => Path.Exists(Path.Combine(directory, m)));

    /// <summary>Where and for whom.</summary>
    public WorkplaceSettings Settings { get; }

    /// <summary>What the host brings along.</summary>
    public Product Product => Settings.Product;

    /// <summary>The station.</summary>
    public StationDirectory Station { get; }

    /// <summary>Its runs.</summary>
    public IRunStore Store { get; }

    /// <summary>The runbooks.</summary>
    public RunbookLibrary Library { get; }

    /// <summary>What may be run here.</summary>
    public PackTrust Trust { get; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment => Settings.Environment;

    /// <summary>Who works here.</summary>
    /// <exception cref="CodedException"><c>operator.invalid</c></exception>
    public string Operator => Operators.Find(this).Name;

    /// <summary>Who works here, as somebody said it since this was opened, or null.</summary>
    internal string? Named { get; set; }

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
            Store = Store,
            Activities = Product.Activities.ToFrozenDictionary(static a => a.Info.Name, StringComparer.Ordinal),
            Messages = Product.Messages,
            Redactor = redactor,
            Secrets = new EnvironmentSecrets(Environment, Station, redactor),
            Environment = Environment,
            People = people,
            Signer = signer,
            Companion = Library.Companion,
            Picture = Library.PictureOf,
            Observer = observer,
            Operator = Operator,
            Language = Settings.Locale,
            Boot = BootId(),
            Program = Product.Version,
            StationFacts = Facts(),
        };

    // The clock on the wall: of the zone that the station's file names, else of the machine's. A zone that this machine does not know
    // (a system without names of zones) is taken to be the machine's own. Of UTC nothing is said: nobody lives there.
    private Value Facts()
    {
        var facts = StationFile
            .IdentityOf(Station.Root)
            .Members.Aggregate(StationFacts, static (all, said) => all.With(said.Key, said.Value));
        var named = facts["timeZone"].AsText();
        var zone = Zones.Find(named) ?? TimeZoneInfo.Local;
        var offset = zone.GetUtcOffset(TimeProvider.System.GetUtcNow());
        return named is null && offset == TimeSpan.Zero ? facts : facts.With("utcOffset", Value.Of(StationClock.Distance(offset)));
    }

    /// <summary>Masks the secrets of a run in what a person adds to it; it must happen before the answer is signed.</summary>
    public Redactor RedactorOf(RunState state)
    {
        var redactor = new Redactor();
        KnownSecrets.Learn(state.Runbook, state.Started!.Inputs, new EnvironmentSecrets(Environment, Station, redactor), Environment);
        return redactor;
    }

    /// <summary>The run of an id, a unique prefix of one, a directory, a journal file, or <c>last</c>.</summary>
    /// <exception cref="CodedException"><c>run.unknown</c>, <c>run.ambiguous</c></exception>
    public StoredRun Run(string name, FileUse use = FileUse.Read)
    {
        if (DirectoryStore.IsRun(name) || (name.EndsWith("journal.jsonl", StringComparison.Ordinal) && File.Exists(name)))
        {
            return DirectoryStore.At(name, use, Station);
        }

        if (name == "last")
        {
            return Store.Newest().FirstOrDefault() is { } newest
                ? Store.Open(newest.Id, use)
                : throw new CodedException(Faults.RunUnknown(name, null));
        }

        var fitting = Store.Ids(name).ToList();
        if (fitting.Contains(name))
        {
            return Store.Open(name, use);
        }

        return fitting.Count switch
        {
            1 => Store.Open(fitting[0], use),
            0 => throw new CodedException(Faults.RunUnknown(name, Closest.To(name, Store.Ids("").Append("last")))),
            _ => throw new CodedException(Faults.RunAmbiguous(name)),
        };
    }

    // The boot id tells runs before and after a restart apart; hashed, because it is nobody's business what it is.
    private static string BootId()
    {
        const string linux = "/proc/sys/kernel/random/boot_id";
        var begun = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(System.Environment.TickCount64);
        var id = File.Exists(linux)
            ? Disk.All.ReadText(linux, 4096).Trim()
            : begun.ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("oem-runbooks boot " + id)))[..16];
    }
}
