using System.Collections.Immutable;
using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Clients;

/// <summary>
/// Sends what a <see cref="Camera"/> encodes, and repeats what is missed of it: three encodings of VP8 by rid, or one of VP9.
/// </summary>
public sealed class CameraTrack
{
    public static readonly ImmutableArray<string> Rids = ["q", "h", "f"];
    private const int Kept = 512;
    private const int Vp9PacketLength = 500;

    private readonly Peer _peer;
    private readonly IceAgent _ice;
    private readonly RtpExtensionMap _extensions;
    private readonly bool _isVp9;
    private readonly byte _payloadType;
    private readonly byte[] _mid;
    private readonly OutboundStream[] _streams;
    private readonly Vp8?[][] _kept;
    private readonly byte[] _buffer = new byte[2048];

    public CameraTrack(
        Peer peer, IceAgent ice, NegotiatedMedia media, RtpExtensionMap extensions, byte number, CodecKind kind = CodecKind.Vp8)
    {
        _isVp9 = kind == CodecKind.Vp9;
        _peer = peer;
        _ice = ice;
        _extensions = extensions;
        _payloadType = media.Codecs.First(codec => codec.Kind == kind).PayloadType;
        _mid = Encoding.ASCII.GetBytes(media.Mid);
        var (encodings, first) = _isVp9 ? (1, Rids.Length) : (Rids.Length, 0);
        Encoder = new Camera(number, encodings, first) { PacketLength = _isVp9 ? Vp9PacketLength : null };
        _streams = [.. Enumerable.Range(first, encodings).Select(encoding => AddStream(media, (uint)((number * 10) + encoding + 1)))];
        for (var encoding = 0; encoding < _streams.Length; encoding++)
            _streams[encoding].Tag = new CameraEncoding(this, encoding);
        _kept = [.. _streams.Select(_ => new Vp8?[Kept])];
    }

    public Camera Encoder { get; }

    /// <summary>The encodings that are sent, one bit each: what the SFU wants of them.</summary>
    public uint Layers { get; set; } = uint.MaxValue;

    /// <summary>Whether there is a track in its section.</summary>
    public bool IsOn { get; set; } = true;

    public int PacketsSent { get; private set; }

    public int PacketsRepeated { get; private set; }

    /// <summary>Sends the next frame of all encodings.</summary>
    public void SendFrame(Timestamp now)
    {
        for (var encoding = 0; encoding < _streams.Length; encoding++)
        {
            if (!IsOn || (Layers & (1u << encoding)) == 0)
                continue;
            foreach (var packet in Encoder.Encode(encoding).ToArray())
                Send(encoding, packet, now);
        }
    }

    /// <summary>Repeats a packet. Its encoding is then named by another extension (RFC 8852, section 3.2).</summary>
    public void Repeat(NackedPacket missing, Timestamp now)
    {
        if (missing.Stream.Tag is not CameraEncoding { Number: var encoding }
            || _kept[encoding][missing.SequenceNumber % Kept] is not { } packet
            || packet.Sequence != missing.SequenceNumber)
        {
            return;
        }

        var length = Write(packet, RtpExtensionKind.RepairedRid, encoding);
        if (!_peer.TryProtectRetransmission(missing.Stream, _buffer, length, now, out var total))
            return;
        PacketsRepeated++;
        _ice.Send(_buffer.AsSpan(0, total));
    }

    private OutboundStream AddStream(NegotiatedMedia media, uint ssrc) => _peer.AddStream(
        new OutboundStreamOptions(new Ssrc(ssrc), 90_000)
        {
            RetransmissionSsrc = new Ssrc(ssrc + 100_000),
            Formats =
            [
                .. media.Codecs.Select(codec => new RtpFormat(codec.PayloadType, 90_000)),
                .. media.Codecs.Where(codec => codec.RetransmissionPayloadType is not null).Select(codec =>
                    new RtpFormat(codec.RetransmissionPayloadType!.Value, 90_000) { RetransmissionOf = codec.PayloadType }),
            ],
        });

    private void Send(int encoding, Vp8 packet, Timestamp now)
    {
        _kept[encoding][packet.Sequence % Kept] = packet;
        var length = Write(packet, RtpExtensionKind.Rid, encoding);
        if (_peer.TrySendRtp(_streams[encoding], _buffer.AsSpan(0, length), now))
            PacketsSent++;
    }

    private int Write(Vp8 packet, RtpExtensionKind ridKind, int encoding)
    {
        RtpPacketWriter.TryBegin(_buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(_payloadType, packet.IsEnd, packet.Sequence, packet.Timestamp, _streams[encoding].Ssrc);
        if (_extensions.IdOf(RtpExtensionKind.Mid) is var mid and not 0)
            writer.TryAddExtension(mid, _mid);
        if (!_isVp9 && _extensions.IdOf(ridKind) is var rid and not 0)
            writer.TryAddExtension(rid, Encoding.ASCII.GetBytes(Rids[encoding]));
        if (_extensions.IdOf(RtpExtensionKind.TransportSequence) is var id and not 0)
            writer.TryReserveExtension(id, sizeof(ushort), out _);
        writer.TryReservePayload(_isVp9 ? Vp9.PayloadLength(packet) : packet.PayloadLength, out var payload);
        if (_isVp9)
            Vp9.WritePayload(packet, payload);
        else
            packet.WritePayload(payload);
        return writer.Length;
    }
}
