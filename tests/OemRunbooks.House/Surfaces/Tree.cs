using System.CommandLine;
using OemRunbooks.Cli.Commands;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.House.Surfaces;

/// <summary>The tree of commands, as people meet it.</summary>
internal static class Tree
{
    /// <summary>The words after <c>runbook</c> of everything below a command.</summary>
    internal static IEnumerable<string> Paths(Command root, string before = "") =>
        root.Subcommands.Where(static c => !c.Hidden).SelectMany(c => Paths(c, $"{before}{c.Name} ").Prepend(before + c.Name));

    internal static Command At(RootCommand root, string path) =>
        path.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((Command)root, static (at, word) => at.Subcommands.First(c => c.Name == word));

    /// <summary>What <c>--help</c> writes.</summary>
    internal static string Help(string path, Locale language)
    {
        using var output = new StringWriter { NewLine = "\n" };
        string[] words = [.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"];
        RootBuilder.Build(language).Parse(words).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().ReplaceLineEndings("\n");
    }
}
