using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OemRunbooks.Words.Generator;

/// <summary>Makes the list of <c>lint</c>'s rules of the classes that derive from <c>Check</c>.</summary>
/// <remarks>A native program can't look for them when it runs, and a list kept by hand forgets one.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ChecksGenerator : IIncrementalGenerator
{
    private const string Room = "OemRunbooks.Language.Checks";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var checks = context
            .SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (found, _) => Name(found)
            )
            .Where(static name => name is not null)
            .Collect();
        context.RegisterSourceOutput(
            checks,
            static (output, names) =>
            {
                if (!names.IsEmpty)
                {
                    output.AddSource("AllChecks.g.cs", SourceText.From(List(names.OfType<string>()), Encoding.UTF8));
                }
            }
        );
    }

    private static string? Name(GeneratorSyntaxContext found) =>
        found.SemanticModel.GetDeclaredSymbol(found.Node) is INamedTypeSymbol { IsAbstract: false } type
        && type.BaseType?.ToDisplayString() == Room + ".Check"
            ? type.ToDisplayString()
            : null;

    private static string List(IEnumerable<string> names)
    {
        var text = Source.File(Room + ".Walking").Append("internal static partial class AllChecks\n{\n");
        text.Append("    internal static partial global::System.Collections.Generic.IReadOnlyList<global::")
            .Append($"{Room}.Check> For(global::{Room}.Subject on) =>\n    [\n");
        foreach (var name in names.Distinct().OrderBy(static n => n, StringComparer.Ordinal))
        {
            text.Append("        new global::").Append(name).Append("(on),\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }
}
