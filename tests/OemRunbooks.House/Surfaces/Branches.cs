using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Methods that one can follow: few branches, and no choice within a choice within a choice. Source: style.md, 5.</summary>
public sealed class Branches
{
    private const int Most = 10;

    [Fact]
    public void A_choice_holds_another_choice_at_most_once()
    {
        var deep = Trees()
            .SelectMany(static t =>
                t.Root.DescendantNodes()
                    .OfType<ConditionalExpressionSyntax>()
                    .Where(static c => Depth(c) > 2)
                    .Select(c => $"{t.File}:{Line(c)}")
            )
            .ToList();
        Assert.True(deep.Count == 0, $"?: in ?: in ?: – a switch, or a name for a part:\n{string.Join('\n', deep)}");
    }

    [Fact]
    public void Of_a_hundred_methods_ninety_nine_branch_ten_times_at_most()
    {
        var counted = Trees()
            .SelectMany(static t => Methods(t.Root).Select(m => (Count: Count(m), Where: $"{t.File}:{Line(m)}")))
            .OrderByDescending(static m => m.Count)
            .ToList();
        var over = counted.Where(static m => m.Count > Most).ToList();
        Assert.True(
            over.Count <= counted.Count / 100,
            string.Create(CultureInfo.InvariantCulture, $"{over.Count} of {counted.Count} methods branch more than {Most} times:\n")
                + string.Join('\n', over.Select(static m => $"{m.Count} {m.Where}"))
        );
    }

    private static IEnumerable<(string File, SyntaxNode Root)> Trees() =>
        Repository
            .Files("engine")
            .Concat(Repository.Files("activities"))
            .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
            .Select(static f => (f, CSharpSyntaxTree.ParseText(Repository.Read(f)).GetRoot()));

    private static IEnumerable<SyntaxNode> Methods(SyntaxNode root) =>
        root.DescendantNodes()
            .Where(static n =>
                n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null }
            );

    // How many choices one is in, itself counted; a lambda or a switch is a thing of its own.
    private static int Depth(ConditionalExpressionSyntax choice) =>
        choice
            .AncestorsAndSelf()
            .TakeWhile(static n =>
                n is not (StatementSyntax or LambdaExpressionSyntax or SwitchExpressionArmSyntax or MemberDeclarationSyntax)
            )
            .OfType<ConditionalExpressionSyntax>()
            .Count();

    // An arm of a switch that only names a value is a row of a table, not a branch.
    private static int Count(SyntaxNode method) => method.DescendantNodes().Count(static n => IsBranch(n));

    private static bool IsBranch(SyntaxNode node) =>
        node switch
        {
            IfStatementSyntax or ConditionalExpressionSyntax or CatchClauseSyntax => true,
            ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
            SwitchSectionSyntax => true,
            BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.CoalesceExpression),
            _ => false,
        };

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
