using OemRunbooks.Engine.Activities;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;

namespace OemRunbooks.Activities.Services;

/// <summary>Finds who manages services on this machine; nobody's search path decides about that.</summary>
internal static class ServiceManagers
{
    private static readonly string[] Places = ["/usr/bin/systemctl", "/bin/systemctl"];

    /// <summary>The manager, and the service's name, which is one.</summary>
    /// <exception cref="CodedException"><c>service.unsupported</c>, <c>service.name-invalid</c>, <c>command.not-found</c></exception>
    internal static (IServiceManager Manager, string Name) Of(Call call, CancellationToken cancellation)
    {
        var name = call.Get(ServiceTakes.Name);
        if (!IsName(name))
        {
            throw new CodedException(Faults.ServiceNameInvalid(name));
        }

        if (call.Get(ServiceTakes.Program) is { } given)
        {
            var program = Path.IsPathRooted(given) ? given : call.Station.Resolve(given).Full;
            return call.Disk.IsFile(program)
                ? (new Systemd(program, call, cancellation), name)
                : throw new CodedException(Faults.CommandNotFound(given));
        }

        if (OperatingSystem.IsWindows())
        {
            return (new WindowsServices(Path.Combine(Environment.SystemDirectory, "sc.exe"), call, cancellation), name);
        }

        return Places.FirstOrDefault(call.Disk.IsFile) is { } systemctl
            ? (new Systemd(systemctl, call, cancellation), name)
            : throw new CodedException(Faults.ServiceUnsupported());
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 200
        && name[0] != '-'
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or ':');
}
