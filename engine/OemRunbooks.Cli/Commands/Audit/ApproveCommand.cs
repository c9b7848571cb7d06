using System.CommandLine;
using OemRunbooks.Cli.Verbs;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Trust;

namespace OemRunbooks.Cli.Commands.Audit;

/// <summary><c>runbook approve CHALLENGE</c>: what L2 computes where the run is not.</summary>
internal sealed class ApproveCommand : VerbFile
{
    /// <inheritdoc/>
    internal override int Place => 40;

    /// <inheritdoc/>
    internal override Verb[] Verbs { get; } =
    [new("approve", VerbGroup.Auditors, "runbook key new anna --approver; runbook approve MFRG-GZDF-MZTW-QYLC-Y --as anna")];

    /// <inheritdoc/>
    internal override Command Create(Globals globals)
    {
        var challenge = new Argument<string>(globals.Say(Says.ApproveChallenge))
        {
            Description = globals.Say(Says.ApproveCharactersTechnicianReadsOutRunbook),
        };
        var person = new Option<string>("--as")
        {
            Description = globals.Say(Says.ApproveNamePersonWhoseSecretStation),
            HelpName = "NAME",
            Required = true,
        };
        var reject = new Option<bool>("--reject") { Description = globals.Say(Says.WordRefuse) };
        return globals.Does(
            new Command("approve", globals.Say(Says.ApproveComputesResponseChallengeWaitingConsent)) { challenge, person, reject },
            (parse, ui, _) =>
            {
                var name = Consents.Person(parse.GetValue(person)!);
                var secret = Approvals.ReadSecret(Keys.Ring(Globals.EnvironmentVariables()).ApproverFile(name));
                var response = Approvals.Response(secret, parse.GetValue(challenge)!, name, !parse.GetValue(reject));
                if (ui.IsJson)
                {
                    ui.Json(Value.MapOf(("response", Value.Of(response))));
                }
                else
                {
                    ui.Raw.WriteLine(response);
                }

                return Task.FromResult(ExitCode.Good);
            }
        );
    }
}
