using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Debugging;

/// <summary>
/// The texts of a run's runbooks and activities: as files where these hold what the run followed, else as they were kept with the run.
/// </summary>
internal sealed class SourceFiles(DebugHost host, Counting counting)
{
    private const int MaxBytes = 1024 * 1024;
    private readonly Dictionary<string, string?> files = new(StringComparer.Ordinal);
    private readonly List<Runbook> kept = [];

    /// <summary>How the client counts.</summary>
    internal Counting Counting => counting;

    /// <summary>A text as it is told.</summary>
    internal JsonObject Of(Runbook owner)
    {
        var name = Path.GetFileName(owner.Source.Path);
        if (FileOf(owner) is { } file)
        {
            return new() { ["name"] = name, ["path"] = counting.IsUri ? FileUri.Of(file) : file };
        }

        var known = kept.FindIndex(k => k.Source.Digest == owner.Source.Digest);
        if (known < 0)
        {
            kept.Add(owner);
            known = kept.Count - 1;
        }

        return new()
        {
            ["name"] = name,
            ["sourceReference"] = known + 1,
            ["origin"] = owner.Source.Path,
        };
    }

    /// <summary>The text that a client asks for by its number.</summary>
    internal JsonObject? Text(JsonNode? arguments) =>
        Kept(arguments.At("source") ?? arguments) is { } owner || (owner = Kept(arguments)) is not null
            ? new JsonObject { ["content"] = Content(owner), ["mimeType"] = "text/x-yaml" }
            : throw new RefusedException("sourceReference");

    /// <summary>Every text of a run.</summary>
    internal JsonObject All(Runbook runbook) =>
        new()
        {
            ["sources"] = Json.List(RunbookLoader.Called(runbook).Prepend(runbook).DistinctBy(static r => r.Source.Digest).Select(Of)),
        };

    /// <summary>The text in which a client sets breakpoints; null when it is not there.</summary>
    internal Document? TextOf(JsonNode? source, Runbook runbook)
    {
        if (Kept(source) is { } owner)
        {
            return new(Path.GetFullPath(owner.Source.Path, host.Root), "", new(Content(owner)), null);
        }

        if (source.TextAt("path") is not { Length: > 0 } named)
        {
            return null;
        }

        var path = Path.GetFullPath(counting.IsUri ? FileUri.ToPath(named, host.Root) : named, host.Root);
        return Read(path) is { } bytes ? new(path, "", new SourceText(Encoding.UTF8.GetString(bytes)), null) : null;
    }

    private Runbook? Kept(JsonNode? source) =>
        source.NumberAt("sourceReference") is { } number && number > 0 && number <= kept.Count ? kept[number - 1] : null;

    private static string Content(Runbook owner) => Encoding.UTF8.GetString(owner.Source.Bytes.AsSpan());

    private string? FileOf(Runbook owner)
    {
        if (!files.TryGetValue(owner.Source.Digest, out var file))
        {
            var path = Path.GetFullPath(owner.Source.Path, host.Root);
            var isSame = Read(path) is { } bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == owner.Source.Digest;
            files[owner.Source.Digest] = file = isSame ? path : null;
        }

        return file;
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? Disk.All.ReadAll(path, MaxBytes) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CodedException)
        {
            return null;
        }
    }
}
