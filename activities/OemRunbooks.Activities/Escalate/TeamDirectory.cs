using OemRunbooks.Activities.Common;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Language.Definition;
using OemRunbooks.Language.Diagnostics;
using OemRunbooks.Language.Yaml;

namespace OemRunbooks.Activities.Escalate;

/// <summary>Finds a team in the teams file that comes with the runbooks.</summary>
/// <remarks>
/// A broken file or an unknown team must not lose a case: the package is made all the same, in an outbox of the team's name, and the report
/// says why.
/// </remarks>
internal static class TeamDirectory
{
    /// <summary>The team of an id.</summary>
    /// <exception cref="CodedException"><c>escalation.team-invalid</c> for an id that is no file name.</exception>
    internal static Team Find(Call call, string id, List<Remark> remarks)
    {
        if (id.Length is 0 or > 64 || !id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new CodedException(Faults.EscalationTeamInvalid(id));
        }

        var file = call.Companion(TeamsFile.FileName) ?? (TeamsFile.FileName, BuiltIn.Read(TeamsFile.FileName)!);
        var result = TeamsFile.Read(file.Path, file.Bytes, Collectors.Names);
        if (result.Teams.TryGetValue(id, out var team))
        {
            return team;
        }

        remarks.Add(
            result.Diagnostics.FirstOrDefault(static d => d.Severity == Severity.Error) is { } problem
                ? Faults.TeamsInvalid(file.Path, problem.Code, problem.Span.Line, id, problem.Span.Column).AsRemark(isDeviation: true)
                : Faults.EscalationTeamUnknown(id, file.Path).AsRemark(isDeviation: true)
        );
        return Team.Unknown(id);
    }
}
