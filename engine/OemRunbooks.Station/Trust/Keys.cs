using OemRunbooks.Foundation.Failures;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Station.Trust;

/// <summary>The keys of whoever sits here: the ring, and the key that seals runs.</summary>
/// <remarks>
/// <c>RUNBOOK_KEYS</c> names the ring's directory (default: the user's configuration directory), <c>RUNBOOK_KEY</c> the key in it
/// (<c>none</c> leaves
/// runs unsealed), <c>RUNBOOK_PASSPHRASE</c> its passphrase where nobody can be asked. Source: journal.md, "Seals and keys".
/// </remarks>
public static class Keys
{
    /// <summary>The variable that names the ring.</summary>
    public const string RingVariable = "RUNBOOK_KEYS";
    private const string KeyVariable = "RUNBOOK_KEY";
    private const string PassphraseVariable = "RUNBOOK_PASSPHRASE";

    /// <summary>The ring of whoever sits here.</summary>
    public static KeyRing Ring(IReadOnlyDictionary<string, string> environment) =>
        new(
            Of(environment, RingVariable)
                ?? Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                    "oem-runbooks",
                    "keys"
                )
        );

    /// <summary>The key that seals runs; null when there is none.</summary>
    /// <exception cref="CodedException"><c>key.missing-file</c>, <c>key.passphrase-needed</c>, <c>key.passphrase-wrong</c> …</exception>
    public static SigningKey? Signer(IReadOnlyDictionary<string, string> environment, Func<string, string?> ask)
    {
        var ring = Ring(environment);
        var name = Of(environment, KeyVariable);
        var file =
            name == "none" ? null
            : name is null ? ring.Default
            : ring.Find(name);
        return file is null
            ? null
            : SigningKey.Open(file, SigningKey.IsSealed(file) ? Passphrase(environment, ask, SigningKey.PublicIn(file).Name) : null);
    }

    /// <summary>A key of the ring by its name.</summary>
    public static SigningKey Own(IReadOnlyDictionary<string, string> environment, Func<string, string?> ask, string name)
    {
        var file = Ring(environment).Find(name);
        return SigningKey.Open(file, SigningKey.IsSealed(file) ? Passphrase(environment, ask, name) : null);
    }

    /// <summary>The passphrase that the environment gives, or whoever can be asked; null when nobody can.</summary>
    public static string? Passphrase(IReadOnlyDictionary<string, string> environment, Func<string, string?> ask, string key) =>
        Of(environment, PassphraseVariable) ?? ask(key);

    /// <summary>Keys that are vouched for: the ring's and those of a file.</summary>
    /// <exception cref="CodedException"><c>key.none-in-file</c>, <c>file.missing</c></exception>
    public static IReadOnlyList<VerifyingKey> Trusted(IReadOnlyDictionary<string, string> environment, string? file)
    {
        var trusted = Ring(environment).Trusted().ToList();
        if (file is not null)
        {
            var keys = File.Exists(file) ? KeyRing.Read(file) : throw new CodedException(Faults.FileMissing(file));
            trusted.AddRange(keys.Count > 0 ? keys : throw new CodedException(Faults.KeyNoneInFile(file)));
        }

        return trusted;
    }

    private static string? Of(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
