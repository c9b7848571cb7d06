using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Cli.Runs;

/// <summary>The keys of whoever sits here: the ring, and the key that seals runs.</summary>
/// <remarks>
/// <c>RUNBOOK_KEYS</c> names the ring's directory (default: the user's configuration directory), <c>RUNBOOK_KEY</c> the key in it (<c>none</c> leaves
/// runs unsealed), <c>RUNBOOK_PASSPHRASE</c> its passphrase where nobody can be asked. Source: journal.md, "Seals and keys".
/// </remarks>
internal static class Keys
{
    internal const string RingVariable = "RUNBOOK_KEYS";
    private const string KeyVariable = "RUNBOOK_KEY";
    private const string PassphraseVariable = "RUNBOOK_PASSPHRASE";

    internal static KeyRing Ring(IReadOnlyDictionary<string, string> environment) =>
        new(Of(environment, RingVariable) ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "oem-runbooks", "keys"));

    /// <summary>The key that seals runs; null when there is none.</summary>
    /// <exception cref="CodedException"><c>key.missing-file</c>, <c>key.passphrase-needed</c>, <c>key.passphrase-wrong</c> …</exception>
    internal static SigningKey? Signer(Ui ui, IReadOnlyDictionary<string, string> environment)
    {
        var ring = Ring(environment);
        var name = Of(environment, KeyVariable);
        var file = name == "none" ? null : name is null ? ring.Default : ring.FileOf(name);
        return file is null ? null : KeyFile.Open(file, KeyFile.IsSealed(file) ? Passphrase(ui, environment, KeyFile.Public(file).Name) : null);
    }

    /// <summary>A key of the ring by its name.</summary>
    internal static SigningKey Own(Ui ui, IReadOnlyDictionary<string, string> environment, string name)
    {
        var file = Ring(environment).FileOf(name);
        return KeyFile.Open(file, KeyFile.IsSealed(file) ? Passphrase(ui, environment, name) : null);
    }

    internal static string? Passphrase(Ui ui, IReadOnlyDictionary<string, string> environment, string key)
    {
        if (Of(environment, PassphraseVariable) is { } given)
        {
            return given;
        }

        if (!Ui.IsInteractive)
        {
            return null;
        }

        ui.Error.Write(ui.Say($"Hasło klucza „{key}”: ", $"Passphrase of key \"{key}\": "));
        return ReadHidden(ui);
    }

    /// <summary>Keys that are vouched for: the ring's and those of a file.</summary>
    /// <exception cref="CodedException"><c>key.none-in-file</c>, <c>file.missing</c></exception>
    internal static IReadOnlyList<VerifyingKey> Trusted(IReadOnlyDictionary<string, string> environment, string? file)
    {
        var trusted = Ring(environment).Trusted().ToList();
        if (file is not null)
        {
            var keys = File.Exists(file) ? KeyRing.Parse(File.ReadAllText(file)) : throw CodedException.Of("file.missing", ("path", Value.Of(file)));
            trusted.AddRange(keys.Count > 0 ? keys : throw CodedException.Of("key.none-in-file", ("path", Value.Of(file))));
        }

        return trusted;
    }

    private static string? Of(IReadOnlyDictionary<string, string> environment, string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string ReadHidden(Ui ui)
    {
        var text = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            _ = key.Key == ConsoleKey.Backspace ? text.Length > 0 ? text.Remove(text.Length - 1, 1) : text : text.Append(key.KeyChar);
        }

        ui.Error.WriteLine();
        return text.ToString();
    }
}
