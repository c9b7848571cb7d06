using OemRunbooks.LanguageServer.Names;
using OemRunbooks.LanguageServer.Text;

namespace OemRunbooks.LanguageServer.Documents;

/// <summary>What a name means, wherever it stands.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Owner">Whose it is, spelt in one way.</param>
/// <param name="Name">The name; empty for a runbook, which has several.</param>
internal sealed record Symbol(NameKind Kind, string Owner, string Name);

/// <summary>A name in a file.</summary>
internal sealed record Place(Document Document, Site Site)
{
    /// <summary>Where it stands.</summary>
    internal TextSpan Span => Site.Span;
}

/// <summary>Follows names across files: from a use to where it is made known, and back.</summary>
internal sealed class NameIndex(Workspace workspace)
{
    private const string FileOwner = "file:";
    private const string NoOwner = "none:";
    private Dictionary<string, List<Document>> byName = new(StringComparer.Ordinal);
    private int generation = -1;

    /// <summary>The name at a cursor; null where there is none.</summary>
    internal static Place? At(Document document, int offset) => document.Names.SiteAt(offset) is { } site ? new(document, site) : null;

    /// <summary>What a name means.</summary>
    internal Symbol Of(Site site)
    {
        switch (site.Kind)
        {
            case NameKind.Runbook:
                var file = site.IsDefinition ? site.Owner.Name : Runbook(site.Name)?.Path;
                return new(NameKind.Runbook, file is null ? NoOwner + site.Name : FileOwner + file, "");
            case NameKind.Step:
                return new(NameKind.Step, OwnerOfStep(site), site.Name);
            default:
                return new(site.Kind, Spelt(site.Owner, site.Name), site.Name);
        }
    }

    /// <summary>Every place of a name, in the order of files and places.</summary>
    internal IEnumerable<Place> All(Symbol symbol, CancellationToken cancellation = default)
    {
        foreach (var document in workspace.All)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var site in document.Names.Sites)
            {
                if (site.Kind == symbol.Kind && (symbol.Name.Length == 0 || site.Name == symbol.Name) && Of(site) == symbol)
                {
                    yield return new(document, site);
                }
            }
        }
    }

    /// <summary>Where a name is made known.</summary>
    internal IEnumerable<Place> Definitions(Symbol symbol, CancellationToken cancellation = default) =>
        All(symbol, cancellation).Where(static p => p.Site.IsDefinition);

    /// <summary>The file of a runbook's name; null when none here has it.</summary>
    internal Document? Runbook(string name) => Called(name, DocumentKind.Runbook);

    /// <summary>The file of an activity made of YAML; null when none here has it.</summary>
    internal Document? Activity(string name) => Called(name, DocumentKind.Activity);

    // Who is named like its file comes first, as in a library.
    private Document? Called(string name, DocumentKind kind)
    {
        if (generation != workspace.Generation)
        {
            byName = new(StringComparer.Ordinal);
            foreach (var document in workspace.All)
            {
                foreach (var called in document.Names.Called)
                {
                    (byName.TryGetValue(called, out var list) ? list : byName[called] = []).Add(document);
                }
            }

            generation = workspace.Generation;
        }

        return byName
            .GetValueOrDefault(name)
            ?.Where(d => d.Kind == kind)
            .OrderByDescending(d => Path.GetFileNameWithoutExtension(d.Path) == name)
            .FirstOrDefault();
    }

    private string Spelt(Owner owner, string name) =>
        owner.Kind switch
        {
            OwnerKind.Everybody => "",
            OwnerKind.File => FileOwner + owner.Name,
            OwnerKind.Runbook => OfRunbook(owner.Name),
            OwnerKind.Activity => OfActivity(owner.Name),
            OwnerKind.CalledBy => OfCalled(owner, name),
            OwnerKind.Inside => OfInside(owner),
            OwnerKind.Step => OfStep(owner),
        };

    private static string OfStep(Owner owner) => $"step:{owner.Name}#{owner.Step}";

    private string OfRunbook(string name) => Runbook(name) is { } file ? FileOwner + file.Path : "runbook:" + name;

    private string OfActivity(string name) => Activity(name) is { } file ? FileOwner + file.Path : "activity:" + name;

    private string OfCalled(Owner owner, string name)
    {
        if (StepOf(owner) is not { } step)
        {
            return NoOwner + owner.Name;
        }

        return step switch
        {
            _ when step.Node["outputs"] is Syntax.MappingNode outputs && outputs.Find(name) is not null => OfStep(owner),
            { Called: { } called } => OfRunbook(called),
            { Action: { } action } => OfActivity(action),
            _ => OfStep(owner),
        };
    }

    private string OfInside(Owner owner) => StepOf(owner)?.Called is { } called ? OfRunbook(called) : FileOwner + owner.Name;

    private WrittenStep? StepOf(Owner owner) => owner.Step is { } id ? workspace.Find(owner.Name)?.Names.Step(id) : null;

    // A test may name a step of a called runbook by its end alone.
    private string OwnerOfStep(Site site)
    {
        var spelt = Spelt(site.Owner, site.Name);
        if (site.IsDefinition || site.Owner.Kind != OwnerKind.File || workspace.Find(site.Owner.Name) is not { } file)
        {
            return spelt;
        }

        if (file.Names.Step(site.Name) is not null)
        {
            return spelt;
        }

        var called = file.Names.Steps.Select(static s => s.Called).OfType<string>().Select(Runbook).OfType<Document>();
        return called.FirstOrDefault(d => d.Names.Step(site.Name) is not null) is { } inner ? FileOwner + inner.Path : spelt;
    }
}
