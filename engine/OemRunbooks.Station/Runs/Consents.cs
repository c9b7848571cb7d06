using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Station.Trust;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Station.Runs;

/// <summary>Gives an answer its proof: a signature, or the code that somebody elsewhere computed.</summary>
public static class Consents
{
    /// <summary>A person's name as it is compared.</summary>
    /// <exception cref="CodedException"><c>person.name-invalid</c></exception>
    public static string Person(string name) => PersonNames.Identifier(name) ?? throw new CodedException(Faults.PersonNameInvalid(name));

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
        if (waiting.Kind == "approve" && answer.Accepted && PersonFields.SignedBy.In(waiting.Request) == "trusted")
        {
            var vouched = signer is not null && Keys.Ring(work.Environment).Others().Any(k => k.ToString() == signer.Public.ToString());
            if (!vouched)
            {
                throw new CodedException(Faults.ApprovalKeyDemanded(signer?.Public.Name));
            }
        }

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

        person = Person(person);
        var challenge = Approvals.Challenge(runId, waiting);
        var secret = Approvals.ReadSecret(Keys.Ring(work.Environment).ApproverFile(person));
        return Approvals.Judge(secret, challenge, person, response) is { } accepted
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
