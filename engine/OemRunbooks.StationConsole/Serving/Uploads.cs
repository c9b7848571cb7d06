using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OemRunbooks.Foundation.Failures;
using OemRunbooks.Foundation.Files;
using OemRunbooks.Foundation.Values;
using OemRunbooks.Station.Cleaning;
using OemRunbooks.StationConsole.Visits;

namespace OemRunbooks.StationConsole.Serving;

/// <summary>Takes in a photo or a file that somebody sends, until the answer that it belongs to keeps it with the run.</summary>
/// <remarks>It lies under a name of ours: what the browser calls it gives its ending alone.</remarks>
internal static class Uploads
{
    /// <summary>Bytes of one file. What is larger is attached by the terminal, from the disk.</summary>
    internal const long Most = 48L << 20;

    private const string Place = Cleaner.Uploads;
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    internal static async Task TakeAsync(Visit visit)
    {
        var request = visit.Http.Request;
        if (request.ContentType != "application/octet-stream")
        {
            throw new CodedException(Faults.ConsoleBody("application/octet-stream"));
        }

        visit.Http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = Most;
        if (request.ContentLength > Most)
        {
            throw TooLarge();
        }

        var station = visit.Work.Station;
        var directory = Path.Combine(station.Root, Place);
        station.Disk.CreateDirectory(directory);
        Sweep(station.Disk, directory);
        var name = RandomNumberGenerator.GetHexString(16, lowercase: true) + Ending(visit.Query("name"));
        var path = Path.Combine(directory, name);
        try
        {
            using var file = new DiskStream(station.Disk.Open(path, FileUse.CreateNew), canWrite: true);
            await request.Body.CopyToAsync(file, visit.Http.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            station.Disk.Delete(path);
            throw error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? TooLarge() : error;
        }

        await visit.SendAsync(Value.MapOf(("file", Value.Of(name)))).ConfigureAwait(false);
    }

    /// <summary>Where a file lies that was taken in; what is no such name is taken as a path of the station.</summary>
    internal static string PathOf(Visit visit, string name) =>
        !name.AsSpan().ContainsAny('/', '\\') && File.Exists(Path.Combine(visit.Work.Station.Root, Place, name)) ? $"{Place}/{name}" : name;

    private static CodedException TooLarge() => new(Faults.ConsoleUploadTooLarge(Most));

    private static string Ending(string name) =>
        Path.GetExtension(name) is { Length: > 1 and <= 8 } ending && ending[1..].All(char.IsAsciiLetterOrDigit)
            ? ending.ToLowerInvariant()
            : "";

    // What was sent for an answer that nobody gave.
    private static void Sweep(IDisk disk, string directory)
    {
        var before = TimeProvider.System.GetUtcNow() - Forgotten;
        foreach (var (path, _) in disk.ListItems(directory).Where(i => i.Item.Written < before).ToList())
        {
            disk.Delete(path);
        }
    }
}
