using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Interop.EchoServer;

/// <summary>
/// Plays a recording of RTP packets again and again: "audio.rtp" (Opus) or "video.rtp" (VP8) in the form of RFC 4571,
/// each packet behind its length in two bytes.
/// </summary>
internal sealed class Player
{
    private readonly List<byte[]> _packets = [];
    private readonly byte[] _buffer = new byte[2048];
    private readonly OutboundStream _stream;
    private readonly PacketStamp _stamp;
    private readonly byte _payloadType;
    private readonly int _clockRate;
    private readonly uint _duration;
    private int _next;
    private ushort _sequence;
    private uint _loopStart;
    private Timestamp _startedAt = Timestamp.Never;

    public Player(NegotiatedMedia media, OutboundStream stream, RtpExtensionMap extensions, string folder)
    {
        var kind = media.Kind == MediaKind.Audio ? CodecKind.Opus : CodecKind.Vp8;
        var codec = media.Codecs.First(entry => entry.Kind == kind);
        _payloadType = codec.PayloadType;
        _clockRate = codec.Format.ClockRate;
        _stream = stream;
        _stamp = new PacketStamp(media, extensions);
        Read(File.ReadAllBytes(Path.Combine(folder, media.Kind == MediaKind.Audio ? "audio.rtp" : "video.rtp")));
        _duration = TimestampOf(_packets.Count - 1) + (uint)(_clockRate / 30);
    }

    public Timestamp NextDeadline => _startedAt == Timestamp.Never ? Timestamp.Never : DueAt;

    private Timestamp DueAt => _startedAt + TimeSpan.FromSeconds((double)(_loopStart + TimestampOf(_next)) / _clockRate);

    public void Tick(Peer peer, Timestamp now)
    {
        if (peer.State != PeerState.Connected)
            return;
        if (_startedAt == Timestamp.Never)
            _startedAt = now;
        while (DueAt <= now)
            Send(peer, now);
    }

    private void Send(Peer peer, Timestamp now)
    {
        if (!RtpPacket.TryParse(_packets[_next], out var packet))
            throw new InvalidDataException($"Packet {_next} of the recording is malformed.");
        var length = _stamp.Write(
            _buffer, packet.Header, _sequence++, _loopStart + TimestampOf(_next), _stream.Ssrc, packet.Payload);
        RtpHeaderWriter.SetPayloadType(_buffer, _payloadType);
        peer.TrySendRtp(_stream, _buffer.AsSpan(0, length), now);
        if (++_next < _packets.Count)
            return;
        _next = 0;
        _loopStart += _duration;
    }

    private uint TimestampOf(int index) => RawTimestamp(index) - RawTimestamp(0);

    private uint RawTimestamp(int index) => BinaryPrimitives.ReadUInt32BigEndian(_packets[index].AsSpan(4));

    private void Read(ReadOnlySpan<byte> recording)
    {
        while (recording.Length > sizeof(ushort))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(recording);
            _packets.Add(recording.Slice(sizeof(ushort), length).ToArray());
            recording = recording[(sizeof(ushort) + length)..];
        }
    }
}
