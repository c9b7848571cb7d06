using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Notarization;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Notarization;

public sealed class Verdicts
{
    [Theory]
    [InlineData("{\"id\":\"1\",\"status\":\"Accepted\",\"message\":\"ok\"}", NotaryForm.Submission, NotaryVerdict.Passed, null)]
    [InlineData(
        "{\"id\":\"1\",\"status\":\"Invalid\",\"message\":\"no\"}",
        NotaryForm.Submission,
        NotaryVerdict.Rejected,
        Codes.NotaryRejected
    )]
    [InlineData("{\"id\":\"1\",\"status\":\"Rejected\"}", NotaryForm.Submission, NotaryVerdict.Rejected, Codes.NotaryRejected)]
    [InlineData("{\"id\":\"1\",\"status\":\"In Progress\"}", NotaryForm.Submission, NotaryVerdict.InProgress, Codes.NotaryInProgress)]
    [InlineData(
        "{\"jobId\":\"1\",\"status\":\"Accepted\",\"statusSummary\":\"s\",\"issues\":null}",
        NotaryForm.Log,
        NotaryVerdict.Passed,
        null
    )]
    [InlineData(
        "{\"bundle\":\"core-oem\",\"command\":[\"xcrun\",\"notarytool\"],\"mode\":\"dry-run\"}",
        NotaryForm.DryRun,
        NotaryVerdict.NotSubmitted,
        Codes.NotaryDryRun
    )]
    [InlineData(
        "Conducting checks\n  id: 7\n  status: In Progress\r\n  status: Accepted\r\n",
        NotaryForm.ToolText,
        NotaryVerdict.Passed,
        null
    )]
    public void Each_form_has_a_verdict(string text, NotaryForm form, NotaryVerdict verdict, string? code)
    {
        var report = Parse(text);
        Assert.Equal((form, verdict, code), (report.Form, report.Verdict, report.FailureCode));
    }

    [Fact]
    public void Issues_of_a_log_can_be_quoted()
    {
        var issue = Parse(
            "{\"jobId\":\"1\",\"status\":\"Invalid\",\"issues\":[{\"severity\":\"error\",\"code\":null,\"path\":\"a.app\","
                + "\"message\":\"not "
                + "signed\",\"architecture\":\"arm64\"}]}"
        )
            .Issues.Single();
        Assert.Equal(
            ("error", "a.app", "not signed", "arm64", null),
            (issue.Severity, issue.Path, issue.Message, issue.Architecture, issue.Code)
        );
    }

    [Theory]
    [InlineData("", Codes.NotaryMalformed)]
    [InlineData(" \n", Codes.NotaryMalformed)]
    [InlineData("{\"status\":\"Accepted\"", Codes.NotaryMalformed)]
    [InlineData("{ status: Accepted", Codes.NotaryMalformed)]
    [InlineData("[]", Codes.NotaryMalformed)]
    [InlineData("{\"status\":\"accepted-ish\"}", Codes.NotaryMalformed)]
    [InlineData("{}", Codes.NotaryNoStatus)]
    [InlineData("{\"status\":5}", Codes.NotaryNoStatus)]
    [InlineData("hello", Codes.NotaryNoStatus)]
    [InlineData("status:\n", Codes.NotaryNoStatus)]
    public void A_report_that_says_nothing_clear_is_a_failure(string text, string code) => Refused.With(code, () => Parse(text));

    [Fact]
    public void An_absent_report_is_a_failure() =>
        Refused.With(Codes.NotaryMissing, () => NotaryReport.Load(Disk.All, "/nowhere/report.json"));

    private static NotaryReport Parse(string text) => NotaryReport.Parse(Encoding.UTF8.GetBytes(text));
}
