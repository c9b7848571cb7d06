using OemRunbooks.Activities.Common;
using OemRunbooks.Activities.Verify;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Escalate;

/// <summary>The checks that make evidence which a team needs and nobody has made yet, with the places that the seed names.</summary>
internal static class Collectors
{
    private static readonly Value Store = Value.Of("secrets/license_store.json");

    private static readonly Dictionary<string, (Activity Activity, Value Inputs)> All = new(StringComparer.Ordinal)
    {
        ["hardware-drift"] = (new VerifyDrift(), NamedValue.Map(VerifyDrift.Takes.Required.Carries(Value.False))),
        ["license-status"] = (
            new VerifyStore(),
            NamedValue.Map(VerifyTakes.Store.Carries(Store), VerifyStore.Takes.MustOpen.Carries(Value.False))
        ),
        ["license-verify"] = (
            new VerifyLicense(),
            NamedValue.Map(
                VerifyTakes.Store.Carries(Store),
                VerifyLicense.Takes.License.Carries(Value.Of("media/usb/licence.json")),
                VerifyLicense.Takes.HmacKey.Carries(Value.SecretReference("env:OEM_LICENSE_HMAC_KEY"))
            )
        ),
        ["verify-fingerprint"] = (
            new VerifyFingerprint(),
            NamedValue.Map(StationTakes.Key.Carries(Value.SecretReference("env:OEM_BUNDLE_HMAC_KEY")))
        ),
    };

    /// <summary>The names that a teams file may use under <c>collect</c>.</summary>
    internal static IReadOnlyCollection<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes evidence; what the check finds is in the evidence, whether it passes is not the question here.</summary>
    internal static async Task RunAsync(string name, Call call, CancellationToken cancellation)
    {
        var (activity, inputs) = All[name];
        _ = await activity.ExecuteAsync(call.WithInputs(inputs), cancellation).ConfigureAwait(false);
    }
}
