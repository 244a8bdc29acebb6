using System.Collections.Immutable;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>What this side accepts and offers. One value serves all peers of a configuration.</summary>
public sealed record NegotiationPolicy
{
    /// <summary>Everything Plenum can forward, VP8 first.</summary>
    public static readonly NegotiationPolicy Default = new();

    /// <summary>Audio codecs, the preferred one first.</summary>
    public ImmutableArray<CodecPreference> Audio { get; init; } = [CodecPreference.Opus, CodecPreference.Red];

    /// <summary>Video codecs, the preferred one first: browsers send the first of an answer that they can.</summary>
    public ImmutableArray<CodecPreference> Video { get; init; } =
        [CodecPreference.Vp8, CodecPreference.H264, CodecPreference.Vp9, CodecPreference.Av1];

    /// <summary>Header extensions that are accepted and, by a client, offered.</summary>
    public ImmutableArray<RtpExtensionKind> Extensions { get; init; } =
    [
        RtpExtensionKind.Mid, RtpExtensionKind.Rid, RtpExtensionKind.RepairedRid, RtpExtensionKind.AbsoluteSendTime,
        RtpExtensionKind.TransportSequence, RtpExtensionKind.AudioLevel, RtpExtensionKind.VideoOrientation,
        RtpExtensionKind.PlayoutDelay, RtpExtensionKind.DependencyDescriptor, RtpExtensionKind.AbsoluteCaptureTime,
    ];

    /// <summary>Feedback messages that are accepted where they are offered.</summary>
    public RtcpFeedbackKinds Feedback { get; init; } =
        RtcpFeedbackKinds.Nack | RtcpFeedbackKinds.PictureLossIndication | RtcpFeedbackKinds.FullIntraRequest
        | RtcpFeedbackKinds.ReceiverEstimate | RtcpFeedbackKinds.TransportWide;

    /// <summary>Whether retransmissions have a payload type and source of their own (RFC 4588).</summary>
    public bool UsesRetransmission { get; init; } = true;

    /// <summary>The directions this side takes part in; an SFU that never sends on a publisher's line says ReceiveOnly.</summary>
    public MediaDirection Directions { get; init; } = MediaDirection.SendReceive;

    /// <summary>The most encodings of one simulcast that are accepted.</summary>
    public int MaxEncodings { get; init; } = 4;

    /// <summary>The most media sections that are accepted; later ones are rejected.</summary>
    public int MaxSections { get; init; } = SdpLimits.MaxMediaSections;

    /// <summary>Whether data channels are accepted.</summary>
    public bool AcceptsData { get; init; } = true;

    /// <summary>The largest data channel message that this side takes, in bytes (RFC 8841, section 6).</summary>
    public int MaxMessageSize { get; init; } = 262_144;

    /// <summary>Our part in the DTLS handshake when the offer leaves the choice.</summary>
    public DtlsRole DtlsRole { get; init; } = DtlsRole.Server;

    /// <summary>Whether browsers are asked to send nothing in silence (Opus "usedtx").</summary>
    public bool UsesDtx { get; init; }

    internal ImmutableArray<CodecPreference> CodecsOf(MediaKind kind) => kind == MediaKind.Audio ? Audio : Video;
}
