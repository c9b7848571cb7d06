using OemRunbooks.Activities.Tests.Support;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests;

/// <summary>Steps that change single files: planned, done once, undone, and of one piece.</summary>
public sealed class FilesOfAStation : IDisposable
{
    private readonly CallFactory station = new();

    private static readonly Dictionary<string, (string Activity, (string, Value)[] Inputs)> Changes = new()
    {
        ["copy new"] = ("file.copy", [Text("source", "conf"), Text("target", "opt/deep/conf")]),
        ["copy over"] = ("file.copy", [Text("source", "conf"), Text("target", "old")]),
        ["move"] = ("file.move", [Text("source", "conf"), Text("target", "opt/deep/conf")]),
        ["move directory"] = ("file.move", [Text("source", "tree"), Text("target", "tree.old")]),
        ["remove"] = ("file.remove", [Text("path", "conf")]),
        ["remove directory"] = ("file.remove", [Text("path", "tree")]),
        ["remove for good"] = ("file.remove", [Text("path", "tree"), ("keep", Value.False)]),
        ["write new"] = ("file.write", [Text("path", "opt/deep/new"), Text("text", "zażółć\n"), Text("mode", "0600")]),
        ["write over"] = ("file.write", [Text("path", "old"), Text("text", "zażółć\n")]),
        ["line"] = ("file.line", [Text("path", "conf"), Text("match", "^server"), Text("line", "server = b")]),
        ["line gone"] = ("file.line", [Text("path", "conf"), Text("match", "^server"), Text("state", "absent")]),
        ["template"] = (
            "file.template",
            [Text("source", "conf.template"), Text("target", "old"), ("values", Value.MapOf(("server", Value.Of("c"))))]
        ),
        ["mode"] = ("file.mode", [Text("path", "conf"), Text("mode", "0600")]),
        ["directory"] = ("directory.make", [Text("path", "opt/deep/new"), Text("mode", "0750")]),
    };

    public static TheoryData<string> All => [.. Changes.Keys];

    public void Dispose() => station.Dispose();

