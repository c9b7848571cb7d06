using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Products;
using OemRunbooks.Station.Runs;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>A code, with all that its page says.</summary>
/// <param name="Message">Its words.</param>
public sealed record CodeEntry(Message Message)
{
    /// <summary>The code itself.</summary>
    public string Code => Message.Code;

    /// <summary>Why a finding is refused, with examples; null for what is no finding.</summary>
    public Explanation? Explanation { get; } = FindingPages.Complete(Message.Explanation);

    /// <summary>Whether a check of a file finds it.</summary>
    public bool IsFinding => Code.StartsWith("RB", StringComparison.Ordinal);

    /// <summary>What the reference groups it by: <c>RB02</c>, <c>archive</c>.</summary>
    public string Family => IsFinding ? Code[..4] : Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The activities that declare it, in order of name.</summary>
    public IReadOnlyList<string> RaisedBy { get; init; } = [];

    /// <summary>Whether any step may fail with it.</summary>
    public bool IsOfEveryStep => ErrorCode.OfEveryStep.Contains(Code);

    /// <summary>Whether another attempt may help without anybody doing anything.</summary>
    public bool IsRetryable { get; init; }
}

/// <summary>Every code that the program can show.</summary>
public sealed class CodeCatalogue
{
    // Families whose codes end a command before any step is carried out.
    private static readonly string[] OfCommands =
    [
        "activity",
        "code",
        "confirm",
        "demo",
        "journal",
        "new",
        "pack",
        "plan",
        "record",
        "report",
        "run",
        "runbook",
        "schema",
        "station",
        "usage",
    ];

    // A run goes on with a teams file that has mistakes.
    private static readonly string[] OfTeamsFile = [Codes.RB0119, Codes.RB0120, Codes.RB0121, Codes.RB0122];

    private readonly SortedDictionary<string, CodeEntry> entries = new(StringComparer.Ordinal);

    /// <summary>Gathers a product's codes.</summary>
    public CodeCatalogue(Product product)
    {
        var raised = product
            .Descriptors.SelectMany(static a => a.Errors.Select(e => (a.Name, e.Code, e.Retryable)))
            .ToLookup(static r => r.Code);
        foreach (var message in product.Messages.All)
        {
            entries[message.Code] = new(message)
            {
                RaisedBy = [.. raised[message.Code].Select(static r => r.Name).Distinct()],
                IsRetryable = raised[message.Code].Any(static r => r.Retryable),
            };
        }
    }

    /// <summary>All of them, in ordinal order.</summary>
    public IReadOnlyCollection<CodeEntry> All => entries.Values;

    /// <summary>The entry of a code, however it is written; null when there is none.</summary>
    public CodeEntry? Find(string code) =>
        entries.GetValueOrDefault(code) ?? entries.Values.FirstOrDefault(e => e.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a family is about.</summary>
    public static string Title(string family, Locale language) =>
        family switch
        {
            "RB00" => Says.CodeCatalogueRbBytesYaml.In(language),
            "RB01" => Says.CodeCatalogueRbShape.In(language),
            "RB02" => Says.CodeCatalogueRbReferences.In(language),
            "RB03" => Says.CodeCatalogueRbExpressions.In(language),
            "RB04" => Says.CodeCatalogueRbRoutesAfterFailure.In(language),
            "RB05" => Says.CodeCatalogueRbPeople.In(language),
            "RB06" => Says.CodeCatalogueRbTrust.In(language),
            "RB07" => Says.CodeCatalogueRbScenarioTests.In(language),
            _ => family,
        };

    /// <summary>The exit code that a command ends with because of it; empty where the code alone does not tell.</summary>
    public static string Exit(CodeEntry entry, Locale language)
    {
        if (entry.IsFinding)
        {
            return OfTeamsFile.Contains(entry.Code) ? "`1` (`lint`)"
                : entry.Family == "RB07" ? "`2` (`test`)"
                : "`1` (`lint`), `2` (`run`, `show`)";
        }

        var ofSteps = entry.IsOfEveryStep || entry.RaisedBy.Count > 0;
        return (entry.Family, ofSteps) switch
        {
            ("scenario", _) => "`1` (`test`)",
            ("input", _) => "`2`",
            ("test", _) => entry.Code == Codes.TestCoverageLow ? "`1` (`test`)" : "`2` (`test`)",
            (_, true) => Says.CodeCatalogueWhenEscalated.In(language),
            _ when OfCommands.Contains(entry.Family) => $"`{(ExitCode.For(entry.Code) == ExitCode.Bad ? 1 : 2)}`",
            _ => "",
        };
    }
}
