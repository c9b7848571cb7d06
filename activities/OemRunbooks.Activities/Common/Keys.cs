using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Common;

/// <summary>Keys and fingerprints that a call names; whatever is resolved here is masked from then on.</summary>
internal static class Keys
{
    /// <summary>A key in any of the forms of a secret reference; null when the input is not given.</summary>
    internal static SecretKey? Any(Call call, string input)
    {
        if (call.SecretReference(input) is not { Length: > 0 } reference)
        {
            return null;
        }

        var key = SecretReference.Resolve(call.Secrets.Resolve(reference), static _ => null);
        call.Redactor.Add(key?.Bytes ?? []);
        return key;
    }

    /// <summary>As <see cref="Any"/>, but an undefined one counts as not given: for work that is allowed to do without.</summary>
    internal static SecretKey? AnyIfDefined(Call call, string input)
    {
        try
        {
            return Any(call, input);
        }
        catch (CodedException e) when (e.Failure.Code == Codes.SecretUndefined)
        {
            return null;
        }
    }

    /// <summary>The text of a bundle's key, base64 without a prefix.</summary>
    internal static string BundleText(Call call, string input) =>
        call.SecretReference(input) is { Length: > 0 } reference
            ? call.Secrets.Resolve(reference)
            : throw new CodedException(Faults.KeyMissing(input));

    /// <summary>A bundle's key: base64 without a prefix, at least 32 bytes.</summary>
    internal static byte[] Bundle(Call call, string input)
    {
        var key = SecretReference.BundleKey(BundleText(call, input));
        call.Redactor.Add(key);
        return key;
    }

    /// <summary>This machine's fingerprint, with the overrides that the run's environment holds.</summary>
    internal static string LocalFingerprint(Call call) => FactorCollector.Fingerprint(Machine(call));

    /// <summary>A fingerprint that a call names: <c>local</c> or a text, else a file, else this machine's.</summary>
    internal static string Fingerprint(Call call, string input, string fileInput, string role)
    {
        var text = call.Text(input);
        var isLocal = text is null or "" or "local";
        return FingerprintSource.Resolve(isLocal ? null : text, isLocal && text is not "local" ? call.Path(fileInput)?.Full : null, () => LocalFingerprint(call), role);
    }

    /// <summary>This machine, with the overrides that the run's environment holds.</summary>
    internal static Machine Machine(Call call) => Oem.Fingerprints.Machine.Local(name => Variable(call, name), call.Station.Root);

    /// <summary>An environment variable as the run sees it.</summary>
    internal static string? Variable(Call call, string name) => call.Environment.TryGetValue(name, out var value) ? value : null;
}
