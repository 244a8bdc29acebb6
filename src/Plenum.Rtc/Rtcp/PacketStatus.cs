namespace Plenum.Rtc.Rtcp;

/// <summary>The status symbols of a transport feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1.1).</summary>
internal enum PacketStatus : byte
{
    /// <summary>The packet is missing.</summary>
    NotReceived,

    /// <summary>It arrived, up to 63.75 ms after the one before.</summary>
    SmallDelta,

    /// <summary>It arrived, later than that or out of order.</summary>
    LargeDelta,

    /// <summary>No meaning; a message that uses it is malformed.</summary>
    Reserved,
}
