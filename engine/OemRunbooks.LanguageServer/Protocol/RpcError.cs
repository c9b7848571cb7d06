namespace OemRunbooks.LanguageServer.Protocol;

/// <summary>The codes of errors. Source: JSON-RPC 2.0; LSP 3.17, "ErrorCodes".</summary>
internal static class ErrorNumber
{
    internal const int Parse = -32700;
    internal const int InvalidRequest = -32600;
    internal const int UnknownMethod = -32601;
    internal const int InvalidParams = -32602;
    internal const int Internal = -32603;
    internal const int NotInitialized = -32002;
    internal const int RequestFailed = -32803;
    internal const int Cancelled = -32800;
}

/// <summary>A request is refused.</summary>
/// <param name="code">The code.</param>
/// <param name="message">Why, for people.</param>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    /// <summary>The code.</summary>
    internal int Code { get; } = code;
}
