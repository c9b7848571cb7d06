using System.Text;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workshop.Reference;

/// <summary>The pages of findings, made of what their words files explain; <c>docs/…/reference/codes/</c> holds them.</summary>
public static class FindingPages
{
    /// <summary>The page of a finding as Markdown; only findings have an explanation, and with it a page.</summary>
    public static string Markdown(CodeEntry entry, Locale language)
    {
        var text = new StringBuilder();
        text.Append($"<!-- {Says.WordGenerated.In(language)}: runbook explain {entry.Code} --format md --lang {language.Code()} -->\n");
        text.Append($"# {entry.Code}: {Wording.Cell(entry.Message.Words.General(language))}\n\n");
        text.Append($"{entry.Explanation!.Why.In(language)}\n\n");
        if (entry.Message.Hint is { } hint)
        {
            text.Append($"{Says.Next.In(language)}: {Wording.Cell(hint.General(language))}.\n\n");
        }

        if (entry.Explanation.Beside is { } beside)
        {
            text.Append($"## {Beside(entry.Explanation, language)}\n\n{Block(beside)}\n");
        }

        text.Append($"## {Says.WordWrong.In(language)}\n\n{Block(entry.Explanation.Wrong)}\n");
        text.Append($"## {Says.WordRight.In(language)}\n\n{Block(entry.Explanation.Right)}\n");
        return text.Append($"[{Says.FindingPagesAllCodes.In(language)}](../codes.md)\n").ToString();
    }

    /// <summary>What stands beside the example.</summary>
    public static string Beside(Explanation explanation, Locale language) =>
        explanation.Kind == ExampleKind.Tests ? Says.FindingPagesRunbookTheseTests.In(language) : Says.FindingPagesFileBeside.In(language);

    /// <summary>The explanation with the file beside its examples, where they need one.</summary>
    internal static Explanation? Complete(Explanation? explanation) =>
        explanation is { Kind: ExampleKind.Tests, Beside: null } ? explanation with { Beside = Tested } : explanation;

    private static string Block(string yaml) => $"```yaml\n{yaml}\n```\n";

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
