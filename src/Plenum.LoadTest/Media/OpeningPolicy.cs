using System.Buffers.Binary;

namespace Plenum.LoadTest.Media;

/// <summary>
/// Which packets of a connection are decrypted. To open everything would cost as much as the server's sealing, and what
/// is counted stands in the header, which SRTP leaves in clear. So all of a stream until it is settled (a key frame has
/// come), afterwards one in so many; reports and retransmissions always. Belongs to the connection's thread.
/// </summary>
internal sealed class OpeningPolicy(int every)
{
    private readonly List<uint> _settled = [];

    /// <summary>Whether the last packet was decrypted: else its payload means nothing.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>From now on this source is sampled.</summary>
    public void Settle(uint ssrc)
    {
        if (!_settled.Contains(ssrc))
            _settled.Add(ssrc);
    }

    /// <summary>Whether to open a packet, by the bytes before what is encrypted.</summary>
    public bool Decide(ReadOnlySpan<byte> header) => HasOpened = MustOpen(header);

    private bool MustOpen(ReadOnlySpan<byte> header)
    {
        // RFC 5761, section 4: these second bytes are RTCP's.
        if (every <= 1 || header.Length < 12 || header[1] is >= 192 and <= 223)
            return true;
        return BinaryPrimitives.ReadUInt16BigEndian(header[2..]) % every == 0
            || !_settled.Contains(BinaryPrimitives.ReadUInt32BigEndian(header[8..]));
    }
}
