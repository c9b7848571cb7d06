using PublicApiGenerator;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Public is what another project needs, and no more. Source: style.md, 3.2 and 3.12.</summary>
public sealed class PublicSurfaces
{
    // What we aim at in every project.
    private const int Aim = 60;

    public static TheoryData<string> Projects => [.. Products.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_a_project_shows_to_others_is_approved(string project)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };
        Approved.Same($"api.{project}", [Products.Load(project).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd()]);
    }

    [Fact]
    public void How_many_types_are_public_is_approved() =>
        Approved.Same(
            "public-types",
            Products
                .All.Select(static p => (p.Name, Count: p.Assembly.GetExportedTypes().Length))
                .OrderByDescending(static p => p.Count)
                .ThenBy(static p => p.Name, StringComparer.Ordinal)
                .Select(static p => $"{p.Count, 4}  {p.Name}{(p.Count > Aim ? $"  (aim: {Aim})" : "")}")
        );
}
