using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Reports.Model;

namespace OemRunbooks.Reports.Folding;

/// <summary>What a step was given and gave back: the bulk of what a journal says of it, and needed only where it is shown.</summary>
internal sealed record StepValues(Value Inputs, Value Intent, Value Outputs, Value Seen)
{
    internal static StepValues None { get; } = new(Value.EmptyMap, Value.Null, Value.EmptyMap, Value.EmptyMap);

    internal bool IsEmpty => Inputs.Members.IsEmpty && Intent.IsNull && Outputs.Members.IsEmpty && Seen.Members.IsEmpty;

    /// <summary>The values after an entry; these same ones when it has none.</summary>
    internal StepValues With(Fact fact) =>
        fact switch
        {
            StepStarted f when !f.Inputs.Members.IsEmpty || !f.Intent.IsNull || !IsEmpty => this with
            {
                Inputs = f.Inputs,
                Intent = f.Intent,
            },
            StepSucceeded f when !f.Outputs.Members.IsEmpty || !Outputs.Members.IsEmpty => this with { Outputs = f.Outputs },
            StepSkipped f when !f.Seen.Members.IsEmpty || !Seen.Members.IsEmpty => this with { Seen = f.Seen },
            Deviation { Kind: "skip" } when !Seen.Members.IsEmpty => this with { Seen = Value.EmptyMap },
            _ => this,
        };

    /// <summary>A step with them.</summary>
    internal ReportStep Into(ReportStep step, ActivityInfo? activity) =>
        step with
        {
            Inputs = Fields.Inputs(Inputs, activity),
            Intent = Intent,
            Outputs = Fields.Outputs(Outputs, activity),
            Seen = Seen,
        };
}
