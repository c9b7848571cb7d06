using OemRunbooks.Engine.Tests.Support;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Engine.Tests.Running;

/// <summary>What the operating system refuses has one code wherever it is met, so that a <c>catch</c> for it is reached.</summary>
public sealed class ErrorsOfTheSystem : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    public static TheoryData<Exception, string, string> Errors =>
        new()
        {
            {
                new UnauthorizedAccessException("Access to the path '/st/it's.txt' is denied.", new IOException("Permission denied", 13)),
                "file.denied",
                "/st/it's.txt"
            },
            {
                new UnauthorizedAccessException("Access to the path '/st/a' is denied.", new IOException("Read-only file system", 30)),
                "disk.read-only",
                "/st/a"
            },
            { new UnauthorizedAccessException(), "file.denied", "–" },
            { new FileNotFoundException("Could not find file '/st/a'.", "/st/a"), "file.missing", "/st/a" },
            { new DirectoryNotFoundException("Could not find a part of the path '/st/b/a'."), "file.missing", "/st/b/a" },
            { new IOException("No space left on device : '/st/a'", 28), "disk.full", "/st/a" },
            { new IOException("Input/output error : '/st/a'", 5), "disk.failed", "/st/a" },
            { new IOException("The file '/st/a' already exists.", 17), "file.exists", "/st/a" },
            { new IOException("not a sentence with a path"), "io.failed", "–" },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_has_its_code_and_the_path_and_no_word_of_the_runtime(Exception error, string code, string path)
    {
        var failure = Failures.From(error);
        Assert.Equal((code, path), (failure.Code, failure.Arguments["path"].ToText()));
        Assert.DoesNotContain("Exception", failure.Arguments.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            error.Message.Length > 0 && error.Message != path ? error.Message : "\0",
            failure.Arguments.ToText(),
            StringComparison.Ordinal
        );
        Assert.Contains(code, ErrorCode.OfEveryStep);
    }

    [Theory]
    [InlineData(13, "file.denied")]
    [InlineData(28, "disk.full")]
    [InlineData(5, "disk.failed")]
    [InlineData(11, "io.failed")]
    public async Task A_catch_for_an_error_of_the_system_is_reached(int number, string code)
    {
        rig.Script.On("a", (_, _) => throw new IOException("no : '/st/a'", number));
        var ran = await rig.RunAsync(
            Some.Runbook($"- {{id: a, action: do.work, catch: [{{on: {code}, then: continue}}]}}\n- {{id: b, action: do.work}}")
        );
        Assert.Equal($"+a !a:{code} >a:catch >a:continue +b =b #succeeded", ran.Story);
    }

    [Fact]
    public async Task A_bug_names_no_class()
    {
        rig.Script.On("a", static (_, _) => throw new FormatException("x"));
        var ran = await rig.RunAsync(Some.Runbook("- {id: a, action: do.work}"));
        Assert.Equal("internal.error", ran.Finished.Failure!.Code);
        Assert.Empty(ran.Finished.Failure.Arguments.Members);
        Assert.Single(rig.Observer.Unexpected);
        Assert.DoesNotContain("Exception", File.ReadAllText(ran.Run.Journal), StringComparison.Ordinal);
    }
}
