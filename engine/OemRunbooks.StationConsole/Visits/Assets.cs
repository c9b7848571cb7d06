using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace OemRunbooks.StationConsole.Visits;

/// <summary>Styles and scripts that are within the program, by name alone.</summary>
internal static class Assets
{
    private const string Place = "console/";
    private static readonly FrozenDictionary<string, Asset> All = typeof(Assets)
        .Assembly.GetManifestResourceNames()
        .Where(static n => n.StartsWith(Place, StringComparison.Ordinal))
        .Select(static n => Asset.Of(n, n[Place.Length..]))
        .ToFrozenDictionary(static a => a.Name, StringComparer.Ordinal);

    /// <summary>Whether the program was built with its scripts.</summary>
    internal static bool HasScripts => All.ContainsKey("app.js");

    /// <summary>The address of an asset; another one when its content is another one.</summary>
    internal static string Address(string name) => All.TryGetValue(name, out var asset) ? $"/assets/{name}?v={asset.Version}" : "";

    /// <summary>What a page needs that asks a stranger to come in.</summary>
    internal static bool IsForAnybody(PathString path) => path == "/assets/console.css" || path == "/assets/icon.svg";

    /// <summary>Sends an asset; whether there is one of that name.</summary>
    internal static async Task<bool> SendAsync(Visit visit, string name)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return false;
        }

        var headers = visit.Http.Response.Headers;

        // What a script asks for by its bare name is asked for again each time: the program may be another one.
        if (visit.Http.Request.Query["v"] == asset.Version)
        {
            headers.CacheControl = "private, max-age=31536000, immutable";
        }

        if (asset.IsPacked)
        {
            headers.ContentEncoding = "gzip";
        }

        await visit.SendAsync(asset.Read(), asset.Type).ConfigureAwait(false);
        return true;
    }

    private sealed record Asset(string Name, string Resource, string Version, bool IsPacked)
    {
        private const string Packed = ".gz";

        internal string Type =>
            Path.GetExtension(Name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "text/javascript; charset=utf-8",
            };

        internal static Asset Of(string resource, string file)
        {
            var isPacked = file.EndsWith(Packed, StringComparison.Ordinal);
            var asset = new Asset(isPacked ? file[..^Packed.Length] : file, resource, "", isPacked);
            return asset with { Version = Convert.ToHexStringLower(SHA256.HashData(asset.Read()))[..12] };
        }

        internal byte[] Read()
        {
            using var stream = typeof(Assets).Assembly.GetManifestResourceStream(Resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
