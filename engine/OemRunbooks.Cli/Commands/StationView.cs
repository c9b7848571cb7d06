using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary>Shows what is known of a station.</summary>
internal static class StationView
{
    /// <summary>As a document.</summary>
    internal static Value Document(Workplace work)
    {
        var found = Operators.Find(work);
        return Value.MapOf(
            ("station", Value.Of(work.Station.Root)),
            ("identity", StationFile.IdentityOf(work.Station.Root)),
            ("links", Value.List(StationFile.LinksOf(work.Station.Root).Select(Value.Of))),
            ("platform", Value.Of(StationDirectory.Platform)),
            ("architecture", Value.Of(StationDirectory.Architecture)),
            ("machine", Value.Of(Environment.MachineName)),
            ("operator", Value.Of(found.Name)),
            ("operatorFrom", Value.Of(found.From.ToString().ToLowerInvariant())),
            ("product", Value.Map(work.Product.Facts(work.Station).Select(static f => KeyValuePair.Create(f.Key, Value.Of(f.Value)))))
        );
    }

    /// <summary>To people, a line each.</summary>
    internal static void Show(Ui ui, Workplace work)
    {
        var identity = StationFile.IdentityOf(work.Station.Root);
        (Sentence Label, string? Value)[] rows =
        [
            (Says.StationLabelId, identity["id"].AsText()),
            (Says.FactCustomer, identity["customer"].AsText()),
            (Says.FactSite, identity["site"].AsText()),
            (Says.FactDevice, identity["device"].AsText()),
            (Says.StationLabelTimeZone, identity["timeZone"].AsText()),
            (Says.StationLabelLinks, string.Join(", ", StationFile.LinksOf(work.Station.Root))),
            (Says.StationLabelOperator, Operators.Find(work).Name),
            .. work.Product.Facts(work.Station).Select(static f => ((Sentence)f.Name, (string?)f.Value)),
            (Says.StationLabelPlatform, $"{StationDirectory.Platform} {StationDirectory.Architecture}"),
            (Says.StationLabelMachine, Environment.MachineName),
            (Says.StationLabelPlace, work.Station.Root),
        ];
        var shown = rows.Where(static r => r.Value is { Length: > 0 }).Select(r => (Label: ui.Say(r.Label), r.Value)).ToList();
        var width = shown.Max(static r => r.Label.Length) + 3;
        shown.ForEach(r => ui.Out.WriteLine($"{(r.Label + ":").PadRight(width)}{Visible.Text(r.Value!)}"));
    }
}
