using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Words.Generator;

namespace OemRunbooks.Words.Tests;

/// <summary>A project of words files and code, as the compiler sees it.</summary>
/// <param name="Diagnostics">What the generator and the compiler say.</param>
/// <param name="Assembly">What came of it; null when it does not compile.</param>
internal sealed record Compiled(ImmutableArray<Diagnostic> Diagnostics, Assembly? Assembly)
{
    private const string Directory = "/project/engine/OemRunbooks.Example/";

    /// <summary>Compiles words and code.</summary>
    /// <param name="words">The project's own words file.</param>
    /// <param name="code">Members of a class <c>Uses</c>.</param>
    /// <param name="below">The words file of a project below it.</param>
    /// <param name="folder">Where that one lies in its project.</param>
    internal static Compiled Of(string words, string code = "", string? below = null, string folder = "Words")
    {
        var files = new List<AdditionalText> { new Given(Directory + "Words/own.words", words) };
        if (below is not null)
        {
            files.Add(new Given($"/project/engine/OemRunbooks.Below/{folder}/below.words", below));
        }

        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        var uses =
            "using OemRunbooks.Foundation.Failures;using OemRunbooks.Foundation.Words;namespace OemRunbooks.Example;public "
            + $"static class Uses {{ {code} }}";
        var stub =
            "namespace OemRunbooks.Below; public static class BelowWords "
            + "{ public static OemRunbooks.Foundation.Words.Message[] Messages => []; }";
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(uses, options), CSharpSyntaxTree.ParseText(stub, options)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        CSharpGeneratorDriver
            .Create([new WordsGenerator().AsSourceGenerator()], files, options, new Project())
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var said);
        return new([.. said, .. whole.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)], Load(whole));
    }

    /// <summary>What a static member of <c>Uses</c> without parameters returns.</summary>
    internal T Get<T>(string member) => (T)Assembly!.GetType("OemRunbooks.Example.Uses")!.GetMethod(member)!.Invoke(null, null)!;

    /// <summary>The errors as <c>WORDS003 own.words:2</c>.</summary>
    internal IEnumerable<string> Errors =>
        Diagnostics.Select(static d =>
            $"{d.Id} {Path.GetFileName(d.Location.GetLineSpan().Path)}:{d.Location.GetLineSpan().StartLinePosition.Line + 1}"
        );

    private static Assembly? Load(Compilation compilation)
    {
        using var bytes = new MemoryStream();
        return compilation.Emit(bytes).Success
            ? new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(bytes.ToArray()))
            : null;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static p =>
                Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || p == typeof(LocalizedText).Assembly.Location
            )
            .Select(static p => MetadataReference.CreateFromFile(p));

    private sealed class Given(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Project : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Properties : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_property.projectdir" => Directory,
                "build_property.rootnamespace" => "OemRunbooks.Example",
                _ => "",
            };
            return value.Length > 0;
        }
    }
}
