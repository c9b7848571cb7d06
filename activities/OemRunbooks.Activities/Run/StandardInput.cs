using System.Text;
using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Language.Descriptors;

namespace OemRunbooks.Activities.Run;

/// <summary>What a program reads from its standard input: a text, a secret, or a file of the station.</summary>
internal static class StandardInput
{
    private const string File = "file";

    /// <summary>Opens what is given; null when nothing is.</summary>
    /// <exception cref="CodedException"><c>file.missing</c> …, <c>secret.undefined</c> …, <c>field.missing</c></exception>
    internal static Func<Stream>? Of(Call call, Input<Value?> input)
    {
        switch (call.Get(input))
        {
            case null or { IsNull: true }:
                return null;
            case { Kind: ValueKind.Secret } secret:
                var hidden = Encoding.UTF8.GetBytes(call.Secrets.Resolve(secret.ToText()));
                return () => new MemoryStream(hidden, writable: false);
            case { Kind: ValueKind.Map } map:
                var path = call.Station.Resolve(
                    map[File].AsText() ?? throw new CodedException(Faults.FieldMissing($"{input.Name}.{File}"))
                );
                // Told before the program begins.
                call.Disk.OpenStream(path.Full).Dispose();
                return () => call.Disk.OpenStream(path.Full);
            case var value:
                var text = Encoding.UTF8.GetBytes(value.ToText());
                return () => new MemoryStream(text, writable: false);
        }
    }
}
