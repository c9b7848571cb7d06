using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;
using Copies = OemRunbooks.Activities.Common.FileCopy;

namespace OemRunbooks.Activities.Files;

/// <summary>Writes a file from a template: each <c>{{name}}</c> is replaced by the value of that name.</summary>
/// <remarks>A name that nobody gives a value ends it, and so does a value that no name asks for: one of both is a mistake.</remarks>
internal sealed class FileTemplate : Activity
{
    private const long MostBytes = 4 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(FileTemplateWords.Activity)
        {
            Interruption = Interruption.Verify,
            LeavesChange = true,
            Acted = StationGives.Changed.Name,
            Inputs = [FileTakes.Source, FileTakes.Target, Takes.Values, FileTakes.Mode],
            Outputs = [FileGives.Path, StationGives.Changed, StationGives.Existed, StationGives.Former],
            Errors =
            [
                .. Codes.Disk,
                .. Codes.Secrets,
                Codes.FileReserved,
                Codes.FileTooLarge,
                Codes.FileModeInvalid,
                Codes.TemplateMalformed,
                Codes.TemplateUnknown,
                Codes.TemplateUnused,
                Codes.TextMalformed,
                Codes.BackupUnverified,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var (source, target) = (call.Get(FileTakes.Source), call.Get(FileTakes.Target));
        var bytes = Filled(call, source);
        _ = Modes.Of(call.Get(FileTakes.Mode));
        var place = Replacement.At(call, target);
        return place.Plan(place.Holds(Digests.Of(bytes)), Says.PlanFileTemplateFills(source.Shown, target.Shown), bytes.Length);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var bytes = Filled(call, call.Get(FileTakes.Source));
        return Replacement.At(call, call.Get(FileTakes.Target)).Put(bytes, ModeOf(call));
    }

    /// <inheritdoc/>
    protected override Reconciliation Reconcile(Call call, CancellationToken cancellation) =>
        Replacement.Recover(call, call.Get(FileTakes.Target));

    // A file that gets a secret is nobody else's, unless the runbook says whose.
    private static UnixFileMode? ModeOf(Call call) =>
        Modes.Of(call.Get(FileTakes.Mode))
        ?? (call.Get(Takes.Values).Members.Values.Any(static v => v.Kind == ValueKind.Secret) ? Private : null);

    private static byte[] Filled(Call call, StationPath source)
    {
        Copies.DemandFile(call.Disk, source);
        var bytes = call.Disk.ReadAll(source.Full, MostBytes);
        var text = DiskReads.DecodeText(bytes, out var form) ?? throw new CodedException(Faults.TextMalformed(source.Shown, form));
        var values = call.Get(Takes.Values).Members;
        var used = new HashSet<string>(StringComparer.Ordinal);
        var filled = Fill(
            text,
            source,
            name =>
            {
                used.Add(name);
                return !values.TryGetValue(name, out var value) ? null
                    : value.Kind == ValueKind.Secret ? call.Secrets.Resolve(value.ToText())
                    : value.ToText();
            }
        );
        return values.Keys.FirstOrDefault(n => !used.Contains(n)) is { } unused
            ? throw new CodedException(Faults.TemplateUnused(source.Shown, unused))
            : [.. bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(filled)];
    }

    private static string Fill(string text, StationPath source, Func<string, string?> valueOf)
    {
        var filled = new StringBuilder(text.Length);
        for (var at = 0; ; )
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                return filled.Append(text, at, text.Length - at).ToString();
            }

            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            var name = close < 0 ? "" : text[(open + 2)..close].Trim();
            if (!IsName(name))
            {
                throw new CodedException(Faults.TemplateMalformed(source.Shown, Line(text, open)));
            }

            var value = valueOf(name) ?? throw new CodedException(Faults.TemplateUnknown(source.Shown, Line(text, open), name));
            filled.Append(text, at, open - at).Append(value);
            at = close + 2;
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64
        && char.IsAsciiLetter(name[0])
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static long Line(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<Value> Values { get; } = Input.Map(FileTemplateWords.Takes.Values);
    }
}
