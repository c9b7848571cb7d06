using System.Xml.Linq;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Which room of a project leads into which. Source: architecture.md, "Rooms".</summary>
public sealed class Rooms
{
    private const string Knots = Approved.Place + "/knots.txt";

    // Who may never know whom, as the names of assemblies begin.
    private static readonly (string From, string[] To)[] Nevers =
    [
        ("OemRunbooks.Foundation", ["OemRunbooks."]),
        ("OemRunbooks.Language", ["OemRunbooks.Journal", "OemRunbooks.Engine"]),
        ("OemRunbooks.Journal", ["OemRunbooks.Engine", "OemRunbooks.Language"]),
        (
            "OemRunbooks.Station",
            [
                "System.Console",
                "System.CommandLine",
                "Spectre.Console",
                "Microsoft.AspNetCore",
                "OemRunbooks.Activities",
                "OemRunbooks.Demo",
            ]
        ),
        (
            "OemRunbooks.LanguageServer",
            ["System.Console", "System.CommandLine", "Spectre.Console", "OemRunbooks.Activities", "OemRunbooks.Demo"]
        ),
        ("OemRunbooks.Oem", ["OemRunbooks.Engine", "OemRunbooks.Journal", "OemRunbooks.Language", "System.Console"]),
        ("OemRunbooks.Activities", ["OemRunbooks.Demo", "OemRunbooks.Station", "System.Console"]),
    ];

    // Hosts have no tests of their own: the whole program is tried, and the house reads its tree of commands.
    private static readonly string[] MaySeeTheProgram = ["OemRunbooks.EndToEnd", "OemRunbooks.House"];

    private static readonly Lazy<IReadOnlyDictionary<string, SortedDictionary<string, SortedSet<string>>>> Found = new(static () =>
        Products.All.ToDictionary(static p => p.Name, static p => Arrows.Of(p.Assembly, p.Name), StringComparer.Ordinal)
    );

    [Fact]
    public void The_ways_between_rooms_are_approved() =>
        Approved.Same(
            "rooms",
            Found
                .Value.OrderBy(static p => p.Key, StringComparer.Ordinal)
                .SelectMany(static p =>
                    p.Value.Where(static r => r.Value.Count > 0).Select(r => $"{Short(p.Key)}: {r.Key} → {string.Join(", ", r.Value)}")
                )
        );

    [Fact]
    public void No_rooms_form_a_knot_but_the_known_ones()
    {
        // A line of the list: Project: Room ↔ Room ↔ Room, because …
        var known = Repository
            .Read(Knots)
            .Split('\n')
            .Where(static l => l.Length > 0 && l[0] != '#')
            .Select(static l => l.Split(", because "))
            .ToDictionary(static l => l[0], static l => l.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        Assert.Empty(
            known
                .Where(static k => k.Value.Length == 0)
                .Select(static k => $"{Knots}: \"{k.Key}\" says no reason: Project: Room ↔ Room, because …")
        );
        var found = Found
            .Value.SelectMany(static p =>
                Arrows.Knots(p.Value).Select(k => (Project: p.Key, Rooms: k, Name: $"{Short(p.Key)}: {string.Join(" ↔ ", k)}"))
            )
            .ToList();
        var unknown = found
            .Where(k => !known.ContainsKey(k.Name))
            .Select(static k => $"{k.Name}\n{string.Join('\n', Ways(k.Project, k.Rooms))}")
            .ToList();
        Assert.True(
            unknown.Count == 0,
            $"Rooms that need each other are one room (architecture.md). Untie, or list in {Knots} with the "
                + $"reason:\n{string.Join('\n', unknown)}"
        );
        Assert.True(
            found.Count == known.Count,
            $"{Knots} lists what is untied; take it out: {string.Join("; ", known.Keys.Except(found.Select(static k => k.Name)))}"
        );
    }

    [Fact]
    public void Nobody_knows_whom_they_must_not_know()
    {
        var broken = Nevers.SelectMany(static n =>
            Products
                .Load(n.From)
                .GetReferencedAssemblies()
                .Where(a => n.To.Any(t => a.Name!.StartsWith(t, StringComparison.Ordinal)))
                .Select(a => $"{n.From} → {a.Name}")
        );
        Assert.Empty(broken);
    }

    // An editor shows what a run would do; it never runs anything itself.
    [Fact]
    public void The_language_server_carries_nothing_out()
    {
        var runs = Repository
            .Files("engine/OemRunbooks.LanguageServer")
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(static f => Repository.Read(f).Contains("OemRunbooks.Engine.Execution", StringComparison.Ordinal))
            .ToList();
        Assert.Empty(runs);
    }

    [Fact]
    public void Only_a_projects_own_tests_see_what_is_internal()
    {
        var seen = Products.Names.SelectMany(static name =>
            Friends(name)
                .Where(f => f != name + ".Tests" && !(name == "OemRunbooks.Cli" && MaySeeTheProgram.Contains(f)))
                .Select(f => $"{name} → {f}")
        );
        Approved.Same("friends", seen.Prepend("# Who sees what is internal and is not the project's own tests; this list only shrinks."));
    }

    [Fact]
    public void Namespaces_are_the_folders()
    {
        var wrong = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal) && !f.Contains(".Generator/", StringComparison.Ordinal))
            .Select(static f =>
            {
                var folder = string.Join('.', f.Split('/')[1..^1]);
                var line = Repository.Read(f).Split('\n').FirstOrDefault(static l => l.StartsWith("namespace ", StringComparison.Ordinal));
                var space = line?["namespace ".Length..].Trim().TrimEnd(';');
                return space is null || space == folder ? null : $"{f}: {space}";
            });
        Assert.DoesNotContain(wrong, static w => w is not null);
    }

    private static IEnumerable<string> Ways(string project, IReadOnlyList<string> knot) =>
        knot.SelectMany(from =>
            Found.Value[project][from].Where(knot.Contains).Select(to => "  " + Arrows.Why(Products.Load(project), project, from, to))
        );

    private static IEnumerable<string> Friends(string name)
    {
        var project = Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .First(f => f.EndsWith($"/{name}.csproj", StringComparison.Ordinal));
        return XDocument
            .Parse(Repository.Read(project))
            .Descendants("InternalsVisibleTo")
            .Select(static f => (string)f.Attribute("Include")!)
            .Order(StringComparer.Ordinal);
    }

    private static string Short(string project) => project["OemRunbooks.".Length..];
}
