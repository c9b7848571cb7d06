using OemRunbooks.Foundation.Values;

namespace OemRunbooks.Activities.Tests.Support;

/// <summary>Inputs that several tests give.</summary>
internal static class GivenInputs
{
    /// <summary>Of <c>verify.license</c>, as the demo station has it.</summary>
    internal static (string Name, Value Value)[] Licence(
        string store = "secrets/license_store.json",
        string license = "media/usb/licence.json"
    ) =>
        [
            ("store", Value.Of(store)),
            ("license", Value.Of(license)),
            ("fingerprint", Value.Of("local")),
            ("hmacKey", Value.SecretReference("env:OEM_LICENSE_HMAC_KEY")),
        ];
}
