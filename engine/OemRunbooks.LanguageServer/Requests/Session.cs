using System.Text;
using System.Text.Json.Nodes;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Checks.Walking;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Meaning;
using OemRunbooks.LanguageServer.Protocol;
using OemRunbooks.Station.Products;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>What a client works with from <c>initialize</c> to the end.</summary>
/// <param name="product">What the host brings along.</param>
/// <param name="workspace">The files.</param>
/// <param name="language">The language of whoever sits at the editor.</param>
/// <param name="abilities">What the client can show.</param>
/// <param name="warn">Shows somebody at the editor what can't be shown in a text.</param>
internal sealed class Session(Product product, Workspace workspace, Locale language, JsonNode? abilities, Action<Failure> warn)
{
    private const string Marker = "cursor__here";

    /// <summary>What the host brings along.</summary>
    internal Product Product { get; } = product;

    /// <summary>The files.</summary>
    internal Workspace Workspace { get; } = workspace;

    /// <summary>The language of whoever sits at the editor.</summary>
    internal Locale Language { get; } = language;

    /// <summary>Names across files.</summary>
    internal NameIndex Names { get; } = new(workspace);

    /// <summary>What lint says.</summary>
    internal Linter Linter { get; } = new(workspace);

    /// <summary>What tests and runs tell.</summary>
    internal Knowledge Knowledge { get; } = new(workspace);

    /// <summary>What digests of the field tell.</summary>
    internal FieldKnowledge Field { get; } = new(workspace.Root, warn);

    /// <summary>Whether the client shows texts with places to be filled in.</summary>
    internal bool HasSnippets { get; } = abilities.FlagAt("textDocument", "completion", "completionItem", "snippetSupport");

    /// <summary>Whether the client can rename files as part of a change.</summary>
    internal bool RenamesFiles { get; } = abilities.TextsAt("workspace", "workspaceEdit", "resourceOperations").Contains("rename");

    /// <summary>Whether the client can make files as part of a change.</summary>
    internal bool CreatesFiles { get; } = abilities.TextsAt("workspace", "workspaceEdit", "resourceOperations").Contains("create");

    /// <summary>Whether the client asks again for what stands above lines, when it is told to.</summary>
    internal bool RefreshesLenses { get; } = abilities.FlagAt("workspace", "codeLens", "refreshSupport");

    /// <summary>Whether the client shows why something can't be done.</summary>
    internal bool ShowsDisabled { get; } = abilities.FlagAt("textDocument", "codeAction", "disabledSupport");

    /// <summary>Words in the client's language.</summary>
    internal string Say(Sentence words) => words.In(Language);

    /// <summary>An activity of the program or of the library; null when there is none of that name.</summary>
    internal ActivityInfo? Activity(string name) => Activities.GetValueOrDefault(name);

    /// <summary>Every activity that a step may name.</summary>
    internal IReadOnlyDictionary<string, ActivityInfo> Activities =>
        Workspace
            .Work.Library.Loader.Activities.Values.Concat(Workspace.Work.Library.MadeActivities)
            .ToDictionary(static a => a.Name, StringComparer.Ordinal);

    /// <summary>What an expression can read at a cursor; null when that can't be told now.</summary>
    internal ReadableNames? Readable(Document document, ExpressionCursor cursor)
    {
        var loader = Workspace.Work.Library.LoaderNear(document.Path);
        var text = document.Source.Text;

        // What follows changes nothing about what can be read here; so it may be broken.
        var end = document.Source.EndOf(document.Source.LineOf(cursor.Expression.End));
        return cursor
            .With(text, Marker)
            .Append(cursor.With(text[..end], Marker).Last())
            .Select(t => loader.Readable(document.Path, Encoding.UTF8.GetBytes(t), Marker))
            .FirstOrDefault(static r => r is not null);
    }

    /// <summary>The file that a request is about.</summary>
    /// <exception cref="RpcException">It is not there.</exception>
    internal Document Document(JsonNode? parameters) =>
        Workspace.At(parameters.TextAt("textDocument", "uri"))
        ?? throw new RpcException(ErrorNumber.InvalidParams, Say(Says.LspNoSuchFile(parameters.TextAt("textDocument", "uri") ?? "")));

    /// <summary>The file and the cursor that a request is about.</summary>
    /// <exception cref="RpcException">It is not there.</exception>
    internal (Document Document, int Offset) Cursor(JsonNode? parameters)
    {
        var document = Document(parameters);
        return parameters.PositionAt("position") is { } position
            ? (document, document.Source.OffsetOf(position))
            : throw new RpcException(ErrorNumber.InvalidParams, Say(Says.LspNoPosition));
    }
}
