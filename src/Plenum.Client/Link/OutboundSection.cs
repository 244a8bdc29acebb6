using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Client.Link;

/// <summary>
/// A section in which tracks are sent, one after the other: cut into packets, numbered, stamped. Its source stays, and a
/// number used twice would give a key stream away (RFC 3711, section 9.1): so a new track goes on behind the last one.
/// Belongs to the shard's thread.
/// </summary>
internal sealed class OutboundSection
{
    /// <summary>Packets of pictures kept to be repeated: about two seconds at 3 Mbit/s.</summary>
    public const int History = 512;

    /// <summary>Leaves room for header, extensions, protection and a retransmission's two bytes in 1200.</summary>
    public const int MaxPayload = 1100;
    private const int MaxPacket = 1500;

    private readonly byte[] _packet = new byte[MaxPacket];
    private readonly byte[] _payload = new byte[MaxPayload];
    private byte _payloadType;
    private byte _transportSequenceId;
    private byte _audioLevelId;
    private ushort _sequence;
    private ushort _pictureId;

    /// <summary>How far a track's own numbers are from those that are sent; null before its first packet.</summary>
    private ushort? _distance;

    public OutboundSection(OutboundStream stream, IEntropy entropy)
    {
        Stream = stream;
        Span<byte> random = stackalloc byte[4];
        entropy.Fill(random);
        _sequence = BinaryPrimitives.ReadUInt16BigEndian(random);
        _pictureId = BinaryPrimitives.ReadUInt16BigEndian(random[2..]);
        stream.Tag = this;
    }

    /// <summary>What is sent in it now.</summary>
    public LocalTrack? Track { get; private set; }

    public OutboundStream Stream { get; }

    /// <summary>Sends a track from now on, or nothing.</summary>
    public void Take(LocalTrack? track, byte payloadType, RtpExtensionMap extensions)
    {
        if (track != Track)
            _distance = null;
        (Track, _payloadType) = (track, payloadType);
        _transportSequenceId = extensions.IdOf(RtpExtensionKind.TransportSequence);
        _audioLevelId = track?.Codec == MediaCodec.Opus ? extensions.IdOf(RtpExtensionKind.AudioLevel) : (byte)0;
    }

    public void Send(Peer peer, OutgoingMedia media, Timestamp now)
    {
        if (media.IsPacket)
            SendPacket(peer, media, now);
        else if (Track!.Codec == MediaCodec.Vp8)
            SendVp8(peer, media, now);
        else if (Track.Codec == MediaCodec.H264)
            SendH264(peer, media, now);
        else
            Send(peer, media.Bytes, _sequence++, media.Timestamp, marker: false, media.Level, now);
    }

    private void SendPacket(Peer peer, OutgoingMedia media, Timestamp now)
    {
        if (!RtpPacket.TryParse(media.Bytes, out var packet))
            return;
        var header = packet.Header;
        _distance ??= (ushort)(_sequence - header.SequenceNumber);
        var sequence = (ushort)(header.SequenceNumber + _distance);
        if ((short)(sequence - _sequence) >= 0)
            _sequence = (ushort)(sequence + 1);
        Send(peer, packet.Payload, sequence, header.Timestamp, header.Marker, media.Level, now);
    }

    private void SendVp8(Peer peer, OutgoingMedia media, Timestamp now)
    {
        var packetizer = new Vp8Packetizer(media.Bytes, _pictureId++, MaxPayload);
        for (var length = packetizer.Next(_payload); length > 0; length = packetizer.Next(_payload))
            Send(peer, _payload.AsSpan(0, length), _sequence++, media.Timestamp, packetizer.IsDone, null, now);
    }

    private void SendH264(Peer peer, OutgoingMedia media, Timestamp now)
    {
        var packetizer = new H264Packetizer(media.Bytes, MaxPayload);
        for (var length = packetizer.Next(_payload); length > 0; length = packetizer.Next(_payload))
            Send(peer, _payload.AsSpan(0, length), _sequence++, media.Timestamp, packetizer.IsDone, null, now);
    }

    private void Send(
        Peer peer, ReadOnlySpan<byte> payload, ushort sequence, uint timestamp, bool marker, AudioLevel? level, Timestamp now)
    {
        if (!RtpPacketWriter.TryBegin(_packet, RtpExtensionForm.OneByte, out var writer))
            return;
        writer.SetHeader(_payloadType, marker, sequence, timestamp, Stream.Ssrc);
        if (_transportSequenceId != 0)
            writer.TryReserveExtension(_transportSequenceId, sizeof(ushort), out _);
        if (_audioLevelId != 0 && level is { } loudness
            && writer.TryReserveExtension(_audioLevelId, AudioLevel.Length, out var offset))
        {
            loudness.Write(_packet.AsSpan(offset));
        }

        if (writer.TryWritePayload(payload))
            peer.TrySendRtp(Stream, _packet.AsSpan(0, writer.Length), now);
    }
}
