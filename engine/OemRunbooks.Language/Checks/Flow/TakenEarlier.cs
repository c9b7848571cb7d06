namespace OemRunbooks.Language.Checks.Flow;

/// <summary>A clause takes a code of which earlier ones have left nothing.</summary>
internal sealed class TakenEarlier(Subject on) : Check(on)
{
    internal override string Code => Codes.RB0404;

    internal override CheckKind Kind => CheckKind.Oversight;

    internal override void Route(Route route)
    {
        if (route is { IsRaised: true, IsOpen: false })
        {
            Found(Faults.RB0404(route.Pattern), route.Span);
        }
    }
}
