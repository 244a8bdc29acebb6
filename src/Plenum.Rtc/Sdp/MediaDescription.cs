using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>A media section: an m-line and what follows it. Immutable; unknown attributes are not kept.</summary>
public sealed record MediaDescription
{
    /// <summary>What it carries.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The first word of the m-line as written.</summary>
    public required string Media { get; init; }

    /// <summary>The port; 0 is a rejected section, or one that is only bundled (<see cref="IsBundleOnly"/>).</summary>
    public required int Port { get; init; }

    /// <summary>The protocol as written, for example "UDP/TLS/RTP/SAVPF".</summary>
    public required string Protocol { get; init; }

    /// <summary>What follows the protocol: payload types, or "webrtc-datachannel".</summary>
    public required ImmutableArray<string> Formats { get; init; }

    /// <summary>The section's id ("a=mid", RFC 5888); empty when it is not said.</summary>
    public string Mid { get; init; } = string.Empty;

    /// <summary>The direction, the session's if the section says none.</summary>
    public MediaDirection Direction { get; init; } = MediaDirection.SendReceive;

    /// <summary>"a=bundle-only" (RFC 8843, section 6).</summary>
    public bool IsBundleOnly { get; init; }

    /// <summary>"a=rtcp-mux" (RFC 5761).</summary>
    public bool HasRtcpMux { get; init; }

    /// <summary>"a=rtcp-rsize" (RFC 5506).</summary>
    public bool HasReducedSizeRtcp { get; init; }

    /// <summary>"a=extmap-allow-mixed" here or at the session (RFC 8285, section 6).</summary>
    public bool AllowsMixedExtensions { get; init; }

    /// <summary>The transport's attributes as they stand in this section.</summary>
    public TransportDescription Transport { get; init; } = TransportDescription.Empty;

    /// <summary>The payload types in order of preference; those without a name are left out.</summary>
    public ImmutableArray<CodecDescription> Codecs { get; init; } = [];

    /// <summary>"a=extmap", those of the session included.</summary>
    public ImmutableArray<ExtensionDescription> Extensions { get; init; } = [];

    /// <summary>"a=rid".</summary>
    public ImmutableArray<RidDescription> Rids { get; init; } = [];

    /// <summary>"a=simulcast".</summary>
    public SimulcastDescription Simulcast { get; init; } = SimulcastDescription.None;

    /// <summary>"a=ssrc".</summary>
    public ImmutableArray<SourceDescription> Sources { get; init; } = [];

    /// <summary>"a=ssrc-group".</summary>
    public ImmutableArray<SourceGroup> SourceGroups { get; init; } = [];

    /// <summary>"a=msid".</summary>
    public ImmutableArray<MediaStreamId> StreamIds { get; init; } = [];

    /// <summary>The SCTP port of a data section ("a=sctp-port" or the older "a=sctpmap"); 0 when it is not said.</summary>
    public int SctpPort { get; init; }

    /// <summary>Whether the port was said by the m-line and "a=sctpmap", as before RFC 8841.</summary>
    public bool UsesSctpMap { get; init; }

    /// <summary>"a=max-message-size" in bytes (RFC 8841, section 6); 0 is no limit, null that it is not said.</summary>
    public long? MaxMessageSize { get; init; }

    /// <summary>The line of the m-line, counted from 1; 0 for a section that was not read.</summary>
    public int Line { get; init; }

    /// <summary>Whether the section is refused or retired: port 0 without bundle-only.</summary>
    public bool IsRejected => Port == 0 && !IsBundleOnly;
}
