using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Language.Descriptors;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Licensing;
using OemRunbooks.Oem.Text;

namespace OemRunbooks.Activities.Common;

/// <summary>Keys and fingerprints that a call names; whatever is resolved here is masked from then on.</summary>
internal static class Keys
{
    /// <summary>What names this machine's own fingerprint where a text could stand.</summary>
    internal const string Local = "local";

    /// <summary>A key in any of the forms of a secret reference; null when none is named.</summary>
    internal static SecretKey? Any(Call call, SecretName? name)
    {
        if (name is null)
        {
            return null;
        }

        var key = SecretReference.Resolve(call.Disk, call.Secrets.Resolve(name.Reference), static _ => null);
        call.Redactor.Add(key?.Bytes ?? []);
        return key;
    }

    /// <summary>As <see cref="Any"/>, but an undefined one counts as not given: for work that is allowed to do without.</summary>
    internal static SecretKey? AnyIfDefined(Call call, SecretName? name)
    {
        try
        {
            return Any(call, name);
        }
        catch (CodedException e) when (e.Failure.Code == Codes.SecretUndefined)
        {
            return null;
        }
    }

    /// <summary>The text of a bundle's key, base64 without a prefix.</summary>
    internal static string BundleText(Call call, Input<SecretName> input) =>
        input.IsGiven(call.Inputs)
            ? call.Secrets.Resolve(call.Get(input).Reference)
            : throw new CodedException(Faults.KeyMissing(input.Name));

    /// <summary>A bundle's key: base64 without a prefix, at least 32 bytes.</summary>
    internal static byte[] Bundle(Call call, Input<SecretName> input) => Bundle(call, BundleText(call, input));

    /// <summary>A bundle's key that is named: base64 without a prefix, at least 32 bytes.</summary>
    internal static byte[] Bundle(Call call, SecretName name) => Bundle(call, call.Secrets.Resolve(name.Reference));

    private static byte[] Bundle(Call call, string text)
    {
        var key = SecretReference.BundleKey(text);
        call.Redactor.Add(key);
        return key;
    }

    /// <summary>This machine's fingerprint, with the overrides that the run's environment holds.</summary>
    internal static string LocalFingerprint(Call call) => FactorCollector.Fingerprint(Machine(call));

    /// <summary>A fingerprint that a call names: <c>local</c> or a text, else a file, else this machine's.</summary>
    internal static string Fingerprint(Call call, Input<string?> input, Input<StationPath?> fileInput, string role)
    {
        var text = call.Get(input);
        var isLocal = text is null or "" or Local;
        var file = isLocal && text is not Local ? call.Get(fileInput)?.Full : null;
        return FingerprintSource.Resolve(call.Disk, isLocal ? null : text, file, () => LocalFingerprint(call), role);
    }

    /// <summary>This machine, with the overrides that the run's environment holds.</summary>
    internal static Machine Machine(Call call) =>
        Oem.Fingerprints.Machine.Local(name => Variable(call, name), call.Station.Root, call.Disk);

    /// <summary>What is no longer as it was when the fingerprint last opened the store; null when nothing is, or nobody knows.</summary>
    internal static Sentence? ChangedParts(Call call) =>
        FingerprintParts.Changed(call.Disk, call.Station.Resolve(FingerprintParts.Place).Full, Machine(call));

    /// <summary>The mode of what tells of the machine: for its owner alone.</summary>
    internal static UnixFileMode? OwnersAlone => OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>An environment variable as the run sees it.</summary>
    internal static string? Variable(Call call, string name) => call.Environment.TryGetValue(name, out var value) ? value : null;
}
