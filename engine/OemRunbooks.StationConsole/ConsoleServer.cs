using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.StationConsole.Guarding;
using OemRunbooks.StationConsole.Live;
using OemRunbooks.StationConsole.Serving;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole;

/// <summary>The page on 127.0.0.1: a door to what can be done on a station, in a browser.</summary>
/// <remarks>Source: console.md.</remarks>
public sealed class ConsoleServer : IAsyncDisposable
{
    private const int MostConnections = 128;
    private const int MostHeaders = 64;
    private const int MostHeaderBytes = 16 << 10;
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);
    private readonly WebApplication application;
    private readonly Tickets tickets = new(TimeProvider.System);
    private readonly Activity activity;
    private readonly LiveRuns runs;
    private readonly Bell bell;
    private int port;

    private ConsoleServer(ConsoleSettings settings)
    {
        // The empty builder: any other one reads a file of settings in the current directory, and that is the customer's station.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "runbook" });
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(o => Bound(o, settings.Port));
        application = builder.Build();
        bell = new(settings);
        runs = new(bell);
        activity = new(settings.Idle, TimeProvider.System, () => runs.IsBusy);
        var gate = new Gate(tickets, () => port);
        var entrance = new Entrance(gate, tickets, settings, activity);
        application.Use(entrance.LetInAsync);
        application.UseRouting();
        new Routes(settings, runs, bell).Map(application);
    }

    /// <summary>Whether the program was built with the scripts of its pages.</summary>
    public static bool HasScripts => Assets.HasScripts;

    /// <summary>The address that lets one browser in.</summary>
    public string Address => tickets.Token is { } token ? $"{Plain}?token={token}" : Plain;

    /// <summary>The address without what lets in.</summary>
    public string Plain => $"http://127.0.0.1:{port}/";

    /// <summary>Begins to listen.</summary>
    /// <exception cref="CodedException"><c>console.port-taken</c></exception>
    public static async Task<ConsoleServer> StartAsync(ConsoleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var server = new ConsoleServer(settings);
        try
        {
            await server.application.StartAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new CodedException(Faults.ConsolePortTaken(settings.Port));
        }

        var addresses = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.port = new Uri(addresses.First()).Port;
        return server;
    }

    /// <summary>Serves until it is stopped, or nobody has asked for anything for an hour.</summary>
    /// <returns>Whether it ended because nobody asked.</returns>
    public async Task<bool> ServeAsync(CancellationToken stop)
    {
        var isIdle = await activity.EndsAsync(stop).ConfigureAwait(false);

        // A run that goes on comes to a safe point first; what is open of a page ends.
        await runs.StopAsync().ConfigureAwait(false);
        bell.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(patience.Token).ConfigureAwait(false);
        return isIdle;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        bell.Dispose();
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Bound(KestrelServerOptions options, int port)
    {
        options.Listen(IPAddress.Loopback, port, static l => l.Protocols = HttpProtocols.Http1);
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeaderCount = MostHeaders;
        options.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        options.Limits.MaxRequestBodySize = Bodies.MostJson;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.RequestHeadersTimeout = HeadersWithin;
    }
}
