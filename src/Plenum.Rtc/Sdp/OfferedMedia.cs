using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>A media section that a client wants to offer.</summary>
/// <param name="Kind">Audio, video or data.</param>
/// <param name="Mid">Its id, unique in the session; ids are not reused.</param>
/// <param name="Direction">Whether we want to send, receive or both.</param>
public sealed record OfferedMedia(MediaKind Kind, string Mid, MediaDirection Direction = MediaDirection.SendReceive)
{
    /// <summary>The stream and track of what we send; null to name the track by its mid in one common stream.</summary>
    public MediaStreamId? StreamId { get; init; }

    /// <summary>The rids of a simulcast, lowest first; empty to send one encoding.</summary>
    public ImmutableArray<string> Encodings { get; init; } = [];

    /// <summary>Whether the section is given up; it keeps its place.</summary>
    public bool IsStopped { get; init; }
}
