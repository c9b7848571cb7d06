using System.Text;
using Xunit;

namespace OemRunbooks.EndToEnd;

public sealed class ManyWarnings
{
    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(1_000)]
    public void However_many_warnings_there_are_no_command_takes_a_runbook_with_an_error(int warnings)
    {
        using var directory = new Scratch();
        var lost =
            $"schemaVersion: \"1.0\"\nid: lost\nversion: 1.0.0\nname: {{pl: Zguba, en: Lost}}\nvars:\n  answers: ["
            + $"{string.Join(',', Enumerable.Repeat("yes", warnings))}]\n"
            + "steps:\n"
            + "  - {id: approve, action: person.aprove, with: {prompt: {pl: Można?, en: May I?}}}\n"
            + "  - {id: look, action: verify.logs}\n";
        directory.Write("only/lost.yaml", lost);
        directory.Write("only/lost.test.yaml", "tests:\n  - {name: {pl: A, en: A}, expect: {outcome: succeeded}}\n");
        foreach (
            var command in (string[][])
                [
                    ["lint", "only/lost.yaml"],
                    ["run", "only/lost.yaml"],
                    ["run", "only/lost.yaml", "--plan"],
                    ["show", "only/lost.yaml"],
                    ["test", "only/lost.yaml"],
                ]
        )
        {
            var run = directory.Run([.. command, "--lang", "en"]);
            Assert.True(run.ExitCode is 1 or 2, run.All);
            Assert.Contains("unknown activity \"person.aprove\"", run.Out + run.Error, StringComparison.Ordinal);
        }

        Assert.NotEqual(0, directory.Run("pack", "only", "--out", "lost.rbpack").ExitCode);
        Assert.False(File.Exists(System.IO.Path.Combine(directory.Path, "lost.rbpack")));
        Assert.Contains(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Checked 1 file: 1 error, {warnings} warnings."),
            directory.Run("lint", "only/lost.yaml", "--lang", "en").Error,
            StringComparison.Ordinal
        );
    }

    private sealed class Scratch : IDisposable
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("lint-");

        internal Scratch() => directory.CreateSubdirectory("only");

        internal string Path => directory.FullName;

        internal void Write(string name, string text) =>
            File.WriteAllText(System.IO.Path.Combine(Path, name), text, new UTF8Encoding(false));

        internal Finished Run(params string[] arguments) => Program.RunIn(Path, arguments);

        public void Dispose() => directory.Delete(recursive: true);
    }
}
