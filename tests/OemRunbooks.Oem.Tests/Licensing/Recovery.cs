using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Tests.Support;

namespace OemRunbooks.Oem.Tests.Licensing;

public sealed class Recovery : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_output_is_backed_up_and_opens_with_the_new_fingerprint_only()
    {
        var store = Store("{\"licenses\":{\"b\":{},\"a\":{}},\"other\":[1.0]}", "OLD");
        var before = File.ReadAllBytes(store);
        var result = LicenseTool.Recover(
            Disk.All,
            new RecoverRequest(store, " OLD\n", "NEW", ReportPath: directory["reports/deep/r.json"]),
            FixedClock.Usual
        );

        Assert.Equal(before, File.ReadAllBytes(store + ".bak"));
        Assert.Equal(
            "{\"licenses\":{\"a\":{},\"b\":{}},\"other\":[1.0]}",
            OemJsonWriter.Write(LicenseStore.Open(Disk.All, store, "NEW", mustExist: true).Data, JsonStyle.Canonical)
        );
        Refused.With(Codes.StoreDecryptionFailed, () => LicenseStore.Open(Disk.All, store, "OLD", mustExist: true));
        Assert.Equal(["store_path", "output_path", "old_fingerprint", "new_fingerprint", "licenses", "report_path"], result.Summary.Keys);
        Assert.Equal(
            OemJsonWriter.Write(result.Summary.Without("report_path"), JsonStyle.PrettyInOrder),
            File.ReadAllText(directory["reports/deep/r.json"])
        );
        Assert.Equal(2, result.Licenses);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("1.5")]
    [InlineData("true")]
    public void Licences_that_cannot_be_counted_are_refused_before_anything_is_written(string licenses)
    {
        var store = Store($"{{\"licenses\":{licenses}}}", "OLD");
        Refused.With(Codes.StoreMalformed, () => LicenseTool.Recover(Disk.All, new RecoverRequest(store, "OLD", "NEW"), FixedClock.Usual));
        Assert.Equal(["store.json"], directory.Names);
    }

    [Fact]
    public void A_blank_new_fingerprint_is_refused_before_any_backup()
    {
        var store = Store("{\"licenses\":{}}", "OLD");
        Refused.With(
            Codes.FingerprintBlank,
            () => LicenseTool.Recover(Disk.All, new RecoverRequest(store, "OLD", " \n"), FixedClock.Usual)
        );
        Assert.Equal(["store.json"], directory.Names);
    }

    [Theory]
    [InlineData("[1,2,3]", 3)]
    [InlineData("\"ab\\ud83d\\ude00\"", 3)]
    public void Lists_count_items_and_texts_count_characters(string licenses, int count)
    {
        var store = Store($"{{\"licenses\":{licenses}}}", "OLD");
        Assert.Equal(count, LicenseTool.Recover(Disk.All, new RecoverRequest(store, "OLD", "NEW"), FixedClock.Usual).Licenses);
    }

    [Fact]
    public void A_missing_store_is_an_empty_one_unless_the_caller_demands_it()
    {
        Refused.With(Codes.StoreMissing, () => LicenseTool.Status(Disk.All, directory["none.json"], "F", mustExist: true));
        Assert.Equal(
            $"{{\n  \"fingerprint_hash\": null,\n  \"migrated\": false,\n  \"licenses\": [],\n  \"store_path\": \""
                + $"{directory["none.json"]}\",\n  \"fingerprint\": \"F\"\n}}\n",
            OemJsonWriter.Write(LicenseTool.Status(Disk.All, directory["none.json"], "F"), JsonStyle.PrettyInOrder)
        );
    }

    [Fact]
    public void Another_output_leaves_the_source_alone_and_keeps_permissions_and_time_in_the_backup()
    {
        var store = Store("{\"licenses\":{}}", "OLD");
        var source = File.ReadAllBytes(store);
        var output = directory.Write("out/store", "older");
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(output, time);
        LicenseTool.Recover(Disk.All, new RecoverRequest(store, "OLD", "OLD", output), FixedClock.Usual);
        Assert.Equal(source, File.ReadAllBytes(store));
        Assert.Equal("older", File.ReadAllText(output + ".bak"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(output + ".bak"));
    }

    [Fact]
    public void A_directory_in_place_of_a_store_is_unreadable() =>
        Refused.With(Codes.StoreUnreadable, () => LicenseStore.Open(Disk.All, directory.Make("d"), "F", mustExist: false));

    [Fact]
    public void Status_lists_only_records_that_are_objects_in_stored_order()
    {
        var path = directory.Write(
            "legacy.json",
            "{\"version\":1,\"licenses\":{\"b\":{\"status\":\"x\"},\"a\":5,\"c\":{\"issues\":[1]}},\"dropped\":1}"
        );
        var rows = (OemArray)LicenseTool.Status(Disk.All, path, "F")["licenses"]!;
        Assert.Equal(
            "[{\"fingerprint\":null,\"issues\":null,\"license_id\":\"b\",\"status\":\"x\"},{\"fingerprint\":null,"
                + "\"issues\":[1],\"license_id\":\"c\",\"status\":null}]",
            OemJsonWriter.Write(rows, JsonStyle.Canonical)
        );
    }

    private string Store(string data, string fingerprint)
    {
        var path = directory["store.json"];
        LicenseStore.Save(Disk.All, path, (OemObject)OemJsonReader.Parse(data), fingerprint, FixedClock.Usual);
        return path;
    }
}
