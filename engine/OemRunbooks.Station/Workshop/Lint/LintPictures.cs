using OemRunbooks.Foundation.Files;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;
using OemRunbooks.Station.Library;

namespace OemRunbooks.Station.Workshop.Lint;

/// <summary>Finds pictures of steps that nobody will see: that are not there, or are none.</summary>
internal static class LintPictures
{
    /// <summary>What was found in a file, with what is wrong with its pictures.</summary>
    internal static LoadResult With(RunbookLibrary library, string file, LoadResult result)
    {
        if ((result.Runbook ?? result.Made?.Body) is not { } definition)
        {
            return result;
        }

        var found = definition
            .AllSteps()
            .Where(static s => s.Picture is not null)
            .Select(s => Of(library, file, s))
            .OfType<Diagnostic>()
            .ToList();
        return found.Count == 0 ? result : result with { Diagnostics = [.. result.Diagnostics, .. found] };
    }

    private static Diagnostic? Of(RunbookLibrary library, string file, Step step)
    {
        var picture = step.Picture!;
        var fault = library.Look(file, picture).Problem switch
        {
            PictureProblem.None => null,
            PictureProblem.Missing => Faults.RB0231(picture, RunbookLibrary.PlaceOf(file, picture)),
            _ => Faults.RB0232(picture, Picture.MostBytes),
        };
        return fault is null ? null : Diagnostic.Of(fault, Severity.Error, file, step.PictureSpan ?? step.Span);
    }
}
