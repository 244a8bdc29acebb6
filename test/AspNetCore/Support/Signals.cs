using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Negotiation data.</summary>
internal static class Signals
{
    public static Request.Signal Candidate(long id, string to, string candidate = "") =>
        new() { Id = id, To = to, Data = new SignalData { Link = "l1", Candidate = new IceCandidate { Candidate = candidate } } };

    public static Request.Signal Offer(long id, string to, string sdp) => new()
    {
        Id = id,
        To = to,
        Data = new SignalData
        {
            Link = "l1",
            Description = new SessionDescription { Type = SdpType.Offer, Sdp = sdp, Tracks = new Dictionary<string, string>() },
        },
    };
}
