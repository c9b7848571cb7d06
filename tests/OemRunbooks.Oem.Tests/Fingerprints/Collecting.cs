using System.Security.Cryptography;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Fingerprints;

public sealed class Collecting : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private string? node = "0025904c1a2b";
    private string? tpm;

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_bare_machine_has_the_node_in_two_places() =>
        Assert.Equal(
            "{\"cpu_id\":\"0025904c1a2b\",\"hostname\":\"kasa\",\"mac_addresses\":[\"0025904c1a2b\"],"
                + "\"os\":{\"machine\":\"x86_64\",\"release\":\"6.1\",\"system\":\"Linux\",\"version\":\"#1\"}}",
            Collected()
        );

    [Fact]
    public void The_board_comes_before_the_processor()
    {
        directory.Write("proc/cpuinfo", "model name : x\nprocessor\t: \nProcessor : 7\nSerial : 99\n");
        Assert.Equal("7", Factor("cpu_id"));
        directory.Write("sys/devices/virtual/dmi/id/product_uuid", " UUID-1 \nsecond");
        Assert.Equal("UUID-1", Factor("cpu_id"));
        environment["OEM_CPU_ID"] = " given ";
        Assert.Equal("given", Factor("cpu_id"));
    }

    [Fact]
    public void Interfaces_are_joined_with_the_node_and_loopback_is_left_out()
    {
        directory.Write("sys/class/net/lo/address", "00:00:00:00:00:00\n");
        directory.Write("sys/class/net/eth1/address", "AA:BB:CC:DD:EE:01\n");
        directory.Write("sys/class/net/eth2/address", "\n");
        directory.Make("sys/class/net/bonding_masters");
        Assert.Contains("\"mac_addresses\":[\"0025904c1a2b\",\"aabbccddee01\"]", Collected(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_node_there_is_no_fingerprint_rather_than_a_random_one()
    {
        node = null;
        environment["OEM_CPU_ID"] = "1";
        Assert.Equal("mac_addresses", Refused.With(Codes.FingerprintUnavailable, () => Collected()).Args["factor"]);
        environment["OEM_MAC_ADDRESSES"] = "aa:bb";
        Assert.Contains("\"mac_addresses\":[\"aabb\"]", Collected(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_without_entries_leaves_the_factor_out()
    {
        environment["OEM_MAC_ADDRESSES"] = ",";
        Assert.DoesNotContain("mac_addresses", Collected(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_TPM_is_read_from_sysfs_else_its_properties_are_hashed()
    {
        tpm = " properties \n";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("properties"u8)), Factor("tpm"));
        directory.Write("sys/class/tpm/tpm0/unique_id", "chip-2\n");
        Assert.Equal("chip-2", Factor("tpm"));
        directory.Write("sys/class/tpm/tpm0/device/unique_id", "chip-1\n");
        Assert.Equal("chip-1", Factor("tpm"));
    }

    [Fact]
    public void The_dongle_lies_under_the_working_directory_unless_a_path_is_given()
    {
        directory.Write("var/oem/dongle_id.txt", "USB-1\r\n");
        Assert.Equal("USB-1", Factor("dongle"));
        environment["OEM_DONGLE_PATH"] = directory.Write("other", "USB-2");
        Assert.Equal("USB-2", Factor("dongle"));
        environment["OEM_DONGLE_PATH"] = directory["absent"];
        Assert.Null(Factor("dongle"));
        environment["OEM_DONGLE_PATH"] = "";
        Assert.Null(Factor("dongle"));
    }

    [Fact]
    public void Random_bytes_are_not_a_node()
    {
        var uuid = new byte[16];
        uuid[10] = 0x02;
        Assert.Equal("020000000000", LocalNode.NodeOf(uuid));
        uuid[10] = 0x03;
        Assert.Null(LocalNode.NodeOf(uuid));
    }

    [Fact]
    public void This_machine_answers_twice_the_same_or_not_at_all()
    {
        var machine = Machine.Local(
            name =>
                name == "OEM_MAC_ADDRESSES" ? "aa"
                : name == "OEM_CPU_ID" ? "1"
                : null,
            directory.Path
        );
        Assert.Equal(FactorCollector.Fingerprint(machine), FactorCollector.Fingerprint(machine));
        Assert.Equal(LocalNode.Read(), LocalNode.Read());
    }

    private string? Factor(string name) => ((OemObject)OemJsonReader.Parse(Collected())).TextOf(name);

    private string Collected() =>
        OemJsonWriter.Write(
            FactorCollector.Collect(
                new Machine
                {
                    Root = directory.Path,
                    WorkingDirectory = directory.Path,
                    Environment = name => environment.GetValueOrDefault(name),
                    Name = () => new SystemName("Linux", " kasa ", "6.1", "#1", "x86_64"),
                    Node = () => node,
                    TpmProperties = () => tpm,
                }
            ),
            JsonStyle.Canonical
        );
}
