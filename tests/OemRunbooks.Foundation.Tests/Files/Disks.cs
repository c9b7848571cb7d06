using System.Diagnostics;
using System.Text;
using OemRunbooks.Foundation.Files;
using Xunit;

namespace OemRunbooks.Foundation.Tests.Files;

/// <summary>What the disk opens, and what becomes of a file that is replaced.</summary>
public sealed class Disks : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("runbook-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_pipe_is_refused_at_once_for_reading_and_for_writing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var pipe = Path.Combine(root, "pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        Assert.Equal("file.special", Code(() => Disk.All.ReadAll(pipe)));
        Assert.Equal("file.special", Code(() => Disk.All.Save(pipe, "x"u8)));
        Assert.Equal(ItemKind.Special, Disk.All.Look(pipe)!.Value.Kind);
    }

    [Fact]
    public void A_planted_link_is_not_followed_below_an_anchor_and_is_above_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var real = Directory.CreateDirectory(Path.Combine(root, "real")).FullName;
        File.WriteAllText(Path.Combine(real, "secret"), "s");
        var own = Path.Combine(root, "own");
        Directory.CreateSymbolicLink(own, real);
        Assert.Equal("s", Disk.Below(own).ReadText(Path.Combine(own, "secret")));

        File.CreateSymbolicLink(Path.Combine(real, "file"), "secret");
        Directory.CreateSymbolicLink(Path.Combine(real, "directory"), real);
        Assert.Equal("file.link", Code(() => Disk.Below(real).ReadAll(Path.Combine(real, "file"))));
        Assert.Equal("file.link", Code(() => Disk.Below(real).ReadAll(Path.Combine(real, "directory", "secret"))));
        Assert.Equal("file.link", Code(() => Disk.Below(real).Replace(Path.Combine(real, "directory", "new"), "x"u8)));
        Assert.Equal("s", Disk.All.ReadText(Path.Combine(real, "directory", "file")));
    }

    [Fact]
    public void What_is_replaced_keeps_its_rights_without_set_user()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = Path.Combine(root, "tool");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Disk.All.Replace(path, "new"u8);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.Equal("new", Disk.All.ReadText(path));
    }

    [Fact]
    public void A_read_is_bounded_and_knows_a_byte_order_mark()
    {
        var path = Path.Combine(root, "text");
        File.WriteAllText(path, "zażółć", Encoding.Unicode);
        Assert.Equal("zażółć", Disk.All.ReadText(path));
        Assert.Equal(14, Disk.All.ReadAll(path, 14).Length);
        Assert.Equal("file.too-large", Code(() => Disk.All.ReadAll(path, 13)));
    }

    private static string Code(Action act) => Foundation.Files.Failures.From(Assert.ThrowsAny<IOException>(act)).Code;
}
