using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Commands.Tools;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Cli.Reference;

/// <summary>A code, with all that its page says.</summary>
/// <param name="Message">Its words.</param>
/// <param name="Tool">Its words with the drop-in tools, where they differ; or null.</param>
internal sealed record CodeEntry(Message Message, Message? Tool)
{
    internal string Code => Message.Code;

    internal bool IsFinding => Code.StartsWith("RB", StringComparison.Ordinal);

    /// <summary>What the reference groups it by: <c>RB02</c>, <c>archive</c>.</summary>
    internal string Family => IsFinding ? Code[..4] : Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The activities that declare it, in order of name.</summary>
    internal IEnumerable<string> RaisedBy => ActivityCatalogue.All.Where(a => a.Errors.Any(e => e.Code == Code)).Select(static a => a.Name);

    /// <summary>Whether any step may fail with it.</summary>
    internal bool IsOfEveryStep => KnownCodes.OfEveryStep.Contains(Code);

    internal bool IsRetryable => ActivityCatalogue.All.Any(a => a.Errors.Any(e => e.Code == Code && e.Retryable));
}

/// <summary>Every code that the program can show.</summary>
internal static class CodeCatalogue
{
    private static readonly Dictionary<string, Message> ToolWords = ToolMessages.All.ToDictionary(static m => m.Code, StringComparer.Ordinal);

    // Families whose codes end a command before any step is carried out.
    private static readonly string[] OfCommands = ["activity", "code", "confirm", "demo", "journal", "new", "pack", "plan", "record", "report", "run", "runbook", "schema", "station", "usage"];

    // A run goes on with a teams file that has mistakes.
    private static readonly string[] OfTeamsFile = ["RB0119", "RB0120", "RB0121", "RB0122"];

    /// <summary>All of them, in ordinal order.</summary>
    internal static IReadOnlyList<CodeEntry> All { get; } =
    [
        .. Globals.Words.All.Select(static m => new CodeEntry(m, ToolWords.GetValueOrDefault(m.Code)))
            .Concat(ToolMessages.All.Where(static m => !Globals.Words.Knows(m.Code)).Select(static m => new CodeEntry(m, null)))
            .OrderBy(static e => e.Code, StringComparer.Ordinal),
    ];

    internal static CodeEntry? Find(string code) => All.FirstOrDefault(e => e.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a family is about.</summary>
    internal static string Title(string family, Locale language) => family switch
    {
        "RB00" => language.In("RB00: bajty i YAML", "RB00: bytes and YAML"),
        "RB01" => language.In("RB01: kształt", "RB01: shape"),
        "RB02" => language.In("RB02: odwołania", "RB02: references"),
        "RB03" => language.In("RB03: wyrażenia", "RB03: expressions"),
        "RB04" => language.In("RB04: drogi po niepowodzeniu", "RB04: routes after a failure"),
        "RB05" => language.In("RB05: ludzie", "RB05: people"),
        "RB06" => language.In("RB06: zaufanie", "RB06: trust"),
        "RB07" => language.In("RB07: testy scenariuszowe", "RB07: scenario tests"),
        _ => family,
    };

    /// <summary>The exit code that a command ends with because of it; empty where the code alone does not tell.</summary>
    internal static string Exit(CodeEntry entry, Locale language)
    {
        if (entry.IsFinding)
        {
            return OfTeamsFile.Contains(entry.Code) ? "`1` (`lint`)" : entry.Family == "RB07" ? "`2` (`test`)" : "`1` (`lint`), `2` (`run`, `show`)";
        }

        var ofSteps = entry.IsOfEveryStep || entry.RaisedBy.Any();
        return (entry.Family, ofSteps) switch
        {
            ("scenario", _) => "`1` (`test`)",
            ("input", _) => "`2`",
            ("test", _) => entry.Code == "test.coverage-low" ? "`1` (`test`)" : "`2` (`test`)",
            (_, true) => language.In("`1`, po eskalacji `3`", "`1`, when escalated `3`"),
            _ when OfCommands.Contains(entry.Family) => $"`{(Globals.ExitFor(entry.Code) == ExitCode.Bad ? 1 : 2)}`",
            _ => "",
        };
    }
}
