using System.Collections.Immutable;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>What becomes of an offer.</summary>
public abstract record SfuAnswer
{
    private SfuAnswer()
    {
    }

    /// <summary>It is answered.</summary>
    /// <param name="Connection">The connection, new or changed.</param>
    /// <param name="Sdp">The answer's text.</param>
    /// <param name="Slots">All receive slots that the connection has now, in the order of the sections.</param>
    public sealed record Accepted(ConnectionKey Connection, string Sdp, ImmutableArray<SfuSlot> Slots) : SfuAnswer
    {
        /// <summary>What its slots can show pictures in; empty without a slot for pictures.</summary>
        public IReadOnlySet<VideoCodec> Decodes { get; init; } = ImmutableHashSet<VideoCodec>.Empty;
    }

    /// <summary>It is not; what was agreed before goes on.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Problem">What is wrong with the description, with <see cref="SfuRefusal.BadDescription"/>.</param>
    public sealed record Refused(SfuRefusal Reason, SdpProblem Problem = default) : SfuAnswer;
}
