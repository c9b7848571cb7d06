using System.Globalization;
using System.Text;

namespace OemRunbooks.Testing.Scripts;

/// <summary>What is told of a script that fails: the failing phase in full, the ones before it as headings with their time.</summary>
internal sealed class ScriptReport(string name, string rerun)
{
    private const int MostLines = 80;
    private readonly StringBuilder before = new();
    private readonly StringBuilder phase = new();
    private Line? line;
    private string heading = "";

    internal void Begin(string text)
    {
        heading = text;
        phase.Clear();
    }

    internal void Line(Line carried)
    {
        line = carried;
        phase.Append("> ").AppendLine(carried.Text);
    }

    internal void Show(Result result)
    {
        Block("stdout", result.Out);
        Block("stderr", result.Error);
        phase.Append(CultureInfo.InvariantCulture, $"[exit {result.ExitCode}]\n");
    }

    internal void End(TimeSpan time) => before.Append(CultureInfo.InvariantCulture, $"# {heading} ({time.TotalSeconds:0.00} s)\n");

    internal string Failed(string message)
    {
        var where = line is null ? "" : $", line {line.Number.ToString(CultureInfo.InvariantCulture)}";
        var told = new StringBuilder($"{name}{where}: {message.Split('\n')[0]}\n\n").Append(before);
        told.Append("# ").AppendLine(heading).Append(phase).Append("FAILED: ").AppendLine(message);
        return told.Append("\nagain: ").AppendLine(rerun).ToString();
    }

    private void Block(string stream, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var lines = text.TrimEnd('\n').Split('\n');
        phase.Append('[').Append(stream).AppendLine("]").AppendJoin('\n', lines.Take(MostLines)).AppendLine();
        if (lines.Length > MostLines)
        {
            phase.Append(CultureInfo.InvariantCulture, $"… and {lines.Length - MostLines} lines more\n");
        }
    }
}
