using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Oem.Notarization;

/// <summary>Forms of a notarisation report.</summary>
public enum NotaryForm
{
    /// <summary>Result of a submission.</summary>
    Submission,

    /// <summary>Log of a submission.</summary>
    Log,

    /// <summary>A command that is still to be run by hand.</summary>
    DryRun,

    /// <summary>What the tool printed: unusual in a file named <c>.json</c>.</summary>
    ToolText,
}

/// <summary>What a report says about a bundle.</summary>
public enum NotaryVerdict
{
    /// <summary>Accepted.</summary>
    Passed,

    /// <summary>Invalid or rejected.</summary>
    Rejected,

    /// <summary>Not yet decided.</summary>
    InProgress,

    /// <summary>Nothing was submitted.</summary>
    NotSubmitted,
}

/// <summary>One issue that a submission log lists.</summary>
/// <param name="Severity">Such as <c>error</c>.</param>
/// <param name="Path">File concerned.</param>
/// <param name="Message">Apple's words.</param>
/// <param name="DocUrl">Where to read more.</param>
/// <param name="Architecture">Such as <c>arm64</c>.</param>
/// <param name="Code">Code, as text.</param>
public sealed record NotaryIssue(string? Severity, string? Path, string? Message, string? DocUrl, string? Architecture, string? Code);

/// <summary>A notarisation report.</summary>
/// <param name="Form">Its form.</param>
/// <param name="Status">Status as written; null for a dry run.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Id">Id of the submission, or null.</param>
/// <param name="Message">Message or summary, or null.</param>
/// <param name="Archive">Name of the archive, or null.</param>
/// <param name="Sha256">Digest of the archive, or null.</param>
/// <param name="Issues">Issues, to be quoted when escalating.</param>
/// <param name="Command">Command of a dry run.</param>
/// <remarks>Source: formats.md, 13.</remarks>
public sealed record NotaryReport(
    NotaryForm Form,
    string? Status,
    NotaryVerdict Verdict,
    string? Id,
    string? Message,
    string? Archive,
    string? Sha256,
    IReadOnlyList<NotaryIssue> Issues,
    IReadOnlyList<string> Command
)
{
    /// <summary>Code that a runbook fails with; null when the verdict is a pass.</summary>
    public string? FailureCode =>
        Verdict switch
        {
            NotaryVerdict.Passed => null,
            NotaryVerdict.Rejected => Codes.NotaryRejected,
            NotaryVerdict.InProgress => Codes.NotaryInProgress,
            NotaryVerdict.NotSubmitted => Codes.NotaryDryRun,
        };

    /// <summary>Reads a report file.</summary>
    /// <exception cref="OemException">
    /// <see cref="Codes.NotaryMissing"/>, <see cref="Codes.NotaryMalformed"/>, <see cref="Codes.NotaryNoStatus"/>.
    /// </exception>
    public static NotaryReport Load(IDisk disk, string path) =>
        Parse(
            disk.ReadDocument(
                path,
                static path => Faults.NotaryMissing(path),
                static (path, error) => Faults.NotaryMalformed(path, "unreadable", error: error),
                limit: 16 << 20
            ),
            path
        );

    /// <summary>Reads a report from its bytes.</summary>
    /// <exception cref="OemException"><see cref="Codes.NotaryMalformed"/>, <see cref="Codes.NotaryNoStatus"/>.</exception>
    public static NotaryReport Parse(byte[] bytes, string path = "")
    {
        var text = OemDisk.Decode(bytes, path, static (path, reason) => Faults.NotaryMalformed(path, reason));
        if (SpecText.IsBlank(text))
        {
            throw new OemException(Faults.NotaryMalformed(path, "empty"));
        }

        // A text that begins like JSON is JSON: a damaged report must not pass as tool text.
        return text.AsSpan().TrimStart(" \t\r\n")[0] is '{' or '[' or '"' ? OfJson(bytes, path) : OfText(text, path);
    }

    private static NotaryReport OfJson(byte[] bytes, string path)
    {
        var json = OemJsonReader.ParseObject(
            bytes,
            path,
            static (path, reason, line, column) => Faults.NotaryMalformed(path, reason, line, column)
        );
        var archive = json.TextOf("archiveFilename");
        if (json.TextOf("mode") == "dry-run")
        {
            var command = (json["command"] as OemArray ?? new OemArray([])).Select(static a => TextForm.Of(a) ?? string.Empty);
            return new NotaryReport(NotaryForm.DryRun, null, NotaryVerdict.NotSubmitted, null, null, archive, null, [], [.. command]);
        }

        var status =
            json.TextOf("status") is { } found && !SpecText.IsBlank(found)
                ? SpecText.Trim(found)
                : throw new OemException(Faults.NotaryNoStatus(path));
        var isLog = json.Has("jobId");
        return new NotaryReport(
            isLog ? NotaryForm.Log : NotaryForm.Submission,
            status,
            VerdictOf(status, path),
            json.TextOf(isLog ? "jobId" : "id"),
            json.TextOf(isLog ? "statusSummary" : "message"),
            archive,
            json.TextOf("sha256"),
            [.. (json["issues"] as OemArray ?? new OemArray([])).OfType<OemObject>().Select(static i => IssueOf(i))],
            []
        );
    }

    private static NotaryReport OfText(string text, string path)
    {
        string? Last(string key) =>
            text.Split('\n')
                .Select(SpecText.Trim)
                .Where(l => l.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
                .Select(l => SpecText.Trim(l[(key.Length + 1)..]))
                .LastOrDefault();
        var status = Last("status");
        return string.IsNullOrEmpty(status)
            ? throw new OemException(Faults.NotaryNoStatus(path))
            : new NotaryReport(NotaryForm.ToolText, status, VerdictOf(status, path), Last("id"), Last("message"), null, null, [], []);
    }

    private static NotaryVerdict VerdictOf(string status, string path) =>
        status switch
        {
            "Accepted" => NotaryVerdict.Passed,
            "Invalid" or "Rejected" => NotaryVerdict.Rejected,
            "In Progress" => NotaryVerdict.InProgress,
            _ => throw new OemException(Faults.NotaryMalformed(path, "unknown-status", status: status)),
        };

    private static NotaryIssue IssueOf(OemObject issue) =>
        new(
            issue.TextOf("severity"),
            issue.TextOf("path"),
            issue.TextOf("message"),
            issue.TextOf("docUrl"),
            issue.TextOf("architecture"),
            issue["code"] is { } code and not OemNull ? TextForm.Of(code) : null
        );
}
