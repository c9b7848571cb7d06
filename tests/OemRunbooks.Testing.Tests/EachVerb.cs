using System.Text.RegularExpressions;
using OemRunbooks.Testing.Scripts;
using Xunit;

namespace OemRunbooks.Testing.Tests;

/// <summary>What each verb accepts, and that each can fail.</summary>
public sealed class EachVerb : IDisposable
{
    private readonly Bench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("runbook complain x", "it failed with exit code 2")]
    [InlineData("! runbook say x", "it succeeded, but must fail")]
    [InlineData("runbook say x; exit 3", "the exit code is 0, not 3")]
    [InlineData("exit 0", "no program has run yet")]
    [InlineData("runbook say x; ! stdout x", "standard output shows \"x\"")]
    [InlineData("runbook say x; ! stdout", "standard output is not empty")]
    [InlineData("runbook say x; stderr", "standard error is empty")]
    [InlineData("runbook say a  b; stdout a…c", "standard output does not show \"a…c\"")]
    [InlineData("runbook say x; stdout /^y/", "standard output does not show \"/^y/\"")]
    [InlineData("! runbook complain 'error some.code: a'; error some.code", "the line does not say what to do next")]
    [InlineData("! runbook complain 'error some.code: a → b'; error other.code", "does not begin with \"error other.code: \"")]
    [InlineData("! runbook complain 'error some.code: a → b'; error some.code z", "the line does not show \"z\"")]
    [InlineData("! runbook complain \"one\\ntwo\"; warning some.code", "standard error has 2 lines, not one")]
    [InlineData("runbook say '{\"a\": [1]}'; json .a[0] 2", ".a[0] in standard output is 1")]
    [InlineData("runbook say '{\"a\": [1]}'; json .b", ".b in standard output is not there")]
    [InlineData("runbook say '{\"a\": [1]}'; ! json .a", ".a in standard output is [1]")]
    [InlineData("runbook say '{\"a\": [1]}'; json a", "there is no \"a\"")]
    [InlineData("runbook say no-json; json .a", "invalid")]
    [InlineData("station s; json secrets/store.json .licenses a", ".licenses in secrets/store.json is [\"a\",\"b\"]")]
    [InlineData("write a x; contains a y", "\"a\" does not hold \"y\"")]
    [InlineData("write a x; ! contains a x", "\"a\" holds \"x\"")]
    [InlineData("write a x; write b y; cmp a b", "a is not \"b\": line 1")]
    [InlineData("exists a", "there is no \"a\"")]
    [InlineData("write a x; ! exists *", "there is \"")]
    [InlineData("write a x; count 2 *", "there are 1: $WORK/a")]
    [InlineData("write a x; edit a y z", "\"a\" does not hold \"y\"")]
    [InlineData("station s; snapshot before; append secrets/store.json x; same before .", "differs: secrets/store.json")]
    [InlineData("station s; snapshot before; write new x; same before .", "only in the second: new")]
    [InlineData("station s; snapshot before; ! same before .", "they are the same")]
    [InlineData("station s; snapshot before; same before/none none", "there is nothing in either place")]
    [InlineData("runbook say x; keep NAME y…", "the program does not show \"y…\"")]
    [InlineData("keep name x", "\"name\" is no name")]
    [InlineData("runbook say $UNKNOWN", "nothing is kept as $UNKNOWN")]
    [InlineData("runbook say 'x", "a quote is not closed: 'x")]
    [InlineData("rm none", "there is no \"none\"")]
    [InlineData("write ../../outside x", "\"../../outside\" lies outside of $WORK")]
    [InlineData("cut none 1", "there is no \"none\"")]
    [InlineData("nonsense", "there is no verb \"nonsense\"")]
    [InlineData("! write a x", "\"!\" says nothing before \"write\"")]
    [InlineData("cp a", "\"cp\" takes 2 words, not 1")]
    [InlineData("answer x y", "no program waits on a terminal")]
    [InlineData("clock 5", "it is \"clock +5m\"")]
    [InlineData("crash 5", "it is \"crash at N runbook …\"")]
    [InlineData("[nonsense] write a x", "there is no condition [nonsense]")]
    public void A_verb_that_does_not_hold_says_why(string script, string message)
    {
        var outcome = bench.Try(script.Split("; "));
        Assert.False(outcome.IsGood);
        Assert.Contains(message, outcome.Report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runbook say 'a   b'; stdout a b; stdout a…b; stdout /^a +b$/; ! stdout c; ! stderr; exit 0")]
    [InlineData(
        "runbook say '{\"a\": {\"x\": 1, \"y\": null}}'; json .a names x y; json .a.y null; json .a.x 1; ! json .z; json "
            + ".a {\"x\":1,\"y\":null}"
    )]
    [InlineData(
        "runbook say '[{\"id\": \"p\", \"v\": true}, {\"id\": \"q\"}]'; json . length 2; json .[].id p q; json .[id=p].v "
            + "true; json .[-1].id q"
    )]
    [InlineData("! runbook complain 'error some.code: what → next'; exit 2; error some.code what")]
    [InlineData("! runbook complain 'błąd some.code: co → dalej'; error some.code co")]
    [InlineData("runbook say 'Receipt: AB-CD'; keep R Receipt: …; runbook say $R; stdout AB-CD")]
    [InlineData("keep T typed AB-CD; runbook say $T; stdout ab cd; keep T repeat 3 x; runbook say $T; stdout xxx")]
    [InlineData("write a.yaml \"x: 1\\nid: two\\n\"; keep L line a.yaml id: two; runbook say $L; stdout 2")]
    [InlineData(
        "write a.yaml \"id: two\\n\"; edit a.yaml two 2; contains a.yaml id: 2; keep D sha256 a.yaml; runbook say $D; "
            + "stdout /^[0-9a-f]{64}$/"
    )]
    [InlineData("runbook say x > out/x.txt; contains out/x.txt x; mv out moved; exists moved/x.txt **/x.txt; rm moved; ! exists moved")]
    [InlineData("write a abcd; cut a 2; contains a /^ab$/; damage a; ! contains a ab; bytes b 41 42; contains b AB; cp b c; cmp b c")]
    [InlineData("write a \"1\\n2\\n3\\n\"; head a 2; contains a /\\A1\\n2\\n\\z/; cut a 50%; contains a /\\A1\\n\\z/")]
    [InlineData("station s; runbook where; stdout $STATION; stdout $WORK/s; same demo.env demo.env")]
    [InlineData("station s; snapshot was; append secrets/store.json x; same was . except store.json; same was/demo.env demo.env")]
    [InlineData("env A=1; runbook say $A; stdout 1; env A; station s; runbook say $OEM_KEY; stdout k3y; contains demo.env $WORK/s/keys")]
    [InlineData(
        "[windows] nonsense; [!unix] nonsense; [unix] write a x; [unix] chmod 600 a; [unix] mode 600 a; [unix] link a b; [unix] exists b"
    )]
    [InlineData("for N in 1 2; runbook say $N; stdout $N")]
    [InlineData("write a x; for ARGUMENTS in 'say a b'; runbook $ARGUMENTS...; stdout a b")]
    [InlineData("for A B; | x |; | | y; runbook say $A $B")]
    [InlineData("write in.txt words; stdin in.txt; runbook echo; stdout words; runbook echo; ! stdout")]
    public void What_holds_is_good(string script)
    {
        var outcome = bench.Try(script.Split("; "));
        Assert.True(outcome.IsGood, outcome.Report);
    }

    [Fact]
    public void Languages_and_times_reach_the_program()
    {
        Assert.True(bench.Try("runbook a", "lang pl", "clock +5m", "runbook b").IsGood);
        Assert.Equal(["en", "pl"], bench.Calls.Select(static c => c.Environment["RUNBOOK_LANG"]));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(5)], bench.Calls.Select(static c => c.Clock));
    }

    [Fact]
    public void Two_stations_have_environments_of_their_own()
    {
        Assert.True(bench.Try("station a", "env X=1", "runbook a", "station b", "runbook b", "station a", "runbook c").IsGood);
        Assert.Equal([true, false, true], bench.Calls.Select(static c => c.Environment.ContainsKey("X")));
        Assert.Equal(2, bench.Calls.Select(static c => c.Environment["RUNBOOK_KEYS"]).Distinct().Count());
    }

    [Fact]
    public void A_script_that_lacks_a_condition_is_known_before_it_runs()
    {
        var script = Script.Parse("[process]\n[!clock]\n\n# phase\nrunbook x\n"u8.ToArray());
        Assert.Equal(["process", "not clock"], new Conditions(bench).Missing(script.Conditions));
        Assert.Single(script.Phases);
    }

    [Fact]
    public void Files_are_kept_to_the_byte()
    {
        byte[] bytes = [.. "cp a b\n\n-- a --\n"u8, 0xFF, 0xC0, (byte)'\n'];
        Assert.Equal([0xFF, 0xC0, (byte)'\n'], Archive.Parse(bytes)["a"]);
        Assert.Equal(bytes, Archive.Parse(bytes).Write());
    }

    [Fact]
    public void Every_verb_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "tests/OemRunbooks.Testing/README.md"));
        var explained = Regex.Matches(page, @"^\| `(?:! )?([a-z]+)", RegexOptions.Multiline).Select(static m => m.Groups[1].Value);
        Assert.Equal(Verbs.Names.Order(), explained.Distinct().Order());
    }

    private static string Root(DirectoryInfo at) =>
        File.Exists(Path.Combine(at.FullName, "OemRunbooks.sln")) ? at.FullName : Root(at.Parent!);
}
