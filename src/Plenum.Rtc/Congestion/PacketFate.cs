namespace Plenum.Rtc.Congestion;

/// <summary>What is known about a packet sent.</summary>
internal enum PacketFate : byte
{
    /// <summary>Never sent under this number.</summary>
    Unknown,

    /// <summary>No feedback covers it yet.</summary>
    InFlight,

    /// <summary>A feedback covers it and it did not arrive.</summary>
    Lost,

    /// <summary>It arrived.</summary>
    Acknowledged,
}
