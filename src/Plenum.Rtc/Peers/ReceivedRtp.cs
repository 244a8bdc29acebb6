using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Peers;

/// <summary>A media packet, authenticated and decrypted where it was received. Valid until the datagram's bytes change.</summary>
public readonly ref struct ReceivedRtp
{
    internal ReceivedRtp(InboundStream stream, int offset, RtpPacket packet, RtpExtensionValues extensions, bool isRecovered)
    {
        Stream = stream;
        Offset = offset;
        Packet = packet;
        Extensions = extensions;
        IsRecovered = isRecovered;
    }

    /// <summary>The stream that it belongs to.</summary>
    public InboundStream Stream { get; }

    /// <summary>Where the packet begins in the datagram; a recovered one does not begin at 0.</summary>
    public int Offset { get; }

    /// <summary>Its length without protection.</summary>
    public int Length => Packet.Bytes.Length;

    /// <summary>The packet, parsed.</summary>
    public RtpPacket Packet { get; }

    /// <summary>Its header extensions.</summary>
    public RtpExtensionValues Extensions { get; }

    /// <summary>Whether it came by retransmission (RTX): late, and out of order.</summary>
    public bool IsRecovered { get; }
}
