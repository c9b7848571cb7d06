using System.Text;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Words;

namespace OemRunbooks.Station.Workplaces;

/// <summary>How it is known who does the work.</summary>
public enum OperatorSource
{
    /// <summary>Somebody said it for this once.</summary>
    Given,

    /// <summary><c>RUNBOOK_OPERATOR</c> says it.</summary>
    Environment,

    /// <summary>It was said before, and remembered for this station.</summary>
    Remembered,

    /// <summary>Nobody said it: it is the account's name.</summary>
    Account,
}

/// <summary>Who does the work on a station.</summary>
/// <param name="Name">Their name.</param>
/// <param name="From">How that is known.</param>
public sealed record StationOperator(string Name, OperatorSource From);

/// <summary>Finds out who does the work, and remembers it for a station.</summary>
/// <remarks>
/// What was said for this once comes first, then <c>RUNBOOK_OPERATOR</c>, the name that the station remembers, the account's name.
/// Source: cli.md, "Added".
/// </remarks>
public static class Operators
{
    /// <summary>The variable that names the operator.</summary>
    public const string Variable = "RUNBOOK_OPERATOR";

    /// <summary>Characters that a name has at most.</summary>
    public const int Longest = 100;

    private const string FileName = "var/runbook/operator.txt";
    private const int MostBytes = 4 * Longest;

    /// <summary>Who does the work.</summary>
    /// <exception cref="CodedException"><c>operator.invalid</c>: what was given or stands in the variable can't be a name.</exception>
    public static StationOperator Find(Workplace work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.Named is { } given)
        {
            return new(Checked(given), OperatorSource.Given);
        }

        if (work.Environment.TryGetValue(Variable, out var said) && said.Length > 0)
        {
            return new(Checked(said), OperatorSource.Environment);
        }

        return Remembered(work) is { } name
            ? new(name, OperatorSource.Remembered)
            : new(System.Environment.UserName, OperatorSource.Account);
    }

    /// <summary>Keeps a name for the next time on this station. Where the station can't be written to, it is not kept.</summary>
    /// <exception cref="CodedException"><c>operator.invalid</c></exception>
    public static void Remember(Workplace work, string name)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.Named = Checked(name);
        var path = PathOf(work);
        var bytes = Encoding.UTF8.GetBytes(work.Named + "\n");
        try
        {
            work.Station.Disk.CreateDirectory(Durable.ParentOf(path));
            work.Station.Disk.Replace(path, bytes);
        }
        catch (Exception error) when (Errno.IsSystems(error))
        {
            // Whoever works on a medium that can only be read is asked again; the run itself says what it can't write.
        }
    }

    /// <summary>A name as it is shown: trimmed; null when it is none.</summary>
    public static string? Named(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim().Normalize(NormalizationForm.FormC);
        return name.Length is > 0 and <= Longest && Visible.Text(name) == name && name.Any(char.IsLetterOrDigit) ? name : null;
    }

    private static string Checked(string text) => Named(text) ?? throw new CodedException(Faults.OperatorInvalid(Shortened(text), Longest));

    private static string Shortened(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    // Anybody can write to it: what can't be a name is nobody's.
    private static string? Remembered(Workplace work)
    {
        try
        {
            var bytes = work.Station.Disk.ReadAll(PathOf(work), MostBytes);
            return DiskReads.DecodeText(bytes, out _) is { } text ? Named(text) : null;
        }
        catch (Exception error) when (error is CodedException || Errno.IsSystems(error))
        {
            return null;
        }
    }

    private static string PathOf(Workplace work) => Path.Combine(work.Station.Root, FileName);
}
