using System.CommandLine;
using OemRunbooks.Cli.Shell;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Oem.Fingerprints;
using OemRunbooks.Oem.Json;
using OemRunbooks.Oem.Text;
using OemRunbooks.Station.Runs;
using OemRunbooks.Station.Workplaces;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>One call of a tool: what was given, and where the answer goes.</summary>
internal sealed record ToolCall(ParseResult Parse, Ui Ui, CancellationToken Cancellation)
{
    internal string? Text(Option<string[]> option) => Parse.GetValue(option) is { Length: > 0 } values ? values[^1] : null;

    internal bool Has(Option<bool> option) => Parse.GetValue(option);

    internal string? Path(Option<string[]> option) => Text(option) is { } path ? Expand(path) : null;

    internal string Path(Argument<string> argument) => Expand(Parse.GetValue(argument)!);

    internal static string Expand(string path) => ShownPath.Tidy(ShownPath.Expand(path, Variable("HOME")));

    internal static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    internal static string LocalFingerprint() => FactorCollector.Fingerprint(LocalMachine());

    internal static Machine LocalMachine() => Machine.Local(Variable, Directory.GetCurrentDirectory(), Disk);

    /// <summary>The way to files: a person's own paths may be links, below a station none is followed.</summary>
    internal static IDisk Disk => StationFile.DiskOf(Directory.GetCurrentDirectory());

    /// <summary>A key in any form of a secret reference; null when none was given.</summary>
    internal byte[]? Key(Option<string[]> option)
    {
        if (Text(option) is not { } reference || SecretReference.Resolve(Disk, reference, Variable) is not { } key)
        {
            return null;
        }

        if (key.DecodedFromBareText)
        {
            Warn(Faults.SecretDecodedBare(option.Name));
        }

        return key.Bytes;
    }

    /// <summary>The bundle's key: as given, else of OEM_BUNDLE_HMAC_KEY, whose form is base64 without a prefix.</summary>
    internal byte[]? BundleKey(Option<string[]>? option = null) =>
        option is not null && Text(option) is { } reference ? SecretReference.Resolve(Disk, reference, Variable)?.Bytes
        : Variable("OEM_BUNDLE_HMAC_KEY") is { Length: > 0 } value ? SecretReference.BundleKey(value)
        : null;

    /// <summary>Prints a document of the original's, and nothing else.</summary>
    internal int Print(OemJson document) => Print(OemJsonWriter.Write(document, JsonStyle.PrettyInOrder));

    internal int Print(string text)
    {
        Ui.Raw.Write(text);
        return ExitCode.Good;
    }

    internal void Warn(Failure fault) => Ui.Warn(fault);
}
