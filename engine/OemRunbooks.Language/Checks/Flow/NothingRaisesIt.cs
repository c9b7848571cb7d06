namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A clause takes a code with which nothing there can fail.</summary>
internal sealed class NothingRaisesIt(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0403;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Route(Route route)
    {
        if (!route.IsRaised)
        {
            Found(Faults.RB0403(route.Pattern), route.Span);
        }
    }
}
