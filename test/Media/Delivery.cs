using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>A packet as a slot's receiver gets it.</summary>
internal sealed record Delivery(ReceiveSlot Slot, byte[] Bytes, bool IsRepeat)
{
    public RtpPacket Packet
    {
        get
        {
            Assert.True(RtpPacket.TryParse(Bytes, out var packet));
            return packet;
        }
    }

    public ushort Sequence => Packet.Header.SequenceNumber;

    public uint Timestamp => Packet.Header.Timestamp;

    public bool IsPadding => Packet.Payload.IsEmpty;

    public Vp8 Vp8 => Vp8.Read(Packet);
}
