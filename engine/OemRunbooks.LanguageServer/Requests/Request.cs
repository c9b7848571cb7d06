using System.Text.Json.Nodes;
using OemRunbooks.LanguageServer.Protocol;

namespace OemRunbooks.LanguageServer.Requests;

/// <summary>A request that editors make: one file each.</summary>
internal abstract class Request
{
    /// <summary>Its name in the protocol.</summary>
    internal abstract string Method { get; }

    /// <summary>Says in <c>initialize</c> that it can be asked.</summary>
    internal abstract void Offer(JsonObject capabilities);

    /// <summary>Answers it; null for nothing.</summary>
    /// <exception cref="RpcException">It can't be answered.</exception>
    internal abstract JsonNode? Answer(Session session, JsonNode? parameters, CancellationToken cancellation);
}
