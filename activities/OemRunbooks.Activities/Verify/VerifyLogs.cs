using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Packing;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Verify;

/// <summary>Looks through a directory of logs for errors and warnings, in bounded time and memory.</summary>
/// <remarks>Source: runbook, section 2, step 5. Patterns are matched without backtracking, so that no log line can stop the run.</remarks>
internal sealed class VerifyLogs : Activity
{
    private const long MostBytes = 64L << 20;
    private const int MostLine = 16 << 10;
    private const int MostPattern = 500;
    private const int MostFiles = 1000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(VerifyLogsWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Directory, Takes.Patterns, Takes.Allow, Takes.Since, Takes.MaxFindings, Takes.FailOn, Takes.Rotated],
            Outputs = [Gives.Errors, Gives.Warnings, Gives.Files, Gives.List],
            Errors = [Codes.LogsErrors, Codes.LogsPatternInvalid, .. Codes.Disk],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        _ = Compiled(call.Get(Takes.Patterns));
        var directory = call.Get(Takes.Directory);
        return Probe(call, o => [Fields.Line(false, Says.PlanVerifyLogsLooks(directory.Shown, Gives.Errors.In(o).ToText()))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var directory = call.Get(Takes.Directory);
        var rotated = call.Get(Takes.Rotated);
        var most = (int)Math.Clamp(call.Get(Takes.MaxFindings), 0, 10_000);
        var scan = new Scan(Compiled(call.Get(Takes.Patterns)), Compiled(call.Get(Takes.Allow)), Since(call), most);
        var remarks = new List<Remark>();
        var files = call.Disk.IsDirectory(directory.Full)
            ? Globs.Find(call, directory.Shown + "/**").Where(f => IsLog(f.Full, rotated)).Take(MostFiles).ToArray()
            : [];
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (scan.Read(call, file, cancellation))
                {
                    remarks.Add(Faults.LogsTruncated(file.Shown, MostBytes).AsRemark());
                }
            }
            catch (InvalidDataException)
            {
                remarks.Add(Faults.LogsDamaged(file.Shown).AsRemark());
            }
        }

        if (files.Length == 0)
        {
            remarks.Add(Faults.LogsNone(directory.Shown).AsRemark());
        }

        var list =
            scan.Findings.Length == 0 ? null : call.Evidence.Keep("log-findings.txt", Encoding.UTF8.GetBytes(scan.Findings.ToString()));
        if (scan.Errors > 0 && call.Get(Takes.FailOn) == FailOn.Errors)
        {
            return Outcome.Failed(Faults.LogsErrors(directory.Shown, scan.Errors)) with
            {
                Artefacts = list is null ? [] : [list],
                Remarks = [.. remarks],
            };
        }

        if (scan.Errors > 0)
        {
            remarks.Add(Faults.LogsErrorsFound(directory.Shown, scan.Errors).AsRemark());
        }

