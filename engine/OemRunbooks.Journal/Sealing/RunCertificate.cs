using System.Text;
using OemRunbooks.Journal.Entries;

namespace OemRunbooks.Journal.Sealing;

/// <summary>A person's or station's word that a run key, which lives only in memory, may seal one run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The run key.</param>
/// <param name="Signer">Who gives the word; says nothing until somebody vouches for that key.</param>
/// <param name="Note">The certificate, signed.</param>
/// <remarks>Source: journal.md, "Seals and keys". A key that is stolen later can't rewrite earlier runs: their run keys are gone.</remarks>
internal sealed record RunCertificate(string RunId, VerifyingKey Key, VerifyingKey Signer, SignedNote Note)
{
    private const string Head = "oem-runbooks/run-key/v1";

    /// <summary>Certifies a run key.</summary>
    public static RunCertificate Issue(string runId, VerifyingKey runKey, SigningKey signer) =>
        new(runId, runKey, signer.Public, SignedNote.Sign($"{Head}\n{runId}\n{runKey}\n{signer.Public}\n", signer));

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="FormatException">The text is none, or not signed by the key that it names.</exception>
    public static RunCertificate Parse(string text)
    {
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text));
        var lines = note.Text.Split('\n');
        if (lines.Length != 5 || lines[0] != Head)
        {
            throw new FormatException("no certificate");
        }

        var certificate = new RunCertificate(lines[1], VerifyingKey.Parse(lines[2]), VerifyingKey.Parse(lines[3]), note);
        return note.IsSignedBy(certificate.Signer) ? certificate : throw new FormatException("the certificate's signature is wrong");
    }

    /// <summary>As it stands in <see cref="RunStarted"/> and <see cref="RunResumed"/>.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Note.ToBytes());
}
