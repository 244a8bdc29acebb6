using Plenum.Engine.Sfu;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What came of an offer.</summary>
internal abstract record OfferResult
{
    /// <summary>Here is the answer.</summary>
    public sealed record Accepted(ConnectionKey Connection, string Sdp) : OfferResult;

    /// <summary>What was agreed before goes on.</summary>
    public sealed record Refused(SfuRefusal Reason, string Message) : OfferResult;
}
