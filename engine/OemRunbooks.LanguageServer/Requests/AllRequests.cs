namespace OemRunbooks.LanguageServer.Requests;

/// <summary>Every request that can be made.</summary>
internal static class AllRequests
{
    internal static IReadOnlyList<Request> All { get; } =
    [
        new CodeActions(),
        new CodeLenses(),
        new Completion(),
        new Definition(),
        new DocumentLinks(),
        new DocumentSymbols(),
        new ExecuteCommand(),
        new FoldingRanges(),
        new Formatting(),
        new Highlights(),
        new Hover(),
        new InlayHints(),
        new PrepareRename(),
        new References(),
        new Rename(),
        new SemanticTokens(),
        new SignatureHelp(),
        new WorkspaceSymbols(),
    ];
}
