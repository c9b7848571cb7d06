using System.Collections.Immutable;
using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>What a finding means, and why it is refused, with an example of each side.</summary>
/// <param name="Code">The code.</param>
/// <param name="Why">Why it is refused.</param>
/// <param name="Kind">What the examples are: a <c>runbook</c>, <c>whole</c> one, <c>tests</c>, <c>teams</c> …</param>
/// <param name="Beside">The file that lies beside it, where the finding needs one; or null.</param>
/// <param name="Wrong">An example that gives this finding and no other.</param>
/// <param name="Right">The same, mended.</param>
public sealed record FindingPage(string Code, LocalizedText Why, string Kind, string? Beside, string Wrong, string Right);

/// <summary>The pages of findings, read from the program itself; <c>docs/…/reference/codes/</c> is made from them.</summary>
public static class FindingPages
{
    private static readonly string[] Kinds = ["runbook", "whole", "tests", "teams", "unattended", "orphan"];
    private static readonly string[] Parts = ["pl", "en", "wrong", "right", "beside", .. Kinds];

    /// <summary>All pages by code.</summary>
    public static ImmutableSortedDictionary<string, FindingPage> All { get; } = Read();

    /// <summary>The page as Markdown.</summary>
    public static string Markdown(CodeEntry entry, Locale language)
    {
        var page = All[entry.Code];
        var text = new StringBuilder();
        text.Append($"<!-- {Says.WordGenerated.In(language)}: runbook explain {entry.Code} --format md --lang {language.Code()} -->\n");
        text.Append($"# {entry.Code}: {Wording.Cell(entry.Message.Words.General(language))}\n\n");
        text.Append($"{page.Why.In(language)}\n\n");
        if (entry.Message.Hint is { } hint)
        {
            text.Append($"{Says.Next.In(language)}: {Wording.Cell(hint.General(language))}.\n\n");
        }

        if (page.Beside is { } beside)
        {
            text.Append($"## {Beside(page, language)}\n\n{Block(beside)}\n");
        }

        text.Append($"## {Says.WordWrong.In(language)}\n\n{Block(page.Wrong)}\n");
        text.Append($"## {Says.WordRight.In(language)}\n\n{Block(page.Right)}\n");
        return text.Append($"[{Says.FindingPagesAllCodes.In(language)}](../codes.md)\n").ToString();
    }

    /// <summary>What stands beside the example.</summary>
    public static string Beside(FindingPage page, Locale language) =>
        page.Kind == "tests" ? Says.FindingPagesRunbookTheseTests.In(language) : Says.FindingPagesFileBeside.In(language);

    private static string Block(string yaml) => $"```yaml\n{yaml}\n```\n";

    private static ImmutableSortedDictionary<string, FindingPage> Read()
    {
        using var stream = typeof(FindingPages).Assembly.GetManifestResourceStream("reference/findings.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader
            .ReadToEnd()
            .ReplaceLineEndings("\n")
            .Split("\n=== ")
            .Skip(1)
            .Select(Page)
            .ToImmutableSortedDictionary(static p => p.Code, static p => p, StringComparer.Ordinal);
    }

    private static FindingPage Page(string section)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        string? part = null;
        var lines = section.Split('\n');
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("--- ", StringComparison.Ordinal) && Parts.Contains(line[4..]))
            {
                part = line[4..];
                parts[part] = "";
            }
            else if (part is not null)
            {
                parts[part] += line + "\n";
            }
        }

        var kind = Kinds.FirstOrDefault(k => k != "runbook" && parts.ContainsKey(k)) ?? "runbook";
        var beside = parts.GetValueOrDefault("runbook") ?? parts.GetValueOrDefault("beside") ?? (kind == "tests" ? Tested : null);
        return new(
            lines[0],
            new(parts["pl"].Trim(), parts["en"].Trim()),
            kind,
            beside?.Trim('\n'),
            parts["wrong"].Trim('\n'),
            parts["right"].Trim('\n')
        );
    }

    /// <summary>The runbook of those examples of tests that do not bring their own.</summary>
    private const string Tested = """
        inputs:
          days: {type: integer, default: 7}
        steps:
          - {id: backup, action: backup.file, with: {source: etc/core.conf, target: etc/core.conf.old}}
          - {id: check, action: verify.fingerprint, timeout: 1m, with: {key: "env:OEM_BUNDLE_HMAC_KEY"}}
          - {id: ask, action: person.confirm, when: inputs.days > 30, with: {prompt: {pl: Stare?, en: Old?}}}
          - {id: last, steps: [{id: look, action: verify.logs}]}
        escalations:
          - {on: [fingerprint.*], team: hardware}
          - {on: [io.failed], team: l3}
        outputs: {copy: "${{ steps.backup.outputs.path }}"}
        """;
}
