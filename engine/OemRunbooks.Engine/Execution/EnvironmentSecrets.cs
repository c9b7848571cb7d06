using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Redaction;

namespace OemRunbooks.Engine.Execution;

/// <summary>Resolves <c>env:NAME</c> and <c>file:PATH</c>, and masks what they yield from then on.</summary>
public sealed class EnvironmentSecrets(IReadOnlyDictionary<string, string> environment, StationDirectory station, Redactor redactor)
    : ISecrets
{
    private const int MaxFile = 64 * 1024;

    /// <inheritdoc/>
    public string Resolve(string reference)
    {
        var text =
            reference.StartsWith("env:", StringComparison.Ordinal) ? FromEnvironment(reference[4..])
            : reference.StartsWith("file:", StringComparison.Ordinal) ? FromFile(reference[5..])
            : throw new CodedException(Faults.SecretMalformed());
        Mask(text);
        return text;
    }

    // An empty one would turn off what it is to guard.
    private string FromEnvironment(string name) =>
        !environment.TryGetValue(name, out var value) ? throw new CodedException(Faults.SecretUndefined(name))
        : value.Trim('\uFEFF', ' ', '\t', '\r', '\n') is { Length: > 0 } text ? text
        : throw new CodedException(Faults.SecretEmpty("env:" + name));

    private string FromFile(string path)
    {
        try
        {
            var bytes = station.Disk.ReadAll(station.Resolve(path).Full, MaxFile);
            return DiskReads.DecodeText(bytes, out var form) is not { } text ? throw new CodedException(Faults.SecretUnreadable(path, form))
                : text.Trim() is { Length: > 0 } trimmed ? trimmed
                : throw new CodedException(Faults.SecretEmpty("file:" + path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CodedException(Errno.Of(error).Code == Errno.Special ? Faults.FileSpecial(path) : Faults.SecretUnreadable(path));
        }
    }

    // The decoded key is as secret as its spelling, and may turn up in hex or base64 of its own.
    private void Mask(string text)
    {
        redactor.Add(text);
        var bare =
            text.StartsWith("base64:", StringComparison.Ordinal) ? text[7..]
            : text.StartsWith("hex:", StringComparison.Ordinal) ? text[4..]
            : text;
        redactor.Add(bare);
        Span<byte> bytes = new byte[bare.Length];
        if (Convert.TryFromBase64String(bare, bytes, out var written))
        {
            redactor.Add(bytes[..written]);
        }

        if (bare.Length % 2 == 0 && bare.All(char.IsAsciiHexDigit) && bare.Length >= 8)
        {
            redactor.Add(Convert.FromHexString(bare));
        }
    }
}
