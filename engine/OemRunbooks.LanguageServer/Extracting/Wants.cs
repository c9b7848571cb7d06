using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;
using OemRunbooks.LanguageServer.Documents;
using OemRunbooks.LanguageServer.Syntax;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Workshop.Scenarios;

namespace OemRunbooks.LanguageServer.Extracting;

/// <summary>Steps can't be made an activity safely.</summary>
/// <param name="reason">Why.</param>
internal sealed class UnsafeException(Sentence reason) : Exception(reason.In(Locale.En))
{
    /// <summary>Why.</summary>
    internal Sentence Reason { get; } = reason;
}

/// <summary>What extracting steps works with.</summary>
/// <param name="Workspace">The files.</param>
/// <param name="Activity">Gives an activity by its name; null when there is none.</param>
/// <param name="SortOf">What kind of value a name gives in a text; null when that can't be told.</param>
/// <param name="Callers">Gives the runbooks that call one, directly or through others.</param>
/// <param name="Messages">The words of findings.</param>
internal sealed record Wants(
    Workspace Workspace,
    Func<string, ActivityInfo?> Activity,
    Func<Document, DottedName, string?> SortOf,
    Func<Document, IEnumerable<Document>> Callers,
    Messages Messages
)
{
    /// <summary>Reads the runbook and what it calls.</summary>
    internal RunbookLoader LoaderOf(Document document) => Workspace.Work.Library.LoaderNear(document.Path);

    /// <summary>The runbook as it is; null while it has errors.</summary>
    internal Runbook? Read(Document document) => LoaderOf(document).Load(document.Path, document.Bytes).Runbook;

    /// <summary>The tests beside a runbook; null when there are none.</summary>
    internal Document? TestsOf(Document document) => Workspace.Find(RunbookLibrary.TestsOf(document.Path));

    /// <summary>What comes of tests.</summary>
    internal static TestedFile Run(RunbookLoader loader, string runbook, byte[] definition, string tests, byte[] scenarios) =>
        TestedFile
            .RunAsync(new TestTarget(runbook, tests, () => loader.Load(runbook, definition), () => scenarios))
            .GetAwaiter()
            .GetResult();
}
