using System.Text.RegularExpressions;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.Texts;

/// <summary>A text holds the braces of another tool, which stay as they are: nothing is filled in.</summary>
internal sealed partial class ForeignBraces(Subject on) : Check(on)
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "zsh", "ksh", "busybox", "env", "powershell", "pwsh", "cmd"];

    internal override string Code => Codes.RB0414;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Input(InputDefinition input) => Look(input.Default);

    internal override void Variable(NamedTemplate variable) => Look(variable.Template);

    internal override void Output(NamedTemplate output) => Look(output.Template);

    internal override void Step(Step step, StepPlace place)
    {
        Look(step.In);
        Look(step.Name?.Pl, step.Span);
        Look(step.Name?.En, step.Span);

        // What a shell is given is its own language.
        var isShell = IsShell(step);
        foreach (var given in step.With.Where(w => !isShell || w.Name != "arguments").Concat(step.Compensate?.With ?? []))
        {
            Look(given.Template);
        }
    }

    /// <summary>Whether a step runs a shell, whose arguments are a language of their own.</summary>
    internal static bool IsShell(Step step) =>
        step.With.FirstOrDefault(static w => w.Name == "program")?.Template is Template.Literal { Value: var program }
        && Shells.Contains(program.ToText().Split('/', '\\')[^1].ToLowerInvariant().Replace(".exe", "", StringComparison.Ordinal));

    private void Look(Template? template)
    {
        switch (template)
        {
            case Template.Literal literal:
                Look(literal.Value.AsText(), literal.Span);
                break;
            case Template.Mixed mixed:
                foreach (var part in mixed.Parts.OfType<Template.Literal>())
                {
                    Look(part);
                }

                break;
            case Template.Sequence list:
                foreach (var item in list.Items)
                {
                    Look(item);
                }

                break;
            case Template.Mapping map:
                foreach (var member in map.Members)
                {
                    Look(member.Template);
                }

                break;
        }
    }

    private void Look(string? text, Span span)
    {
        if (text is not null && Braces().Match(text) is { Success: true } found)
        {
            var name = found.Groups.Values.Skip(1).First(static g => g.Success).Value.Trim();
            Found(Faults.RB0414(Visible.Text(found.Value), name), span);
        }
    }

    // {{ x }}, $ {{ x }}, ${x}, %{x}, {% … %}, <%= x %>, $(( x ));
    // a name has to begin inside, so that {{.Names}} of another program passes.
    [GeneratedRegex(
        """(?<!\$)(?:\$ +)?\{\{-?\s*([A-Za-z_][^{}]*?)-?\}\}|[$%#]\{\s*([A-Za-z_][\w.-]*)\s*\}"""
            + """|\{%-?\s*(\w[^%]*?)-?%\}|<%=?\s*(\w[^%]*?)%>|\$\(\(\s*(\w[^()]*)\)\)""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Braces();
}
