using OemRunbooks.Foundation.Words;
using OemRunbooks.Reports.Tests.Fixtures;
using Snapshooter.Xunit;
using Xunit;

namespace OemRunbooks.Reports.Tests;

/// <summary>What readers get, byte for byte.</summary>
public sealed class Snapshots
{
    internal static readonly string[] Known = ["successful", "rolled-back-and-escalated", "interrupted-and-resumed", "waiting", "hostile"];

    public static TheoryData<string> Names => [.. Known];

    [Theory]
    [MemberData(nameof(Names))]
    public void Markdown_reads_the_same_in_both_languages(string name)
    {
        var report = Run(name).Report();
        Snapshot.Match(ReportRenderer.Markdown(report, Locale.Pl), $"{name}.pl.md");
        Snapshot.Match(ReportRenderer.Markdown(report, Locale.En), $"{name}.en.md");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Html_reads_the_same_in_both_languages(string name)
    {
        var report = Run(name).Report();
        Snapshot.Match(ReportRenderer.Html(report, Locale.Pl), $"{name}.pl.html");
        Snapshot.Match(ReportRenderer.Html(report, Locale.En), $"{name}.en.html");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_is_one_document_for_both_languages(string name) =>
        Snapshot.Match(ReportRenderer.Json(Run(name).Report()), $"{name}.json");

    internal static JournalBuilder Run(string name) =>
        name switch
        {
            "successful" => Runs.Successful,
            "rolled-back-and-escalated" => Runs.RolledBackAndEscalated,
            "interrupted-and-resumed" => Runs.InterruptedAndResumed,
            "waiting" => Runs.Waiting,
            "hostile" => Runs.Hostile,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
}
