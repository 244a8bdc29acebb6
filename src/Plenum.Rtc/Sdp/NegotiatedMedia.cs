using System.Collections.Immutable;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>One media section as both sides agreed on it, seen from this side.</summary>
public sealed record NegotiatedMedia
{
    /// <summary>Its place among the m-lines, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its id; a made-up one, unique in the session, when the other side said none.</summary>
    public required string Mid { get; init; }

    /// <summary>What it carries.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>Whether it is rejected or retired: nothing else about it counts.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether we send, receive or both.</summary>
    public MediaDirection Direction { get; init; }

    /// <summary>The codecs in the order of preference of the answerer.</summary>
    public ImmutableArray<NegotiatedCodec> Codecs { get; init; } = [];

    /// <summary>The header extensions.</summary>
    public ImmutableArray<NegotiatedExtension> Extensions { get; init; } = [];

    /// <summary>Whether one- and two-byte extension forms may be mixed (RFC 8285, section 6).</summary>
    public bool AllowsMixedExtensions { get; init; }

    /// <summary>Whether RTCP may be sent in reduced size (RFC 5506).</summary>
    public bool UsesReducedSizeRtcp { get; init; }

    /// <summary>The encodings we receive, in the order given (lowest first by custom); empty without simulcast.</summary>
    public ImmutableArray<SimulcastEncoding> ReceiveEncodings { get; init; } = [];

    /// <summary>The encodings we send; empty without simulcast.</summary>
    public ImmutableArray<SimulcastEncoding> SendEncodings { get; init; } = [];

    /// <summary>What we send; null when this section never sent.</summary>
    public LocalSource? LocalSource { get; init; }

    /// <summary>What the other side announced to send; simulcast without rids in the order of its SIM group.</summary>
    public ImmutableArray<RemoteSource> RemoteSources { get; init; } = [];

    /// <summary>The stream and track of the other side; null when it says none.</summary>
    public MediaStreamId? RemoteStreamId { get; init; }

    /// <summary>Our SCTP port, for a data section.</summary>
    public ushort LocalSctpPort { get; init; }

    /// <summary>The other side's SCTP port, for a data section.</summary>
    public ushort RemoteSctpPort { get; init; }

    /// <summary>The largest message the other side takes, in bytes; <see cref="long.MaxValue"/> for no limit.</summary>
    public long RemoteMaxMessageSize { get; init; }

    /// <summary>The feedback that any codec of the section may use.</summary>
    public RtcpFeedbackKinds Feedback =>
        Codecs.Aggregate(RtcpFeedbackKinds.None, (kinds, codec) => kinds | codec.Feedback);

    /// <summary>The header extensions as the packet path needs them.</summary>
    public RtpExtensionMap CreateExtensionMap()
    {
        var map = new RtpExtensionMap { AllowsMixedForms = AllowsMixedExtensions };
        foreach (var extension in Extensions)
            map.TryAdd(extension.Id, extension.Kind);
        return map;
    }
}
