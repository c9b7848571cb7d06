using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests;

public sealed class DiskFailures
{
    [Theory]
    [InlineData(28, OemCodes.DiskFull)]
    [InlineData(122, OemCodes.DiskFull)]
    [InlineData(30, OemCodes.DiskReadOnly)]
    [InlineData(5, OemCodes.DiskFailed)]
    [InlineData(2, OemCodes.FileMissing)]
    [InlineData(17, OemCodes.FileExists)]
    [InlineData(13, OemCodes.FileUnreadable)]
    [InlineData(unchecked((int)0x80070070), OemCodes.DiskFull)]
    [InlineData(unchecked((int)0x80070013), OemCodes.DiskReadOnly)]
    public void Errors_of_the_system_have_codes(int error, string code) =>
        Refused.With(code, () => Disk.Do("/x", () => throw new IOException("no", error)));

    [Fact]
    public void A_full_device_is_a_full_disk()
    {
        if (File.Exists("/dev/full"))
        {
            Refused.With(OemCodes.DiskFull, () => Disk.Do("/dev/full", () =>
            {
                using var handle = File.OpenHandle("/dev/full", access: FileAccess.Write);
                RandomAccess.Write(handle, [1], 0);
            }));
        }
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read_into_memory()
    {
        using var directory = new TemporaryDirectory();
        Refused.With(OemCodes.FileTooLarge, () => Disk.Read(directory.Write("a", new byte[100]), limit: 99));
    }

    [Fact]
    public void Every_code_is_listed_once_and_is_a_noun_and_a_problem()
    {
        Assert.Equal(OemCodes.All.Count, OemCodes.All.Distinct(StringComparer.Ordinal).Count());
        Assert.All(OemCodes.All, c => Assert.Matches("^[a-z]+\\.[a-z-]+$", c));
        Assert.Equal(OemCodes.All, typeof(OemCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!));
    }
}
