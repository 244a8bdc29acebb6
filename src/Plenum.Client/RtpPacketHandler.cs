using Plenum.Rtc.Rtp;

namespace Plenum.Client;

/// <summary>Takes a packet on the media thread: it must return at once, and must not keep the packet's bytes. What it
/// throws ends the connection, which is then made anew.</summary>
/// <param name="track">The track.</param>
/// <param name="packet">The packet, decrypted; as received, so packets may be out of order.</param>
public delegate void RtpPacketHandler(RemoteTrack track, RtpPacket packet);
