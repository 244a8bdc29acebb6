using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>
/// What the INIT ACK asks the other side to hand back. Unlike in RFC 9260, section 5.1.3, it carries no signature: it
/// comes back through the same DTLS connection, so whoever forged it could have said the same in its INIT.
/// </summary>
internal static class StateCookie
{
    private const int FixedLength = 16;
    private const int Length = FixedLength + sizeof(uint) + 1;
    private const int ForwardTsnFlag = 1;
    private const int ReconfigFlag = 2;

    /// <summary>Packs the other side's INIT, marked with our tag so that only our own cookies are taken.</summary>
    public static byte[] Create(InitChunk init, uint ourTag)
    {
        var cookie = new byte[Length];
        init.WriteFixed(cookie);
        BinaryPrimitives.WriteUInt32BigEndian(cookie.AsSpan(FixedLength), ourTag);
        cookie[^1] = (byte)((init.SupportsForwardTsn ? ForwardTsnFlag : 0) | (init.SupportsReconfig ? ReconfigFlag : 0));
        return cookie;
    }

    public static bool TryParse(ReadOnlySpan<byte> cookie, uint ourTag, out InitChunk init)
    {
        init = default;
        if (cookie.Length != Length || !InitChunk.TryParse(cookie[..FixedLength], out init, out _))
            return false;
        var flags = cookie[^1];
        init = init with
        {
            SupportsForwardTsn = (flags & ForwardTsnFlag) != 0,
            SupportsReconfig = (flags & ReconfigFlag) != 0,
        };
        return BinaryPrimitives.ReadUInt32BigEndian(cookie[FixedLength..]) == ourTag;
    }
}
