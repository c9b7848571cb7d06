using OemRunbooks.Cli.Verbs;
using OemRunbooks.Station.Workshop.Schemas;
using Xunit;

namespace OemRunbooks.House.Schemas;

/// <summary>The schemas are as the code makes them, and say what the loader says. Source: language.md.</summary>
public sealed class CommittedSchemas
{
    public static TheoryData<string> Paths => [.. new SchemaFiles(Globals.Product, ShippedActivities.All).All().Select(static f => f.Path)];

    public static TheoryData<string> Shipped =>
        [.. Repository.Files("runbooks").Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_schema_is_as_its_command_writes_it(string path)
    {
        var made = new SchemaFiles(Globals.Product, ShippedActivities.All).All().First(f => f.Path == path).Text;
        var file = Path.Combine(Repository.Root, "schemas", path);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, made);
        }

        Assert.True(
            File.Exists(file) && made == File.ReadAllText(file),
            $"schemas/{path} is behind the code: UPDATE=1 dotnet test tests/OemRunbooks.House"
        );
    }

    [Fact]
    public void No_schema_is_left_of_what_is_gone() =>
        Assert.Equal(
            new SchemaFiles(Globals.Product, ShippedActivities.All)
                .All()
                .Select(static f => "schemas/" + f.Path)
                .Order(StringComparer.Ordinal),
            Repository.Files("schemas").Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Shipped))]
    public void An_outside_validator_accepts_what_is_shipped(string file) =>
        Assert.Empty(Validation.Problems(Validation.Schema(SchemaOf(file)), Validation.Yaml(Repository.Read(file))));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_file_tells_the_editor_its_schema(string file) =>
        Assert.StartsWith(
            $"# yaml-language-server: $schema={string.Concat(Enumerable.Repeat("../", file.Count(static c => c == '/')))}"
                + $"schemas/{SchemaOf(file)}.schema.json\n",
            Repository.Read(file),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("steps: [{id: a, action: backup.file, with: {source: a, target: b}}]", true)]
    [InlineData("steps: [{id: a, action: backup.file, with: {source: \"${{ inputs.x }}\", target: b}, timeout: 5m}]", true)]
    [InlineData("steps: [{id: a, action: backup.file, with: {sourse: a, target: b}}]", false)]
    [InlineData("steps: [{id: a, action: backup.file, with: {source: a}}]", false)]
    [InlineData("steps: [{id: a, action: backup.file}]", false)]
    [InlineData("steps: [{id: a, action: backup.fille, with: {source: a, target: b}}]", false)]
    [InlineData("steps: [{id: a, action: person.confirm, with: {prompt: {pl: Tak?, en: Yes?}, allowYes: maybe}}]", false)]
    [InlineData("steps: [{id: a, action: person.confirm, with: {prompt: {pl: Tak?}}}]", false)]
    [InlineData("steps: [{id: a, action: person.confirm, with: {prompt: Tak?}, timeout: 5 minutes}]", false)]
    [InlineData("steps: [{id: a, action: person.confirm, with: {prompt: Tak?}, parallel: []}]", false)]
    [InlineData("steps: [{id: a, steps: [{id: b, action: person.confirm, with: {prompt: Tak?}}], retry: {maxAttempts: 2}}]", true)]
    [InlineData("steps: [{id: a, steps: [{id: b, action: person.confirm, with: {prompt: Tak?}}], onInterrupted: ask}]", false)]
    [InlineData(
        "steps: [{id: a, steps: [{id: b, action: person.confirm, with: {prompt: Tak?}, catch: [{on: [person.declined, \"step.*\"]}]}]}]",
        true
    )]
    [InlineData("steps: [{id: a, action: person.confirm, with: {prompt: Tak?}, catch: [{on: person.declinedd}]}]", false)]
    [InlineData("steps: [{id: Zły, action: person.confirm, with: {prompt: Tak?}}]", false)]
    [InlineData("inputs: {a: {type: choice}}\nsteps: [{id: a, action: person.confirm, with: {prompt: Tak?}}]", false)]
    [InlineData("if: true\nsteps: [{id: a, action: person.confirm, with: {prompt: Tak?}}]", false)]
    public void The_validator_tells_right_from_wrong(string rest, bool right)
    {
        var problems = Validation.Problems(
            Validation.Schema("runbook"),
            Validation.Yaml($"schemaVersion: \"1.0\"\nid: example\nversion: 1.0.0\nname: Example\n{rest}\n")
        );
        Assert.Equal(right, !problems.Any());
    }

    [Theory]
    [InlineData("{name: A, activities: {a: {fails: disk.full}, b: [{takes: 3m}, {}]}, expect: {outcome: failed, code: null}}", true)]
    [InlineData("{name: A, activities: {a: {fails: site.no-room}}, expect: {outcome: failed, code: site.no-room}}", true)]
    [InlineData("{name: A, activities: {a: {fails: disk.fulll}}, expect: {outcome: failed}}", false)]
    [InlineData("{name: A, expect: {outcome: fialed}}", false)]
    [InlineData("{name: A, expects: {outcome: failed}}", false)]
    public void So_it_does_with_scenario_tests(string test, bool right) =>
        Assert.Equal(right, !Validation.Problems(Validation.Schema("test"), Validation.Yaml($"tests: [{test}]")).Any());

    private static string SchemaOf(string file) =>
        file.Contains("/activities/", StringComparison.Ordinal) ? "activity"
        : file.EndsWith(".test.yaml", StringComparison.Ordinal) ? "test"
        : file.EndsWith("teams.yaml", StringComparison.Ordinal) ? "teams"
        : "runbook";
}
