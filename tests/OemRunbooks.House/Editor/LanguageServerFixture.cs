namespace OemRunbooks.House.Editor;

/// <summary>One server for all tests of a class, started when the first one needs it.</summary>
public sealed class LanguageServerFixture : IDisposable
{
    internal Lazy<LanguageServer> Server { get; } = new(static () => new LanguageServer());

    public void Dispose()
    {
        if (Server.IsValueCreated)
        {
            Server.Value.Dispose();
        }
    }
}
