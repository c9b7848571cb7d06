using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Station.Trust;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Gives an answer its proof: a signature, or the code that somebody elsewhere computed.</summary>
public static class Consents
{
    /// <summary>The answer with its proof.</summary>
    public static PersonAnswered Complete(
        Workplace work,
        string runId,
        StepWaiting waiting,
        SigningKey? signer,
        string? response,
        string? person,
        PersonAnswered answer
    )
    {
        if (signer is not null)
        {
            return Approvals.Sign(runId, waiting, answer with { Channel = "signed" }, signer);
        }

        if (response is null)
        {
            return answer;
        }

        if (waiting.Kind != "approve")
        {
            throw new CodedException(Faults.ApprovalNotAsked(waiting.Path));
        }

        if (person is null)
        {
            throw new CodedException(Faults.InputMissing("--as"));
        }

        var challenge = Approvals.Challenge(runId, waiting);
        var secret = Approvals.ReadSecret(Keys.Ring(work.Environment).ApproverFile(person));
        return Approvals.Judge(secret, challenge, response) is { } accepted
            ? answer with
            {
                By = person,
                Accepted = accepted,
                Channel = "challenge",
                Values = Value.MapOf(("challenge", Value.Of(challenge)), ("response", Value.Of(response))),
            }
            : throw new CodedException(Faults.ApprovalResponseWrong(challenge, person));
    }
}
