using System.Text;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.House;

/// <summary>The activities made of YAML that the program brings.</summary>
internal static class ShippedActivities
{
    private const string Place = "runbooks/activities/";

    /// <summary>Their descriptors, by name.</summary>
    internal static IReadOnlyList<ActivityInfo> All { get; } =
    [
        .. Repository
            .Files("runbooks")
            .Where(static f => f.StartsWith(Place, StringComparison.Ordinal))
            .Select(static f => Loader.Load(f, Bytes(f)).Made!.Info)
            .OrderBy(static i => i.Name, StringComparer.Ordinal),
    ];

    private static RunbookLoader Loader =>
        new(Globals.Product.Descriptors, static name => Find($"{Place}{name}.yaml") is { } file ? (file, Bytes(file)) : null);

    private static string? Find(string file) => Repository.Files("runbooks").FirstOrDefault(f => f == file);

    private static byte[] Bytes(string file) => Encoding.UTF8.GetBytes(Repository.Read(file));
}
