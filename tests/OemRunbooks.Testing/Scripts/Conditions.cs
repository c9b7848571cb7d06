namespace OemRunbooks.Testing.Scripts;

/// <summary>What a script may ask for: <c>[unix]</c>, <c>[windows]</c>, <c>[root]</c>, <c>[pty]</c>, <c>[process]</c>, <c>[gcc]</c>,
/// <c>[openssl]</c>, <c>[clock]</c>, each also denied, <c>[!root]</c>.</summary>
public sealed class Conditions(IProgram program)
{
    /// <summary>The conditions of a list that do not hold here, in words.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> wanted) =>
        [.. wanted.Where(c => !Holds(c)).Select(static c => c.StartsWith('!') ? $"not {c[1..]}" : c)];

    private bool Holds(string condition) => condition.StartsWith('!') ? !Is(condition[1..]) : Is(condition);

    private bool Is(string condition) =>
        condition switch
        {
            "unix" => !OperatingSystem.IsWindows(),
            "windows" => OperatingSystem.IsWindows(),
            "root" => Environment.IsPrivilegedProcess,
            "pty" => OperatingSystem.IsLinux(),
            "process" => program.IsProcess,
            "gcc" => OperatingSystem.IsLinux() && CrashLibrary.CanBeBuilt,
            "openssl" => File.Exists("/usr/bin/openssl"),
            "clock" => program.HasClock,
            _ => throw new ScriptException($"there is no condition [{condition}]"),
        };
}
