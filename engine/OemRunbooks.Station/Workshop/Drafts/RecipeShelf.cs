using System.Text;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;
using OemRunbooks.Station.Products;

namespace OemRunbooks.Station.Workshop.Drafts;

/// <summary>The recipes inside the program.</summary>
/// <remarks>They are read with what the program itself brings, whatever a station or a library holds under the same names.</remarks>
public sealed class RecipeShelf
{
    private const string Place = "runbooks/recipes/";
    private readonly Product product;
    private readonly Dictionary<string, byte[]> files;
    private readonly RunbookLoader loader;

    /// <summary>Unpacks them.</summary>
    public RecipeShelf(Product product)
    {
        this.product = product;
        files = product.Recipes().ToDictionary(static f => f.Name, static f => f.Bytes, StringComparer.Ordinal);
        loader = new(product.Activities.Select(static a => a.Info), Known);
    }

    /// <summary>Their names, in ordinal order.</summary>
    public IEnumerable<string> Names =>
        files
            .Keys.Where(static f => !RunbookFiles.IsTests(f))
            .Select(static f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal);

    /// <summary>Those that a lead begins with, in ordinal order of name; those that only serve others come along with these.</summary>
    public IEnumerable<Recipe> All => Names.Select(Find).Where(static r => !r.Runbook.IsInternal);

    /// <summary>The recipe of a name.</summary>
    /// <exception cref="CodedException"><c>new.recipe-unknown</c></exception>
    public Recipe Find(string name)
    {
        if (!files.TryGetValue(name + RunbookFiles.Ending, out var bytes) || RunbookFiles.IsTests(name + RunbookFiles.Ending))
        {
            var known = All.Select(static r => r.Id).ToList();
            throw new CodedException(Faults.NewRecipeUnknown(name, string.Join(", ", known), Closest.To(name, known)));
        }

        var runbook =
            loader.Load(Place + name + RunbookFiles.Ending, bytes).Runbook
            ?? throw new InvalidOperationException($"the recipe {name} has errors");
        var called = RunbookLoader.Called(runbook).Select(static c => c.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        return new(
            runbook,
            Encoding.UTF8.GetString(files[name + ScenarioFile.Ending]),
            [
                .. called
                    .Where(static id => id.Contains('.', StringComparison.Ordinal))
                    .Select(id => (id + RunbookFiles.Ending, Known(id)!.Value.Bytes)),
            ],
            [.. called.Where(id => files.ContainsKey(id + RunbookFiles.Ending)).Select(Find)]
        );
    }

    private (string Path, byte[] Bytes)? Known(string name)
    {
        if (files.TryGetValue(name + RunbookFiles.Ending, out var recipe))
        {
            return (Place + name + RunbookFiles.Ending, recipe);
        }

        var file = (name.Contains('.', StringComparison.Ordinal) ? RunbookFiles.Activities + "/" : "") + name + RunbookFiles.Ending;
        return product.ReadBuiltIn(file) is { } bytes ? ("runbooks/" + file, bytes) : null;
    }
}
