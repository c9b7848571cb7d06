using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OemRunbooks.Words.Generator;

/// <summary>Makes typed factories and tables of the words files that a project sees: its own, and those of the projects below it.</summary>
/// <remarks>
/// Factories are internal and made anew in each project, so that <c>Faults.DiskFull(…)</c> reads the same everywhere and no project's
/// public surface grows;
/// the table of messages holds only the project's own. Source: ADR 0010.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class WordsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context
            .AdditionalTextsProvider.Where(static f => f.Path.EndsWith(".words", StringComparison.Ordinal))
            .Select(static (f, cancellation) => (f.Path, Text: f.GetText(cancellation)?.ToString() ?? ""))
            .Collect();
        var project = context.AnalyzerConfigOptionsProvider.Select(
            static (options, _) =>
                (
                    Directory: options.GlobalOptions.TryGetValue("build_property.projectdir", out var directory) ? directory : "",
                    Namespace: options.GlobalOptions.TryGetValue("build_property.rootnamespace", out var name) ? name : "Words"
                )
        );
        context.RegisterSourceOutput(
            files.Combine(project),
            static (output, input) => Generate(output, input.Left, input.Right.Directory, input.Right.Namespace)
        );
    }

    private static void Generate(
        SourceProductionContext output,
        IEnumerable<(string Path, string Text)> files,
        string directory,
        string name
    )
    {
        var parsed = files
            .OrderBy(f => IsOwn(f.Path, directory))
            .ThenBy(static f => f.Path, StringComparer.Ordinal)
            .Select(static f => (File: f.Path, Read: WordsParser.Parse(f.Path, f.Text)))
            .ToList();
        var entries = parsed.SelectMany(static p => p.Read.Entries).ToList();
        var problems = parsed.SelectMany(static p => p.Read.Problems).Concat(Rules.Check(entries)).ToList();
        foreach (var problem in problems)
        {
            var line = new LinePosition(problem.Number - 1, 0);
            output.ReportDiagnostic(
                Diagnostic.Create(
                    Problems.Descriptor(problem.Id),
                    Location.Create(problem.File, default, new LinePositionSpan(line, line)),
                    problem.Text
                )
            );
        }

        // What is wrong is told once, by the words file; what can be made is made, so that no cascade hides it.
        var sound = entries
            .Where(static e => e is { Pl: not null, En: not null } or { Kind: EntryKind.Fields })
            .GroupBy(static e => e.Identity)
            .Select(static g => g.First())
            .ToList();
        var own = sound.Where(e => IsOwn(e.File, directory)).ToList();
        output.AddSource("Codes.g.cs", SourceText.From(Factories.Codes(name, sound), System.Text.Encoding.UTF8));
        output.AddSource("Faults.g.cs", SourceText.From(Factories.Faults(name, sound), System.Text.Encoding.UTF8));
        output.AddSource("Says.g.cs", SourceText.From(Factories.Says(name, sound), System.Text.Encoding.UTF8));
        if (own.Exists(static e => e.Kind is EntryKind.Activity or EntryKind.Fields))
        {
            output.AddSource("Activities.g.cs", SourceText.From(ActivityPart.Made(name, own), System.Text.Encoding.UTF8));
        }

        output.AddSource(
            "Words.g.cs",
            SourceText.From(
                Tables.Messages(name, own, Rules.Hints(entries), Below(parsed.Select(static p => p.File), directory)),
                System.Text.Encoding.UTF8
            )
        );
    }

    // Projects are named as their directories, and only they have a dot in their names: engine/OemRunbooks.Journal/Words/seals.words is of
    // OemRunbooks.Journal.
    private static IEnumerable<string> Below(IEnumerable<string> files, string directory) =>
        files.Where(f => !IsOwn(f, directory)).Select(static f => Project(Path.GetDirectoryName(f))).Distinct();

    private static string Project(string directory)
    {
        var name = Path.GetFileName(directory);
        return name.Length == 0 || name.IndexOf('.') > 0 ? name : Project(Path.GetDirectoryName(directory));
    }

    private static bool IsOwn(string path, string directory)
    {
        var (file, own) = (path.Replace('\\', '/'), directory.Replace('\\', '/'));
        return file.StartsWith(own, StringComparison.Ordinal) && !file.Contains("/../");
    }
}
