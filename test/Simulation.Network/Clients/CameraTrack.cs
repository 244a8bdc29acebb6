using System.Collections.Immutable;
using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Clients;

/// <summary>Sends what a <see cref="Camera"/> encodes, three encodings by rid, and repeats what is missed of it.</summary>
public sealed class CameraTrack
{
    public static readonly ImmutableArray<string> Rids = ["q", "h", "f"];
    private const int Kept = 512;

    private readonly Peer _peer;
    private readonly IceAgent _ice;
    private readonly RtpExtensionMap _extensions;
    private readonly byte _payloadType;
    private readonly byte[] _mid;
    private readonly OutboundStream[] _streams;
    private readonly Vp8?[][] _kept;
    private readonly byte[] _buffer = new byte[2048];

    public CameraTrack(Peer peer, IceAgent ice, NegotiatedMedia media, RtpExtensionMap extensions, byte number)
    {
        _peer = peer;
        _ice = ice;
        _extensions = extensions;
        _payloadType = media.Codecs.First(codec => codec.Kind == CodecKind.Vp8).PayloadType;
        _mid = Encoding.ASCII.GetBytes(media.Mid);
        Encoder = new Camera(number, Rids.Length);
        _streams = [.. Rids.Select((_, encoding) => AddStream(media, (uint)((number * 10) + encoding + 1)))];
        for (var encoding = 0; encoding < _streams.Length; encoding++)
            _streams[encoding].Tag = encoding;
        _kept = [.. Rids.Select(_ => new Vp8?[Kept])];
    }

    public Camera Encoder { get; }

    /// <summary>The encodings that are sent, one bit each: what the SFU wants of them.</summary>
    public uint Layers { get; set; } = uint.MaxValue;

    public int PacketsSent { get; private set; }

    public int PacketsRepeated { get; private set; }

    /// <summary>Sends the next frame of all encodings.</summary>
    public void SendFrame(Timestamp now)
    {
        for (var encoding = 0; encoding < _streams.Length; encoding++)
        {
            if ((Layers & (1u << encoding)) == 0)
                continue;
            foreach (var packet in Encoder.Encode(encoding).ToArray())
                Send(encoding, packet, now);
        }
    }

    /// <summary>Repeats a packet. Its encoding is then named by another extension (RFC 8852, section 3.2).</summary>
    public void Repeat(NackedPacket missing, Timestamp now)
    {
        if (missing.Stream.Tag is not int encoding
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
        if (_extensions.IdOf(ridKind) is var rid and not 0)
            writer.TryAddExtension(rid, Encoding.ASCII.GetBytes(Rids[encoding]));
        if (_extensions.IdOf(RtpExtensionKind.TransportSequence) is var id and not 0)
            writer.TryReserveExtension(id, sizeof(ushort), out _);
        writer.TryReservePayload(packet.PayloadLength, out var payload);
        packet.WritePayload(payload);
        return writer.Length;
    }
}
