using System.Security.Cryptography;
using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Read;

/// <summary>Reads a small file as the values that it holds.</summary>
internal sealed class ReadFile : Activity
{
    private const long MostBytes = 1 << 20;

    /// <inheritdoc/>
    public override ActivityInfo Info { get; } =
        new(ReadFileWords.Activity)
        {
            Interruption = Interruption.Rerun,
            Inputs = [Takes.Path, Takes.Format, Takes.Header, Takes.Separator],
            Outputs = [Gives.Value, Gives.Count, Gives.Size, Gives.Digest],
            Errors =
            [
                .. Codes.Disk,
                Codes.FileTooLarge,
                Codes.TextMalformed,
                Codes.ContentMalformed,
                Codes.ContentDuplicate,
                Codes.ContentRowLength,
                Codes.ContentFormatUnknown,
                Codes.ContentSeparator,
            ],
        };

    /// <inheritdoc/>
    protected override PlannedWork Plan(Call call)
    {
        var path = call.Get(Takes.Path);
        return Probe(call, o => [Fields.Line(false, Says.PlanReadFileReads(path.Shown, Gives.Size.In(o).ToText()))]);
    }

    /// <inheritdoc/>
    protected override Outcome Execute(Call call, CancellationToken cancellation)
    {
        var path = call.Get(Takes.Path);
        FileCopy.DemandFile(call.Disk, path);
        var bytes = call.Disk.ReadAll(path.Full, MostBytes);
        var value = Parse(call, path, bytes);
        return Outcome.Done(
            Gives.Value.Is(value),
            Gives.Count.Is(CountOf(value)),
            Gives.Size.Is(bytes.Length),
            Gives.Digest.Is(Convert.ToHexStringLower(SHA384.HashData(bytes)))
        );
    }

    private static Value Parse(Call call, StationPath path, byte[] bytes)
    {
        var format = FormatOf(call.Get(Takes.Format), path);
        var text = DiskReads.DecodeText(bytes, out var form) ?? throw new CodedException(Faults.TextMalformed(path.Shown, form));
        return format switch
        {
            "json" => Documents.Json(text, path),
            "yaml" => Documents.Yaml(bytes, path),
            "ini" => IniText.Parse(text, path),
            "csv" => new CsvText(text, path, Separator(call)).Parse(call.Get(Takes.Header)),
            _ => Value.Of(text),
        };
    }

    private static string FormatOf(string format, StationPath path) =>
        format != "auto"
            ? format
            : Path.GetExtension(path.Shown).ToUpperInvariant() switch
            {
                ".JSON" => "json",
                ".YAML" or ".YML" => "yaml",
                ".INI" => "ini",
                ".CSV" => "csv",
                ".TXT" or ".LOG" or "" => "text",
                _ => throw new CodedException(Faults.ContentFormatUnknown(path.Shown)),
            };

    private static char Separator(Call call) =>
        call.Get(Takes.Separator) switch
        {
            "tab" => '\t',
            [var one] when one is not ('"' or '\r' or '\n') && !char.IsSurrogate(one) => one,
            var other => throw new CodedException(Faults.ContentSeparator(other)),
        };

    // Lines of a text, rows of a table, members or items of a document.
    private static long CountOf(Value value) =>
        value.Kind switch
        {
            ValueKind.List => value.Items.Length,
            ValueKind.Map => value.Members.Count,
            ValueKind.Text => value.ToText() is { Length: > 0 } text ? text.AsSpan().TrimEnd("\r\n").Count('\n') + 1 : 0,
            ValueKind.Null => 0,
            _ => 1,
        };

    /// <summary>What a step gives it.</summary>
    internal static class Takes
    {
        internal static Input<StationPath> Path { get; } = Input.File(ReadFileWords.Takes.Path);

        internal static Input<string> Format { get; } =
            Input.Choice(ReadFileWords.Takes.Format, "auto", "text", "json", "yaml", "ini", "csv").Or("auto");

        internal static Input<bool> Header { get; } = Input.Boolean(ReadFileWords.Takes.Header).Or(true);

        internal static Input<string> Separator { get; } = Input.String(ReadFileWords.Takes.Separator).Or(",");
    }

    /// <summary>What it gives the steps after it.</summary>
    internal static class Gives
    {
        internal static Output<Value> Value { get; } = Output.Any(ReadFileWords.Gives.Value);

        internal static Output<long> Count { get; } = Output.Integer(ReadFileWords.Gives.Count);

        internal static Output<long> Size { get; } = Output.Size(ReadFileWords.Gives.Size);

        internal static Output<string> Digest { get; } = Output.String(ReadFileWords.Gives.Digest);
    }
}
