using System.Buffers.Binary;
using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Clients;

/// <summary>Sends audio of 20 ms a packet, with its loudness and a running number.</summary>
public sealed class MicrophoneTrack
{
    private const int PayloadLength = 80;

    private readonly Peer _peer;
    private readonly RtpExtensionMap _extensions;
    private readonly OutboundStream _stream;
    private readonly byte _payloadType;
    private readonly byte[] _mid;
    private readonly byte _number;
    private readonly byte[] _buffer = new byte[200];
    private ushort _sequence;
    private uint _timestamp;

    public MicrophoneTrack(Peer peer, NegotiatedMedia media, RtpExtensionMap extensions, byte number)
    {
        _peer = peer;
        _extensions = extensions;
        _payloadType = media.Codecs.First(codec => codec.Kind == CodecKind.Opus).PayloadType;
        _mid = Encoding.ASCII.GetBytes(media.Mid);
        _number = number;
        _sequence = (ushort)(65_000 + number);
        _timestamp = number * 10_000_000u;
        _stream = peer.AddStream(new OutboundStreamOptions(new Ssrc(50_000u + number), 48_000)
        {
            Formats = [new RtpFormat(_payloadType, 48_000)],
        });
    }

    public int PacketsSent { get; private set; }

    /// <summary>Sends the next 20 ms.</summary>
    /// <param name="attenuation">Decibels below overload: 127 is silence.</param>
    /// <param name="now">The time.</param>
    public void Send(byte attenuation, Timestamp now)
    {
        RtpPacketWriter.TryBegin(_buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(_payloadType, false, _sequence++, _timestamp, _stream.Ssrc);
        _timestamp += 960;
        if (_extensions.IdOf(RtpExtensionKind.Mid) is var mid and not 0)
            writer.TryAddExtension(mid, _mid);
        if (_extensions.IdOf(RtpExtensionKind.AudioLevel) is var level and not 0)
            writer.TryAddExtension(level, [(byte)(0x80 | attenuation)]);
        if (_extensions.IdOf(RtpExtensionKind.TransportSequence) is var id and not 0)
            writer.TryReserveExtension(id, sizeof(ushort), out _);
        writer.TryReservePayload(PayloadLength, out var payload);
        payload[0] = _number;
        BinaryPrimitives.WriteInt32BigEndian(payload[1..], PacketsSent);
        if (_peer.TrySendRtp(_stream, _buffer.AsSpan(0, writer.Length), now))
            PacketsSent++;
    }
}
