namespace Plenum.Client.Link;

/// <summary>What the connection to the server's SFU has to carry.</summary>
/// <param name="Tracks">What is published.</param>
/// <param name="AudioSlots">How many sounds are forwarded to this client.</param>
/// <param name="VideoSlots">How many pictures are forwarded to this client.</param>
/// <param name="Wanted">Publications of this client that are forwarded to somebody.</param>
internal sealed record LinkDemand(
    IReadOnlyList<LocalTrack> Tracks, int AudioSlots, int VideoSlots, IReadOnlySet<string> Wanted)
{
    /// <summary>Whether a connection is needed at all.</summary>
    public bool IsNeeded => AudioSlots + VideoSlots + Wanted.Count > 0;
}
