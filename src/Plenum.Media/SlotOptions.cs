using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>A receive slot: a recvonly media section that a client offered, to be filled with one publication or another.</summary>
public sealed record SlotOptions
{
    /// <summary>Whether it takes pictures; else it takes sound.</summary>
    public required bool IsVideo { get; init; }

    /// <summary>The source of all that is sent on it.</summary>
    public required Ssrc Ssrc { get; init; }

    /// <summary>Ticks of its timestamp per second.</summary>
    public required int ClockRate { get; init; }

    /// <summary>What the receiver understands.</summary>
    public required IReadOnlyList<MediaFormat> Formats { get; init; }

    /// <summary>"a=mid" of the section; empty where media sections are not told apart by it.</summary>
    public string Mid { get; init; } = "";

    /// <summary>The first sequence number; random (RFC 3550, section 5.1).</summary>
    public ushort FirstSequence { get; init; }

    /// <summary>The first timestamp; random.</summary>
    public uint FirstTimestamp { get; init; }

    /// <summary>
    /// Whether it follows screens and speakers (last-N): the room fills it, and no command binds it.
    /// </summary>
    public bool FollowsSpeakers { get; init; }
}
