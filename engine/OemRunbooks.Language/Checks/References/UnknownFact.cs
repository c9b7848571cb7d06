using OemRunbooks.Language.Expressions;

namespace OemRunbooks.Language.Checks.References;

/// <summary>An expression reads something of the station, the run or a step that is not known of it.</summary>
internal sealed class UnknownFact(Subject on) : Check(on)
{
    internal static readonly string[] OfStation = ["platform", "architecture", "name", "os"];
    internal static readonly string[] OfRun = ["id", "operator", "runbook", "version", "language", "outcome", "escalatedTo", "failure"];
    private static readonly string[] OfStep = ["outputs", "state", "error"];

    internal override string Code => Codes.RB0218;

    internal override CheckKind Kind => CheckKind.Meaning;

    internal override void Name(NameUse name)
    {
        Look(name, name.MemberOf("station"), OfStation);
        Look(name, name.MemberOf("run"), OfRun);
        Look(name, name.Step is not null && name.Reference.Path is [_, var member, ..] ? member : null, OfStep);
    }

    private void Look(NameUse name, Segment? fact, string[] known)
    {
        if (fact is { } read && !known.Contains(read.Name))
        {
            Unknown(Faults.RB0218, name.Place(read), read.Name, known);
        }
    }
}
