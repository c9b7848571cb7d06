using System.Security.Cryptography;
using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>
/// Consent that a second person gives without a network: signed with a key on the same machine, or read over a telephone.
/// </summary>
/// <remarks>
/// A signed consent proves who gave it. A code of 16 characters can't be a signature: it is an HMAC under a secret that the approver and
/// the
/// station share, so it proves that somebody who has the secret agreed, and the station has it too. Source: language.md, "People".
/// </remarks>
public static class Approvals
{
    private const string Head = "oem-runbooks/approval/v1";
    private const int SecretSize = 32;

    /// <summary>Signs an answer.</summary>
    public static PersonAnswered Sign(string runId, StepWaiting waiting, PersonAnswered answer, SigningKey key)
    {
        var by = answer with { By = key.Public.Name };
        return by with { Signature = Encoding.UTF8.GetString(SignedNote.Sign(Text(runId, waiting, by, key.Public), key).ToBytes()) };
    }

    /// <summary>The key that signed an answer, or null when its signature is none or over something else.</summary>
    public static VerifyingKey? SignerOf(string runId, StepWaiting waiting, PersonAnswered answer)
    {
        try
        {
            var note = SignedNote.Parse(Encoding.UTF8.GetBytes(answer.Signature ?? ""));
            var lines = note.Text.Split('\n');
            var key = VerifyingKey.Parse(lines.Length > 1 ? lines[^2] : "");
            return key.Name == answer.By && note.Text == Text(runId, waiting, answer, key) && note.IsSignedBy(key) ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The key that certified the one by which a run was sealed when it began, or null.</summary>
    public static VerifyingKey? CertifierOf(RunStarted started)
    {
        try
        {
            return started.Certificate is { } text ? RunCertificate.Parse(text).Signer : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>What the approver is told: 16 characters that stand for this question of this run, and one that checks them.</summary>
    public static string Challenge(string runId, StepWaiting waiting) =>
        SpokenCode.Of(SHA256.HashData(Encoding.UTF8.GetBytes($"{Head}\n{runId}\n{waiting.Path}\n{Request(waiting)}\n")));

    /// <summary>What the approver answers: characters that only the secret gives, for this question and this person.</summary>
    /// <param name="secret">What the approver shares with the station.</param>
    /// <param name="challenge">What the approver was told.</param>
    /// <param name="person">The approver, as the name is compared.</param>
    /// <param name="accepted">Consent or refusal.</param>
    /// <exception cref="CodedException"><c>approval.mistyped</c></exception>
    public static string Response(byte[] secret, string challenge, string person, bool accepted) =>
        SpokenCode.Of(
            HMACSHA256.HashData(
                secret,
                Encoding.UTF8.GetBytes($"{(accepted ? "approve" : "reject")}\n{SpokenCode.Checked(challenge)}\n{person}\n")
            )
        );

    /// <summary>Whether the given response is one to the challenge: true for consent, false for refusal, null for neither.</summary>
    /// <exception cref="CodedException"><c>approval.mistyped</c></exception>
    public static bool? Judge(byte[] secret, string challenge, string person, string response)
    {
        var given = Encoding.ASCII.GetBytes(SpokenCode.Checked(response));
        bool Is(bool accepted) =>
            CryptographicOperations.FixedTimeEquals(
                given,
                Encoding.ASCII.GetBytes(Checkpoint.Normalised(Response(secret, challenge, person, accepted)))
            );
        return Is(accepted: true) ? true
            : Is(accepted: false) ? false
            : null;
    }

    /// <summary>Makes a secret that an approver and a station share.</summary>
    /// <exception cref="CodedException"><c>key.exists</c></exception>
    public static void WriteSecret(string path)
    {
        Durable.CreateDirectory(Durable.ParentOf(path));
        try
        {
            Durable.CreateNew(
                path,
                Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretSize)) + "\n"),
                OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite
            );
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CodedException(Faults.KeyExists(path));
        }
    }

    /// <summary>Reads such a secret.</summary>
    /// <exception cref="CodedException"><c>key.approver-missing</c>, <c>key.malformed</c></exception>
    public static byte[] ReadSecret(string path)
    {
        try
        {
            var secret = File.Exists(path)
                ? Convert.FromBase64String(Disk.All.ReadText(path).Trim())
                : throw new CodedException(Faults.KeyApproverMissing(Path.GetFileNameWithoutExtension(path), path));
            return secret.Length == SecretSize ? secret : throw new CodedException(Faults.KeyMalformed(path));
        }
        catch (FormatException)
        {
            throw new CodedException(Faults.KeyMalformed(path));
        }
    }

    // What was asked, and what was answered to it: the same words that the person saw.
    private static string Text(string runId, StepWaiting waiting, PersonAnswered answer, VerifyingKey key) =>
        $"{Head}\n{runId}\n{waiting.Path}\n{Request(waiting)}\n{(answer.Accepted ? "approve" : "reject")}\n"
        + $"{Digest(answer.Shown + "\n" + answer.Comment)}\n{key}\n";

    private static string Request(StepWaiting waiting) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(waiting.Request)));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