        return Outcome.Done(
            Gives.Errors.Is(scan.Errors),
            Gives.Warnings.Is(scan.Warnings),
            Gives.Files.Is(files.Length),
            Gives.List.Is(list)
        ) with
        {
            Artefacts = list is null ? [] : [list],
            Remarks = [.. remarks],
        };
    }

    private static bool IsLog(string path, bool rotated) =>
        Path.GetExtension(path) switch
        {
            ".zip" or ".7z" or ".rar" => false,
            ".gz" or ".xz" or ".zst" or ".bz2" => rotated && !path.EndsWith(".tar" + Path.GetExtension(path), StringComparison.Ordinal),
            _ => true,
        };

    private static DateTimeOffset? Since(Call call) =>
        call.Get(Takes.Since) is { Length: > 0 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    private static Regex[] Compiled(IReadOnlyList<string> patterns) => [.. patterns.Select(Compile)];

    private static Regex Compile(string pattern)
    {
        try
        {
            return pattern.Length <= MostPattern
                ? Patterns.Of(pattern, RegexOptions.IgnoreCase)
                : throw new CodedException(Faults.LogsPatternInvalid(pattern[..80] + "…"));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new CodedException(Faults.LogsPatternInvalid(pattern));
        }
    }

    private sealed class Scan(Regex[] errors, Regex[] allowed, DateTimeOffset? since, int most)
    {
        private static readonly Regex Warning = new(@"\bwarn(ing)?\b", Options);
        private bool counts = true;
        private int listed;

        internal StringBuilder Findings { get; } = new();

        internal long Errors { get; private set; }

        internal long Warnings { get; private set; }

        /// <summary>Reads a file's last part; true when there was more before it.</summary>
        internal bool Read(Call call, StationPath file, CancellationToken cancellation)
        {
            using var packed = call.Disk.OpenStream(file.Full);
            var compression = CompressionOf(packed);
            var skipped = compression == Compression.None ? Math.Max(0, packed.Length - MostBytes) : 0;
            packed.Position = skipped;
            using var stream = new BufferedStream(compression == Compression.None ? packed : Compressed.Open(compression, packed), 1 << 16);
            counts = since is null;
            var line = new List<byte>(256);
            var left = MostBytes;
            var number = 0;
            int next;
            while (left-- > 0 && (next = stream.ReadByte()) >= 0)
            {
                if (next != '\n')
                {
                    if (line.Count < MostLine)
                    {
                        line.Add((byte)next);
                    }

                    continue;
                }

                Line(file, ++number, line);
                if ((number & 0xFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            if (line.Count > 0)
            {
                Line(file, number + 1, line);
            }

            // What is compressed can only be read from its beginning.
            return skipped > 0 || (compression != Compression.None && left < 0);
        }

        private static Compression CompressionOf(DiskStream packed)
        {
            Span<byte> head = stackalloc byte[Compressed.HeadBytes];
            return Compressed.Of(head[..packed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        }

        private void Line(StationPath file, int number, List<byte> bytes)
        {
            var text = Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            bytes.Clear();
            if (since is { } from && TimeOf(text) is { } at)
            {
                counts = at >= from;
            }

            if (!counts || Array.Exists(allowed, a => a.IsMatch(text)))
            {
                return;
            }

            var isError = Array.Exists(errors, e => e.IsMatch(text));
            var isWarning = !isError && Warning.IsMatch(text);
            Errors += isError ? 1 : 0;
            Warnings += isWarning ? 1 : 0;
            if ((isError || isWarning) && listed++ < most)
            {
                Findings.Append(file.Shown).Append(':').Append(number).Append(": ").Append(isError ? "error" : "warning").Append(": ");
                foreach (var c in text)
                {
                    Findings.Append(char.IsControl(c) ? ' ' : c);
                }

                Findings.Append('\n');
            }
        }

        private static DateTimeOffset? TimeOf(string line)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            end = end == 10 && line.Length > 19 ? 19 : end;
            return
                end >= 10
                && DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at
                : null;
        }
    }

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Directory { get; } = Input.Directory(VerifyLogsWords.Takes.Directory).Or("var/log/core");

        internal static Input<IReadOnlyList<string>> Patterns { get; } =
            Input.Texts(VerifyLogsWords.Takes.Patterns).Or([@"\berror\b", @"\bcritical\b", @"\bfatal\b", @"\btraceback\b"]);

        internal static Input<IReadOnlyList<string>> Allow { get; } = Input.Texts(VerifyLogsWords.Takes.Allow).OrEmpty();

        internal static Input<string?> Since { get; } = Input.String(VerifyLogsWords.Takes.Since).Optional();

        internal static Input<long> MaxFindings { get; } = Input.Integer(VerifyLogsWords.Takes.MaxFindings).Or(200);

        internal static Input<FailOn> FailOn { get; } =
            Input
                .Choice(VerifyLogsWords.Takes.FailOn, ("none", Verify.FailOn.None), ("errors", Verify.FailOn.Errors))
                .Or(Verify.FailOn.None);

        internal static Input<bool> Rotated { get; } = Input.Boolean(VerifyLogsWords.Takes.Rotated).Or(true);
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<long> Errors { get; } = Output.Integer(VerifyLogsWords.Gives.Errors);

        internal static Output<long> Warnings { get; } = Output.Integer(VerifyLogsWords.Gives.Warnings);

        internal static Output<long> Files { get; } = Output.Integer(VerifyLogsWords.Gives.Files);

        internal static Output<StationPath?> List { get; } = Output.Path(VerifyLogsWords.Gives.List).Sometimes();
    }
}

/// <summary>When a look at logs fails.</summary>
internal enum FailOn
{
    /// <summary>Never: what was found is told.</summary>
    None,

    /// <summary>When there are errors.</summary>
    Errors,
}
