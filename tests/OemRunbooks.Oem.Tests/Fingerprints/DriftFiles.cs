using System.Text;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Fingerprints;

public sealed class DriftFiles : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("""{"component_digests": {"cpu": "1"}}""")]
    [InlineData("""{"payload": {"component_digests": {"cpu": "1"}}, "signature": {}}""")]
    [InlineData("""{"component_digests": {"cpu": "1"}, "payload": {"component_digests": {"cpu": "2"}}}""")]
    public void Signed_and_bare_records_are_the_same(string text)
    {
        directory.Write("r.json", Encoding.UTF8.GetBytes(text));
        var other = (OemObject)OemJsonReader.Parse("""{"component_digests": {"cpu": "1"}}""");
        Assert.Equal("match", HardwareDrift.Evaluate(HardwareDrift.Load(Disk.All, Path.Combine(directory.Path, "r.json")), other).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mac=1")]
    [InlineData("[1]")]
    public void Tolerances_are_an_object(string text) =>
        Assert.Equal(Codes.JsonMalformed, Assert.Throws<OemException>(() => HardwareDrift.ParseTolerances(text)).Code);
}
