using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;

namespace OemRunbooks.LanguageServer.Names;

/// <summary>What a file holds.</summary>
internal enum DocumentKind
{
    /// <summary>A runbook.</summary>
    Runbook,

    /// <summary>Scenario tests.</summary>
    Tests,

    /// <summary>The teams.</summary>
    Teams,

    /// <summary>An activity made of YAML.</summary>
    Activity,
}

/// <summary>Tells what files hold by their names.</summary>
internal static class DocumentKinds
{
    private const string TestEnding = ".test.yaml";

    /// <summary>The directory in a library whose files are activities.</summary>
    internal const string ActivityDirectory = "activities";

    /// <summary>What a file holds.</summary>
    internal static DocumentKind Of(string path)
    {
        if (Path.GetFileName(path) == TeamsFile.FileName)
        {
            return DocumentKind.Teams;
        }

        if (RunbookFiles.IsTests(path))
        {
            return DocumentKind.Tests;
        }

        var directory = Path.GetFileName(Path.GetDirectoryName(path));
        return directory == ActivityDirectory ? DocumentKind.Activity : DocumentKind.Runbook;
    }

    /// <summary>The runbook that a file of tests is about.</summary>
    internal static string TestedBy(string tests) =>
        tests.EndsWith(TestEnding, StringComparison.Ordinal) ? tests[..^TestEnding.Length] + RunbookFiles.Ending : tests;
}
