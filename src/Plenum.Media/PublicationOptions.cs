using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>What is published.</summary>
public sealed record PublicationOptions
{
    /// <summary>Who publishes.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>What it is.</summary>
    public required MediaSource Source { get; init; }

    /// <summary>The payload types that its packets may have.</summary>
    public required IReadOnlyList<MediaFormat> Formats { get; init; }

    /// <summary>The publisher's header extensions.</summary>
    public required RtpExtensionMap Extensions { get; init; }

    /// <summary>The spatial layers, lowest first, 1 to 4; audio has one.</summary>
    public IReadOnlyList<PublishedEncoding> Encodings { get; init; } = [new(0, 0, default)];

    /// <summary>Whether the layers lie in one stream (SVC) rather than one stream each (simulcast).</summary>
    public bool IsScalable { get; init; }

    /// <summary>
    /// Whether it comes by way of another room, which knows already what is wanted of it: nothing is until somebody here
    /// wants it.
    /// </summary>
    public bool IsMirrored { get; init; }
}
