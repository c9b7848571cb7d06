using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Testing.Runbooks;

/// <summary>Activities as a runbook sees them: what they take, give and fail with, one for each way to be interrupted.</summary>
public static class FakeActivities
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivityInfo> Infos { get; } =
    [
        Describe("do.work", Interruption.Rerun),
        Describe("do.once", Interruption.Verify),
        Describe("do.asked", Interruption.Ask) with
        {
            HalfDone = ["fake.half"],
            RepeatableBy = "value",
        },
        Describe("do.fragile", Interruption.Abort),
        Describe("do.undo", Interruption.Rerun),
        Describe("do.change", Interruption.Verify) with
        {
            LeavesChange = true,
        },
        Describe("do.fail", Interruption.Rerun) with
        {
            AlwaysFails = true,
            Errors = ["fake.broken"],
        },
        Describe("do.judge", Interruption.Rerun) with
        {
            Judges = "value",
            Errors = ["fake.broken"],
        },
        new("escalate.team", LocalizedText.Both("tells a team"))
        {
            Interruption = Interruption.Rerun,
            Inputs =
            [
                Input.String(new("team", new("team", "team"))),
                Input.Texts(new("attach", new("attach", "attach"))).OrEmpty(),
                Input.String(new("note", new("note", "note"))).Optional(),
            ],
            Outputs = [Output.Path(new("package", new("package", "package")))],
            Errors = ["escalate.failed"],
        },
    ];

    private static ActivityInfo Describe(string name, Interruption interruption) =>
        new(name, LocalizedText.Both(name))
        {
            Interruption = interruption,
            Inputs =
            [
                Input.Any(new("value", new("value", "value"))).Optional(),
                FakeFields.Text,
                FakeFields.Count,
                FakeFields.Key,
                Input.Texts(new("list", new("list", "list"))).OrEmpty(),
                FakeFields.Target,
                Input.Choice(new("mode", new("mode", "mode")), "fast", "safe").Optional(),
            ],
            Outputs =
            [
                Output.Any(new("value", new("value", "value"))),
                Output.String(new("path", new("path", "path"))),
                Output.Texts(new("list", new("list", "list"))),
            ],
            Errors = ["fake.broken", "fake.other", new("fake.flaky", Retryable: true), "person.declined"],
        };
}
