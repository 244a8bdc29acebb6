namespace Plenum.Protocol;

/// <summary>An SDP of perfect negotiation, in the form of <c>RTCSessionDescriptionInit</c>.</summary>
public sealed record SessionDescription
{
    /// <summary>Offer or answer.</summary>
    public required SdpType Type { get; init; }

    /// <summary>The SDP.</summary>
    public required string Sdp { get; init; }

    /// <summary>Which publication the sender sends on which media section: mid to publication id.</summary>
    public required IReadOnlyDictionary<string, string> Tracks { get; init; }
}
