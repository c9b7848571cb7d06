using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;
using OemRunbooks.Oem.Archives;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Archives;

/// <summary>What we accept means the same to the tools that people would use instead.</summary>
public sealed class OtherToolsAgree : IDisposable
{
    private const int Archives = 60;
    private const string PythonListing = """
        import sys, tarfile
        for path in sys.argv[1:]:
            print("=" + path)
            with tarfile.open(path, "r:gz") as archive:
                for m in archive:
                    name = m.name[2:] if m.name.startswith("./") else m.name
                    if m.isdir(): name != "." and print(name + "/")
                    else: print(f"{name}:{m.size}")
        """;

    private static readonly Gen<string> Segments = Gen.OneOf(
        // Names that Windows keeps for itself are refused; another letter makes them ordinary ones.
        Gen.String[Gen.Char['a', 'z'], 1, 12].Select(static s => s is "con" or "prn" or "aux" or "nul" ? s + "x" : s),
        Gen.OneOfConst("zażółć", "Ω", "😀", "a b", ".x", "e\u0301", "日本", new string('n', 110), "-dash", "it's")
    );

    private static readonly Gen<(string Path, int Size)[]> Trees = Gen.Select(
            Segments.Array[1, 4],
            Gen.OneOf(Gen.Int[0, 3], Gen.Int[500, 1100], Gen.Const(70_000))
        )
        .Select(static (s, size) => (string.Join('/', s), size))
        .Array[0, 12];

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [NeedsToolFact("tar")]
    public void GNU_tar_lists_what_we_list() =>
        Compare(
            archive =>
                [
                    .. Run("tar", "--quoting-style=literal", "-tf", archive)
                        .Select(l => l.StartsWith("./", StringComparison.Ordinal) ? l[2..] : l)
                        .Where(l => l.Length > 0),
                ],
            withSizes: false
        );

    [NeedsToolFact("python3")]
    public void Pythons_tarfile_lists_what_we_list()
    {
        var script = directory.Write("list.py", PythonListing);
        Compare(archive => [.. Run("python3", script, archive).Skip(1)], withSizes: true);
    }

    [NeedsToolFact("tar")]
    public void We_read_what_GNU_tar_writes_in_each_of_its_formats()
    {
        var tree = directory.Make("tree");
        foreach (
            var name in new[]
            {
                "daemon/botd",
                "ui/zażółć 😀.txt",
                string.Join('/', Enumerable.Repeat("long-directory-name", 12)) + "/file",
            }
        )
        {
            directory.Write(Path.Combine(tree, name), new string('x', 1234));
        }

        string[]? first = null;
        foreach (var format in new[] { "gnu", "pax", "ustar" })
        {
            // ustar cannot hold the longest path.
            var source = format == "ustar" ? new[] { "./daemon", "./ui" } : ["."];
            var archive = directory[$"{format}.tar.gz"];
            Run("tar", ["--format=" + format, "--sort=name", "-C", tree, "-czf", archive, .. source]);
            var listed = Listing.Of(archive).Where(l => format == "ustar" || first is null || l.Length > 0).ToArray();
            Assert.Contains("ui/zażółć 😀.txt:1234", listed);
            first ??= listed;
            Assert.True(format == "ustar" || first.SequenceEqual(listed));
        }
    }

    [NeedsToolFact("python3")]
    public void We_read_what_Pythons_tarfile_and_zipfile_write()
    {
        var script = directory.Write(
            "write.py",
            """
            import io, sys, tarfile, zipfile
            files = {"daemon/botd": b"x" * 5000, "ui/za\u017c\u00f3\u0142\u0107.txt": b"", "d/" * 60 + "deep": b"abc"}
            with tarfile.open(sys.argv[1], "w:gz", format=tarfile.PAX_FORMAT) as archive:
                for name, data in files.items():
                    info = tarfile.TarInfo(name); info.size = len(data); info.mtime = 1717480800.123456
                    archive.addfile(info, io.BytesIO(data))
            with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as archive:
                archive.mkdir("daemon")
                for name, data in files.items(): archive.writestr(name, data)
            """
        );
        Run("python3", script, directory["a.tar.gz"], directory["a.zip"]);
        string[] expected = ["daemon/botd:5000", "ui/zażółć.txt:0", string.Concat(Enumerable.Repeat("d/", 60)) + "deep:3"];
        Assert.Equal(expected, Listing.Of(directory["a.tar.gz"]));
        Assert.Equal(["daemon/", .. expected], Listing.Of(directory["a.zip"]));
    }

    private static string[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PYTHONUTF8"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Compare(Func<string, string[]> list, bool withSizes)
    {
        var accepted = 0;
        var number = 0;
        Trees.Sample(
            tree =>
            {
                var archive = directory[$"{number++}.tar.gz"];
                var files = tree.Select(f => SourceFile.Of(f.Path, new byte[f.Size])).ToArray();
                ArchiveBuilder.TarGz(archive, "./", ".", files, FixedClock.Usual.GetUtcNow(), CompressionLevel.Fastest);
                string[] ours;
                try
                {
                    ours = Listing.Of(archive);
                }
                catch (OemException e) when (e.Code is Codes.ArchiveNameCollision)
                {
                    return;
                }

                accepted++;
                Assert.Equal(withSizes ? ours : ours.Select(l => l.EndsWith('/') ? l : l[..l.LastIndexOf(':')]), list(archive));
            },
            iter: Archives,
            threads: 1
        );
        Assert.InRange(accepted, Archives / 2, Archives);
    }
}
