namespace OemRunbooks.LanguageServer.Documents;

/// <summary>Addresses of files, as editors spell them, and paths.</summary>
internal static class FileUri
{
    /// <summary>The path of an address; a text that is not saved yet lies in the given directory.</summary>
    internal static string ToPath(string uri, string root)
    {
        if (System.Uri.TryCreate(uri, UriKind.Absolute, out var address))
        {
            return address.IsFile && !address.IsUnc
                ? System.IO.Path.GetFullPath(address.LocalPath)
                : System.IO.Path.GetFullPath(System.IO.Path.Combine(root, Named(address.AbsolutePath)));
        }

        return System.IO.Path.GetFullPath(System.IO.Path.Combine(root, Named(uri)));
    }

    /// <summary>The address of a path.</summary>
    internal static string Of(string path) => new Uri(path).AbsoluteUri;

    private static string Named(string text)
    {
        var name = string.Concat(System.IO.Path.GetFileName(text).Where(static c => !char.IsControl(c)));
        return name.Length == 0 ? "untitled.yaml" : name;
    }
}
