using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Oem.Fingerprints;

/// <summary>What the kernel says about itself.</summary>
/// <param name="System">Such as <c>Linux</c>.</param>
/// <param name="Node">Host name.</param>
/// <param name="Release">Kernel release.</param>
/// <param name="Version">Kernel version.</param>
/// <param name="Machine">Such as <c>x86_64</c>.</param>
internal sealed record SystemName(string System, string Node, string Release, string Version, string Machine);

/// <summary>The parts of a machine that a fingerprint is made of; tests give false ones.</summary>
public sealed record Machine
{
    /// <summary>Directory that holds <c>sys</c> and <c>proc</c>.</summary>
    /// <value>Default <c>/</c>.</value>
    public string Root { get; init; } = "/";

    /// <summary>The way to files below <see cref="WorkingDirectory"/>.</summary>
    public IDisk Disk { get; init; } = Foundation.Files.Disk.All;

    /// <summary>Directory that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Gives a variable's value, or null when it is not defined.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Gives the kernel's names.</summary>
    internal Func<SystemName> Name { get; init; } = static () => LocalSystem.Name(System.Environment.GetEnvironmentVariable);

    /// <summary>Gives the node as 12 hex digits, or null when there is no repeatable one.</summary>
    public required Func<string?> Node { get; init; }

    /// <summary>Gives what <c>tpm2_getcap -c properties-fixed</c> prints, or null when there is no such program.</summary>
    public Func<string?> TpmProperties { get; init; } = static () => null;

    /// <summary>Whether <c>/sys</c> and <c>/proc</c> exist on this kind of system.</summary>
    public bool HasSysfs { get; init; } = true;

    /// <summary>Describes the machine that the program runs on.</summary>
    /// <param name="environment">Gives a variable's value, or null when it is not defined.</param>
    /// <param name="workingDirectory">Directory that relative paths start from.</param>
    /// <param name="disk">The way to files below that directory; all of them when null.</param>
    public static Machine Local(Func<string, string?> environment, string workingDirectory, IDisk? disk = null) =>
        new()
        {
            Disk = disk ?? Foundation.Files.Disk.All,
            WorkingDirectory = workingDirectory,
            Environment = environment,
            Name = () => LocalSystem.Name(environment),
            Node = LocalNode.Read,
            TpmProperties = TpmTool.Read,
            HasSysfs = OperatingSystem.IsLinux(),
        };
}
