using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Sdp;

/// <summary>
/// An SDP session description (RFC 8866) as WebRTC uses it (RFC 8829). Immutable. What it does not know is not kept;
/// what it writes it reads back the same.
/// </summary>
public sealed record SessionDescription
{
    /// <summary>The o-line.</summary>
    public required SessionOrigin Origin { get; init; }

    /// <summary>The media sections in order.</summary>
    public required ImmutableArray<MediaDescription> Media { get; init; }

    /// <summary>"a=group:BUNDLE" lines: the mids of each group (RFC 8843).</summary>
    public ImmutableArray<ImmutableArray<string>> BundleGroups { get; init; } = [];

    /// <summary>"a=ice-lite" (RFC 8839).</summary>
    public bool IsIceLite { get; init; }

    /// <summary>Transport attributes of the whole session.</summary>
    public TransportDescription Transport { get; init; } = TransportDescription.Empty;

    /// <summary>
    /// Reads a description. Lines may end in LF or CRLF. Time is linear in the text, memory within
    /// <see cref="SdpLimits"/>.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out SessionDescription? description,
        out SdpProblem problem) =>
        new SdpParser().TryParse(text, out description, out problem);

    /// <summary>What a section says of its transport, completed by what the session says.</summary>
    public TransportDescription TransportOf(MediaDescription section) => section.Transport.Over(Transport);

    /// <summary>The text, with CRLF.</summary>
    public override string ToString() => SdpWriter.Write(this);
}
