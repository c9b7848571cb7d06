using OemRunbooks.Foundation.Words;
using OemRunbooks.Testing.Editors;

namespace OemRunbooks.LanguageServer.Tests.Support;

/// <summary>An editor and the server that it speaks to over two pipes, as a real one does.</summary>
internal sealed class Editor : LspClient, IDisposable
{
    private const string Abilities = """
        {
          "textDocument": {
            "completion": {"completionItem": {"snippetSupport": true}},
            "codeAction": {"disabledSupport": true}
          },
          "workspace": {"codeLens": {"refreshSupport": true}, "workspaceEdit": {"resourceOperations": ["create", "rename"]}}
        }
        """;

    private readonly Served served;

    internal Editor(string root, string locale = "en", bool begin = true)
        : this(new Served((i, o) => new LanguageServer(new(Shipped.Product, Locale.Pl, root, Shipped.Open)).Run(i, o)), root)
    {
        if (begin)
        {
            Begin(root, locale, Abilities);
        }
    }

    private Editor(Served served, string root)
        : base(served.ToServer, served.FromServer) => (this.served, Root) = (served, root);

    internal string Root { get; }

    /// <summary>Says goodbye as the protocol wants it; gives the exit code.</summary>
    internal int End(bool shutdown = true)
    {
        if (shutdown)
        {
            Ask("shutdown", null);
        }

        Tell("exit", []);
        return served.ExitCode;
    }

    public void Dispose() => served.Dispose();
}
