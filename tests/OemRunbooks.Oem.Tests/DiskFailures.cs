using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests;

public sealed class DiskFailures
{
    [Theory]
    [InlineData(28, Codes.DiskFull)]
    [InlineData(122, Codes.DiskFull)]
    [InlineData(30, Codes.DiskReadOnly)]
    [InlineData(5, Codes.DiskFailed)]
    [InlineData(2, Codes.FileMissing)]
    [InlineData(17, Codes.FileExists)]
    [InlineData(6, Codes.DiskFailed)]
    [InlineData(20, Codes.FileMissing)]
    [InlineData(39, Codes.FileExists)]
    [InlineData(1, "file.denied")]
    [InlineData(13, "file.denied")]
    [InlineData(21, Codes.FileUnreadable)]
    [InlineData(40, "file.link")]
    [InlineData(11, "io.failed")]
    [InlineData(unchecked((int)0x80070005), "file.denied")]
    [InlineData(unchecked((int)0x80070003), Codes.FileMissing)]
    [InlineData(unchecked((int)0x80131620), "io.failed")]
    [InlineData(unchecked((int)0x80070070), Codes.DiskFull)]
    [InlineData(unchecked((int)0x80070013), Codes.DiskReadOnly)]
    public void Errors_of_the_system_have_codes(int error, string code) =>
        Refused.With(code, () => OemDisk.Do("/x", () => throw new IOException("no", error)));

    [Fact]
    public void Lacking_rights_is_told_apart_from_a_directory_in_a_files_place()
    {
        using var directory = new TemporaryDirectory();
        var denied = new UnauthorizedAccessException("Access to the path is denied.", new IOException("Permission denied", 13));
        Assert.Equal("file.denied", OemDisk.Failed(denied, directory.Write("a", [1])).Code);
        Assert.Equal(Codes.FileUnreadable, OemDisk.Failed(denied, directory.Path).Code);
        Refused.With(Codes.FileUnreadable, () => Disk.All.ReadDocument(directory.Path));
    }

    [Fact]
    public void A_full_device_is_a_full_disk()
    {
        if (File.Exists("/dev/full"))
        {
            Refused.With(
                Codes.DiskFull,
                () =>
                    OemDisk.Do(
                        "/dev/full",
                        () =>
                        {
                            using var handle = File.OpenHandle("/dev/full", access: FileAccess.Write);
                            RandomAccess.Write(handle, [1], 0);
                        }
                    )
            );
        }
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read_into_memory()
    {
        using var directory = new TemporaryDirectory();
        Refused.With(Codes.FileTooLarge, () => Disk.All.ReadDocument(directory.Write("a", new byte[100]), limit: 99));
    }

    [Fact]
    public void Every_code_is_a_noun_and_a_problem() => Assert.All(OemWords.Messages, m => Assert.Matches("^[a-z]+\\.[a-z-]+$", m.Code));
}
