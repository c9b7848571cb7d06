using OemRunbooks.Testing.Scripts;
using Xunit;

namespace OemRunbooks.EndToEnd;

/// <summary>What <c>runbook lint --fix</c> leaves alone. What lint finds is the subject of the scripts below <c>scripts/lint</c>.</summary>
public sealed class Linting : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("lint-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    // What is not quite right but clear, and what is right and can be raised to the newest version of the language.
    private static readonly string[] Certain =
    [
        "from-ansible.yaml",
        "from-github-actions.yaml",
        "bidi.yaml",
        "nobody-gets-there.yaml",
        "same-name.yaml",
    ];

    [Fact]
    public void A_file_in_which_nothing_is_certain_is_not_touched()
    {
        foreach (var script in Directory.GetFiles(Path.Combine(ScriptTests.Root, "lint"), "*.txtar"))
        {
            var files = Archive.Parse(File.ReadAllBytes(script));
            foreach (var name in files.Names.Where(n => n == Path.GetFileNameWithoutExtension(script) + ".yaml"))
            {
                File.WriteAllBytes(Path.Combine(directory, name), files[name]);
            }
        }

        var bad = Directory.GetFiles(directory);
        Assert.True(bad.Length >= 20);
        foreach (var file in bad)
        {
            var before = File.ReadAllBytes(file);
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            Program.RunIn(directory, "lint", Path.GetFileName(file), "--fix");
            if (before.AsSpan().SequenceEqual(File.ReadAllBytes(file)))
            {
                Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
            }
            else
            {
                Assert.Contains(Path.GetFileName(file), Certain);
            }
        }
    }
}
