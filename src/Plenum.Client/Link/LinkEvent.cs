namespace Plenum.Client.Link;

/// <summary>What a link's peer tells, on its shard's thread.</summary>
internal abstract record LinkEvent
{
    private LinkEvent()
    {
    }

    /// <summary>Media may flow.</summary>
    public sealed record Connected : LinkEvent;

    /// <summary>The server is silent, or speaks again.</summary>
    public sealed record ReachabilityChanged(bool IsReachable) : LinkEvent;

    /// <summary>It is over.</summary>
    public sealed record Closed(string Reason) : LinkEvent;

    /// <summary>A key frame is needed.</summary>
    public sealed record KeyFrameRequested(LocalTrack Track) : LinkEvent;
}
