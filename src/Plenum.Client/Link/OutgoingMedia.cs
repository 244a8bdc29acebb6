using System.Buffers;
using Plenum.Rtc.Rtp;

namespace Plenum.Client.Link;

/// <summary>A copy of what the owner wants to send, on its way to the shard.</summary>
internal sealed class OutgoingMedia : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    public OutgoingMedia(ReadOnlySpan<byte> bytes)
    {
        _length = bytes.Length;
        _buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_buffer);
    }

    /// <summary>The frame or packet.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether it is an RTP packet; otherwise a frame.</summary>
    public bool IsPacket { get; init; }

    /// <summary>A frame's timestamp.</summary>
    public uint Timestamp { get; init; }

    /// <summary>How loud a frame or packet of sound is, if that is known.</summary>
    public AudioLevel? Level { get; init; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
