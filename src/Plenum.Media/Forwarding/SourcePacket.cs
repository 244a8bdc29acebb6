using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>
/// A packet of a publication, kept once for all receivers: to be forwarded now, and repeated to whoever misses it.
/// Pooled: everything is set anew when it is taken.
/// </summary>
internal sealed class SourcePacket(byte[] chunk, int offset)
{
    /// <summary>The longest packet kept. Over 1500 bytes none comes whole through the networks we know.</summary>
    public const int MaxLength = 1500;

    /// <summary>Length that all packets take in their chunk.</summary>
    public const int Stride = 1536;

    private int _length;

    /// <summary>The packet as it came, decrypted. What is rewritten per receiver is rewritten here, before each use.</summary>
    public Span<byte> Bytes => chunk.AsSpan(offset, _length);

    /// <summary>The payload as it is forwarded: without padding of the sender's, with ours.</summary>
    public Span<byte> Payload => Bytes.Slice(Header.Length, PayloadLength);

    public RtpHeader Header { get; private set; }

    public int PayloadLength { get; private set; }

    /// <summary>Whether the payload ends with padding of ours.</summary>
    public bool IsPadded { get; private set; }

    /// <summary>The sequence number, unwrapped.</summary>
    public long Sequence { get; set; }

    /// <summary>Which packet of its stream it was in the order of arrival.</summary>
    public long Arrival { get; set; }

    /// <summary>The picture id, unwrapped.</summary>
    public long PictureId { get; set; }

    /// <summary>The frame number of the dependency descriptor, unwrapped.</summary>
    public long FrameNumber { get; set; }

    /// <summary>Whether its layers were read from its dependency descriptor.</summary>
    public bool HasDescriptor { get; set; }

    public Timestamp ArrivedAt { get; set; }

    public PacketTraits Traits { get; set; }

    public PictureNumbers Numbers { get; set; }

    public CarriedElements Elements { get; set; }

    public void Fill(scoped in RtpPacket packet)
    {
        _length = packet.Bytes.Length - packet.PaddingLength;
        packet.Bytes[.._length].CopyTo(Bytes);
        Header = packet.Header;
        PayloadLength = packet.Payload.Length;
        IsPadded = false;
        PictureId = 0;
        FrameNumber = 0;
        HasDescriptor = false;
        Traits = default;
        Numbers = default;
        Elements = default;
    }

    /// <summary>
    /// Makes the packet longer by padding (RFC 3550, section 5.1), once and before it is forwarded to anybody: what is sent
    /// again must be what was sent. Within <see cref="Stride"/> less <see cref="MaxLength"/>.
    /// </summary>
    public void Pad(int length)
    {
        chunk.AsSpan(offset + _length, length).Clear();
        (_length, PayloadLength, IsPadded) = (_length + length, PayloadLength + length, true);
        Bytes[^1] = (byte)length;
    }
}
