using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OemRunbooks.Words.Generator;

/// <summary>Makes the lists of a project's classes of one kind: the rules of <c>lint</c>, the activities, the verbs.</summary>
/// <remarks>
/// A static partial method without a body that returns <c>IReadOnlyList&lt;T&gt;</c> is given one, which makes every class of the project
/// that is a <c>T</c>, in order of their names; what the method takes, their constructors take. A native program can't look for classes
/// when it runs, and a list kept by hand forgets one.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ListsGenerator : IIncrementalGenerator
{
    private const string Returned = "System.Collections.Generic.IReadOnlyList<T>";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var lists = context
            .SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is MethodDeclarationSyntax { Body: null, ExpressionBody: null } m && IsPartial(m.Modifiers),
                static (found, _) => Wanted(found)
            )
            .Where(static list => list is not null)
            .Collect();
        var classes = context
            .SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (found, _) => Made(found)
            )
            .Where(static made => made is not null)
            .Collect();
        context.RegisterSourceOutput(lists.Combine(classes), static (output, input) => Generate(output, input.Left, input.Right));
    }

    private static bool IsPartial(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.PartialKeyword);

    private static List? Wanted(GeneratorSyntaxContext found) =>
        found.SemanticModel.GetDeclaredSymbol(found.Node)
            is IMethodSymbol { IsStatic: true, IsPartialDefinition: true, ReturnType: INamedTypeSymbol { Arity: 1 } type } method
        && type.OriginalDefinition.ToDisplayString() == Returned
            ? new List(
                method.ContainingType.ContainingNamespace.ToDisplayString(),
                (method.ContainingType.IsStatic ? "static " : "") + "partial class " + method.ContainingType.Name,
                SyntaxFacts.GetText(method.DeclaredAccessibility),
                method.Name,
                type.TypeArguments[0].ToDisplayString(),
                string.Join(", ", method.Parameters.Select(static p => Whole(p.Type) + " " + p.Name)),
                string.Join(", ", method.Parameters.Select(static p => p.Name))
            )
            : null;

    private static Class? Made(GeneratorSyntaxContext found) =>
        found.SemanticModel.GetDeclaredSymbol(found.Node) is INamedTypeSymbol { IsAbstract: false, IsStatic: false } type
            ? new Class(type.ToDisplayString(), "\n" + string.Join("\n", Kinds(type)) + "\n")
            : null;

    private static IEnumerable<string> Kinds(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            yield return above.ToDisplayString();
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract.ToDisplayString();
        }
    }

    private static string Whole(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static void Generate(SourceProductionContext output, ImmutableArray<List?> lists, ImmutableArray<Class?> classes)
    {
        foreach (var list in lists.OfType<List>())
        {
            var names = classes
                .OfType<Class>()
                .Where(c => c.Kinds.Contains("\n" + list.Of + "\n"))
                .Select(static c => c.Name)
                .Distinct()
                .OrderBy(static n => n, StringComparer.Ordinal);
            var text = Source
                .File(list.Namespace)
                .Append(list.In)
                .Append("\n{\n    ")
                .Append($"{list.Access} static partial global::System.Collections.Generic.IReadOnlyList<global::{list.Of}> ")
                .Append($"{list.Name}({list.Parameters}) =>\n    [\n");
            foreach (var name in names)
            {
                text.Append($"        new global::{name}({list.Arguments}),\n");
            }

            output.AddSource($"{list.Of}.{list.Name}.g.cs", SourceText.From(text.Append("    ];\n}\n").ToString(), Encoding.UTF8));
        }
    }

    /// <summary>A list to be made: where its method stands, how it is declared, and what it lists.</summary>
    private sealed record List(string Namespace, string In, string Access, string Name, string Of, string Parameters, string Arguments);

    /// <summary>A class with the lines of all that it derives from and implements.</summary>
    private sealed record Class(string Name, string Kinds);
}
