using System.Buffers.Binary;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Srtp;

/// <summary>Both ends of an SRTP session.</summary>
internal sealed class SrtpPair : IDisposable
{
    private static readonly OpenSslCryptoProvider Crypto = new();

    public SrtpPair(SrtpProfile profile = SrtpProfile.AeadAes128Gcm, SrtpOptions? options = null)
    {
        var keys = new byte[SrtpProfileParameters.Of(profile).KeyingMaterialLength];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (byte)(i * 7);
        Client = SrtpSession.Create(Crypto, profile, keys, DtlsRole.Client, options);
        Server = SrtpSession.Create(Crypto, profile, keys, DtlsRole.Server, options);
    }

    public SrtpSession Client { get; }

    public SrtpSession Server { get; }

    public static byte[] Rtp(ushort sequence, uint ssrc = 0x01020304, int payloadLength = 100)
    {
        var packet = new byte[12 + payloadLength];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        packet.AsSpan(12).Fill((byte)sequence);
        return packet;
    }

    public static byte[] Rtcp(uint ssrc = 0x01020304, int length = 32)
    {
        var packet = new byte[length];
        packet[0] = 0x80;
        packet[1] = 201;
        packet[3] = (byte)((length / 4) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public byte[] ProtectRtp(byte[] packet)
    {
        var buffer = new byte[packet.Length + Client.Outbound.RtpOverhead];
        packet.CopyTo(buffer, 0);
        Assert.True(Client.Outbound.TryProtectRtp(buffer, packet.Length, out var length));
        return buffer[..length];
    }

    public byte[] ProtectRtcp(byte[] packet)
    {
        var buffer = new byte[packet.Length + Client.Outbound.RtcpOverhead];
        packet.CopyTo(buffer, 0);
        Assert.True(Client.Outbound.TryProtectRtcp(buffer, packet.Length, out var length));
        return buffer[..length];
    }

    /// <summary>Opens a copy; <see cref="DropReason.None"/> when accepted.</summary>
    public DropReason ReceiveRtp(byte[] sealedPacket, byte[]? expected = null)
    {
        var copy = sealedPacket.ToArray();
        if (!Server.Inbound.TryUnprotectRtp(copy, out var length, out var reason))
            return reason;
        if (expected is not null)
            Assert.Equal(expected, copy[..length]);
        return reason;
    }

    public DropReason ReceiveRtcp(byte[] sealedPacket, byte[]? expected = null)
    {
        var copy = sealedPacket.ToArray();
        if (!Server.Inbound.TryUnprotectRtcp(copy, out var length, out var reason))
            return reason;
        if (expected is not null)
            Assert.Equal(expected, copy[..length]);
        return reason;
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
