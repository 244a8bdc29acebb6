namespace Plenum.Rtc.Ice;

/// <summary>How to reach the peer: a path, and the TURN channel to wrap datagrams in when it goes over a relay.</summary>
/// <param name="Path">Where the datagram goes on the wire; to the TURN server when relayed.</param>
/// <param name="Channel">The TURN channel number, 0x4000 to 0x4FFF, or 0 for a direct path.</param>
public readonly record struct IceRoute(TransportPath Path, ushort Channel)
{
    /// <summary>Whether there is no way yet.</summary>
    public bool IsNone => Path.Remote.IsNone;

    /// <summary>Bytes that the route puts before each datagram: a ChannelData header, or nothing.</summary>
    public int Overhead => Channel == 0 ? 0 : Turn.ChannelData.HeaderLength;
}
