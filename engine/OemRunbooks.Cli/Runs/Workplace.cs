using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Activities;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Engine.Execution;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Cli.Runs;

/// <summary>Everything that a command works with: the station, the library, the words, the environment.</summary>
internal sealed class Workplace
{
    internal Workplace(Ui ui, string station, string? library, bool verbose)
    {
        if (!Directory.Exists(station))
        {
            throw CodedException.Of("station.missing", ("path", Value.Of(station)));
        }

        Ui = ui;
        Station = new StationDirectory(station);
        IsVerbose = verbose;
        Environment = EnvironmentVariables();
        Trust = new PackTrust(Station, Environment, TimeProvider.System);
        Library = new RunbookLibrary(library, Station, Trust);
    }

    internal static Dictionary<string, string> EnvironmentVariables() => System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(static e => (string)e.Key, static e => (string?)e.Value ?? "", StringComparer.Ordinal);

    internal static string ProgramVersion { get; } =
        typeof(Workplace).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    internal Ui Ui { get; }

    internal StationDirectory Station { get; }

    internal RunbookLibrary Library { get; }

    /// <summary>What may be run here.</summary>
    internal PackTrust Trust { get; }

    internal bool IsVerbose { get; }

    internal Dictionary<string, string> Environment { get; }

    internal string Operator => Environment.TryGetValue("RUNBOOK_OPERATOR", out var name) && name.Length > 0 ? name : System.Environment.UserName;

    internal static Value StationFacts => Value.MapOf(
        ("platform", Value.Of(StationDirectory.Platform)), ("architecture", Value.Of(StationDirectory.Architecture)), ("name", Value.Of(System.Environment.MachineName)),
        ("os", Value.Of(System.Runtime.InteropServices.RuntimeInformation.OSDescription)),
        ("processors", Value.Of(System.Environment.ProcessorCount)), ("memory", Value.Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)));

    internal RunHost Host(IRunObserver observer, IPersonDesk? people, Redactor redactor, SigningKey? signer) => new()
    {
        Station = Station,
        Activities = OemActivities.All.ToFrozenDictionary(static a => a.Info.Name, StringComparer.Ordinal),
        Messages = Ui.Messages,
        Redactor = redactor,
        Secrets = new EnvironmentSecrets(Environment, Station, redactor),
        Environment = Environment,
        People = people,
        Signer = signer,
        Companion = Library.Companion,
        Observer = observer,
        Operator = Operator,
        Language = Ui.Language,
        Boot = BootId(),
        Program = ProgramVersion,
        StationFacts = StationFacts,
    };

    /// <summary>Masks the secrets of a run in what a person adds to it; it must happen before the answer is signed.</summary>
    internal Redactor RedactorOf(RunDirectory directory)
    {
        var redactor = new Redactor();
        var (state, _) = RunService.Read(directory, Library.Loader, null);
        KnownSecrets.Learn(state.Runbook, state.Started!.Inputs, new EnvironmentSecrets(Environment, Station, redactor), Environment);
        return redactor;
    }

    /// <summary>The run of an id, a unique prefix of one, a directory, a journal file, or <c>last</c>.</summary>
    /// <exception cref="CodedException"><c>run.unknown</c>, <c>run.ambiguous</c></exception>
    internal RunDirectory Run(string name)
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
        var fitting = name == "last" ? [.. all.Take(1)] : all.Where(r => r.Id == name).ToList() is { Count: 1 } exact ? exact : all.Where(r => r.Id.StartsWith(name, StringComparison.Ordinal)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw CodedException.Of("run.unknown", ("name", Value.Of(name))),
            _ => throw CodedException.Of("run.ambiguous", ("name", Value.Of(name))),
        };
    }

    // The boot id tells runs before and after a restart apart; hashed, because it is nobody's business what it is.
    private static string BootId()
    {
        const string linux = "/proc/sys/kernel/random/boot_id";
        var id = File.Exists(linux) ? File.ReadAllText(linux).Trim() : (DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(System.Environment.TickCount64)).ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("oem-runbooks boot " + id)))[..16];
    }
}
