using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Clients;

/// <summary>
/// The same frames as <see cref="Vp8"/>'s, behind the descriptor of VP9 in its fixed form (RFC 9628, section 4.2): one size,
/// three temporal layers.
/// </summary>
public static class Vp9
{
    private const int DescriptorLength = 5;

    public static int PayloadLength(Vp8 packet) => DescriptorLength + packet.Length;

    public static void WritePayload(Vp8 packet, Span<byte> payload)
    {
        // I and L are there; P, B and E are said; F, V and Z are not.
        payload[0] = (byte)(0xa0 | (packet.IsKey ? 0 : 0x40) | (packet.IsStart ? 0x08 : 0) | (packet.IsEnd ? 0x04 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(payload[1..], (ushort)(0x8000 | packet.PictureId));
        payload[3] = (byte)((packet.Temporal << 5) | (packet.IsSync ? 0x10 : 0));
        payload[4] = packet.Index;
        packet.WriteContent(payload[DescriptorLength..]);
    }

    public static Vp8 Read(RtpPacket packet)
    {
        var payload = packet.Payload;
        return Vp8.ReadContent(packet, payload[DescriptorLength..]) with
        {
            IsStart = (payload[0] & 0x08) != 0,
            PictureId = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(payload[1..]) & 0x7fff),
            Temporal = (byte)(payload[3] >> 5),
            IsSync = (payload[3] & 0x10) != 0,
            Index = payload[4],
        };
    }
}
