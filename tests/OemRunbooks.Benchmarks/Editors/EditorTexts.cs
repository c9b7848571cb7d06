using System.Globalization;
using System.Text;

namespace OemRunbooks.Benchmarks.Editors;

/// <summary>The texts that the editor's benchmark works on: always the same ones.</summary>
internal static class EditorTexts
{
    // As dense as the language's reader takes (256 KiB, 20,000 events); of a longer text the rest are comments.
    private const int MostSteps = 680;
    private const int LinesOfStep = 7;

    internal const string Shared = """
        schemaVersion: "1.1"
        id: shared
        version: 1.0.0
        name: {pl: Wspólny, en: Shared}
        inputs:
          place: {type: string, description: {pl: Stanowisko, en: Station}}
        steps:
          - id: look
            name: {pl: Sprawdź, en: Look}
            action: run.command
            with: {program: /bin/true, arguments: ["${{ inputs.place }}"]}

        """;

    private const string Head = """
        inputs:
          place: {type: string, description: {pl: Stanowisko, en: Station}}
        vars:
          title: "at ${{ inputs.place }}"
        steps:
          - id: first
            name: {pl: Pierwszy, en: First}
            action: run.command
            with: {program: /bin/true, arguments: ["${{ vars.title }}"]}
          - id: call
            name: {pl: Wspólny, en: Shared}
            action: runbook.run
            with: {runbook: shared, inputs: {place: "${{ inputs.place }}"}}

        """;

    /// <summary>A runbook that calls the shared one.</summary>
    internal static string Caller(int number) => Begin("caller-" + Text(number), Head) + Step(1) + Step(2);

    /// <summary>A runbook of a number of lines.</summary>
    /// <param name="lines">How many.</param>
    /// <param name="isDense">Whether it holds only steps, be they more than the language's reader takes.</param>
    internal static string Document(int lines, bool isDense = false)
    {
        var text = new StringBuilder(Begin("document", Head));
        var used = Count(text.ToString());
        var steps = (lines - used) / LinesOfStep;
        steps = isDense ? steps : Math.Min(steps, MostSteps);
        var comments = lines - used - (steps * LinesOfStep);
        for (var i = 1; i <= steps; i++)
        {
            text.Append(Step(i));
            var upTo = (long)comments * i / steps;
            for (var c = (long)comments * (i - 1) / steps; c < upTo; c++)
            {
                text.Append("    #\n");
            }
        }

        return text.ToString();
    }

    private static string Begin(string id, string head) =>
        $"schemaVersion: \"1.1\"\nid: {id}\nversion: 1.0.0\nname: {{pl: Opis, en: Text}}\n{head}";

    // Each reads what the last one without a condition gave.
    private static string Step(int number)
    {
        var (id, before) = (Text(number), number - (IsConditional(number - 1) ? 2 : 1));
        var from = before < 1 ? "first" : "step-" + Text(before);
        return $"  - id: step-{id}\n"
            + $"    name: {{pl: Krok {id}, en: Step {id}}}\n"
            + "    action: run.command\n"
            + "    with:\n"
            + "      program: /bin/true\n"
            + $"      arguments: [\"${{{{ inputs.place }}}}\", \"${{{{ steps.{from}.outputs.exitCode }}}}\"]\n"
            + (IsConditional(number) ? "    when: vars.title != 'none'\n" : "    timeout: 10m\n");
    }

    private static bool IsConditional(int step) => step % 10 == 0;

    private static int Count(string text) => text.Count(static c => c == '\n');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
