using System.Globalization;
using OemRunbooks.Engine.Scenarios;
using OemRunbooks.Foundation.Failures;

namespace OemRunbooks.Station.Workshop.Scenarios;

/// <summary>Finds the test that somebody names.</summary>
public static class NamedTests
{
    /// <summary>The test of a number, of a name in either language, or of a part of a name that no other test has.</summary>
    /// <exception cref="CodedException"><c>test.no-such-test</c></exception>
    public static Scenario One(IReadOnlyList<Scenario> all, string wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var number = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var whole = all.Where(s => Names(s).Any(n => n.Equals(wanted, StringComparison.OrdinalIgnoreCase)));
        var part = all.Where(s => wanted.Length > 0 && Names(s).Any(n => n.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
        IEnumerable<Scenario>[] ways = [whole, all.Skip(number - 1).Take(number > 0 ? 1 : 0), part];
        return ways.Select(static w => w.ToList()).FirstOrDefault(static w => w.Count == 1)?[0]
            ?? throw new CodedException(Faults.TestNoSuchTest(wanted, all.Count));
    }

    private static string[] Names(Scenario scenario) => [scenario.Name.Pl, scenario.Name.En];
}
