using System.Diagnostics;
using System.Text;
using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Prepare;

namespace OemRunbooks.Activities.Tests;

/// <summary>What a prepared medium opens the menu with.</summary>
public sealed class StartingFromAMedium : IDisposable
{
    private readonly string medium = Directory.CreateTempSubdirectory("runbook stick ").FullName;

    public void Dispose() => Directory.Delete(medium, recursive: true);

    [Fact]
    public void There_is_one_for_each_system_and_a_page_in_both_languages()
    {
        Assert.Equal(["START.md", "runbook.desktop", "start.cmd", "start.sh"], Launchers.Files);
        var page = Encoding.UTF8.GetString(Launchers.Read("START.md")!);
        Assert.Contains("## Po polsku", page, StringComparison.Ordinal);
        Assert.Contains("## In English", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_system_finds_its_ends_of_lines()
    {
        Assert.DoesNotContain((byte)'\r', Launchers.Read("start.sh")!);
        Assert.DoesNotContain(
            "\n",
            Encoding.UTF8.GetString(Launchers.Read("start.cmd")!).Replace("\r\n", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void They_go_with_the_program() =>
        Assert.All(Launchers.Files, static f => Assert.True(new MediaItem(MediaItem.LauncherPrefix + f, f).IsOfProgram));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_program_is_started_for_the_station_also_where_nothing_may_be_run_from_the_medium(bool isExecutable, bool hasRunbooks)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var program = Path.Combine(medium, "runbook");
        File.WriteAllText(program, "#!/bin/sh\necho \"$#|$*\"\n");
        File.SetUnixFileMode(program, isExecutable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        File.WriteAllBytes(Path.Combine(medium, "start.sh"), Launchers.Read("start.sh")!);
        var library = Path.Combine(medium, "runbooks");
        if (hasRunbooks)
        {
            Directory.CreateDirectory(library);
        }

        Assert.Equal((0, hasRunbooks ? $"4|--station {medium} --library {library}\n" : $"2|--station {medium}\n"), Start(medium));
        Assert.Equal(2, Start(Path.Combine(medium, "nowhere")).Code);
    }

    private (int Code, string Said) Start(string station)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", [Path.Combine(medium, "start.sh"), station]) { RedirectStandardOutput = true }
        )!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, said);
    }
}