    [Theory, MemberData(nameof(All))]
    public async Task A_change_that_lost_power_anywhere_comes_to_the_same_end(string change)
    {
        var (activity, inputs) = Changes[change];
        await CrashPoints.Dies(Prepare, activity, inputs);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_change_that_found_no_room_changed_nothing(string change)
    {
        var (activity, inputs) = Changes[change];
        await CrashPoints.FindsNoRoom(Prepare, activity, inputs);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_plan_tells_the_outputs_and_leaves_the_station_alone(string change)
    {
        var (activity, inputs) = Changes[change];
        Prepare(station);
        var before = station.Snapshot();
        var plan = await CallFactory.Activity(activity).PlanAsync(station.Call(inputs), CancellationToken.None);
        Assert.Null(plan.Failure);
        Assert.NotEmpty(plan.Lines);
        Assert.Equal(before, station.Snapshot());
        var outcome = await station.Succeeds(activity, inputs);
        Assert.Equal(Value.True, outcome.Outputs["changed"]);
        Assert.All(plan.Outputs.Members, m => Assert.Equal(outcome.Outputs[m.Key], m.Value));
        Assert.True(plan.Lines.Any(static l => l.Changes), "a change is called one");
    }

    [Theory, MemberData(nameof(All))]
    public async Task The_second_time_changes_nothing_and_says_so(string change)
    {
        var (activity, inputs) = Changes[change];
        Prepare(station);
        await station.Succeeds(activity, inputs);
        var after = station.Snapshot();
        var plan = await CallFactory.Activity(activity).PlanAsync(station.Call(inputs), CancellationToken.None);
        Assert.DoesNotContain(plan.Lines, static l => l.Changes);
        Assert.Equal(Value.False, (await station.Succeeds(activity, inputs)).Outputs["changed"]);
        Assert.Equal(after, station.Snapshot());
    }

    [Theory]
    [InlineData("copy new", "opt/deep/conf")]
    [InlineData("copy over", "old")]
    [InlineData("remove", "conf")]
    [InlineData("remove directory", "tree")]
    [InlineData("write new", "opt/deep/new")]
    [InlineData("write over", "old")]
    [InlineData("line", "conf")]
    [InlineData("template", "old")]
    [InlineData("directory", "opt/deep/new")]
    public async Task What_a_change_gives_is_what_undoes_it(string change, string path)
    {
        var (activity, inputs) = Changes[change];
        Prepare(station);
        var before = Content(path);
        var outcome = await station.Succeeds(activity, inputs);
        Assert.NotEqual(before, Content(path));
        await Undo(outcome.Outputs, path);
        Assert.Equal(before, Content(path));

        // And what a second run did not change, its undoing leaves.
        await station.Succeeds(activity, inputs);
        var done = Content(path);
        var second = await station.Succeeds(activity, inputs);
        await Undo(second.Outputs, path);
        Assert.Equal(done, Content(path));
    }

    [Fact]
    public async Task A_move_and_a_mode_are_undone_by_themselves()
    {
        Prepare(station);
        var before = station.Snapshot();
        var moved = await station.Succeeds("file.move", Text("source", "conf"), Text("target", "conf2"));
        await station.Succeeds("file.move", ("source", moved.Outputs["path"]), ("target", moved.Outputs["former"]));
        Assert.Equal(before, station.Snapshot());
        var mode = (await station.Succeeds("file.mode", Text("path", "conf"), Text("mode", "600"))).Outputs["formerMode"];
        Assert.Equal("0600", ModeOf("conf"));
        await station.Succeeds("file.mode", Text("path", "conf"), ("mode", mode));
        Assert.Equal(mode.ToText(), ModeOf("conf"));
    }

    [Fact]
    public async Task A_replaced_file_keeps_its_rights_and_a_new_one_has_those_that_were_given()
    {
        Prepare(station);
        await station.Succeeds("file.mode", Text("path", "old"), Text("mode", "0400"));
        await station.Succeeds("file.write", Text("path", "old"), Text("text", "x"), Text("mode", "0644"));
        Assert.Equal("0400", ModeOf("old"));
        await station.Succeeds("file.write", Text("path", "new"), Text("text", "x"), Text("mode", "0640"));
        Assert.Equal("0640", ModeOf("new"));
        await station.Fails("file.mode-invalid", "file.write", Text("path", "new"), Text("text", "x"), Text("mode", "4755"));
        await station.Fails("file.mode-invalid", "file.mode", Text("path", "conf"), Text("mode", "rw"));
    }

    [Theory]
    [InlineData("utf-8-bom", "lf", "EF-BB-BF-C4-85-0A")]
    [InlineData("utf-16", "crlf", "FF-FE-05-01-0D-00-0A-00")]
    [InlineData("utf-8", "crlf", "C4-85-0D-0A")]
    public async Task A_text_is_written_as_its_encoding_has_it(string encoding, string ends, string bytes)
    {
        await station.Succeeds("file.write", Text("path", "new"), Text("text", "ą\n"), Text("encoding", encoding), Text("lineEnds", ends));
        Assert.Equal(bytes, BitConverter.ToString(File.ReadAllBytes(station["new"])));
    }

    [Fact]
    public async Task What_an_encoding_cannot_hold_is_no_question_mark()
    {
        var failure = await station.Fails(
            "text.unencodable",
            "file.write",
            Text("path", "new"),
            Text("text", "ą"),
            Text("encoding", "iso-8859-1")
        );
        Assert.Equal("U+0105", failure.Arguments["character"].ToText());
        Assert.False(File.Exists(station["new"]));
    }

    [Theory]
    [InlineData("a=1\r\nb=2\r\n", "^b", "b=3", null, "a=1\r\nb=3\r\n")]
    [InlineData("a=1\nb=2", null, "c=3", null, "a=1\nb=2\nc=3\n")]
    [InlineData("a=1\nb=2\n", "^c", "c=3", "^a", "a=1\nc=3\nb=2\n")]
    [InlineData("", null, "c", null, "c\n")]
    [InlineData("a\n\n\nb", "^b$", "c", null, "a\n\n\nc")]
    public async Task A_line_is_set_and_all_other_bytes_stay(string text, string? match, string line, string? after, string expected)
    {
        station.Write("f", text);
        await station.Succeeds("file.line", Text("path", "f"), Text("line", line), ("match", Value.Of(match)), ("after", Value.Of(after)));
        Assert.Equal(expected, File.ReadAllText(station["f"]));
    }

    [Fact]
    public async Task A_line_that_is_not_one_and_a_pattern_that_fits_several_are_refused()
    {
        station.Write("f", "a=1\na=2\n");
        await station.Fails("file.line-invalid", "file.line", Text("path", "f"), Text("line", "a\nb"));
        await station.Fails("file.line-invalid", "file.line", Text("path", "f"));
        var failure = await station.Fails("file.line-ambiguous", "file.line", Text("path", "f"), Text("match", "^a"), Text("line", "a=3"));
        Assert.Equal("1, 2", failure.Arguments["lines"].ToText());
        await station.Fails("pattern.invalid", "file.line", Text("path", "f"), Text("match", @"(a)\1"), Text("line", "a"));
        await station.Fails("file.missing", "file.line", Text("path", "none"), Text("line", "a"));
        File.WriteAllBytes(station["f"], [0xFF, 0x61]);
        await station.Fails("text.malformed", "file.line", Text("path", "f"), Text("line", "a"));
        Assert.Equal("a\n", await Created());

        async Task<string> Created()
        {
            await station.Succeeds("file.line", Text("path", "none"), Text("line", "a"), ("create", Value.True));
            return File.ReadAllText(station["none"]);
        }
    }

    [Fact]
    public async Task A_template_takes_all_its_values_and_no_others()
    {
        station.Environment["KEY"] = "s3cr3t-s3cr3t";
        station.Write("t", "a={{ a }}\nb={{b}}{{a}}\n");
        (string, Value) values = ("values", Value.MapOf(("a", Value.Of(1)), ("b", Value.SecretReference("env:KEY"))));
        (string, Value)[] where = [Text("source", "t"), Text("target", "out")];
        await station.Succeeds("file.template", [.. where, values]);
        Assert.Equal("a=1\nb=s3cr3t-s3cr3t1\n", File.ReadAllText(station["out"]));
        Assert.Equal("0600", ModeOf("out"));
        var unknown = await station.Fails("template.unknown", "file.template", [.. where, ("values", Value.MapOf(("a", Value.Of(1))))]);
        Assert.Equal((Value.Of(2), "b"), (unknown.Arguments["line"], unknown.Arguments["name"].ToText()));
        station.Write("t", "a={{a}}\n");
        await station.Fails("template.unused", "file.template", [.. where, values]);
        station.Write("t", "a\n{{ a b }}");
        Assert.Equal(Value.Of(2), (await station.Fails("template.malformed", "file.template", [.. where, values])).Arguments["line"]);
        station.Write("t", "{{a");
        await station.Fails("template.malformed", "file.template", [.. where, values]);
    }

    [Fact]
    public async Task What_is_in_the_way_stays()
    {
        Prepare(station);
        await station.Fails("file.exists", "file.copy", Text("source", "conf"), Text("target", "old"), ("overwrite", Value.False));
        await station.Fails("file.exists", "file.write", Text("path", "old"), Text("text", "x"), ("overwrite", Value.False));
        await station.Fails("file.exists", "file.move", Text("source", "conf"), Text("target", "old"));
        await station.Fails("file.missing", "file.move", Text("source", "none"), Text("target", "none2"));
        await station.Fails("file.exists", "directory.make", Text("path", "old"));
        await station.Fails("file.unreadable", "file.copy", Text("source", "conf"), Text("target", "tree"));
        await station.Fails("file.missing", "file.copy", Text("source", "none"), Text("target", "x"));
        Assert.Equal("old", File.ReadAllText(station["old"]));
    }

    [Theory]
    [InlineData("file.write", "var/runbook/ledger.jsonl")]
    [InlineData("file.remove", "var/runbook")]
    [InlineData("file.remove", "var")]
    [InlineData("file.remove", ".")]
    [InlineData("file.line", "runbook.station.yaml")]
    [InlineData("directory.make", "var/log/runbook/x")]
    public async Task What_the_program_goes_on_with_is_not_changed(string activity, string path) =>
        await station.Fails("file.reserved", activity, Text("path", path), Text("text", "x"), Text("line", "x"));

    [Fact]
    public async Task No_link_leads_elsewhere()
    {
        Directory.CreateSymbolicLink(station["out"], "/tmp");
        File.CreateSymbolicLink(station["link"], "/etc/hostname");
        Prepare(station);
        await station.Fails("file.link", "file.write", Text("path", "out/x"), Text("text", "x"));
        await station.Fails("file.link", "file.write", Text("path", "link"), Text("text", "x"));
        await station.Fails("file.link", "file.remove", Text("path", "link"));
        await station.Fails("file.link", "file.mode", Text("path", "link"), Text("mode", "600"));
        await station.Fails("file.link", "file.copy", Text("source", "conf"), Text("target", "out/x"));
        await station.Fails("file.link", "file.move", Text("source", "conf"), Text("target", "out/x"));
        await station.Fails("file.link", "directory.make", Text("path", "out/x"));
    }

    private async Task Undo(Value outputs, string path) =>
        await station.Succeeds("backup.restore", ("from", outputs["former"]), Text("to", path), ("existed", outputs["existed"]));

    private string ModeOf(string path) => Convert.ToString((int)station.Station.Disk.Look(station[path])!.Value.Rights!, 8).PadLeft(4, '0');

    private string? Content(string path) =>
        File.Exists(station[path]) ? File.ReadAllText(station[path])
        : Directory.Exists(station[path]) ? string.Join('\n', station.Snapshot(path))
        : null;

    private static void Prepare(CallFactory station)
    {
        station.Write("conf", "# core\nserver = a\nport = 1\n");
        station.Write("conf.template", "server = {{server}}\n");
        station.Write("old", "old");
        station.Write("tree/a", "1");
        station.Write("tree/sub/b", "2");
    }

    private static (string, Value) Text(string name, string value) => (name, Value.Of(value));
}
