using OemRunbooks.Engine.Activities;
using OemRunbooks.Journal.Sealing;

namespace OemRunbooks.Activities.Common;

/// <summary>The receipt of the run so far, which pins its journal from outside once somebody else has it.</summary>
internal static class Receipts
{
    /// <summary>The newest seal's receipt and the number of entries under it; null when the run is not sealed.</summary>
    internal static (string Receipt, long Entries)? Of(Call call)
    {
        var seals = call.Station.Resolve(call.Site.RunDirectory).Below("seals.txt");
        try
        {
            return Checkpoint.Newest(seals.Full) is { } seal ? (seal.Receipt, seal.Size) : null;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            // A case must get away; whoever takes it finds the damage by verifying.
            return null;
        }
    }
}
