using System.Text;
using System.Xml.Linq;
using Xunit;

namespace OemRunbooks.House;

public sealed class Sources
{
    // Spelled in two parts, so that this file does not break its own rule.
    private static readonly string[] MachinePaths = ["/wo" + "rk/", "../sha" + "red"];
    private static readonly string[] NeverInProduct =
    [
        "Thread.Sleep",
        "NotImplementedException",
        "TO" + "DO",
        "DateTime.Now",
        " Skip" + " =",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["OemRunbooks.Foundation"] = [],
        ["OemRunbooks.Journal"] = ["OemRunbooks.Foundation"],
        ["OemRunbooks.Language"] = ["OemRunbooks.Foundation"],
        ["OemRunbooks.Engine"] = ["OemRunbooks.Foundation", "OemRunbooks.Journal", "OemRunbooks.Language"],
        ["OemRunbooks.Oem"] = ["OemRunbooks.Foundation"],
        ["OemRunbooks.Reports"] = ["OemRunbooks.Engine"],
        ["OemRunbooks.Activities"] = ["OemRunbooks.Engine", "OemRunbooks.Oem"],
        ["OemRunbooks.Station"] = ["OemRunbooks.Engine", "OemRunbooks.Reports"],
        ["OemRunbooks.Demo"] = ["OemRunbooks.Journal", "OemRunbooks.Oem"],
        // Loaded by the compiler alone; it ships in nothing and refers to nothing.
        ["OemRunbooks.Words.Generator"] = [],
        ["OemRunbooks.LanguageServer"] = ["OemRunbooks.Station"],
        ["OemRunbooks.StationConsole"] = ["OemRunbooks.LanguageServer"],
        ["OemRunbooks.Cli"] =
        [
            "OemRunbooks.Activities",
            "OemRunbooks.Demo",
            "OemRunbooks.LanguageServer",
            "OemRunbooks.Station",
            "OemRunbooks.StationConsole",
        ],
    };

    // What people start; everything else is a part of them.
    private static readonly string[] Hosts = ["OemRunbooks.Cli"];

    [Fact]
    public void Only_the_known_projects_ship()
    {
        var found = Projects().Select(static p => Path.GetFileNameWithoutExtension(p));
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dependencies_point_one_way()
    {
        foreach (var project in Projects())
        {
            var references = XDocument
                .Parse(Repository.Read(project))
                .Descendants("ProjectReference")
                .Select(static r => Path.GetFileNameWithoutExtension(((string?)r.Attribute("Include") ?? "").Replace('\\', '/')))
                .Order(StringComparer.Ordinal);
            Assert.Equal(Allowed[Path.GetFileNameWithoutExtension(project)], references);
        }
    }

    // A demo station is built for somebody who looks; nothing that works on a real one may know how it is made.
    [Fact]
    public void Only_hosts_know_the_demo_station()
    {
        var knowing = Allowed.Where(static p => p.Value.Contains("OemRunbooks.Demo")).Select(static p => p.Key);
        Assert.Equal(Hosts.Order(StringComparer.Ordinal), knowing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Product_code_neither_sleeps_nor_promises()
    {
        var found = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f =>
                !f.EndsWith("packages.lock.json", StringComparison.Ordinal) && !f.EndsWith("BannedSymbols.txt", StringComparison.Ordinal)
            )
            .SelectMany(static f => NeverInProduct.Where(Repository.Read(f).Replace('(', ' ').Contains).Select(w => $"{f}: {w}"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_names_a_path_of_a_machine()
    {
        var found = Repository
            .Files()
            .Select(static f => (File: f, Text: Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Repository.Root, f)))))
            .SelectMany(static f => MachinePaths.Where(f.Text.Contains).Select(p => $"{f.File}: {p}"));
        Assert.Empty(found);
    }

    // A path of a step is taken apart by its own type; what is cut elsewhere is a path of a file, a pattern or an address.
    [Fact]
    public void Only_one_type_knows_how_the_path_of_a_step_is_written()
    {
        string[] cuts = ["Split('/'", "IndexOf('/'", "IndexOf('['", "catch[", "escalations[", "/finally", "finally/"];
        string[] ofFiles =
        [
            "engine/OemRunbooks.Station/Workshop/Lint/LintSarif.cs",
            "engine/OemRunbooks.Language/Expressions/Functions.cs",
            "engine/OemRunbooks.Language/Checks/Trust/PathOutside.cs",
            "engine/OemRunbooks.Language/Yaml/TeamsFile.cs",
            "engine/OemRunbooks.Station/Audit/Journals.cs",
            "engine/OemRunbooks.Journal/Verifying/FilesBeside.cs",
            "engine/OemRunbooks.Language/Expressions/Readings.cs",
            "engine/OemRunbooks.Language/Checks/Texts/ForeignBraces.cs",
            "engine/OemRunbooks.Language/Checks/Commands/ShellWord.cs",
        ];
        var found = Repository
            .Files("engine")
            .Where(f =>
                f.EndsWith(".cs", StringComparison.Ordinal) && !f.EndsWith("/StepPath.cs", StringComparison.Ordinal) && !ofFiles.Contains(f)
            )
            .SelectMany(f =>
                Repository
                    .Read(f)
                    .Split('\n')
                    .Where(static l =>
                        !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && !l.Contains("Span<byte>", StringComparison.Ordinal)
                    )
                    .SelectMany(l => cuts.Where(c => l.Contains(c, StringComparison.Ordinal)).Select(c => $"{f}: {c}: {l.Trim()}"))
            );
        Assert.Empty(found);
    }

    // Who reads a sentence knows no class of the runtime; only an exception that says "this is a bug" may name one.
    [Fact]
    public void No_sentence_names_a_class()
    {
        var found = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(static f =>
                Repository
                    .Read(f)
                    .Split('\n')
                    .Where(static l =>
                        l.Contains("GetType()", StringComparison.Ordinal)
                        && !l.Contains("new InvalidOperationException(", StringComparison.Ordinal)
                    )
                    .Select(l => $"{f}: {l.Trim()}")
            );
        Assert.Empty(found);
    }

    // One condition has one code: the numbers of the system's errors stand in one table.
    [Fact]
    public void Only_one_table_knows_the_systems_errors()
    {
        var found = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal) && Path.GetFileName(f) is not ("Errno.cs" or "Durable.cs"))
            .SelectMany(static f =>
                Repository
                    .Read(f)
                    .Split('\n')
                    .Where(static l => l.Contains("HResult", StringComparison.Ordinal) || l.Contains("0x8007", StringComparison.Ordinal))
                    .Select(l => $"{f}: {l.Trim()}")
            );
        Assert.Empty(found);
    }

    private static IEnumerable<string> Projects() =>
        Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".csproj", StringComparison.Ordinal));
}
