namespace OemRunbooks.Testing.Scripts;

/// <summary>One call of the program under test.</summary>
/// <param name="Arguments">The words after the program's name.</param>
/// <param name="WorkingDirectory">An absolute path; relative paths among the arguments are meant from there.</param>
/// <param name="Environment">
/// The variables that the script has set, over those of the tests' own environment; what begins with <c>OEM_</c> or <c>RUNBOOK_</c> is
/// never inherited.
/// </param>
/// <param name="StandardInput">What can be read from standard input before it ends.</param>
/// <param name="Clock">How far the program's clock is ahead of the machine's.</param>
public sealed record Invocation(
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    string StandardInput = "",
    TimeSpan Clock = default
);

/// <summary>What a finished program left.</summary>
/// <param name="ExitCode">The exit code; 128 and the signal's number when a signal ended it.</param>
/// <param name="Out">Standard output; of a terminal, all that was to be seen.</param>
/// <param name="Error">Standard error.</param>
public sealed record Result(int ExitCode, string Out, string Error);

/// <summary>The program that scripts drive.</summary>
/// <remarks>A seam, so that the same scripts test the published program and the command line within the tests' own process.</remarks>
public interface IProgram
{
    /// <summary>Runs to the end.</summary>
    Result Run(Invocation call);

    /// <summary>Whether each call is a process of its own, which can die without harm to the tests.</summary>
    bool IsProcess { get; }

    /// <summary>Whether <see cref="Invocation.Clock"/> moves its clock.</summary>
    bool HasClock { get; }
}
