using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>Agrees on an audio or video section that the other side described.</summary>
internal static class MediaNegotiation
{
    /// <summary>What both can do; without any codec if they have none in common.</summary>
    public static NegotiatedMedia Agree(NegotiatedMedia start, MediaDescription section, NegotiationPolicy policy)
    {
        var extensions = ExtensionNegotiation.Choose(policy, section);
        var codecs = new CodecNegotiation(policy, section, extensions.Has(RtpExtensionKind.TransportSequence)).Choose();
        var direction = section.Direction.Reversed() & policy.Directions;
        var receivesByRid = direction.CanReceive() && extensions.Has(RtpExtensionKind.Rid);
        return start with
        {
            Direction = direction,
            Codecs = codecs,
            Extensions = extensions,
            AllowsMixedExtensions = section.AllowsMixedExtensions,
            UsesReducedSizeRtcp = section.HasReducedSizeRtcp,
            ReceiveEncodings = receivesByRid ? EncodingNegotiation.Choose(policy, section, codecs) : [],
            RemoteSources = RemoteSources.Of(section),
            RemoteStreamId = section.StreamIds.IsEmpty ? null : section.StreamIds[0],
        };
    }
}
