using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Cli.Commands.Tools;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Vocabulary;
using OemRunbooks.Station.Runs;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Words and numbers that scripts, files and people's habits depend on. Source: style.md, 3.12.</summary>
public sealed class WordSurfaces
{
    [Theory]
    [InlineData(Locale.Pl)]
    [InlineData(Locale.En)]
    public void The_help_of_the_program_and_of_every_verb_is_approved(Locale language)
    {
        var paths = RootBuilder.Verbs.Select(static v => v.Path).Prepend("");
        Approved.Same(
            $"help.{(language == Locale.Pl ? "pl" : "en")}",
            paths.Select(p => $"$ runbook {p}{(p.Length > 0 ? " " : "")}--help\n{Tree.Help(p, language)}")
        );
    }

    [Fact]
    public void Every_verb_says_for_whom_it_is_and_what_its_codes_mean()
    {
        Assert.Equal(
            Tree.Paths(RootBuilder.Build(Locale.En)).Order(StringComparer.Ordinal),
            RootBuilder.Verbs.Select(static v => v.Path).Order(StringComparer.Ordinal)
        );
        Assert.Empty(
            RootBuilder
                .Verbs.Where(static v =>
                    v.Exits.Any(static e => e.Code is ExitCode.Good or ExitCode.WrongUse)
                    || v.Exits.Length != v.Exits.DistinctBy(static e => e.Code).Count()
                )
                .Select(static v => v.Path)
        );
    }

    [Fact]
    public void Exit_codes_are_approved()
    {
        var numbers = typeof(ExitCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(static f => f.IsLiteral)
            .Select(static f => $"{f.GetRawConstantValue(), 3}  {f.Name}");
        var codes = Globals.Codes.All.Select(static e => e.Code).Order(StringComparer.Ordinal).ToList();
        Approved.Same(
            "exit-codes",
            [
                .. numbers,
                "",
                "# verbs, beside 0 and 2",
                .. RootBuilder
                    .Verbs.Where(static v => v.Exits.Length > 0)
                    .Select(static v =>
                        $"{v.Path}: {string.Join(", ", v.Exits.Select(static e => e.Code.ToString(CultureInfo.InvariantCulture)))}"
                    ),
                "",
                "# codes that end a command with 1",
                .. codes.Where(static c => ExitCode.For(c) == ExitCode.Bad),
                "",
                "# codes that end a tool with 2",
                .. codes.Where(static c => ToolExit.Of(c) == ExitCode.WrongUse),
            ]
        );
    }

    [Fact]
    public void Types_of_entries_and_their_fields_are_approved()
    {
        var schema = JsonNode.Parse(Repository.Read("schemas/journal.schema.json"))!;
        Assert.Empty(EntryTypes.All.Except(schema["$defs"]!.AsObject().Select(static d => d.Key)));
        Approved.Same("entries", SchemaFields.Of(schema));
    }

    [Fact]
    public void Fields_of_a_report_are_approved() =>
        Approved.Same("report", SchemaFields.Of(JsonNode.Parse(Repository.Read("schemas/report.schema.json"))!));

    [Fact]
    public void Keys_of_the_language_are_approved() =>
        Approved.Same(
            "language-keys",
            [.. Keys("runbook", Vocabulary.Runbook), "", .. Keys("teams", Vocabulary.Teams), "", .. Keys("tests", Vocabulary.Tests)]
        );

    private static IEnumerable<string> Keys(string file, IReadOnlyList<KeyTable> tables) =>
        tables.SelectMany(static t => t.Keys.Select(k => $"{t.Name}.{k.Name}: {Kind(k)}")).Prepend($"# {file}");

    private static string Kind(Key key)
    {
        ImmutableArray<string?> parts =
        [
            key.Kind.ToString(),
            key.Of is { } of ? $"of {of}" : null,
            key.Words.IsEmpty ? null : $"({string.Join('|', key.Words)})",
            key.Min is { } min ? $"{min}–{key.Max}" : null,
            key.OrNull ? "or null" : null,
            key.Required ? "required" : null,
            key.Default is { } value ? $"= {value}" : null,
        ];
        return string.Join(' ', parts.Where(static p => p is not null));
    }
}
