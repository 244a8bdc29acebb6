using System.Collections.Immutable;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>What an offer and its answer agreed on, and which of the client's tracks is sent in which section.</summary>
internal sealed record LinkPlan(NegotiatedSession Session, ImmutableDictionary<string, LocalTrack> Tracks)
{
    /// <summary>The codec of the track in this section; null if the server does not take it.</summary>
    public static NegotiatedCodec? CodecOf(NegotiatedMedia media, MediaCodec codec) =>
        media.Codecs.FirstOrDefault(agreed => agreed.Kind == Codecs.KindOf(codec));
}
