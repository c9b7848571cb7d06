using System.CommandLine;

namespace OemRunbooks.Cli.Verbs;

/// <summary>
/// One file of the command line: a verb, or a word that holds verbs together, with all that the program and its help say of it.
/// </summary>
/// <remarks>The list of them is generated: a class that derives from this one is a verb of the program.</remarks>
internal abstract class VerbFile
{
    /// <summary>Where its readers look for it in its group: what is lower comes first. Tens, so that there is room between two.</summary>
    internal abstract int Place { get; }

    /// <summary>What people are told about its verbs; the first one's group is that of the file.</summary>
    internal abstract Verb[] Verbs { get; }

    /// <summary>The command with its arguments, its options, and the one call that it makes.</summary>
    internal abstract Command Create(Globals globals);
}
