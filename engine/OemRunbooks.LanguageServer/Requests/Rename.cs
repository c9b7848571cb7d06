using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Changes a name everywhere at once, or says why that can't be done safely.</summary>
internal sealed partial class Rename : Request
{
    private static readonly string[] ReservedSteps = ["finally", "escalations", "catch"];
    private static readonly string[] ReservedItems = ["inputs", "vars", "steps", "run", "station"];

    /// <inheritdoc/>
    internal override string Method => "textDocument/rename";

    /// <inheritdoc/>
    internal override void Offer(JsonObject capabilities) => capabilities["renameProvider"] = new JsonObject { ["prepareProvider"] = true };

    /// <inheritdoc/>
    internal override JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation)
    {
        var (document, offset) = session.Cursor(parameters);
        var place = NameIndex.At(document, offset);
        var symbol = Renamed(session, place);
        var name = parameters.TextAt("newName") ?? "";
        if (name == place!.Site.Name)
        {
            return new JsonObject { ["documentChanges"] = new JsonArray() };
        }

        Allow(session, symbol, name);
        var places = session.Names.All(symbol, cancellation).Where(p => p.Site.Name == place.Site.Name).ToList();
        foreach (var file in places.Select(static p => p.Document).Concat(session.Workspace.Opened).Distinct())
        {
            Demand(session, file, places);
        }

        return Edit(session, places, symbol, place.Site.Name, name);
    }

    /// <summary>What a name means, when it can be changed at all.</summary>
    /// <exception cref="RpcException">It can't.</exception>
    internal static Symbol Renamed(Session session, Place? place)
    {
        if (place is null)
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameNothing));
        }

        var symbol = session.Names.Of(place.Site);
        return session.Names.Definitions(symbol).Any()
            ? symbol
            : throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameForeign(place.Site.Name)));
    }

    private static void Allow(Session session, Symbol symbol, string name)
    {
        var form = symbol.Kind switch
        {
            NameKind.Step or NameKind.Runbook or NameKind.Team => Kebab(),
            NameKind.Activity or NameKind.Code => Dotted(),
            _ => Camel(),
        };
        if (
            !form.IsMatch(name)
            || (symbol.Kind == NameKind.Step && ReservedSteps.Contains(name))
            || (symbol.Kind == NameKind.Item && ReservedItems.Contains(name))
        )
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameForm(name)));
        }

        var isTaken =
            symbol.Kind == NameKind.Runbook ? session.Names.Runbook(name) is not null
            : symbol.Kind == NameKind.Item
                ? session.Workspace.Opened.SelectMany(static d => d.Names.Sites).Any(s => s.Kind == symbol.Kind && s.Name == name)
            : session.Names.All(symbol with { Name = name }).Any();
        if (isTaken || (symbol.Kind == NameKind.Activity && session.Product.Descriptor(name) is not null))
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameTaken(name)));
        }
    }

    // A file that nobody can read may use the name; a name that is spelt with escapes can't be replaced letter by letter.
    private static void Demand(Session session, Document file, List<Place> places)
    {
        if (file.Version is not null && YamlNode.Read(file.Bytes, new Findings(file.Path)) is null)
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameBroken(file.Path)));
        }

        if (places.Find(p => p.Document == file && file.Source.Of(p.Span) != p.Site.Name) is { } odd)
        {
            var line = file.Source.LineOf(odd.Span.Start) + 1;
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameSpelt(file.Path, line)));
        }
    }

    private static JsonObject Edit(Session session, List<Place> places, Symbol symbol, string old, string name)
    {
        var changes = new JsonArray();
        foreach (var file in places.GroupBy(static p => p.Document))
        {
            changes.Add((JsonNode)Edits.Of(file.Key, file.Select(p => new Text.Change(p.Span, name))));
        }

        foreach (var (from, to) in symbol.Kind is NameKind.Runbook or NameKind.Activity ? Files(session, places, old, name) : [])
        {
            changes.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["kind"] = "rename",
                        ["oldUri"] = FileUri.Of(from),
                        ["newUri"] = FileUri.Of(to),
                    }
            );
        }

        return new() { ["documentChanges"] = changes };
    }

    // The file bears the name of what it holds, and that of its tests, too.
    private static IEnumerable<(string From, string To)> Files(Session session, List<Place> places, string old, string name)
    {
        var file = places.First(static p => p.Site.IsDefinition).Document.Path;
        if (Path.GetFileName(file) != old + RunbookFiles.Ending)
        {
            yield break;
        }

        if (!session.RenamesFiles)
        {
            throw new RpcException(ErrorNumber.RequestFailed, session.Say(Says.LspRenameFiles));
        }

        var directory = Path.GetDirectoryName(file)!;
        yield return (file, Path.Combine(directory, name + RunbookFiles.Ending));
        var tests = RunbookLibrary.TestsOf(file);
        if (session.Workspace.Find(tests) is not null)
        {
            yield return (tests, RunbookLibrary.TestsOf(Path.Combine(directory, name + RunbookFiles.Ending)));
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Camel();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();
}
