using System.Text;
using CsCheck;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Testing.Runbooks;
using Xunit;

namespace OemRunbooks.Language.Tests.Definition;

/// <summary>The way to a step: written one way only, and looked up in the runbook into which it leads.</summary>
public sealed class StepPaths
{
    [Fact]
    public void What_is_written_is_read_back_as_it_was() =>
        Paths.Sample(static path =>
        {
            var read = StepPath.Parse(path.ToString());
            return read.Equals(path) && read.Segments.SequenceEqual(path.Segments) && read.ToString() == path.ToString();
        });

    [Fact]
    public void Whatever_is_read_is_written_as_it_stood() =>
        Gen.Char["ab/[]01-"]
            .Array[0, 12]
            .Select(static c => new string(c))
            .Sample(static text => StepPath.TryParse(text) is not { } path || path.ToString() == text);

    [Theory]
    [InlineData("")]
    [InlineData("copy")]
    [InlineData("group/copy")]
    [InlineData("loop[0]/copy")]
    [InlineData("outer[12]/inner[3]")]
    [InlineData("copy/catch[1]/note")]
    [InlineData("finally/note")]
    [InlineData("escalations[0]")]
    [InlineData("sub/finally/note")]
    [InlineData("sub/escalations[1]")]
    [InlineData("sub/loop[2]/deeper/copy/catch[0]/note")]
    public void Every_form_that_journals_hold_is_a_path(string text) => Assert.Equal(text, StepPath.Parse(text).ToString());

    [Theory]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("a[]")]
    [InlineData("a[01]")]
    [InlineData("a[-1]")]
    [InlineData("a[0][1]")]
    [InlineData("a[0]b")]
    [InlineData("[0]")]
    [InlineData("a]")]
    [InlineData("catch")]
    [InlineData("escalations")]
    [InlineData("finally[0]")]
    [InlineData("a[99999999999]")]
    public void Anything_else_is_none(string text) => Assert.Null(StepPath.TryParse(text));

    [Theory]
    [InlineData("copy", "outer copy")]
    [InlineData("group/first", "outer first")]
    [InlineData("loop", "outer loop")]
    [InlineData("loop[7]", "outer loop")]
    [InlineData("loop[7]/second", "outer second")]
    [InlineData("copy/catch[1]/note", "outer note")]
    [InlineData("finally/last", "outer last")]
    [InlineData("escalations[0]", "outer escalations[0]")]
    [InlineData("sub", "outer sub")]
    [InlineData("sub/copy", "inner copy")]
    [InlineData("sub/finally/last", "inner last")]
    [InlineData("sub/escalations[1]", "inner escalations[1]")]
    [InlineData("first", null)]
    [InlineData("group/copy", null)]
    [InlineData("group[0]/first", null)]
    [InlineData("loop/second", null)]
    [InlineData("copy/catch[2]/note", null)]
    [InlineData("copy/catch[1]", null)]
    [InlineData("sub/sub", null)]
    [InlineData("sub/group/first", null)]
    [InlineData("group/finally/last", null)]
    [InlineData("finally", null)]
    [InlineData("escalations[1]", null)]
    [InlineData("", null)]
    public void A_path_leads_into_the_runbook_in_whose_text_its_step_stands(string path, string? owner)
    {
        var inner = Some.Runbook(
            "- {id: copy, action: do.once}",
            "escalations: [{on: fake.other, team: l1}, {on: fake.broken, team: l2}]\nfinally: [{id: last, action: do.work}]",
            id: "inner"
        );
        var loader = new RunbookLoader(FakeActivities.Infos, _ => ("inner.yaml", Encoding.UTF8.GetBytes(inner)));
        var outer = loader
            .Load(
                "outer.yaml",
                Encoding.UTF8.GetBytes(
                    Some.Runbook(
                        "- {id: copy, action: do.work, catch: [{on: fake.other}, {on: fake.broken, steps: [{id: note, action: "
                            + "do.work}]}]}\n"
                            + "- {id: group, steps: [{id: first, action: do.work}]}\n"
                            + "- {id: loop, forEach: {in: [1]}, steps: [{id: second, action: do.work}]}\n"
                            + "- {id: sub, action: runbook.run, with: {runbook: inner}}",
                        "escalations: [{on: fake.broken, team: l3}]\nfinally: [{id: last, action: do.work}]",
                        id: "outer"
                    )
                )
            )
            .Runbook;
        Assert.NotNull(outer);
        Assert.Equal(owner, outer.Resolve(path) is { } place ? $"{place.Owner.Id} {place.Step.Id}" : null);
    }

    [Theory]
    [InlineData("sub/loop[2]/copy", "copy", true)]
    [InlineData("sub/loop[2]/copy", "loop[2]/copy", true)]
    [InlineData("sub/loop[2]/copy", "loop[1]/copy", false)]
    [InlineData("sub/loop[2]/copy", "py", false)]
    [InlineData("copy", "sub/copy", false)]
    public void A_path_ends_as_another_one_does_part_by_part(string path, string ending, bool does) =>
        Assert.Equal(does, StepPath.Parse(path).EndsWith(StepPath.Parse(ending)));

    [Theory]
    [InlineData("sub/copy", "sub", true)]
    [InlineData("sub/loop[0]/copy", "sub/loop", true)]
    [InlineData("sub", "", true)]
    [InlineData("subway/copy", "sub", false)]
    [InlineData("sub", "sub", false)]
    public void A_path_lies_below_another_one_part_by_part(string path, string other, bool does) =>
        Assert.Equal(does, StepPath.Parse(path).IsBelow(StepPath.Parse(other)));

    private static Gen<StepPath> Paths =>
        Gen.Select(Gen.Int[0, 4], Gen.OneOfConst("a", "b-2", "copy"), Gen.Int[0, 120])
            .Array[0, 9]
            .Select(static parts =>
            {
                var path = StepPath.Root;
                foreach (var (part, id, number) in parts)
                {
                    path = part switch
                    {
                        0 => path.Step(id),
                        1 => path.Step(id).Pass(number),
                        2 => path.Catch(number),
                        3 => path.Escalation(number),
                        _ => path.Finally(),
                    };
                }

                return path;
            });
}
