namespace Plenum.Rtc.Sctp;

/// <summary>What is known of a sent chunk.</summary>
internal enum SentChunkState : byte
{
    /// <summary>It may still arrive.</summary>
    InFlight,

    /// <summary>It is taken for lost and waits to be sent again.</summary>
    Lost,

    /// <summary>It arrived behind a gap; the receiver might still take that back (RFC 9260, section 6.2).</summary>
    Acknowledged,

    /// <summary>Its message was given up.</summary>
    Abandoned,
}
