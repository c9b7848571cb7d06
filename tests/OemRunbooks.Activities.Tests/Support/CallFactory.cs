using System.Security.Cryptography;
using OemRunbooks.Demo;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Tests.Support;

/// <summary>A station in a temporary directory, and calls of activities on it.</summary>
public sealed class CallFactory : IDisposable
{
    public const string RunId = "20261123-195312-client-update-k7f2";
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 19, 53, 12, TimeSpan.Zero);

    public CallFactory()
    {
        Root = Path.Combine(Path.GetTempPath(), "oem-activities-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        Directory.CreateDirectory(Root);
        Station = new StationDirectory(Root);
    }

    public string Root { get; }

    public StationDirectory Station { get; set; }

    public Redactor Redactor { get; } = new();

    public SortedDictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public List<Value> Checkpoints { get; } = [];

    public Value Facts { get; set; } = Value.EmptyMap;

    /// <summary>Called when a checkpoint is saved: tests throw here, to stop where a crash could.</summary>
    public Action<Value>? OnCheckpoint { get; set; }

    /// <summary>Called at each report of progress: tests make things go wrong in the middle.</summary>
    public Action<WorkProgress>? OnProgress { get; set; }

    /// <summary>The station's own teams file, or null for the built-in one.</summary>
    public string? Teams { get; set; }

    public string this[string relative] => Path.Combine(Root, relative);

    public static IActivity Activity(string name) => OemActivities.All.Single(a => a.Info.Name == name);

    /// <summary>Makes this station the demo's.</summary>
    public DemoInfo Demo()
    {
        var info = DemoStation.Build(Root, new FixedClock(Now), new DemoOptions { Platform = "linux" });
        foreach (var (name, value) in info.Environment)
        {
            Environment[name] = value;
        }

        Environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        Environment["HOME"] = System.Environment.GetEnvironmentVariable("HOME") ?? "/";
        return info;
    }

    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
        return this[relative];
    }

    public Call Call(params (string Name, Value Value)[] inputs) =>
        new()
        {
            Inputs = Value.Map(inputs.Select(i => KeyValuePair.Create(i.Name, i.Value))),
            Station = Station,
            Site = new CallSite(RunId, "client-update", "1.0.0", "step", 1, "var/runbook/runs/" + RunId, "jan", Now, Facts),
            Clock = new FixedClock(Now),
            Secrets = new Secrets(this),
            Redactor = Redactor,
            Progress = new Progress(this),
            Evidence = new Evidence(this),
            Environment = Environment,
            Messages = new Messages(ActivitiesWords.All),
            Companion = name => Teams is null ? null : ("runbooks/" + name, System.Text.Encoding.UTF8.GetBytes(Teams)),
            Checkpoint = Checkpoints.Count > 0 ? Checkpoints[^1] : Value.Null,
            SaveCheckpoint = value =>
            {
                Checkpoints.Add(value);
                OnCheckpoint?.Invoke(value);
            },
        };

    public async Task<Outcome> Run(string activity, params (string Name, Value Value)[] inputs) =>
        await Activity(activity).ExecuteAsync(Call(inputs), CancellationToken.None);

    public async Task<Outcome> Succeeds(string activity, params (string Name, Value Value)[] inputs)
    {
        var outcome = await Run(activity, inputs);
        Assert.True(outcome.Failure is null, $"{outcome.Failure?.Code} {outcome.Failure?.Arguments}");
        var info = Activity(activity).Info;
        // A step may declare outputs of its own.
        var own = inputs.FirstOrDefault(static i => i.Name == CommandKeys.Outputs).Value?.Members.Keys ?? [];
        Assert.Equal(info.Outputs.Select(o => o.Name).Concat(own).Order(StringComparer.Ordinal), outcome.Outputs.Members.Keys);
        return outcome;
    }

    public async Task<Failure> Fails(string code, string activity, params (string Name, Value Value)[] inputs)
    {
        var outcome = await Run(activity, inputs);
        Assert.Equal(code, outcome.Failure?.Code);
        Assert.True(code.StartsWith("site.", StringComparison.Ordinal) || Activity(activity).Info.Errors.Any(e => e.Code == code), code);
        return outcome.Failure!;
    }

    /// <summary>Every file with its content's digest, to tell whether anything changed.</summary>
    public IReadOnlyList<string> Snapshot(string below = ".") =>
        [
            .. Directory
                .EnumerateFileSystemEntries(this[below], "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(p =>
                    Path.GetRelativePath(this[below], p)
                    + (File.Exists(p) ? " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(p))) : "/")
                ),
        ];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class Progress(CallFactory factory) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => factory.OnProgress?.Invoke(value);
    }

    private sealed class Secrets(CallFactory factory) : ISecrets
    {
        public string Resolve(string reference)
        {
            var value = factory.Environment.TryGetValue(reference["env:".Length..], out var found)
                ? found
                : throw new CodedException(Faults.SecretUndefined(reference));
            factory.Redactor.Add(value);
            return value;
        }
    }

    private sealed class Evidence(CallFactory factory) : IEvidence
    {
        public Artefact Keep(string name, ReadOnlySpan<byte> content)
        {
            var masked = factory.Redactor.Apply(content);
            var shown = $"var/runbook/runs/{RunId}/evidence/{name}";
            Directory.CreateDirectory(Path.GetDirectoryName(factory[shown])!);
            File.WriteAllBytes(factory[shown], masked);
            return new Artefact(shown, masked.Length, Convert.ToHexStringLower(SHA384.HashData(masked)));
        }

        public Artefact? KeepCopy(string name, StationPath source) =>
            MaskedFile.Of(File.ReadAllBytes(source.Full), factory.Redactor) is MaskedFile.Looked looked ? Keep(name, looked.Bytes) : null;
    }
}

public sealed class FixedClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
