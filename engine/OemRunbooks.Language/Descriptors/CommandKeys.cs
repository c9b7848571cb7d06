using System.Collections.Immutable;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Descriptors;

/// <summary>What a step says of the program that it runs; the activity is given the same under these names.</summary>
public static class CommandKeys
{
    /// <summary>The program has no effect.</summary>
    public const string ReadsOnly = "readsOnly";

    /// <summary>Running it again is harmless.</summary>
    public const string Repeatable = "repeatable";

    /// <summary>What is taken from what it wrote: see <see cref="OutputReading"/>.</summary>
    public const string Outputs = "outputs";

    /// <summary>What tells after a crash how far it was: <c>program</c>, <c>arguments</c>, <c>timeout</c>.</summary>
    public const string Check = "check";

    /// <summary>Codes of the runbook's own by exit code.</summary>
    public const string ExitCodes = "exitCodes";

    /// <summary>The codes that exit codes stand for, where they are written.</summary>
    internal static IEnumerable<(string Code, Span Span)> CodesOf(ImmutableArray<NamedTemplate> with) =>
        with.FirstOrDefault(static w => w.Name == ExitCodes)?.Template is Template.Mapping map
            ? map
                .Members.Where(static m => m.Template is Template.Literal { Value.Kind: ValueKind.Text })
                .Select(static m => (((Template.Literal)m.Template).Value.ToText(), m.Template.Span))
            : [];
}
