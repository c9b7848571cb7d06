using System.CommandLine;
using OemRunbooks.Foundation.Words;
using OemRunbooks.Oem.Licensing;

namespace OemRunbooks.Cli.Commands.Tools;

/// <summary>The options by which a command is told a fingerprint: text, file, this machine.</summary>
/// <remarks>Source: formats.md, 6.3 and 7.2.</remarks>
internal sealed class FingerprintOptions
{
    private readonly string role;
    private readonly Option<string[]> text;
    private readonly Option<string[]> file;
    private readonly Option<bool>? local;

    internal FingerprintOptions(Tool tool, string role, string name, Sentence about, string? localName)
    {
        this.role = role;
        text = tool.Option(name, "TEXT", about);
        file = tool.Option($"{name}-file", "FILE", Says.FingerprintOptionsFile(about));
        local = localName is null ? null : tool.Flag(localName, Says.FingerprintOptionsLocal(about));
    }

    internal void AddTo(Command command)
    {
        command.Options.Add(text);
        command.Options.Add(file);
        if (local is not null)
        {
            command.Options.Add(local);
        }
    }

    internal string Resolve(ToolCall call) =>
        FingerprintSource.Resolve(
            ToolCall.Disk,
            call.Text(text),
            call.Text(file) is { Length: > 0 } path ? ToolCall.Expand(path) : null,
            local is not null && call.Has(local) ? ToolCall.LocalFingerprint : null,
            role
        );
}
