using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>Agrees on an audio or video section that the other side described.</summary>
internal static class MediaNegotiation
{
    /// <summary>What both can do; without any codec if they have none in common.</summary>
    /// <remarks>
    /// libwebrtc takes picture numbers and temporal layers out of VP8's payload where it may write dependency descriptors.
    /// Those must be read one after the other; for VP8 in streams of its own each they tell nothing more, and are refused.
    /// </remarks>
    public static NegotiatedMedia Agree(NegotiatedMedia start, MediaDescription section, NegotiationPolicy policy)
    {
        var extensions = ExtensionNegotiation.Choose(policy, section);
        var codecs = new CodecNegotiation(policy, section, extensions.Has(RtpExtensionKind.TransportSequence)).Choose();
        var direction = section.Direction.Reversed() & policy.Directions;
        var receivesByRid = direction.CanReceive() && extensions.Has(RtpExtensionKind.Rid);
        var encodings = receivesByRid ? EncodingNegotiation.Choose(policy, section, codecs) : [];
        if (encodings.Length > 1 && !codecs.IsEmpty && codecs[0].Kind == CodecKind.Vp8)
            extensions = extensions.RemoveAll(extension => extension.Kind == RtpExtensionKind.DependencyDescriptor);
        return start with
        {
            Direction = direction,
            Codecs = codecs,
            Extensions = extensions,
            AllowsMixedExtensions = section.AllowsMixedExtensions,
            UsesReducedSizeRtcp = section.HasReducedSizeRtcp,
            ReceiveEncodings = encodings,
            RemoteSources = RemoteSources.Of(section),
            RemoteStreamId = section.StreamIds.IsEmpty ? null : section.StreamIds[0],
        };
    }
}
