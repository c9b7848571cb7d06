using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Definition;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands;

/// <summary>Codes that the runbooks and activities of a library declare themselves, explained as the program's own are.</summary>
internal static class OwnCodes
{
    /// <summary>What a library says of a code, and which of its files declare it; null when none does.</summary>
    internal static (OwnCode Code, IReadOnlyList<string> DeclaredBy)? Of(Workplace work, string code)
    {
        var declared = work
            .Library.Items.Concat(work.Library.Activities)
            .Select(i => work.Library.Loader.Load(i.Path, i.Read()))
            .Select(static l => l.Runbook ?? l.Made?.Body)
            .OfType<Runbook>()
            .SelectMany(r => r.Codes.Where(c => c.Code == code).Select(c => (Code: c, r.Id)))
            .ToList();
        return declared.Count == 0 ? null : (declared[0].Code, [.. declared.Select(static d => d.Id)]);
    }

    internal static void Show(Ui ui, (OwnCode Code, IReadOnlyList<string> DeclaredBy) found, string format)
    {
        var (code, declaredBy) = found;
        if (format == "json")
        {
            ui.Json(
                Value.MapOf(
                    ("code", Value.Of(code.Code)),
                    ("words", ExplainCommand.Json(code.Words)),
                    ("hint", code.Hint is { } advice ? ExplainCommand.Json(advice) : null),
                    ("declaredBy", Value.List(declaredBy.Select(Value.Of)))
                )
            );
            return;
        }

        ui.Out.WriteLine($"{Ui.Colour(code.Code, "1", ui.OutColour)}: {Visible.Text(code.Words.In(ui.Language))}");
        if (code.Hint is { } hint)
        {
            ui.Out.WriteLine($"  {ui.Say(Says.ExplainWhatDoNext)}: {Visible.Text(hint.In(ui.Language))}");
        }

        ui.Out.WriteLine($"  {ui.Say(Says.ExplainDeclaredIn)}: {string.Join(", ", declaredBy)}");
    }
}
